"""The desktop window."""

__all__ = ["display", "timeline_bar", "window"]
