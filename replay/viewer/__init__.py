"""The desktop window."""

__all__ = ["display", "film", "picture_parts", "timeline_bar", "window"]
