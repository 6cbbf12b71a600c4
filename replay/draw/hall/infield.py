"""The level infield: a plane between the straights, with subtle rings that run along its edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall import hall_colours as colours
from replay.draw.hall.boards import covered
from replay.draw.hall.lens import PlateLens
from replay.draw.hall.lights import gloss
from replay.draw.hall.strips import HallPart, infield_level_m
from replay.draw.hall.surface_lookup import Spots
from replay.track.velodrome import Velodrome

Singles = NDArray[np.float32]

_CELL_M = 0.5
"""Of the table of distances from the edge: between cells it is interpolated."""

_RINGS_M = ((1.6, 0.06, 0.10), (4.0, 0.05, 0.05), (8.5, 0.05, 0.03))
"""Metres inside the safety zone's edge, width, strength of each ring."""


class Infield:
    """Colours of the infield of one track."""

    def __init__(self, velodrome: Velodrome, edge_m: float) -> None:
        """edge_m is the height (negative) at which the infield begins."""
        self._level_m = infield_level_m(velodrome)
        self._radius_m = velodrome.shape.radius_m
        at = np.arange(0.0, velodrome.lap_m, 0.4)
        edge, heading = velodrome.place(at, edge_m)[:, :2], velodrome.heading(at)
        self._corner = np.floor(edge.min(axis=0)) - 2
        columns, rows = (int(side) for side in np.ceil((edge.max(axis=0) + 2 - self._corner) / _CELL_M) + 1)
        inward = np.stack([-np.sin(heading), np.cos(heading)], axis=-1)
        self._distance = _distances(edge, inward, self._corner, (columns, rows))

    def colours(self, lens: PlateLens, x_px: Singles, y_px: Singles) -> tuple[Singles, Singles]:
        """Colours (N, 3), linear light, and distances (N,) from the eye, of rays that meet the infield."""
        rays = lens.rays(x_px, y_px)
        down = np.minimum(rays[:, 2], -1e-4)
        far = (self._level_m - lens.eye_m[2]) / down
        points = np.asarray(lens.eye_m) + rays * far[:, None]
        inside, slope = self._inside(points[:, :2])
        pixel = self._pixel(lens, rays, far, slope)
        depth = (far * np.linalg.norm(rays, axis=1)).astype(np.float32)
        return self._shade(points, rays, inside, pixel), depth

    def _shade(self, points: Floats, rays: Floats, inside: Singles, pixel: Singles) -> Singles:
        across, along = points[:, 1] / (0.45 * self._radius_m), points[:, 0] / (2 * self._radius_m)
        middle = np.exp(-(across**2) - along**2)
        colour = colours.INFIELD * (0.72 + 0.30 * middle + 0.25 * np.exp(-inside / 1.2))[:, None]
        for at, width, strength in _RINGS_M:
            share = covered(inside, at, at + width, pixel) * strength
            colour = colour + share[:, None] * (colours.GROUND_LINE - colour)
        unit = rays / np.linalg.norm(rays, axis=1)[:, None]
        return np.asarray(colour + gloss(_level_spots(points, unit), 0.045, colours.ROOF_GLEAM), np.float32)

    def _pixel(self, lens: PlateLens, rays: Floats, far: Floats, slope: Floats) -> Singles:
        """How far a pixel reaches away from the edge, metres."""
        reach = np.zeros(len(rays))
        for axis in np.array(lens.axes[:2]):
            moved = (axis - rays * (axis[2] / np.minimum(rays[:, 2], -1e-4))[:, None]) * (far / lens.focal_px)[:, None]
            reach += (moved[:, :2] * slope).sum(axis=1) ** 2
        return np.maximum(np.sqrt(reach), 1e-5).astype(np.float32)

    def _inside(self, points: Floats) -> tuple[Singles, Floats]:
        """Distance (N,) inwards from the edge of points in plan, and its slope (N, 2), from the table."""
        rows, columns = self._distance.shape
        at = np.clip((points - self._corner) / _CELL_M, 0, (columns - 1.001, rows - 1.001))
        cell = at.astype(np.int32)
        past = at - cell
        column, row = cell[:, 0], cell[:, 1]
        low = self._distance[row, column], self._distance[row, column + 1]
        high = self._distance[row + 1, column], self._distance[row + 1, column + 1]
        first = low[0] + (low[1] - low[0]) * past[:, 0]
        second = high[0] + (high[1] - high[0]) * past[:, 0]
        slope = np.stack([low[1] - low[0], high[0] - low[0]], axis=1) / _CELL_M
        return (first + (second - first) * past[:, 1]).astype(np.float32), slope


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


def _level_spots(points: Floats, rays: Floats) -> Spots:
    count = len(points)
    zeros, normal = np.zeros(count, np.float32), np.zeros((count, 3), np.float32)
    normal[:, 2] = 1
    return Spots(
        part=np.full(count, HallPart.INFIELD, np.uint8),
        along_m=zeros,
        across_m=zeros,
        point_m=points.astype(np.float32),
        normal=normal,
        ray=rays.astype(np.float32),
        depth_m=zeros,
        pixel_m=np.zeros((count, 2), np.float32),
    )
