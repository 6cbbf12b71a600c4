"""From pixels back to places: which strip a ray meets first, and where on it.

Cells of the strips that face the eye are sorted from far to near here; `loops` paint them and follow the rays.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.loops.raster_kernels import fill_cells, find_mixed
from replay.draw.hall.loops.ray_kernels import HallSeen, trace
from replay.draw.hall.loops.row_spans import KNOT_PX, NOTHING_PART, Spans
from replay.draw.hall.strips import STEPS_PER_CELL, HallPart, Strip
from replay.draw.hall.views.lens import PlateLens
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]
Parts = NDArray[np.uint8]
Values = NDArray[np.float64]
Cells = NDArray[np.int32]

NOTHING = -1
"""In a raster: no strip here."""

INFIELD_CELL = 0
"""In a raster: the level infield, which is no strip."""

_NEAR_M = 0.25
"""What is nearer to the eye is cut off."""


FINE = 4
"""Raster points along a pixel's side, where it is asked finely."""

_MOST_PARTS = 7
"""Parts that one pixel may show, at most."""


class Surroundings(NamedTuple):
    """What the light at a place depends on, and where the infield lies: see `loops.ray_kernels.HallSeen`."""

    lights: Values
    lamps: Values
    air: Values
    ground: Values
    distance: Values


