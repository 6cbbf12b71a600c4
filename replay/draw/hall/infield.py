"""The level infield: a plane between the straights, with subtle rings that run along its edge."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.boards import LEAST_LINE_PX
from replay.draw.hall.dress.hall_colours import GAMMA, HallColours, linear
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.dress.infield_plan import PX_PER_M, infield_sheet
from replay.draw.hall.loops.infield_kernels import lay_over, paint_infield
from replay.draw.hall.loops.row_spans import KNOT_PX, Spans
from replay.draw.hall.strips import HallPart, infield_level_m
from replay.draw.hall.views.lens import PlateLens
from replay.track.velodrome import TrackShape, Velodrome

Singles = NDArray[np.float32]

_CELL_M = 0.5
"""Of the table of distances from the edge: between cells it is interpolated."""

_TO_LINEAR = np.asarray((np.arange(256) / 255.0) ** GAMMA, np.float32)
"""Linear light of a level of a sheet."""

_RINGS_M = np.array([(1.6, 0.08, 0.30), (4.6, 0.08, 0.30)])
"""Metres inside the safety zone's edge, width, strength of each ring."""


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


@lru_cache(maxsize=4)
def infield_of(shape: TrackShape, edge_m: float) -> Infield:
    """The infield of a track, worked out once: all that draw plates of it share one."""
    infield = Infield(Velodrome(shape), edge_m)
    for array in (infield.ground, infield.distance):
        array.flags.writeable = False
    return infield


def add_infield(light: Singles, spans: Spans, look: HallLook = PLAIN_HALL, knot_px: int = KNOT_PX) -> None:
    """Add the infield that spans show to linear light (height, width, 3)."""
    knots, shades = spans.knots(spans.daylight), _colours(look.colours)
    paint_infield(light, spans.part(HallPart.INFIELD), knots, knot_px, _RINGS_M, shades, LEAST_LINE_PX)


def lay_sheet(
    light: Singles, spans: Spans, lens: PlateLens, corner: tuple[int, int], look: HallLook, ground: Floats
) -> None:
    """Lay what is drawn on the infield over linear light (height, width, 3), whose corner lies there on the picture.

    The sheet is level: one projection takes it to the picture. It is as soft as the picture's pixels are large.
    """
    runs = spans.part(HallPart.INFIELD)
    if not len(runs):
        return
    height, width = light.shape[:2]
    sheet = infield_sheet(look, *_half_sizes(ground))
    first = runs[:, 4]
    reach_m = float(np.sqrt(np.median(spans.reach_along_m[first]) * np.median(spans.reach_across_m[first])))
    number = min(max(round(np.log2(max(reach_m * PX_PER_M, 1e-6)) + 0.5), 0), len(sheet.levels) - 1)
    pixels = sheet.levels[number]
    per_m = pixels.shape[1] / (-2 * sheet.corner_m[0])
    axes = np.array(lens.axes)
    origin = np.array([*sheet.corner_m, ground[0]]) - lens.eye_m
    plane = np.stack([axes[:, 0] / per_m, -axes[:, 1] / per_m, axes @ origin], axis=1)
    shift = np.array([[1.0, 0.0, -corner[0] - 0.5], [0.0, 1.0, -corner[1] - 0.5], [0.0, 0.0, 1.0]])
    matrix = shift @ lens.matrix @ plane @ np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    if abs(np.linalg.det(matrix)) < 1e-12:
        return
    seen = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR)
    lay_over(light, runs, seen, _TO_LINEAR, linear(look.colours.haze), float(np.median(spans.haze[first])))


def _half_sizes(ground: Floats) -> tuple[float, float]:
    """How far the infield reaches from its middle, along the straights and across them, whole metres."""
    return float(np.floor(-ground[1] - 3.0)), float(np.floor(-ground[2] - 3.0))


@lru_cache(maxsize=4)
def _colours(colours: HallColours) -> Floats:
    shades = colours.infield, colours.ground_line, colours.roof_gleam, colours.haze
    return np.array([linear(shade) for shade in shades], float)


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
