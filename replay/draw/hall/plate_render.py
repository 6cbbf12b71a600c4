"""One plate: all that stands still, as one lens sees it, in linear light and then in pixels.

The stands make a layer of their own, at half the size and out of focus; boards, ground, fence and infield are painted
over it sharply. So a stand can never hide the track. Where two surfaces meet in a pixel, that pixel is averaged from
16 points; everywhere else the colour is already an average over the pixel, by formula.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial, reduce

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.arena import fence_colours, hazy, stand_colours, void_colours
from replay.draw.hall.boards import BoardsPaint, board_colours, ground_colours
from replay.draw.hall.grade import bloom, to_pixels
from replay.draw.hall.infield import Infield
from replay.draw.hall.lens import PlateLens
from replay.draw.hall.strips import HallPart, hall_strips, infield_outline, step_m, track_strips
from replay.draw.hall.surface_lookup import INFIELD_CELL, NOTHING, Cells, Spots, SurfaceLookup
from replay.track.markings import markings
from replay.track.velodrome import Velodrome

Singles = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Progress = Callable[[float], None]
Tile = tuple[int, int, int, int]
"""Left, top, width and height, px."""

TILE_PX = (480, 270)
"""Width and height of what a thread paints at once."""

_THREADS = min(4, os.cpu_count() or 1)
"""One a core, at most four."""

_FINE = 4
"""Raster points along a pixel's side."""

_STAND_SHRINK = 2
"""Stands are out of focus: they are drawn this much smaller."""

_STAND_BLUR = 2.3 / 1080
"""Of the picture's height: how far out of focus the stands are."""


