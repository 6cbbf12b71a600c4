"""What a camera sees of a plate: its lens, the plate at several resolutions, and the blur of a pan."""

__all__ = ["lens", "pan_blur", "plate_levels"]
