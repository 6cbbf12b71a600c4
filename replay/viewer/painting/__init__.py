"""The film's pictures in the window: where they are painted, how large, and how they are fitted in."""

__all__ = ["painted_ahead", "picture_area", "pictures", "shared_pixels", "wanted"]
