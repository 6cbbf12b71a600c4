"""The facts in numbers: start list, results and measured times, one index a rider."""

__all__ = ["race_problem"]