class StripsFromEye:
    """Strips as seen from one place, in whichever direction.

    table    rows for the points of all strips, relative to the eye
    cells    (n, 6) a row for each cell number: see `loops.ray_kernels.trace`
    numbers  (M,) of the cells that face the eye, from far to near
    corners  (M, 4, 3) of these, relative to the eye
    least_px (M,) cells that look thinner than this are not seen
    """

    def __init__(self, strips: Sequence[Strip], eye_m: Point) -> None:
        eye = np.array(eye_m)
        self.steps = len(strips[0].foot) - 1
        self.table = np.concatenate([_table_rows(strip, eye) for strip in strips])
        self.cells = _cell_rows(strips, self.steps // STEPS_PER_CELL)
        corners = np.concatenate([_cell_corners(strip) - eye for strip in strips])
        counts = [self.steps // STEPS_PER_CELL * strip.cells for strip in strips]
        layers = np.repeat([strip.layer for strip in strips], counts)
        least_px = np.repeat([strip.least_px for strip in strips], counts)
        shown = np.flatnonzero(_facing(corners))
        far = np.linalg.norm(corners[shown].mean(axis=1), axis=1)
        order = shown[np.lexsort((-far, layers[shown]))]
        self.numbers = (INFIELD_CELL + 1 + order).astype(np.int32)
        self.corners, self.least_px = corners[order], least_px[order]

    def seen(self, lens: PlateLens) -> tuple[Floats, Cells]:
        """Polygons (N, 5, 2) in pixels of all cells that a lens has on its picture, far to near, and their numbers."""
        corners = self.corners @ np.array(lens.axes).T
        before = corners[..., 2] > _NEAR_M
        cut = np.flatnonzero(before.any(axis=1) & ~before.all(axis=1))
        with np.errstate(divide="ignore", invalid="ignore"):
            polygons = _five(_to_pixels(corners, lens))
        for cell in cut.tolist():
            polygons[cell] = _five(_clipped(corners[cell], lens)[None])[0]
        low, high = polygons.min(axis=1), polygons.max(axis=1)
        shown = before.any(axis=1) & (high > 0).all(axis=1) & (low < lens.size_px).all(axis=1)
        whole = shown & before.all(axis=1) & (self.least_px > 0)
        shown[whole] &= _thickness_px(polygons[whole, :4]) >= self.least_px[whole]
        return polygons[shown], self.numbers[shown]


class _Scratch(threading.local):
    """Rasters of a thread, kept from tile to tile: memory that is new each time has to be cleared twice."""

    def __init__(self) -> None:
        self._found, self._parts = np.empty(0, np.int32), np.empty(0, np.uint8)

    def rasters(self, height: int, width: int) -> tuple[Cells, Parts]:
        """Cell numbers and parts (height, width), all of nothing."""
        count = height * width
        if len(self._found) < count:
            self._found, self._parts = np.empty(count, np.int32), np.empty(count, np.uint8)
        found, parts = self._found[:count].reshape(height, width), self._parts[:count].reshape(height, width)
        found.fill(NOTHING)
        parts.fill(NOTHING_PART)
        return found, parts


_SCRATCH = _Scratch()


class SurfaceLookup:
    """Strips as one lens sees them."""

    def __init__(
        self,
        strips: StripsFromEye,
        lens: PlateLens,
        around: Surroundings,
        *,
        step_m: float,
        infield: Floats | None = None,
    ) -> None:
        self._seen = HallSeen(lens.numbers, strips.table, strips.cells, strips.steps, step_m, *around)
        self._polygons, self._numbers = strips.seen(lens)
        self._kinds = strips.cells[self._numbers, 5].astype(np.uint8)
        # Each side by itself: numpy is slow along an axis of two.
        self._left, self._top = (self._polygons[..., side].min(axis=1) for side in (0, 1))
        self._right, self._foot = (self._polygons[..., side].max(axis=1) for side in (0, 1))
        self._outline = None if infield is None else _clipped(lens.seen(infield), lens)

    def rasters(self, left: int, top: int, width: int, height: int, fine: int) -> tuple[Cells, Parts]:
        """Cell numbers and parts (height * fine, width * fine) of a tile's pixels, good until the thread asks again."""
        found, parts = _SCRATCH.rasters(height * fine, width * fine)
        if self._outline is not None and len(self._outline) > 2:
            level = np.array([INFIELD_CELL], np.int32), np.array([HallPart.INFIELD], np.uint8)
            fill_cells(found, parts, self._outline[None], *level, (float(left), float(top)), fine)
        inside = (self._left < left + width) & (self._right > left) & (self._top < top + height) & (self._foot > top)
        fill_cells(
            found,
            parts,
            self._polygons[inside],
            self._numbers[inside],
            self._kinds[inside],
            (float(left), float(top)),
            fine,
        )
        return found, parts

    def spans(self, left: int, top: int, width: int, height: int, *, fine: bool, knot_px: int = KNOT_PX) -> Spans:
        """What the rows of a tile show. fine: pixels are asked at 16 points each, not in their middle alone."""
        raster, parts = self.rasters(left, top, width, height, FINE if fine else 1)
        mixed = np.zeros((height, width), np.bool_)
        if fine:
            find_mixed(parts.view(np.uint32), mixed)
        most = width * height + (_MOST_PARTS - 1) * int(np.count_nonzero(mixed))
        runs, knots = np.empty((most, 6), np.int32), np.empty((9, most), np.float32)
        found, places = trace(raster, mixed, (left, top), knot_px, self._seen, runs, knots)
        return Spans.of(runs[:found].copy(), knots[:, :places].copy())


def _cell_rows(strips: Sequence[Strip], around: int) -> Singles:
    """For each cell number (n, 6): where its table begins, the range of its strip, its middle, its part."""
    rows = [np.array([[0.0, 0.0, 0.0, 0.0, 0.0, HallPart.INFIELD]])]
    for number, strip in enumerate(strips):
        count = around * strip.cells
        cell = np.arange(count)
        width = (strip.high - strip.low) / strip.cells
        rows.append(
            np.stack(
                [
                    np.full(count, number * around * STEPS_PER_CELL),
                    np.full(count, strip.low),
                    np.full(count, strip.high),
                    (cell // strip.cells + 0.5) * STEPS_PER_CELL,
                    strip.low + (cell % strip.cells + 0.5) * width,
                    np.full(count, strip.part),
                ],
                axis=1,
            )
        )
    return np.concatenate(rows).astype(np.float32)


def _table_rows(strip: Strip, eye: Floats) -> Singles:
    """Rows (steps, 12): foot relative to the eye, its change in a step, rise, its change."""
    foot, rise = strip.foot - eye, strip.rise
    return np.hstack([foot[:-1], np.diff(foot, axis=0), rise[:-1], np.diff(rise, axis=0)]).astype(np.float32)


def _cell_corners(strip: Strip) -> Floats:
    """Corners (cells, 4, 3) of a strip's cells, in the order of their numbers."""
    wide = np.linspace(strip.low, strip.high, strip.cells + 1)[None, :, None]
    foot, rise = strip.foot[::STEPS_PER_CELL, None], strip.rise[::STEPS_PER_CELL, None]
    grid = foot + wide * rise
    corners = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=2)
    return corners.reshape(-1, 4, 3)


def _facing(corners: Floats) -> NDArray[np.bool_]:
    """Whether cells (N, 4, 3), relative to the eye, show it their front (the side of rise x travel)."""
    travel, rise = corners[:, 2] + corners[:, 1] - corners[:, 0] - corners[:, 3], corners[:, 3] - corners[:, 0]
    rise = rise + corners[:, 2] - corners[:, 1]
    return np.asarray((np.cross(rise, travel) * corners.mean(axis=1)).sum(axis=1) < 0)


def _thickness_px(polygons: Floats) -> Floats:
    """Area of polygons (N, 4, 2) over their longer diagonal: how thick long thin ones look."""
    first, second = polygons[:, 2] - polygons[:, 0], polygons[:, 3] - polygons[:, 1]
    area = np.abs(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]) / 2
    return np.asarray(area / np.maximum(np.linalg.norm([first, second], axis=-1).max(axis=0), 1e-9))


def _to_pixels(seen: Floats, lens: PlateLens) -> Floats:
    return np.asarray(seen[..., :2] / seen[..., 2:] * lens.focal_px + lens.centre_px)


def _clipped(seen: Floats, lens: PlateLens) -> Floats:
    """A polygon (N, 3) cut at a plane just before the eye, in pixels (M, 2)."""
    points = []
    for here, there in zip(seen, np.roll(seen, -1, axis=0), strict=True):
        if here[2] > _NEAR_M:
            points.append(here)
        if (here[2] > _NEAR_M) != (there[2] > _NEAR_M):
            points.append(here + (there - here) * (_NEAR_M - here[2]) / (there[2] - here[2]))
    return _to_pixels(np.array(points).reshape(-1, 3), lens)


def _five(polygons: Floats) -> Floats:
    """Polygons (N, 3 to 5, 2) with the last corner repeated until there are five."""
    missing = 5 - polygons.shape[1]
    return np.concatenate([polygons, np.repeat(polygons[:, -1:], missing, axis=1)], axis=1)
