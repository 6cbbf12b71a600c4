"""How things come, go and change on the picture: progress from 0 to 1 as a function of time."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

IN_S = 0.24
"""Video seconds in which a panel comes: long enough to be seen coming, short enough not to be waited for."""

OUT_S = 0.16
"""Video seconds in which it goes: quicker, because nobody needs it any more."""

Reals = TypeVar("Reals", bound=np.floating)


def clipped(x: float) -> float:
    """0 below 0, 1 above 1."""
    return min(max(x, 0.0), 1.0)


def ease_out(x: float) -> float:
    """Quick at first, then settling (cubic)."""
    return 1 - (1 - clipped(x)) ** 3


def smoothstep(x: float) -> float:
    """From 0 to 1 with level ends: 3x² - 2x³, held outside 0..1."""
    x = clipped(x)
    return x * x * (3 - 2 * x)


def smoothsteps(x: NDArray[Reals]) -> NDArray[Reals]:
    """`smoothstep` of every value of an array, in the array's own precision."""
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


def shown_between(time_s: float, start_s: float, end_s: float, *, from_full: bool = False) -> float:
    """How far a panel is in that is on from start to end: in with `ease_out`, out with an accelerating fade.

    from_full: it is there from its first moment.
    """
    if not start_s <= time_s < end_s:
        return 0.0
    coming = 1.0 if from_full else ease_out((time_s - start_s) / IN_S)
    leaving = 1 - clipped(1 - (end_s - time_s) / OUT_S) ** 2
    return min(coming, leaving)
