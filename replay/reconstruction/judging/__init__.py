"""What became of every fact, and why: findings, diagnosis, verdicts."""

__all__ = ["diagnosis", "findings", "infeasible_subset", "screening", "unridable", "verdict"]
