"""Geometry of velodromes. Knows nothing of races."""

__all__ = ["catalogue", "markings", "room", "velodrome"]
