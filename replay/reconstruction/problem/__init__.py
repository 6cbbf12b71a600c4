"""The facts in numbers: start list, results and measured times, one index a rider."""

__all__ = ["measured_passings", "race_problem", "remount", "winner_time"]
