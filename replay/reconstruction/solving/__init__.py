"""The iteration: a sequence of quadratic programs until the motion settles."""

__all__ = [
    "attempt",
    "first_guess",
    "iteration",
    "linearising",
    "possible_falls",
    "repair",
    "rough_motion",
    "subproblem",
]
