"""The level infield: a plane between the straights, with subtle rings that run along its edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall import hall_colours as colours
from replay.draw.hall.boards import LEAST_LINE_PX
from replay.draw.hall.loops.row_spans import KNOT_PX, Spans
from replay.draw.hall.loops.stand_kernels import paint_infield
from replay.draw.hall.strips import HallPart, infield_level_m
from replay.track.velodrome import Velodrome

Singles = NDArray[np.float32]

_CELL_M = 0.5
"""Of the table of distances from the edge: between cells it is interpolated."""

_RINGS_M = np.array([(1.6, 0.06, 0.10), (4.0, 0.05, 0.05), (8.5, 0.05, 0.03)])
"""Metres inside the safety zone's edge, width, strength of each ring."""

_COLOURS = np.array([colours.INFIELD, colours.GROUND_LINE, colours.ROOF_GLEAM, colours.HAZE], float)


class Infield:
    """The infield of one track.

    ground    its level, corner (x, y) and cell of the table of distances, and half widths of its bright middle, metres
    distance  (rows, columns) metres inwards from its edge, at the points of a grid
    """

    def __init__(self, velodrome: Velodrome, edge_m: float) -> None:
        """edge_m is the height (negative) at which the infield begins."""
        at = np.arange(0.0, velodrome.lap_m, 0.4)
        edge, heading = velodrome.place(at, edge_m)[:, :2], velodrome.heading(at)
        corner = np.floor(edge.min(axis=0)) - 2
        columns, rows = (int(side) for side in np.ceil((edge.max(axis=0) + 2 - corner) / _CELL_M) + 1)
        inward = np.stack([-np.sin(heading), np.cos(heading)], axis=-1)
        radius_m = velodrome.shape.radius_m
        self.ground = np.array([infield_level_m(velodrome), *corner, _CELL_M, 2 * radius_m, 0.45 * radius_m])
        self.distance = _distances(edge, inward, corner, (columns, rows))


def add_infield(light: Singles, spans: Spans, knot_px: int = KNOT_PX) -> None:
    """Add the infield that spans show to linear light (height, width, 3)."""
    knots = spans.knots(spans.daylight)
    paint_infield(light, spans.part(HallPart.INFIELD), knots, knot_px, _RINGS_M, _COLOURS, LEAST_LINE_PX)


def _distances(edge: Floats, inward: Floats, corner: Floats, size: tuple[int, int]) -> Floats:
    """Distance (rows, columns) of grid points inwards from the edge's nearest point, negative outside of it."""
    x = corner[0] + np.arange(size[0]) * _CELL_M
    table = np.empty((size[1], size[0]))
    for row in range(size[1]):
        y = corner[1] + row * _CELL_M
        nearest = ((x[:, None] - edge[:, 0]) ** 2 + (y - edge[:, 1]) ** 2).argmin(axis=1)
        away = np.stack([x, np.full_like(x, y)], axis=-1) - edge[nearest]
        table[row] = (away * inward[nearest]).sum(axis=1)
    return table
