"""The desktop window."""

__all__ = ["display", "film", "picture_parts", "pictures", "timeline_bar", "window"]
