"""Spots around a rider at which his label may stand, and the line from him to it.

Arrays hold px, x to the right and y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from replay.base.units import Floats


class Side(Enum):
    """Where labels stand: over, beside or below riders. Its value: the axis along that side, and outwards."""

    ABOVE = (0, -1.0)
    LEFT = (1, -1.0)
    RIGHT = (1, 1.0)
    BELOW = (0, 1.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a label.

    aside  along its side, in lengths of the label: 0 straight over or beside its rider
    level  so many labels farther out than the nearest
    """

    side: Side
    aside: float = 0.0
    level: int = 0

    @property
    def cost(self) -> float:
        """What it costs: the nearest are the best."""
        return _ASIDE * abs(self.aside) + _FARTHER * self.level


_ASIDE, _FARTHER = 0.12, 0.15

LINE_POINTS = 7
"""Points of a line at which it is asked what it lies over, where labels are laid out and where they are drawn."""

SPOTS = tuple(
    Spot(side, aside, level)
    for side, asides, levels in (
        (Side.ABOVE, (0.0, -0.45, 0.45, -0.9, 0.9, -1.5, 1.5), (0, 1, 2)),
        (Side.LEFT, (0.0, -0.6, 0.6, -1.2, 1.2), (0, 1)),
        (Side.RIGHT, (0.0, -0.6, 0.6, -1.2, 1.2), (0, 1)),
        (Side.BELOW, (0.0, -0.6, 0.6), (0, 1)),
    )
    for level in levels
    for aside in asides
)
"""All spots, by side."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths, px: from a rider to his label, and between labels."""

    clear: float
    gap: float


def offset_of(spot: Spot, size: tuple[float, float], measures: Measures) -> Floats:
    """How far the middle of a label of that size stands from where its line begins (2,)."""
    axis, way = spot.side.value
    offset = np.zeros(2)
    offset[axis] = spot.aside * size[axis]
    outwards = size[1 - axis]
    offset[1 - axis] = way * (measures.clear + outwards / 2 + spot.level * (outwards + measures.gap))
    return offset


def lines_to(anchors: Floats, tips: Floats, middles: Floats, sizes: Floats, side: Side) -> Floats:
    """Lines (..., 2, 2) from riders (..., 2) to the near edges of their labels (..., 2): straight out if possible.

    tips (...): how far outwards of the anchors they begin
    """
    axis, way = side.value
    lines = np.stack([anchors, middles], axis=-2)
    inner = middles[..., 1 - axis] - way * (sizes[..., 1 - axis] / 2 + 1)
    third = sizes[..., axis] / 3
    along = np.clip(anchors[..., axis], middles[..., axis] - third, middles[..., axis] + third)
    start = anchors[..., 1 - axis] + way * tips
    lines[..., 0, 1 - axis] = np.where(way * (inner - start) > 0, start, inner)
    lines[..., 1, 1 - axis] = inner
    lines[..., 1, axis] = along
    return lines


def along(lines: Floats) -> Floats:
    """Points (..., LINE_POINTS, 2) along lines (..., 2, 2)."""
    share = np.linspace(0.0, 1.0, LINE_POINTS)[:, None]
    return np.asarray(lines[..., None, 0, :] * (1 - share) + lines[..., None, 1, :] * share)
