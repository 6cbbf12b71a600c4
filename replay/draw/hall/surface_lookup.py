"""From pixels back to places: which strip a ray meets first, and where on it.

Cells of the strips are painted from far to near into a raster of cell numbers (several raster points to a pixel),
which says what hides what; from the middle of the cell found, two Newton steps lead to the very point that the ray
meets. Everything is vectorised over the points asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.lens import PlateLens
from replay.draw.hall.strips import STEPS_PER_CELL, HallPart, Strip
from replay.draw.pixels.sprite import SHIFT_BITS, fixed

Singles = NDArray[np.float32]
Cells = NDArray[np.int32]

NOTHING = -1
"""In a raster: no strip here."""

INFIELD_CELL = 0
"""In a raster: the level infield, which is no strip."""

_NEAR_M = 0.25
"""What is nearer to the eye is cut off."""

_NEWTON_STEPS = 2
"""From the middle of a cell to the very point that a ray meets."""


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Points of strips that rays meet; each field has one entry a ray.

    part       HallPart of each
    along_m    metres along the measurement line, 0 to a lap
    across_m   metres across the strip
    point_m    (N, 3) in space
    normal     (N, 3) unit
    ray        (N, 3) unit, from the eye
    depth_m    distance from the eye
    pixel_m    (N, 2) how far one pixel reaches along and across, metres of along_m and across_m
    """

    part: NDArray[np.uint8]
    along_m: Singles
    across_m: Singles
    point_m: Singles
    normal: Singles
    ray: Singles
    depth_m: Singles
    pixel_m: Singles

    def only(self, chosen: NDArray[np.bool_]) -> Spots:
        """Those of a mask (N,)."""
        return Spots(
            self.part[chosen],
            self.along_m[chosen],
            self.across_m[chosen],
            self.point_m[chosen],
            self.normal[chosen],
            self.ray[chosen],
            self.depth_m[chosen],
            self.pixel_m[chosen],
        )


