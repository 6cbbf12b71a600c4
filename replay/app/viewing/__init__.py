"""The window's side of the program: opening a race beside it, what it plays, saving, reading a file again."""

__all__ = [
    "picture_saver",
    "processes",
    "race_opening",
    "race_watcher",
    "shown_parts",
    "window_exports",
    "window_memory",
    "window_races",
]
