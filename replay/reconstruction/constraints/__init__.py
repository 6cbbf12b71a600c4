"""Constraints and costs of the program, one module for each thing that holds riders where they are."""

__all__ = [
    "bounded_times",
    "drafting",
    "fact_rows",
    "falls",
    "finish",
    "measured_times",
    "paced_line",
    "pass_windows",
    "power_budget",
    "riding_limits",
    "single_file",
    "slow_riding",
    "stopped_race",
    "unknowns",
]
