"""What stands round the boards and lies between them: fence, stands with their crowd, infield, and the hall's air."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothsteps
from replay.draw.hall import hall_colours as colours
from replay.draw.hall.boards import covered, fading
from replay.draw.hall.lights import daylight
from replay.draw.hall.strips import FENCE_M, HallPart
from replay.draw.hall.surface_lookup import Spots
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]

NEAR_STAND_LIGHT = 0.2
"""A stand on the camera's own side is dimmed to this."""

_HAZE_FROM_M, _HAZE_FOLD_M = 25.0, 260.0
"""Haze begins at the first distance; over the second, colours lose all but 37 % of what sets them off from it."""

_POST_M = 5.0
"""Distance between the posts of the fence."""

_GLOW_M = (0.90, 0.96)
"""Heights of the strip of light on the fence's inside."""

_SEAT_M, _ROW_M, _AISLE_M = 0.52, 0.85, 13.0
"""Width of a seat, depth of a row, distance between aisles."""

_TAKEN = 0.93
"""Share of the seats that somebody sits on."""

_MEAN_LEVEL = 0.031
"""Mean brightness of clothes over a seat: share taken, times the mean of their levels, times the dot's share."""

_CHANCE = np.random.default_rng(11).uniform(0.0, 1.0, (3, 1024, 64)).astype(np.float32)
"""Chances of tint, brightness and presence by seat and row. Seeded: every plate has the same crowd."""


def fence_colours(spots: Spots) -> Singles:
    """Colours (N, 3), linear light, of spots on the fence: inside, cap, outside."""
    inside, cap = spots.part == HallPart.FENCE_INSIDE, spots.part == HallPart.FENCE_CAP
    colour = np.empty((len(spots.part), 3), np.float32)
    colour[inside] = _fence_inside(spots.only(inside))
    lit = (daylight(spots.normal[cap]) - 0.25) / 0.95
    colour[cap] = colours.FENCE_CAP * (0.62 * lit)[:, None]
    outside = ~(inside | cap)
    down = spots.across_m[outside]
    colour[outside] = colours.FENCE_OUTSIDE * (0.35 + 0.9 * np.exp(-down / 0.8))[:, None]
    return colour


def stand_colours(spots: Spots, eye_m: Point) -> Singles:
    """Colours (N, 3), linear light, of spots behind the fence."""
    shaders: dict[HallPart, Callable[[Spots], Singles]] = {
        HallPart.GANGWAY: lambda some: _plain(colours.GANGWAY, some),
        HallPart.STAND_WALL: lambda some: _plain(colours.STAND_WALL, some),
        HallPart.SEATS: lambda some: _seats(some, 1.0),
        HallPart.BALCONY: _balcony,
        HallPart.UPPER_SEATS: lambda some: _seats(some, 0.75),
        HallPart.BACK_WALL: _back_wall,
    }
    colour = np.zeros((len(spots.part), 3), np.float32)
    for part, shader in shaders.items():
        chosen = spots.part == part
        if chosen.any():
            colour[chosen] = shader(spots.only(chosen))
    return colour * _near_stand_light(spots, eye_m)[:, None]


def hazy(colour: Singles, depth_m: Singles) -> Singles:
    """Colours (N, 3) seen through the air of the hall."""
    share = 1 - np.exp(-np.maximum(depth_m - _HAZE_FROM_M, 0) / _HAZE_FOLD_M)
    return np.asarray(colour + share[:, None] * (colours.HAZE - colour), np.float32)


def void_colours(rays: Singles) -> Singles:
    """Colours (N, 3) of rays (N, 3) that meet nothing: the dark under the roof, a little lighter near the horizon."""
    rise = rays[:, 2] / np.linalg.norm(rays, axis=1)
    share = 0.35 * np.exp(-np.abs(rise - 0.1) / 0.25)
    return np.asarray(colours.VOID * 0.8 + share[:, None] * (colours.HAZE - colours.VOID), np.float32)


