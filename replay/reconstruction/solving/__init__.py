"""The iteration: a sequence of quadratic programs until the motion settles."""

__all__ = [
    "attempt",
    "first_guess",
    "iteration",
    "linearising",
    "parting",
    "possible_falls",
    "rough_motion",
    "subproblem",
]
