"""From facts to trajectories."""

__all__ = [
    "ahead",
    "audit",
    "clearance",
    "event_finder",
    "moments",
    "outcome",
    "pacer",
    "power",
    "standings",
    "standstills",
    "tactics_ride",
    "timekeeping",
    "trajectory",
]
