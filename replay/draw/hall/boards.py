"""What the boards and the level ground beside them are made of: laths, light that follows the banking, gloss, lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.dress.hall_colours import PAINTS, HallColours, linear
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.dress.hall_words import GROUND_PX_PER_M, GROUND_WORDS_M, ground_words
from replay.draw.hall.loops.row_spans import KNOT_PX, Spans
from replay.draw.hall.loops.surface_kernels import ACROSS_LINE, ALONG_LINE, TICKS, paint_boards, paint_ground
from replay.draw.hall.strips import HallPart
from replay.track.markings import TICK_SPACING_M, CrossLine, Markings

Singles = NDArray[np.float32]

LEAST_LINE_PX = 0.9
"""A line never gets thinner than this in the picture: it would break up."""

_POOL_M = 12.5
"""Light comes and goes along the track over this length, as under lamps."""

_GROUND_LINE_M = 0.05
"""Width of the thin lines at the edges of blue band and safety zone."""

_STEEP = 0.45
"""Lamps hang over the track, so steep boards get less of their light."""

_EDGES_PER_M = 256.0
"""Rows of the table of light across the boards, a metre."""

_SIDE = 512
"""Side of the tables of chance; boards repeat after so many."""

_CHANCE = np.random.default_rng(250).uniform(-1.0, 1.0, (4, _SIDE, _SIDE)).astype(np.float32)
"""Shades of laths, groups and strips, and the grain. Seeded: every plate has the same wood."""


@dataclass(frozen=True, slots=True)
class BoardsPaint:
    """What the painter of the boards must know of a track. middle_m: along it, that of the home straight."""

    lap_m: float
    width_m: float
    painted: Markings
    look: HallLook = PLAIN_HALL
    middle_m: float = 0.0


def add_boards(light: Singles, spans: Spans, paint: BoardsPaint, knot_px: int = KNOT_PX) -> None:
    """Add the boards that spans show to linear light (height, width, 3)."""
    lit = spans.daylight * _pools(spans.along_m, paint.lap_m) * (1 - _STEEP * (1 - spans.rise))
    paint_boards(
        light,
        spans.part(HallPart.BOARDS),
        spans.knots(lit),
        knot_px,
        (paint.lap_m, _EDGES_PER_M),
        _CHANCE,
        _edges(paint.width_m),
        _lines(paint.painted),
        _board_colours(paint.look.colours),
        LEAST_LINE_PX,
    )


def add_ground(light: Singles, spans: Spans, paint: BoardsPaint, knot_px: int = KNOT_PX) -> None:
    """Add the blue band and the safety zone likewise."""
    lit = (spans.daylight - 0.25) / 0.85 * _pools(spans.along_m, paint.lap_m)
    edges = paint.painted.blue_band_m[0], paint.painted.safety_zone_m[0], _GROUND_LINE_M
    words = ground_words(paint.look.dressing, paint.lap_m, paint.middle_m)
    at = GROUND_PX_PER_M, *GROUND_WORDS_M
    colours = _ground_colours(paint.look.colours)
    runs = spans.part(HallPart.GROUND)
    paint_ground(light, runs, spans.knots(lit), knot_px, edges, words, at, colours, LEAST_LINE_PX)


@lru_cache(maxsize=4)
def _board_colours(colours: HallColours) -> Floats:
    shades = colours.boards_dark, colours.boards_light, colours.roof_light, colours.haze
    return np.array([linear(shade) for shade in shades], float)


@lru_cache(maxsize=4)
def _ground_colours(colours: HallColours) -> Floats:
    shades = colours.safety_zone, colours.blue_band, colours.ground_line, colours.roof_gleam, colours.haze
    return np.array([linear(shade) for shade in shades], float)


def _pools(along: Singles, lap_m: float) -> Singles:
    turns = np.float32(2 * np.pi * round(lap_m / _POOL_M) / lap_m)
    return np.asarray(1 + np.float32(0.045) * np.cos(along * turns), np.float32)


def _edges(width_m: float) -> Singles:
    """Light that is left across the boards, by `_EDGES_PER_M`: less at the fence and at the inner edge."""
    across = (np.arange(int((width_m + 0.5) * _EDGES_PER_M)) + 0.5) / _EDGES_PER_M
    return np.asarray(1 - 0.30 * np.exp((across - width_m) / 0.35) - 0.10 * np.exp(-across / 0.25), np.float32)


def _lines(painted: Markings) -> Floats:
    """Rows (n, 9) of what is painted, in the order of painting: see `loops.surface_kernels`."""
    across = {
        finish: [_across(line) for line in painted.cross_lines if line.name.startswith("finish") is finish]
        for finish in (True, False)
    }
    along = [[ALONG_LINE, line.inner_m, line.outer_m, 0, 0, 0, *PAINTS[line.paint]] for line in painted.lines]
    tick = painted.ticks[0]
    sizes = [TICK_SPACING_M, tick.width_m, tick.inner_m, tick.outer_m, len(painted.ticks)]
    return np.array([*across[True], *along, *across[False], [TICKS, *sizes, *PAINTS[tick.paint]]], float)


def _across(line: CrossLine) -> list[float]:
    return [ACROSS_LINE, line.middle_m, line.width_m, line.inner_m, line.outer_m, 0, *PAINTS[line.paint].tolist()]
