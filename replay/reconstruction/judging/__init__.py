"""What became of every fact, and why: findings, diagnosis, verdicts."""

__all__ = ["diagnosis", "no_motion", "proof", "quietening", "screening", "unridable", "verdict"]
