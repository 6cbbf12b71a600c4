"""The simulated finish image."""

__all__ = ["finish_image"]
