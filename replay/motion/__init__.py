"""From facts to trajectories."""

__all__ = ["audit", "moments", "outcome", "pacer", "power", "standings", "timekeeping", "trajectory"]
