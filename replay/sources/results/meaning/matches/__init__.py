"""Matches of a sprint in results: rows with a cell for each ride, and the races that they make."""

__all__ = ["beat_lines", "match_races", "sprint_rides"]
