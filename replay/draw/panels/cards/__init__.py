"""Cards: the title and the result, and the official finish picture on it."""

__all__ = ["cards"]
