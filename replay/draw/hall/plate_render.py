"""One plate: all that stands still, as one lens sees it, in linear light and then in pixels.

The stands make a layer of their own, at half the size and out of focus; boards, ground, fence and infield are painted
over it sharply. So a stand can never hide the track. Where two surfaces meet in a pixel, each has its share of that
pixel, out of 16 points; everywhere else the colour is already an average over the pixel, by formula.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.arena import add_fence, add_stands
from replay.draw.hall.boards import BoardsPaint, add_boards, add_ground
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.grade import BLOOM_SHRINK, bloom, to_pixels
from replay.draw.hall.infield import add_infield, infield_of, lay_sheet
from replay.draw.hall.lights import air_numbers, lamp_numbers, light_rows
from replay.draw.hall.loops.grade_kernels import add_behind
from replay.draw.hall.loops.row_spans import NOTHING_PART, Spans
from replay.draw.hall.strips import hall_strips, infield_outline, step_m, track_strips
from replay.draw.hall.surface_lookup import StripsFromEye, SurfaceLookup, Surroundings
from replay.draw.hall.views.lens import PlateLens
from replay.draw.pixels.own_memory import own_memory
from replay.track.markings import markings
from replay.track.velodrome import Velodrome

Singles = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Progress = Callable[[float], None]
Tile = tuple[int, int, int, int]
"""Left, top, width and height, px."""

TILE_PX = (480, 96)
"""Width and height of what a thread paints at once."""

STAND_TILE_PX = (480, 16)
"""Likewise of the stands: only tiles that are seen are painted."""

_THREADS = min(4, os.cpu_count() or 1)
"""One a core, at most four."""

_EYES = 2
"""Places from which the strips are kept: 3.5 MB each, and made anew in 25 ms, where a plate takes a second."""

_STAND_SHRINK = 2
"""Stands are out of focus: they are drawn this much smaller."""

_STAND_BLUR = 1.3 / 1080
"""Of the picture's height: how far out of focus the stands are."""


@dataclass(frozen=True, slots=True, eq=False)
class _Behind:
    """What does not need to be sharp, of a whole plate.

    stands  (rows, columns, 3) light behind the track, `_STAND_SHRINK` times smaller than the plate
    spread  (rows, columns) bloom, `BLOOM_SHRINK` times smaller
    """

    stands: Singles
    spread: Singles


