"""Riders and the pacer as articulated figures."""
