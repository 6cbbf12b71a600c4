"""What is seen: pure functions of time."""

__all__ = [
    "camera",
    "compose",
    "cues",
    "frame",
    "heard",
    "likely_ranges",
    "looks",
    "provenance",
    "still_moment",
    "words",
]
