"""Kinds of facts about the boards: how high riders are, and on which side of each other."""

__all__ = ["ride_high_fact", "side_fact"]
