"""What an event is: one module for each kind."""

__all__ = ["course"]
