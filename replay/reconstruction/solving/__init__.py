"""The iteration: a sequence of quadratic programs until the motion settles."""

__all__ = ["attempt", "iteration", "subproblem"]
