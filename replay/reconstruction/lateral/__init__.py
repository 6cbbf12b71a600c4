"""Who is beside whom, and how far up the boards everybody rides."""

__all__ = ["height", "ripple", "side_by_side", "slow_lines"]
