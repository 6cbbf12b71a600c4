"""What stands round the boards: fence, stands with their crowd, and the dark under the roof with its lamps."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.boards import LEAST_LINE_PX
from replay.draw.hall.dress.hall_colours import HallColours, linear
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.dress.hall_words import FENCE_PX_PER_M, FENCE_WORDS_M, fence_words
from replay.draw.hall.dress.people import people
from replay.draw.hall.lights import lamp_numbers
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
from replay.draw.hall.views.lens import PlateLens

Singles = NDArray[np.float32]

_CHANCE = np.random.default_rng(11).uniform(0.0, 1.0, (3, 1024, 64)).astype(np.float32)
"""Chances of tint, brightness and presence by seat and row. Seeded: every plate has the same crowd."""

_SIDES = {HallPart.FENCE_INSIDE: INSIDE, HallPart.FENCE_CAP: CAP, HallPart.FENCE_OUTSIDE: OUTSIDE}

_SEATS = {HallPart.SEATS: 1.0, HallPart.UPPER_SEATS: 0.75}
"""How bright the two tiers are."""

_FENCE_WORDS = FENCE_M, FENCE_PX_PER_M, *FENCE_WORDS_M


def add_fence(light: Singles, spans: Spans, lap_m: float, look: HallLook = PLAIN_HALL, knot_px: int = KNOT_PX) -> None:
    """Add the fence that spans show to linear light (height, width, 3)."""
    knots, shades = spans.knots(spans.daylight), _fence_colours(look.colours)
    words = fence_words(look.dressing, lap_m)
    for part, side in _SIDES.items():
        paint_fence(light, spans.part(part), knots, knot_px, side, _FENCE_WORDS, words, shades, LEAST_LINE_PX)


def add_stands(
    light: Singles,
    spans: Spans,
    lens: PlateLens,
    corner: tuple[int, int],
    lap_m: float,
    look: HallLook = PLAIN_HALL,
    knot_px: int = KNOT_PX,
) -> None:
    """Add everything behind the fence; `corner` is where the light lies on the lens's picture."""
    colours = look.colours
    knots = spans.knots(colours.near_stand + (1 - colours.near_stand) * spans.inside)
    for part, (kind, shades) in _plain_colours(colours).items():
        paint_plain(light, spans.part(part), knots, knot_px, kind, shades, LEAST_LINE_PX)
    flags = _flag_colours(look)
    for part, bright in _SEATS.items():
        of_tier = bright * colours.crowd, lap_m
        seats = spans.part(part)
        paint_seats(
            light, seats, knots, knot_px, of_tier, _CHANCE, people(), flags, _crowd_colours(colours), LEAST_LINE_PX
        )
    shades = np.array([linear(colours.void), linear(colours.haze), linear(colours.roof_light)], float)
    paint_void(light, spans.part(NOTHING_PART), corner, lens.numbers, lamp_numbers(), shades)


@lru_cache(maxsize=4)
def _fence_colours(colours: HallColours) -> Floats:
    glow = linear(colours.fence_glow) * np.float32(colours.glow)
    inside, wood, cap = linear(colours.fence_inside), linear(colours.boards_light), linear(colours.fence_cap)
    outside, haze = linear(colours.fence_outside), linear(colours.haze)
    return np.array([inside, wood, cap, glow, outside, haze, linear(colours.ground_line)], float)


@lru_cache(maxsize=4)
def _plain_colours(colours: HallColours) -> dict[HallPart, tuple[int, Floats]]:
    """Kind and colours of floors and walls: see `paint_plain`."""
    wall, ribbon = linear(colours.stand_wall), linear(colours.ribbon) * np.float32(colours.glow)
    floor, haze = linear(colours.gangway), linear(colours.haze)
    return {
        HallPart.GANGWAY: (0, np.array([floor, floor, haze], float)),
        HallPart.STAND_WALL: (0, np.array([wall, wall, haze], float)),
        HallPart.BALCONY: (2, np.array([wall, ribbon, haze], float)),
        HallPart.BACK_WALL: (1, np.array([linear(colours.void), linear(colours.back_wall), haze], float)),
    }


@lru_cache(maxsize=4)
def _crowd_colours(colours: HallColours) -> Floats:
    clothes = np.stack([linear(code) for code in colours.clothes])
    skins = [linear(skin) for skin in colours.skins]
    return np.array([linear(colours.seats), *skins, *clothes, clothes.mean(axis=0), linear(colours.haze)], float)


@lru_cache(maxsize=4)
def _flag_colours(look: HallLook) -> Floats:
    """Of the flags (n, 2, 3)."""
    return np.array([[linear(part) for part in flag] for flag in look.dressing.flags], float).reshape(-1, 2, 3)
