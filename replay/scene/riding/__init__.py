"""Riders and pacer in space: poses, gestures at the line, and kits that tell riders apart."""

__all__ = ["gestures", "kit_solver", "poses"]
