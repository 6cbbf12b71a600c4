"""How things come, go and change on the picture: progress from 0 to 1 as a function of time."""

from __future__ import annotations

IN_S = 0.24
OUT_S = 0.16


def clipped(x: float) -> float:
    return min(max(x, 0.0), 1.0)


def ease_out(x: float) -> float:
    """Quick at first, then settling (cubic)."""
    return 1 - (1 - clipped(x)) ** 3


def smoothstep(x: float) -> float:
    x = clipped(x)
    return x * x * (3 - 2 * x)


def shown_between(time_s: float, start_s: float, end_s: float, *, from_full: bool = False) -> float:
    """How far a panel is in that is on from start to end: in with `ease_out`, out with an accelerating fade.

    from_full: it is there from its first moment.
    """
    if not start_s <= time_s < end_s:
        return 0.0
    coming = 1.0 if from_full else ease_out((time_s - start_s) / IN_S)
    leaving = 1 - clipped(1 - (end_s - time_s) / OUT_S) ** 2
    return min(coming, leaving)
