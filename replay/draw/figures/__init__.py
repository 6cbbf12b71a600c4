"""Riders and the pacer as articulated figures."""

__all__ = ["drawn_figures", "hulls", "rider_figure", "skeleton"]
