"""Matches of a sprint in results: rows with a cell for each ride, and the races that they make."""

__all__ = ["match_lines", "match_races", "ride_lines", "ride_sections"]
