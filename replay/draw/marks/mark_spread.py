"""Room for marks: moved in line with their neighbours, then apart, smoothly as riders move.

Arrays: middles, anchors and sizes are (N, 2) in px, x and y or width and height, in race order; axis is 0 when marks
give way to the left and right, 1 when up and down.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats

_ROUNDS, _ROUNDS_A_MARK = 40, 5
"""At most, and for large fields so many a mark; it ends as soon as no mark has to move by a tenth of a pixel."""


def aligned(middles: Floats, anchors: Floats, sizes: Floats, axis: int) -> Floats:
    """Middles of marks in which neighbours of nearly one line stand in line with the outermost of them.

    By how much a mark moves grows with how far it stands back, then falls to nothing: it never leaps.
    """
    other = 1 - axis
    outwards = np.sign(middles - anchors)[:, other]
    back = (middles[None, :, other] - middles[:, None, other]) * outwards[:, None]
    beside = np.abs(middles[:, None, axis] - middles[None, :, axis]) / ((sizes[:, None] + sizes[None])[..., axis] / 2)
    near = np.clip(2.0 - beside, 0, 1) * (outwards[:, None] == outwards[None])
    reach = 1.2 * sizes[:, None, other]
    move = np.clip(np.minimum(back, 2 * reach - back), 0, None) * near
    moved = middles.copy()
    moved[:, other] += outwards * move.max(axis=1)
    return moved


def spread(middles: Floats, sizes: Floats, way: float, axis: int) -> Floats:
    """Middles of marks moved apart along one axis, in race order, until none lies over another.

    way: 1 if the race goes towards larger pixels of that axis, -1 if not. Each pair that would overlap gives way by
    halves, again and again. How far apart two must be goes to nothing as they part along the other axis.
    """
    moved = middles.copy()
    for _ in range(max(_ROUNDS, _ROUNDS_A_MARK * len(middles))):
        push = _push(moved, sizes, way, axis)
        if np.abs(push).max() < 0.1:
            break
        moved[:, axis] += push
    return moved


def _push(middles: Floats, sizes: Floats, way: float, axis: int) -> Floats:
    """How far each mark gives way (N,): the one ahead in race order along the race, the other against it."""
    other = 1 - axis
    apart = way * (middles[:, None, axis] - middles[None, :, axis])
    aside = np.abs(middles[:, None, other] - middles[None, :, other])
    room = (sizes[:, None] + sizes[None]) / 2
    meets = np.clip((1.5 * room[..., other] - aside) / (0.5 * room[..., other]), 0, 1)
    meets[apart <= -room[..., axis]] = 0.0
    lacking = np.triu(meets * np.maximum(room[..., axis] - apart, 0.0), 1)
    push: Floats = way * (lacking.sum(axis=1) - lacking.sum(axis=0)) / 2.5
    return push
