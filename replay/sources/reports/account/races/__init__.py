"""Of which race, and of which ride of a match, a sentence speaks."""

__all__ = ["races_meant", "rides_meant"]
