"""The desktop window."""

__all__ = ["display", "film", "shown", "timeline_bar", "window"]
