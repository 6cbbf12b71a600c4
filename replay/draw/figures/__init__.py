"""Riders and the pacer as articulated figures."""

__all__ = ["pacer_figure", "rider_figure", "skeleton"]