class SurfaceLookup:
    """Strips as one lens sees them."""

    def __init__(
        self, strips: Sequence[Strip], lens: PlateLens, *, step_m: float, infield: Floats | None = None
    ) -> None:
        self.lens = lens
        self.step_m = step_m
        self._steps = len(strips[0].foot) - 1
        self._table = np.concatenate([_table_rows(strip, np.array(lens.eye_m)) for strip in strips])
        self._cells = _CellIndex(strips, self._steps // STEPS_PER_CELL)
        self._polygons, self._numbers = _visible_cells(strips, lens)
        self._low, self._high = self._polygons.min(axis=1), self._polygons.max(axis=1)
        self._outline = None if infield is None else _clipped(lens.seen(infield), lens)

    def raster(self, left: int, top: int, width: int, height: int, fine: int) -> Cells:
        """Cell numbers (height * fine, width * fine) of the pixels of a tile."""
        found = np.full((height * fine, width * fine), NOTHING, np.int32)
        if self._outline is not None and len(self._outline) > 2:
            cv2.fillPoly(found, [fixed(self._outline, (left, top), fine)], INFIELD_CELL, shift=SHIFT_BITS)
        inside = (self._low < (left + width, top + height)).all(axis=1) & (self._high > (left, top)).all(axis=1)
        polygons = fixed(self._polygons[inside], (left, top), fine)
        for polygon, number in zip(polygons, self._numbers[inside].tolist(), strict=True):
            cv2.fillConvexPoly(found, polygon, number, shift=SHIFT_BITS)
        return found

    def parts(self, cells: Cells) -> NDArray[np.uint8]:
        """The part of each cell number >= 0."""
        return self._cells.part[cells]

    def spots(self, cells: Cells, x_px: Singles, y_px: Singles) -> Spots:
        """Where the rays through pixel positions (N,) meet the strips of the given cells (N,), all > 0."""
        rays = self.lens.rays(x_px, y_px).astype(np.float32)
        index = self._cells
        first_row, low, high = index.first_row[cells], index.low[cells], index.high[cells]
        along, across = index.along[cells], index.across[cells]
        for _ in range(_NEWTON_STEPS):
            point, forward, up = self._frame(first_row, along, across)
            sideways, lengthways = _cross(rays, up), _cross(forward, rays)
            along = along - _dot(point, sideways) / _safe(_dot(forward, sideways))
            across = np.clip(across - _dot(point, lengthways) / _safe(_dot(up, lengthways)), low, high)
        point, forward, up = self._frame(first_row, along, across)
        return self._spots(index.part[cells], along, across, (point, forward, up), rays)

    def _spots(
        self,
        part: NDArray[np.uint8],
        along: Singles,
        across: Singles,
        frame: tuple[Singles, Singles, Singles],
        rays: Singles,
    ) -> Spots:
        point, forward, up = frame
        normal = _cross(up, forward)
        normal /= np.sqrt(_dot(normal, normal))[:, None]
        depth = np.sqrt(_dot(point, point))
        return Spots(
            part=part,
            along_m=np.mod(along, np.float32(self._steps)) * np.float32(self.step_m),
            across_m=across,
            point_m=point + np.asarray(self.lens.eye_m, np.float32),
            normal=normal,
            ray=(rays / np.sqrt(_dot(rays, rays))[:, None]).astype(np.float32),
            depth_m=depth,
            pixel_m=self._pixel_m(point, forward, up, normal, rays),
        )

    def _pixel_m(self, point: Singles, forward: Singles, up: Singles, normal: Singles, rays: Singles) -> Singles:
        """How far a pixel's sides reach on the surface: steps right and down, put onto the tangent plane."""
        scale = _dot(point, rays) / _dot(rays, rays) / self.lens.focal_px
        facing = _safe(_dot(rays, normal))
        lean = _dot(forward, up) / _dot(forward, forward)
        square = _dot(up, up) - lean * _dot(forward, up)
        reach = np.zeros((len(rays), 2), np.float32)
        for axis in np.asarray(self.lens.axes[:2], np.float32):
            moved = (axis - rays * ((normal @ axis) / facing)[:, None]) * scale[:, None]
            up_m = (_dot(moved, up) - lean * _dot(moved, forward)) / square
            forward_steps = _dot(moved, forward) / _dot(forward, forward) - lean * up_m
            reach[:, 0] += (forward_steps * self.step_m) ** 2
            reach[:, 1] += up_m**2
        return np.sqrt(reach)

    def _frame(self, first_row: Cells, along: Singles, across: Singles) -> tuple[Singles, Singles, Singles]:
        """Points relative to the eye, and their change for a step along and a metre across."""
        step = np.floor(along)
        past = (along - step)[:, None]
        row = self._table[first_row + np.mod(step.astype(np.int32), self._steps)]
        wide = across[:, None]
        up = row[:, 6:9] + past * row[:, 9:12]
        forward = row[:, 3:6] + wide * row[:, 9:12]
        return row[:, 0:3] + past * row[:, 3:6] + wide * up, forward, up


class _CellIndex:
    """For each cell number: its part, where its table begins, its middle, and the range of its strip."""

    def __init__(self, strips: Sequence[Strip], around: int) -> None:
        parts, rows, along, across, low, high = (
            [[np.uint8(HallPart.INFIELD)]],
            [[0]],
            [[0.0]],
            [[0.0]],
            [[0.0]],
            [[0.0]],
        )
        for number, strip in enumerate(strips):
            count = around * strip.cells
            cell = np.arange(count)
            parts.append([np.uint8(strip.part)] * count)
            rows.append([number * around * STEPS_PER_CELL] * count)
            along.append(((cell // strip.cells + 0.5) * STEPS_PER_CELL).tolist())
            width = (strip.high - strip.low) / strip.cells
            across.append((strip.low + (cell % strip.cells + 0.5) * width).tolist())
            low.append([strip.low] * count)
            high.append([strip.high] * count)
        self.part = np.concatenate(parts).astype(np.uint8)
        self.first_row = np.concatenate(rows).astype(np.int32)
        self.along, self.across = np.concatenate(along).astype(np.float32), np.concatenate(across).astype(np.float32)
        self.low, self.high = np.concatenate(low).astype(np.float32), np.concatenate(high).astype(np.float32)


def _table_rows(strip: Strip, eye: Floats) -> Singles:
    """Rows (steps, 12): foot relative to the eye, its change in a step, rise, its change."""
    foot, rise = strip.foot - eye, strip.rise
    return np.hstack([foot[:-1], np.diff(foot, axis=0), rise[:-1], np.diff(rise, axis=0)]).astype(np.float32)


def _visible_cells(strips: Sequence[Strip], lens: PlateLens) -> tuple[Floats, Cells]:
    """Polygons (M, 5, 2) in pixels of all cells that face the eye and are before it, far to near, and their numbers."""
    polygons, numbers, distances, layers = [np.zeros((0, 5, 2))], [np.zeros(0, np.int32)], [np.zeros(0)], [np.zeros(0)]
    first = INFIELD_CELL + 1
    for strip in strips:
        corners = lens.seen(_cell_corners(strip))
        number = first + np.arange(len(corners), dtype=np.int32)
        first += len(corners)
        shown = _facing(corners) & (corners[..., 2] > _NEAR_M).any(axis=1)
        whole = shown & (corners[..., 2] > _NEAR_M).all(axis=1)
        cut = np.flatnonzero(shown & ~whole)
        whole[whole] = _thickness_px(_to_pixels(corners[whole], lens)) >= strip.least_px
        polygons += [_five(_to_pixels(corners[whole], lens)), *(_five(_clipped(corners[c], lens)[None]) for c in cut)]
        numbers += [number[whole], number[cut]]
        distances += [np.linalg.norm(corners[chosen].mean(axis=1), axis=1) for chosen in (whole, cut)]
        layers.append(np.full(len(numbers[-2]) + len(numbers[-1]), strip.layer))
    order = np.lexsort((-np.concatenate(distances), np.concatenate(layers)))
    return np.concatenate(polygons)[order], np.concatenate(numbers)[order]


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


def _dot(first: Singles, second: Singles) -> Singles:
    return np.asarray(np.einsum("ij,ij->i", first, second))


def _cross(first: Singles, second: Singles) -> Singles:
    a, b, c = first[:, 0], first[:, 1], first[:, 2]
    x, y, z = second[:, 0], second[:, 1], second[:, 2]
    return np.stack([b * z - c * y, c * x - a * z, a * y - b * x], axis=1)


def _safe(divisor: Singles) -> Singles:
    """The divisor, kept away from 0 for rays that graze a surface."""
    return np.asarray(np.where(np.abs(divisor) < 1e-7, np.float32(1e-7), divisor))
