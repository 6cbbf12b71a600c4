"""Riders and the pacer as articulated figures."""

__all__ = ["bones", "pacer_figure", "rider_figure"]
