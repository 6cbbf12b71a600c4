"""The motion found so far, and what is read from it to linearise the next program."""

__all__ = [
    "effort",
    "evidence",
    "iterate",
    "linearisation",
    "pair_windows",
    "path_correction",
    "sampled_iterate",
    "variables",
]