def _fence_inside(spots: Spots) -> Singles:
    up = spots.across_m / np.float32(FENCE_M)
    colour = colours.FENCE_INSIDE * (0.55 + 0.75 * up)[:, None]
    warm = 0.05 * np.exp(-up / 0.18)
    colour = colour + warm[:, None] * colours.BOARDS_LIGHT
    past = np.mod(spots.along_m, _POST_M)
    post = covered(past, 0.02, 0.07, spots.pixel_m[:, 0]) * 0.035
    colour = colour + post[:, None] * colours.FENCE_CAP
    glow = covered(spots.across_m, *_GLOW_M, spots.pixel_m[:, 1])
    halo = 0.10 * np.exp(-np.abs(spots.across_m - np.float32(np.mean(_GLOW_M))) / 0.10)
    return np.asarray(colour + (glow + halo)[:, None] * colours.FENCE_GLOW, np.float32)


def _plain(colour: Singles, spots: Spots) -> Singles:
    light = 0.6 + 0.4 * np.clip(spots.across_m / 2.0, 0, 1)
    return np.asarray(colour * light[:, None], np.float32)


def _balcony(spots: Spots) -> Singles:
    """The front of the upper stand, with a ribbon of light whose strength wanders slowly along the hall."""
    turn = spots.along_m * np.float32(2 * np.pi / 125.0)
    slow = 0.8 + 0.16 * np.cos(5 * turn) + 0.10 * np.cos(3 * turn + 1)
    band = covered(spots.across_m, 0.35, 1.15, spots.pixel_m[:, 1])
    core = 0.7 + 0.6 * np.exp(-(((spots.across_m - 0.75) / 0.22) ** 2))
    halo = 0.15 * np.exp(-np.abs(spots.across_m - 0.75) / 0.5)
    return np.asarray(colours.STAND_WALL + ((band * core + halo) * slow)[:, None] * colours.RIBBON, np.float32)


def _back_wall(spots: Spots) -> Singles:
    fall = np.exp(-spots.across_m / 3.0)
    return np.asarray(colours.VOID + fall[:, None] * (colours.BACK_WALL - colours.VOID), np.float32)


def _seats(spots: Spots, brightness: float) -> Singles:
    """Rows of people, clothes and heads as soft dots, on dark seats, with aisles; far away only their mean."""
    seats, rows = spots.along_m / np.float32(_SEAT_M), spots.across_m / np.float32(_ROW_M)
    seat, row = np.floor(seats), np.floor(rows)
    place = seat.astype(np.int32) % 1024, row.astype(np.int32) % 64
    tint, shine, taken = (table[place] for table in _CHANCE)
    light = brightness * (0.7 + 0.6 * np.exp(-spots.across_m / 5.0))
    level = np.where(taken < _TAKEN, 0.04 + 0.32 * shine**3, 0.0) * light
    right, up = seats - seat - 0.5 + 0.3 * (tint - 0.5), rows - row + 0.2 * (taken - 0.5)
    body, head = _dot(right, up - 0.33, 0.30, 0.27), _dot(right, up - 0.80, 0.15, 0.13)
    shows = fading(spots.pixel_m[:, 0], 1.5 * _SEAT_M) * fading(spots.pixel_m[:, 1], 1.5 * _ROW_M)
    clothes = (level * body)[:, None] * colours.CROWD[(tint * len(colours.CROWD)).astype(np.int32)]
    people = clothes + (0.5 * level * head)[:, None] * colours.FACE
    mean = (_MEAN_LEVEL * light)[:, None] * colours.CROWD.mean(axis=0)
    aisle = covered(np.mod(spots.along_m, _AISLE_M), 0.0, 1.0, spots.pixel_m[:, 0])
    shown = mean + shows[:, None] * (people - mean)
    rise = 1 + 0.4 * (up - 0.5) * fading(spots.pixel_m[:, 1], _ROW_M)
    return np.asarray(colours.SEATS * rise[:, None] + (1 - aisle)[:, None] * shown, np.float32)


def _dot(right: Singles, up: Singles, wide: float, high: float) -> Singles:
    return np.asarray(np.exp(-((right / wide) ** 2) - (up / high) ** 2), np.float32)


def _near_stand_light(spots: Spots, eye_m: Point) -> Singles:
    """Less where the eye is behind the fence at that place: a near stand is no part of the picture's subject."""
    inward = spots.normal[:, :2]
    length = np.maximum(np.linalg.norm(inward, axis=1), 1e-3)
    behind = -np.einsum("ij,ij->i", np.asarray(eye_m[:2], np.float32) - spots.point_m[:, :2], inward) / length
    share = smoothsteps((behind + 8) / 10)
    return np.asarray(1 - (1 - NEAR_STAND_LIGHT) * share, np.float32)
