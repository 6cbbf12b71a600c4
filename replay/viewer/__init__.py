"""The desktop window."""

__all__ = ["display", "film", "parts", "timeline_bar", "window"]
