"""Loops over pixels of wheels: discs and spokes, filled by depth.

A wheel is filled row by row, and each row in passes that take the same steps for every sample, and no branch: so many
samples are worked out at a time.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.kernels import Packed
from replay.draw.figures.triangle_kernels import packed
from replay.draw.pixels.compiled import compiled

Single: TypeAlias = np.float32
Singles: TypeAlias = NDArray[np.float32]
Tones: TypeAlias = tuple[float, float, float, float, float]
Lights: TypeAlias = tuple[Single, Single, Single, Single, Single]

_BLUE, _GREEN, _RED = 1.16 * 1020, 1.04 * 1020, 1020.0
"""What is shown of each colour for a lightness of 1, as `packed` takes it: tyres and discs are a little blue."""


@compiled
def see_plane(
    axes: NDArray[np.float64],
    middle: NDArray[np.float64],
    lean: float,
    lens: tuple[float, float, float],
    circle: NDArray[np.float64],
    radius: float,
    plane: NDArray[np.float64],
) -> tuple[float, float, float, float]:
    """Fill in what takes pixels of a picture to a wheel's plane (3, 3); returns left, top, right and bottom of it, px.

    axes (3, 3): the bicycle's forward, left and up as the camera has them, in columns; middle (3,): the hub; lean: how
    far the wheel counts as turned to its axle; lens: focal length, and half of the picture's width and height, px;
    circle (n, 2): corners around a wheel of radius 1
    """
    focal, wide, high = lens
    spread = np.empty((3, 3))
    for n in range(3):
        spread[n, 0], spread[n, 1], spread[n, 2] = axes[n, 0] + lean * axes[n, 1], -axes[n, 2], middle[n]
    for n in range(3):
        spread[0, n] = spread[0, n] * focal + wide * spread[2, n]
        spread[1, n] = spread[1, n] * focal + high * spread[2, n]
    left, top, right, bottom = np.inf, np.inf, -np.inf, -np.inf
    for k in range(len(circle)):
        x, y = circle[k, 0] * radius, circle[k, 1] * radius
        away = spread[2, 0] * x + spread[2, 1] * y + spread[2, 2]
        column = (spread[0, 0] * x + spread[0, 1] * y + spread[0, 2]) / away
        row = (spread[1, 0] * x + spread[1, 1] * y + spread[1, 2]) / away
        left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
    whole = 0.0
    for n in range(3):  # the inverse, by cofactors
        a, b = (n + 1) % 3, (n + 2) % 3
        for m in range(3):
            c, d = (m + 1) % 3, (m + 2) % 3
            plane[n, m] = spread[c, a] * spread[d, b] - spread[c, b] * spread[d, a]
        whole += spread[0, n] * plane[n, 0]
    for n in range(3):
        for m in range(3):
            plane[n, m] /= whole
    return left, top, right, bottom


@compiled
def _moments(turning: tuple[float, float], columns: int, first: int) -> Singles:
    """Cosines and sines (4 rows, 2, columns) of a wheel's angle at the moment of each sample.

    While the shutter is open a wheel is seen at sixteen moments. A sample is of another one than the others of its
    pixel, and those beside it; every fourth row is alike. first: the first column.
    """
    found = np.empty((4, 2, columns), dtype=np.float32)
    for row in range(4):
        for k in range(columns):
            column = first + k
            own, even = 2 * (row & 1) + (column & 1), row >> 1
            moment = 4 * own + 2 * ((even + (column >> 1)) & 1) + even
            angle = turning[0] + turning[1] * ((moment + 0.5) / 16 - 0.5)
            found[row, 0, k], found[row, 1, k] = cos(angle), sin(angle)
    return found


@compiled
def _roll(turned: Singles, across: Singles, angle: float, radius: float) -> None:
    """Fill in cosines and sines (2, samples) of a wheel that turns while a finish camera sees it pass."""
    for k in range(len(across)):
        own = angle - across[k] / radius
        turned[0, k], turned[1, k] = cos(own), sin(own)


@compiled
def _spots(spots: Singles, plane: Singles, first: int, row: int, beyond: Single) -> None:
    """Where samples of a row lie: (4, samples) forward, down and depth, and below 0 what is beyond the wheel."""
    half, one = np.float32(0.5), np.float32(1.0)
    v = np.float32(row) + half
    x_step, y_step, near_step = plane[0, 0], plane[1, 0], plane[2, 0]
    x_start, y_start = plane[0, 1] * v + plane[0, 2], plane[1, 1] * v + plane[1, 2]
    near_start = plane[2, 1] * v + plane[2, 2]
    across, down, depth, inside = spots[0], spots[1], spots[2], spots[3]
    for k in range(spots.shape[1]):
        u = np.float32(np.int32(first + k)) + half
        x, y, near = x_step * u + x_start, y_step * u + y_start, near_step * u + near_start
        away = one / near
        inside[k] = beyond * near * near - (x * x + y * y)
        across[k], down[k], depth[k] = x * away, y * away, away


@compiled
def _within(spots: Singles, square: Single) -> tuple[int, int]:
    """The first sample of a row, and the one past the last, that is nearer to the hub than the root of a square."""
    first, last = 0, spots.shape[1]
    while first < last and spots[0, first] * spots[0, first] + spots[1, first] * spots[1, first] >= square:
        first += 1
    while last > first and spots[0, last - 1] * spots[0, last - 1] + spots[1, last - 1] * spots[1, last - 1] >= square:
        last -= 1
    return first, last


@compiled
def _disc(tone: Singles, spots: Singles, turned: Singles, metal: Single, lights: Lights) -> None:
    """Lightness of a disc: metal at its rim, and two light wedges with a sheen in them."""
    x, y, cosine, sine = spots[0], spots[1], turned[0], turned[1]
    one, none, hub, edge = np.float32(1.0), np.float32(0.0), np.float32(0.0009), metal * metal
    wedge, sheen, lean_x, lean_y = np.float32(0.13), np.float32(25.0), np.float32(0.34), np.float32(0.94)
    for k in range(len(tone)):
        square = x[k] * x[k] + y[k] * y[k]
        lean = lean_x * (x[k] * cosine[k] + y[k] * sine[k]) + lean_y * (y[k] * cosine[k] - x[k] * sine[k])
        lean *= lean
        bright = lights[3] + (lights[4] - lights[3]) * max(one - sheen * lean / max(square, hub), none)
        skin = lights[2] if (lean > wedge * square) | (square < hub) else bright
        tone[k] = skin if square < edge else lights[1]


@compiled
def _hub(tone: Singles, spots: Singles, inner: Single, lights: Lights) -> None:
    """Lightness of a hub, and of the rim that is farther from it than `inner` (squared); -1 between them."""
    x, y, hub, none = spots[0], spots[1], np.float32(0.042**2), np.float32(-1.0)
    for k in range(len(tone)):
        square = x[k] * x[k] + y[k] * y[k]
        inside = lights[2] if square < hub else none
        tone[k] = inside if square < inner else lights[1]


@compiled
def _spoke(
    tone: Singles,
    spots: tuple[Singles, Singles],
    turned: tuple[Singles, Singles],
    angle: float,
    half_spoke: Single,
    lights: Lights,
) -> None:
    """Add a spoke at an angle to others, where there is nothing yet."""
    (x, y), (cosine, sine) = spots, turned
    step_cosine, step_sine = np.float32(cos(angle)), np.float32(sin(angle))
    none, wide, narrows = np.float32(0.0), np.float32(1.15), np.float32(1.5)
    for k in range(len(tone)):
        here, there = x[k] * cosine[k] + y[k] * sine[k], y[k] * cosine[k] - x[k] * sine[k]
        along, across = here * step_cosine + there * step_sine, there * step_cosine - here * step_sine
        reach = np.float32(sqrt(x[k] * x[k] + y[k] * y[k]))
        on = (tone[k] < none) & (along > none) & (abs(across) < half_spoke * (wide - narrows * reach))
        tone[k] = lights[2] + np.float32(0.04) * across / half_spoke if on else tone[k]


@compiled
def _tyre(
    tone: Singles, spots: Singles, plane: Singles, thick: Single, rings: tuple[Single, Single, Single], rubber: Single
) -> None:
    """Add the tyre, and make -1 of what is beyond it.

    rings: the middle of the tyre, and squares of where it ends inside, and of where it does seen from its edge
    """
    x, y, depth, inside = spots[0], spots[1], spots[2], spots[3]
    ring, edge, nearest = rings
    none, tiny = np.float32(0.0), np.float32(1e-9)
    x_u, x_v, y_u, y_v, near_u, near_v = plane[0, 0], plane[0, 1], plane[1, 0], plane[1, 1], plane[2, 0], plane[2, 1]
    for k in range(len(tone)):
        square = x[k] * x[k] + y[k] * y[k]
        reach = np.float32(sqrt(square)) + tiny
        # How fast the distance from the hub grows from sample to sample: a tyre is as thick from every side.
        grow_u = x[k] * (x_u - x[k] * near_u) + y[k] * (y_u - y[k] * near_u)
        grow_v = x[k] * (x_v - x[k] * near_v) + y[k] * (y_v - y[k] * near_v)
        half = thick * depth[k] * np.float32(sqrt(grow_u * grow_u + grow_v * grow_v)) / reach
        beyond = (square > edge) & (reach > ring + half)
        within = (square < nearest) & ((reach > ring + half) | (reach < ring - half))
        own = rubber if square > edge else tone[k]
        tone[k] = np.float32(-1.0) if beyond | within | (inside[k] < none) else own


@compiled
def _put(shown: NDArray[np.uint32], deep: Singles, tone: Singles, depth: Singles, middle: Single) -> None:
    """Put samples of a row where there is something, and nothing nearer is."""
    blue, green, red, none = np.float32(_BLUE), np.float32(_GREEN), np.float32(_RED), np.float32(0.0)
    for k in range(len(tone)):
        z = depth[k] - middle
        seen = (tone[k] >= none) & (z < deep[k])
        deep[k] = z if seen else deep[k]
        shown[k] = packed(tone[k] * blue, tone[k] * green, tone[k] * red) if seen else shown[k]


@compiled
def fill_wheel(
    shown: Packed,
    depth: Singles,
    window: tuple[int, int, int, int],
    plane: NDArray[np.float64],
    middle: float,
    thick: float,
    sizes: tuple[float, float, float, float],
    beyond: float,
    spokes: int,
    turning: tuple[float, float],
    rolled: bool,
    edge_on: bool,
    tones: Tones,
) -> None:
    """Fill a wheel, where nothing nearer is; `shown` and `depth` change.

    window   first and past-the-last row and column; thick: half the tyre's thickness in samples
    plane    (3, 3) takes samples to forward and down from the hub, metres, and one by the depth; middle counts as 0
    sizes    radius, and widths of tyre, rim and half a spoke, metres; spokes: how many, 0 is a disc
    beyond   square of a distance from the hub beyond which nothing of the wheel is seen
    turning  angle of the wheel, and by how much it grows while the shutter is open
    rolled   as a finish camera sees it: what lies ahead of the hub is seen when the wheel has so much less turned;
             edge_on: from so near its plane that the tyre hides what is inside it
    tones    lightness of tyre, rim, spoke or disc, wedge, and the disc's sheen
    """
    radius, tyre, rim, half_spoke = sizes
    lights = (
        np.float32(tones[0]),
        np.float32(tones[1]),
        np.float32(tones[2]),
        np.float32(tones[3]),
        np.float32(tones[4]),
    )
    nearest = (radius - rim - 0.01) ** 2 if spokes and edge_on else -1.0
    rings = np.float32(radius - tyre / 2), np.float32((radius - tyre) ** 2), np.float32(nearest)
    inner, metal, single = np.float32((radius - rim) ** 2), np.float32(radius - tyre - 0.012), plane.astype(np.float32)
    width = window[3] - window[2]
    moments, spots, tone = (
        _moments(turning, width, window[2]),
        np.empty((4, width), np.float32),
        np.empty(width, np.float32),
    )
    for row in range(window[0], window[1]):
        turned = moments[row & 3]
        _spots(spots, single, window[2], row, np.float32(beyond))
        if rolled:
            _roll(turned, spots[0], turning[0], radius)
        if spokes == 0:
            _disc(tone, spots, turned, metal, lights)
        else:
            _hub(tone, spots, inner, lights)
            begin, end = _within(spots, inner)
            inside, way = tone[begin:end], (turned[0, begin:end], turned[1, begin:end])
            for n in range(spokes if begin < end else 0):
                angle, wide = 2 * pi * n / spokes, np.float32(half_spoke)
                _spoke(inside, (spots[0, begin:end], spots[1, begin:end]), way, angle, wide, lights)
        _tyre(tone, spots, single, np.float32(thick), rings, lights[0])
        deep, tinted = depth[row, window[2] : window[3]], shown[row, window[2] : window[3]]
        _put(tinted, deep, tone, spots[2], np.float32(middle))
