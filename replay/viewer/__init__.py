"""The desktop window."""

__all__ = [
    "answers",
    "display",
    "film",
    "painting",
    "panels",
    "picture_parts",
    "playing",
    "timeline_bar",
    "window",
    "window_state",
]
