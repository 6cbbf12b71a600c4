"""What the boards and the level ground look like: laths, light that follows the banking, gloss, lines.

Textures and lines are filtered by formula: each is averaged over the pixel, and fades to its mean before one pixel
covers it, so that nothing shimmers when a picture is turned or made smaller.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from replay.draw.hall.hall_colours import (
    BLUE_BAND,
    BOARDS_DARK,
    BOARDS_LIGHT,
    GROUND_LINE,
    PAINTS,
    ROOF_GLEAM,
    ROOF_LIGHT,
    SAFETY_ZONE,
)
from replay.draw.hall.lights import daylight, gloss
from replay.draw.hall.surface_lookup import Spots
from replay.track.markings import TICK_SPACING_M, CrossLine, Markings

Singles = NDArray[np.float32]

LEAST_LINE_PX = 0.9
"""A line never gets thinner than this in the picture: it would break up."""

_LATH_M = 0.045
"""Width of a lath. Shades go by single laths, by groups of them, and by wide strips."""

_LATHS_IN_GROUP = 6
_LATHS_IN_STRIP = 21
_BOARD_M = 5.2
"""Length of a lath."""

_SEAM_M = 0.0015
"""Width of the gap between two laths."""

_GRAIN_M = (0.45, 0.007)
"""Length and width of a streak of the grain."""

_POOL_M = 12.5
"""Light comes and goes along the track over this length, as under lamps."""

_GROUND_LINE_M = 0.05
"""Width of the thin lines at the edges of blue band and safety zone."""

_STEEP = 0.45
"""Lamps hang over the track, so steep boards get less of their light."""
_SIDE = 512
"""Side of the tables of chance; boards repeat after so many."""

_CHANCE = np.random.default_rng(250).uniform(-1.0, 1.0, (4, _SIDE, _SIDE)).astype(np.float32)
"""Shades of laths, groups and strips, and the grain. Seeded: every plate has the same wood."""


@dataclass(frozen=True, slots=True)
class BoardsPaint:
    """What the painter of the boards must know of a track."""

    lap_m: float
    width_m: float
    painted: Markings


def board_colours(spots: Spots, paint: BoardsPaint) -> Singles:
    """Colours (N, 3), linear light, of spots on the boards."""
    light = daylight(spots.normal) * _pools(spots.along_m, paint.lap_m)
    light *= 1 - np.float32(_STEEP) * (1 - spots.normal[:, 2])
    light *= 1 - 0.30 * np.exp((spots.across_m - paint.width_m) / 0.35) - 0.10 * np.exp(-spots.across_m / 0.25)
    tone = _wood(spots)
    reach = ((light - 0.25) / 0.85)[:, None]
    colour = (BOARDS_DARK + (BOARDS_LIGHT - BOARDS_DARK) * reach) * tone[:, None]
    paint_light = ((0.30 + 0.62 * reach[:, 0]) * (0.6 + 0.4 * tone))[:, None]
    for shade, share in _lines(spots, paint):
        colour += share[:, None] * (shade * paint_light - colour)
    return np.asarray(colour + gloss(spots, 0.11 * tone, ROOF_LIGHT), np.float32)


def ground_colours(spots: Spots, paint: BoardsPaint) -> Singles:
    """Colours (N, 3), linear light, of spots on the blue band and the safety zone."""
    band, zone = paint.painted.blue_band_m[0], paint.painted.safety_zone_m[0]
    height, pixel = spots.across_m, spots.pixel_m[:, 1]
    light = (daylight(spots.normal) - 0.25) / 0.85 * _pools(spots.along_m, paint.lap_m)
    inside = covered(height, band, 1.0, pixel)[:, None]
    colour = SAFETY_ZONE * (1.10 + 0.25 * np.exp((height - band) / 1.5))[:, None] * (1 - inside) + BLUE_BAND * inside
    colour = colour * (0.60 * light * (1 - 0.25 * np.exp(height / 0.12)))[:, None]
    for edge, strength in ((band, 0.55), (zone + _GROUND_LINE_M, 0.30)):
        share = covered(height, edge - _GROUND_LINE_M, edge, pixel) * strength
        colour += share[:, None] * (GROUND_LINE - colour)
    return np.asarray(colour + gloss(spots, 0.07, ROOF_GLEAM), np.float32)


def covered(at: Singles, low: ArrayLike, high: ArrayLike, pixel: Singles) -> Singles:
    """Share of a pixel, `pixel` long around `at`, that a line from low to high covers, thickened to the least width."""
    low, high = np.asarray(low, np.float32), np.asarray(high, np.float32)
    half = np.maximum((high - low) / 2, np.float32(LEAST_LINE_PX / 2) * pixel)
    reach = half + pixel / 2 - np.abs(at - (low + high) / 2)
    return np.asarray(np.clip(reach / pixel, 0, np.minimum(1, 2 * half / pixel)), np.float32)


def fading(pixel: Singles, size_m: float) -> Singles:
    """How much of a pattern of that size a picture with such pixels still shows: 1 to 0."""
    return np.asarray(np.clip(1.6 - 1.2 * pixel / np.float32(size_m), 0, 1), np.float32)


def _pools(along: Singles, lap_m: float) -> Singles:
    turns = np.float32(2 * np.pi * round(lap_m / _POOL_M) / lap_m)
    return np.asarray(1 + np.float32(0.045) * np.cos(along * turns), np.float32)


def _wood(spots: Spots) -> Singles:
    """Tone of the wood, mean 1: laths of several shades, wider groups of them, seams and grain."""
    pixel_along, pixel = spots.pixel_m[:, 0], spots.pixel_m[:, 1]
    laths = spots.across_m / np.float32(_LATH_M)
    lath = np.floor(laths)
    past = laths - lath
    beside = np.where(past < 0.5, lath - 1, lath + 1)
    edge = np.minimum(past, 1 - past) * np.float32(_LATH_M)
    share = np.clip(0.5 - edge / pixel, 0, 0.5)
    shows = fading(pixel_along, _BOARD_M)
    tone = _lath_tone(lath, spots.along_m, pixel, shows) * (1 - share)
    tone += _lath_tone(beside, spots.along_m, pixel, shows) * share
    seam = np.clip((pixel / 2 + np.float32(_SEAM_M / 2) - edge) / pixel, 0, np.minimum(1, _SEAM_M / pixel))
    tone *= 1 - np.float32(0.45) * seam * fading(pixel, 2 * _LATH_M)
    return np.asarray(tone * _grain(spots), np.float32)


def _lath_tone(lath: Singles, along: Singles, pixel: Singles, shows: Singles) -> Singles:
    """1 plus what each scale of lath number (N,) adds: laths, groups of 27 cm, strips of 0.94 m."""
    number = lath.astype(np.int32)
    tone = np.ones(len(lath), np.float32)
    scales = ((1, _BOARD_M, 0.10), (_LATHS_IN_GROUP, 2 * _BOARD_M, 0.065), (_LATHS_IN_STRIP, 1e6, 0.05))
    for table, (count, length, strength) in zip(_CHANCE, scales, strict=False):
        row = number // count % _SIDE
        board = np.floor(along / np.float32(length) + 7 * table[row, 0]).astype(np.int32) % _SIDE
        tone += np.float32(strength) * fading(pixel, count * _LATH_M) * shows * table[row, board]
    return tone


def _grain(spots: Spots) -> Singles:
    """Fine streaks along the laths, for cameras that come close."""
    shows = fading(spots.pixel_m[:, 1], _GRAIN_M[1]) * fading(spots.pixel_m[:, 0], _GRAIN_M[0])
    if not shows.any():
        return np.ones(len(shows), np.float32)
    along, across = spots.along_m / np.float32(_GRAIN_M[0]), spots.across_m / np.float32(_GRAIN_M[1])
    row = np.floor(across).astype(np.int32) % _SIDE
    along = along + 5 * _CHANCE[3, row, 0]
    column = np.floor(along)
    past = along - column
    first = column.astype(np.int32) % _SIDE
    streak = _CHANCE[3, row, first] * (1 - past) + _CHANCE[3, row, (first + 1) % _SIDE] * past
    return np.asarray(1 + np.float32(0.05) * shows * streak, np.float32)


def _lines(spots: Spots, paint: BoardsPaint) -> list[tuple[Singles, Singles]]:
    """Colour (3,) and share (N,) of each line, in the order of painting."""
    height, pixel = spots.across_m, spots.pixel_m[:, 1]
    painted = paint.painted
    found = [
        (PAINTS[line.paint], _across_share(spots, line, paint.lap_m))
        for line in painted.cross_lines
        if line.name.startswith("finish")
    ]
    found += [(PAINTS[line.paint], covered(height, line.inner_m, line.outer_m, pixel)) for line in painted.lines]
    found += [
        (PAINTS[line.paint], _across_share(spots, line, paint.lap_m))
        for line in painted.cross_lines
        if not line.name.startswith("finish")
    ]
    found.append((PAINTS[painted.ticks[0].paint], _tick_share(spots, painted.ticks)))
    return found


def _across_share(spots: Spots, line: CrossLine, lap_m: float) -> Singles:
    half_lap = np.float32(lap_m / 2)
    past = np.asarray(np.mod(spots.along_m - np.float32(line.middle_m) + half_lap, lap_m) - half_lap, np.float32)
    half = line.width_m / 2
    return covered(past, -half, half, spots.pixel_m[:, 0]) * _between_heights(spots, line)


def _tick_share(spots: Spots, ticks: tuple[CrossLine, ...]) -> Singles:
    """All ticks are alike and evenly spaced: the nearest one counts."""
    number = np.clip(np.round(spots.along_m / TICK_SPACING_M), 1, len(ticks))
    past = np.asarray(spots.along_m - number * TICK_SPACING_M, np.float32)
    first = ticks[0]
    share = covered(past, 0.0, first.width_m, spots.pixel_m[:, 0])
    return np.asarray(share * _between_heights(spots, first), np.float32)


def _between_heights(spots: Spots, line: CrossLine) -> Singles:
    pixel = spots.pixel_m[:, 1]
    reach = np.minimum(spots.across_m - np.float32(line.inner_m), np.float32(line.outer_m) - spots.across_m)
    return np.asarray(np.clip(reach / pixel + 0.5, 0, 1), np.float32)
