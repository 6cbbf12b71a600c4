"""From facts to trajectories."""

__all__ = [
    "ahead",
    "audit",
    "event_finder",
    "moments",
    "outcome",
    "pacer",
    "power",
    "standings",
    "timekeeping",
    "trajectory",
]
