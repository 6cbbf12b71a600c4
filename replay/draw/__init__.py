"""From a Frame to pixels."""

__all__ = ["branded_theme", "hall", "painter", "picture", "pixels", "theme"]