class PlateRenderer:
    """Makes plates of one velodrome."""

    def __init__(self, velodrome: Velodrome, look: HallLook = PLAIN_HALL) -> None:
        self.painted = markings(velodrome.shape)
        middle_m = -velodrome.shape.finish_m
        self._paint = BoardsPaint(velodrome.lap_m, velodrome.width_m, self.painted, look, middle_m)
        track, hall = track_strips(velodrome, self.painted), hall_strips(velodrome)
        self._track_from = lru_cache(maxsize=_EYES)(partial(StripsFromEye, track))
        self._hall_from = lru_cache(maxsize=_EYES)(partial(StripsFromEye, hall))
        self._outline = infield_outline(velodrome, self.painted)
        infield = infield_of(velodrome.shape, self.painted.safety_zone_m[0])
        self._around = Surroundings(light_rows(), lamp_numbers(), air_numbers(), infield.ground, infield.distance)
        self._step_m = step_m(velodrome)

    def pixels(self, lens: PlateLens, *, picture_height_px: int, progress: Progress | None = None) -> Pixels:
        """The plate (height, width, 4) as BGRX, without vignette.

        picture_height_px is the height of the picture for which the lens was made; blur and bloom go by it.
        """
        found = own_memory(lens.size_px[1], lens.size_px[0])
        lookup = self._lookup(lens)
        with ThreadPoolExecutor(_THREADS) as pool:
            behind = self._behind(pool, lens, picture_height_px)

            def paint(tile: Tile) -> None:
                left, top, width, height = tile
                light, spans = self._light(lookup, lens, tile)
                add_behind(light, spans.part(NOTHING_PART), (left, top), behind.stands, _STAND_SHRINK)
                part = found[top : top + height, left : left + width]
                to_pixels(part, light, spread=behind.spread, shrink=BLOOM_SHRINK, corner=(left, top))

            tiles = list(_tiles(lens.size_px))
            for done, _ in enumerate(pool.map(paint, tiles), 1):
                if progress is not None:
                    progress(done / len(tiles))
        return found

    def _lookup(self, lens: PlateLens) -> SurfaceLookup:
        return SurfaceLookup(
            self._track_from(lens.eye_m), lens, self._around, step_m=self._step_m, infield=self._outline
        )

    def _light(self, lookup: SurfaceLookup, lens: PlateLens, tile: Tile) -> tuple[Singles, Spans]:
        """Light (height, width, 3) of a tile, with nothing behind the track, and what the tile shows."""
        spans = lookup.spans(*tile, fine=True)
        light = np.zeros((tile[3], tile[2], 3), np.float32)
        look = self._paint.look
        add_infield(light, spans, look)
        lay_sheet(light, spans, lens, tile[:2], look, self._around.ground)
        add_ground(light, spans, self._paint)
        add_boards(light, spans, self._paint)
        add_fence(light, spans, self._paint.lap_m, look)
        return light, spans

    def _behind(self, pool: Executor, lens: PlateLens, picture_height_px: int) -> _Behind:
        """The stands where they are seen, and the bloom of the track; that of the stands is too dark for one."""
        small = lens.scaled(1 / BLOOM_SHRINK)
        lookup = self._lookup(small)
        light = np.empty((small.size_px[1], small.size_px[0], 3), np.float32)
        clear = np.zeros(light.shape[:2], np.uint8)

        def paint(tile: Tile) -> None:
            left, top, width, height = tile
            light[top : top + height, left : left + width], spans = self._light(lookup, small, tile)
            for _, row, first, end, *_ in spans.part(NOTHING_PART).tolist():
                clear[top + row, left + first : left + end] = 1

        for _ in pool.map(paint, _tiles(small.size_px)):
            pass  # asked for one by one, so that what goes wrong in a thread is raised here
        spread = bloom(light, scale_px=picture_height_px / BLOOM_SHRINK)
        return _Behind(self._stands(pool, lens, picture_height_px, clear), spread)

    def _stands(self, pool: Executor, lens: PlateLens, picture_height_px: int, clear: Pixels) -> Singles:
        """The layer behind the track, worked out about where something of it is seen; `clear` is 1 there."""
        small = lens.scaled(1 / _STAND_SHRINK)
        width, height = small.size_px
        seen = cv2.dilate(
            cv2.resize(clear, small.size_px, interpolation=cv2.INTER_NEAREST), np.ones((33, 33), np.uint8)
        )
        lookup = SurfaceLookup(self._hall_from(small.eye_m), small, self._around, step_m=self._step_m)
        light = np.zeros((height, width, 3), np.float32)

        def paint(tile: Tile) -> None:
            left, top, wide, high = tile
            if seen[top : top + high, left : left + wide].any():
                part = np.zeros((high, wide, 3), np.float32)
                spans = lookup.spans(*tile, fine=False)
                add_stands(part, spans, small, (left, top), self._paint.lap_m, self._paint.look)
                light[top : top + high, left : left + wide] = part

        for _ in pool.map(paint, _tiles(small.size_px, STAND_TILE_PX)):
            pass  # likewise
        rows = np.flatnonzero(seen.any(axis=1))
        if len(rows):
            shown = light[rows[0] : rows[-1] + 1]
            cv2.GaussianBlur(shown, (0, 0), max(0.4, _STAND_BLUR * picture_height_px / _STAND_SHRINK), shown)
        return light


def _tiles(size_px: tuple[int, int], tile_px: tuple[int, int] = TILE_PX) -> Iterator[Tile]:
    """Left, top, width, height of the tiles of a picture."""
    for top in range(0, size_px[1], tile_px[1]):
        for left in range(0, size_px[0], tile_px[0]):
            yield left, top, min(tile_px[0], size_px[0] - left), min(tile_px[1], size_px[1] - top)