class PlateRenderer:
    """Makes plates of one velodrome."""

    def __init__(self, velodrome: Velodrome) -> None:
        self.painted = markings(velodrome.shape)
        self._paint = BoardsPaint(velodrome.lap_m, velodrome.width_m, self.painted)
        self._track = track_strips(velodrome, self.painted)
        self._hall = hall_strips(velodrome)
        self._outline = infield_outline(velodrome, self.painted)
        self._infield = Infield(velodrome, self.painted.safety_zone_m[0])
        self._step_m = step_m(velodrome)

    def pixels(self, lens: PlateLens, *, picture_height_px: int, progress: Progress | None = None) -> Pixels:
        """The plate (height, width, 4) as BGRX, without vignette.

        picture_height_px is the height of the picture for which the lens was made; blur and bloom go by it.
        """
        with ThreadPoolExecutor(_THREADS) as pool:
            light = self._stands(pool, lens, picture_height_px)
            lookup = SurfaceLookup(self._track, lens, step_m=self._step_m, infield=self._outline)
            paint = partial(self._paint_tile, lookup, light)
            tiles = list(_tiles(lens.size_px))
            for done, _ in enumerate(pool.map(paint, tiles), 1):
                if progress is not None:
                    progress(done / len(tiles))
        return to_pixels(bloom(light, scale_px=picture_height_px))

    def _stands(self, pool: Executor, lens: PlateLens, picture_height_px: int) -> Singles:
        """The layer behind the track (height, width, 3)."""
        small = lens.scaled(1 / _STAND_SHRINK)
        lookup = SurfaceLookup(self._hall, small, step_m=self._step_m)
        light = np.empty((small.size_px[1], small.size_px[0], 3), np.float32)
        for _ in pool.map(partial(_paint_stands, lookup, light), _tiles(small.size_px)):
            pass  # asked for one by one, so that what goes wrong in a thread is raised here
        sigma = max(0.4, _STAND_BLUR * picture_height_px / _STAND_SHRINK)
        return np.asarray(cv2.resize(cv2.GaussianBlur(light, (0, 0), sigma), lens.size_px), np.float32)

    def _paint_tile(self, lookup: SurfaceLookup, light: Singles, place: Tile) -> None:
        """Paint what stands before the stands into a tile of their layer, in place."""
        left, top, width, height = place
        tile = light[top : top + height, left : left + width]
        fine = lookup.raster(left, top, width, height, _FINE)
        behind = tile.reshape(-1, 3).copy()
        x, y = _centres(left, top, width, height)
        middle = np.ascontiguousarray(fine[_FINE // 2 :: _FINE, _FINE // 2 :: _FINE]).ravel()
        colour = self._colours(lookup, middle, x, y, behind)
        edges = np.flatnonzero(_edges(lookup, fine))
        if len(edges):
            colour[edges] = self._averaged(lookup, fine, edges, (x[edges], y[edges]), behind[edges])
        tile[:] = colour.reshape(height, width, 3)

    def _averaged(
        self, lookup: SurfaceLookup, fine: Cells, edges: NDArray[np.intp], at: tuple[Singles, Singles], behind: Singles
    ) -> Singles:
        """Colours (N, 3) of pixels, by number in the tile, from all their raster points."""
        points = _FINE * _FINE
        blocks = fine.reshape(fine.shape[0] // _FINE, _FINE, -1, _FINE).swapaxes(1, 2).reshape(-1, points)
        shift = ((np.arange(points) + 0.5) / _FINE).astype(np.float32)
        right = np.tile(shift[:_FINE] - 0.5, _FINE)
        down = np.repeat(shift[:_FINE] - 0.5, _FINE)
        x, y = (at[0][:, None] + right).ravel(), (at[1][:, None] + down).ravel()
        found = self._colours(lookup, blocks[edges].ravel(), x, y, np.repeat(behind, points, axis=0))
        return np.asarray(found.reshape(-1, points, 3).mean(axis=1), np.float32)

    def _colours(self, lookup: SurfaceLookup, cells: Cells, x: Singles, y: Singles, behind: Singles) -> Singles:
        """Colours (N, 3) of raster points; `behind` where there is nothing."""
        colour = behind.copy()
        level = cells == INFIELD_CELL
        if level.any():
            found, depth = self._infield.colours(lookup.lens, x[level], y[level])
            colour[level] = hazy(found, depth)
        solid = cells > INFIELD_CELL
        if solid.any():
            spots = lookup.spots(cells[solid], x[solid], y[solid])
            colour[solid] = hazy(self._surface(spots), spots.depth_m)
        return colour

    def _surface(self, spots: Spots) -> Singles:
        colour = np.zeros((len(spots.part), 3), np.float32)
        boards, ground = spots.part == HallPart.BOARDS, spots.part == HallPart.GROUND
        fence = ~(boards | ground)
        if boards.any():
            colour[boards] = board_colours(spots.only(boards), self._paint)
        if ground.any():
            colour[ground] = ground_colours(spots.only(ground), self._paint)
        if fence.any():
            colour[fence] = fence_colours(spots.only(fence))
        return colour


def _paint_stands(lookup: SurfaceLookup, light: Singles, tile: Tile) -> None:
    """Paint a tile of the layer behind the track, in place: the stands, or the dark under the roof."""
    left, top, width, height = tile
    cells = lookup.raster(left, top, width, height, 1).ravel()
    x, y = _centres(left, top, width, height)
    found = void_colours(lookup.lens.rays(x, y).astype(np.float32))
    met = cells != NOTHING
    if met.any():
        spots = lookup.spots(cells[met], x[met], y[met])
        found[met] = hazy(stand_colours(spots, lookup.lens.eye_m), spots.depth_m)
    light[top : top + height, left : left + width] = found.reshape(height, width, 3)


def _edges(lookup: SurfaceLookup, fine: Cells) -> NDArray[np.bool_]:
    """Which pixels (N,) of a fine raster show more than one part."""
    parts = np.where(fine == NOTHING, np.uint8(255), lookup.parts(np.maximum(fine, 0)))
    return np.asarray((_over_pixels(np.minimum, parts) != _over_pixels(np.maximum, parts)).ravel())


def _over_pixels(join: np.ufunc, parts: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The least or greatest part (height, width) of each pixel of a fine raster: row by row, then column by column."""
    rows = reduce(join, (parts[row::_FINE] for row in range(_FINE)))
    return np.asarray(reduce(join, (rows[:, column::_FINE] for column in range(_FINE))))


def _tiles(size_px: tuple[int, int]) -> Iterator[Tile]:
    """Left, top, width, height of the tiles of a picture."""
    for top in range(0, size_px[1], TILE_PX[1]):
        for left in range(0, size_px[0], TILE_PX[0]):
            yield left, top, min(TILE_PX[0], size_px[0] - left), min(TILE_PX[1], size_px[1] - top)


def _centres(left: int, top: int, width: int, height: int) -> tuple[Singles, Singles]:
    x = np.arange(left, left + width, dtype=np.float32) + np.float32(0.5)
    y = np.arange(top, top + height, dtype=np.float32) + np.float32(0.5)
    columns, rows = np.meshgrid(x, y)
    return columns.ravel(), rows.ravel()
