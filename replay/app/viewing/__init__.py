"""The window's side of the program: opening a race beside it, what it plays, saving, reading a file again."""

__all__ = [
    "own_process",
    "picture_saver",
    "race_opening",
    "race_watcher",
    "window_exports",
    "window_memory",
    "window_races",
]
