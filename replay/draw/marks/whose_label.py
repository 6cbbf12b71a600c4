"""Whether one sees whose label it is: a label that could be taken for another rider's is worse than none."""

from __future__ import annotations

import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.pixels.rectangles import Rect

_BESIDE = 1.0
"""A label nearer to its rider than this many times its height is seen to be his, with a line or without."""

_APART = 1.8
"""From this many times its height on it needs a line that is drawn, and that leads over nobody else."""

_OVER = 0.45
"""A line that lies over others for this many times the label's height leads to them."""

_CORE = 0.7
"""The middle of a rider's box: a line over his wheels is not taken for his."""

_STEPS = 24
"""Points of a line at which it is asked whether it lies over somebody."""


def seen_whose(plate: Rect, body: Floats, line: Floats, drawn: float, others: Floats) -> float:
    """How far one sees whose label it is, 0 to 1.

    plate   the label, px
    body    (4,) left, top, right and bottom of its rider
    line    (P, 2) from the rider to the label
    drawn   how much of the line is seen, 0 to 1
    others  (K, 4) the other riders
    """
    high = float(plate[3])
    beside = smoothstep((_apart_px(plate, body) / high - _BESIDE) / (_APART - _BESIDE))
    led = drawn * (1 - smoothstep(_over_px(line, others) / (_OVER * high)))
    return 1 - beside * (1 - led)


def _apart_px(plate: Rect, body: Floats) -> float:
    """Between a label and the box of its rider."""
    x, y, width, height = plate
    across = max(float(body[0]) - (x + width), x - float(body[2]), 0.0)
    down = max(float(body[1]) - (y + height), y - float(body[3]), 0.0)
    return float(np.hypot(across, down))


def _over_px(line: Floats, others: Floats) -> float:
    """How much of a line lies over the middles of others."""
    if not len(others):
        return 0.0
    lengths = np.linalg.norm(np.diff(line, axis=0), axis=1)
    past = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.linspace(0.0, past[-1], _STEPS)
    points = np.stack([np.interp(at, past, line[:, axis]) for axis in (0, 1)], axis=1)
    middle, half = (others[:, :2] + others[:, 2:]) / 2, (others[:, 2:] - others[:, :2]) / 2 * _CORE
    inside = np.asarray((np.abs(points[:, None] - middle) < half).all(axis=2)).any(axis=1)
    return float(inside.mean() * past[-1])
