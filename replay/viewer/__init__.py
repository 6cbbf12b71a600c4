"""The desktop window."""

__all__ = ["timeline_bar", "window"]
