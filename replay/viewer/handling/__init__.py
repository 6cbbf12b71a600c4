"""What a window does with keys and the mouse."""

__all__ = ["viewer_state"]
