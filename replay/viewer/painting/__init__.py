"""The film's pictures in the window: where they are painted, how large, and how they are fitted in."""

__all__ = ["joining", "picture_area", "pictures"]
