"""The desktop window."""

__all__ = ["answers", "display", "film", "painting", "picture_parts", "timeline_bar", "window"]
