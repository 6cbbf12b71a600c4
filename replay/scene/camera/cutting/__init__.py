"""When cameras change: moments that are seen close without a cut, and shots that are too short to be read."""

__all__ = ["calm_cuts", "close_moments", "fast_riding", "in_sight", "watched_shots"]
