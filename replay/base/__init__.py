"""What every part may use, because it knows nothing of races, tracks or pictures."""

__all__ = [
    "brand",
    "colour",
    "easing",
    "errors",
    "figure_words",
    "files",
    "letters",
    "look",
    "mistakes",
    "program",
    "progress",
    "resources",
    "units",
]
