"""What stands round the boards: fence, stands with their crowd, and the dark under the roof."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall import hall_colours as colours
from replay.draw.hall.boards import LEAST_LINE_PX
from replay.draw.hall.lens import PlateLens
from replay.draw.hall.loops.row_spans import KNOT_PX, NOTHING_PART, Spans
from replay.draw.hall.loops.stand_kernels import (
    CAP,
    INSIDE,
    OUTSIDE,
    paint_fence,
    paint_plain,
    paint_seats,
    paint_void,
)
from replay.draw.hall.strips import FENCE_M, HallPart

Singles = NDArray[np.float32]

NEAR_STAND_LIGHT = 0.2
"""A stand on the camera's own side is dimmed to this: it is no part of the picture's subject."""

_CHANCE = np.random.default_rng(11).uniform(0.0, 1.0, (3, 1024, 64)).astype(np.float32)
"""Chances of tint, brightness and presence by seat and row. Seeded: every plate has the same crowd."""

_FENCE = np.array(
    [
        colours.FENCE_INSIDE,
        colours.BOARDS_LIGHT,
        colours.FENCE_CAP,
        colours.FENCE_GLOW,
        colours.FENCE_OUTSIDE,
        colours.HAZE,
    ],
    float,
)
_SIDES = {HallPart.FENCE_INSIDE: INSIDE, HallPart.FENCE_CAP: CAP, HallPart.FENCE_OUTSIDE: OUTSIDE}

_PLAIN = {
    HallPart.GANGWAY: (0, colours.GANGWAY, colours.GANGWAY),
    HallPart.STAND_WALL: (0, colours.STAND_WALL, colours.STAND_WALL),
    HallPart.BALCONY: (2, colours.STAND_WALL, colours.RIBBON),
    HallPart.BACK_WALL: (1, colours.VOID, colours.BACK_WALL),
}
"""Kind and colours of floors and walls: see `paint_plain`."""

_SEATS = {HallPart.SEATS: 1.0, HallPart.UPPER_SEATS: 0.75}
"""How bright the two tiers are."""

_CROWD = np.array([colours.SEATS, colours.FACE, *colours.CROWD, colours.CROWD.mean(axis=0), colours.HAZE], float)
_VOID = np.array([colours.VOID, colours.HAZE], float)


def add_fence(light: Singles, spans: Spans, knot_px: int = KNOT_PX) -> None:
    """Add the fence that spans show to linear light (height, width, 3)."""
    knots = spans.knots(spans.daylight)
    for part, side in _SIDES.items():
        paint_fence(light, spans.part(part), knots, knot_px, side, FENCE_M, _FENCE, LEAST_LINE_PX)


def add_stands(
    light: Singles, spans: Spans, lens: PlateLens, corner: tuple[int, int], lap_m: float, knot_px: int = KNOT_PX
) -> None:
    """Add everything behind the fence; `corner` is where the light lies on the lens's picture."""
    knots = spans.knots(NEAR_STAND_LIGHT + (1 - NEAR_STAND_LIGHT) * spans.inside)
    for part, (kind, own, other) in _PLAIN.items():
        shades = np.array([own, other, colours.HAZE], float)
        paint_plain(light, spans.part(part), knots, knot_px, kind, shades, LEAST_LINE_PX)
    for part, bright in _SEATS.items():
        paint_seats(light, spans.part(part), knots, knot_px, bright, lap_m, _CHANCE, _CROWD, LEAST_LINE_PX)
    paint_void(light, spans.part(NOTHING_PART), corner, lens.numbers, _VOID)
