"""Rules across the fields of a race file: each finds every mistake of its kind."""

__all__ = ["check"]
