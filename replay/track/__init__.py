"""Geometry of velodromes. Knows nothing of races."""
