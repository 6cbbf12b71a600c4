"""Constraints and costs of the program, one module for each thing that holds riders where they are."""

__all__ = [
    "drafting",
    "finish",
    "measured_times",
    "paced_line",
    "power_budget",
    "riding_limits",
    "stopped_race",
    "unknowns",
]
