"""What the window lays over the picture, or shows in its place."""

__all__ = ["waiting_card"]
