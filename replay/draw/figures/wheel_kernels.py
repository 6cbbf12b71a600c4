"""Loops over pixels of wheels: discs and spokes, filled by depth."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.kernels import Packed, packed
from replay.draw.pixels.compiled import compiled

Singles: TypeAlias = NDArray[np.float32]
Tones: TypeAlias = tuple[float, float, float, float, float]

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
    around: NDArray[np.float64],
) -> None:
    """Fill in what takes pixels of a picture to a wheel's plane (3, 3), and corners (n, 2) around it, px.

    axes (3, 3): the bicycle's forward, left and up as the camera has them, in columns; middle (3,): the hub; lean: how
    far the wheel counts as turned to its axle; lens: focal length, and half of the picture's width and height, px.
    """
    focal, wide, high = lens
    spread = np.empty((3, 3))
    for n in range(3):
        spread[n, 0], spread[n, 1], spread[n, 2] = axes[n, 0] + lean * axes[n, 1], -axes[n, 2], middle[n]
    for n in range(3):
        spread[0, n] = spread[0, n] * focal + wide * spread[2, n]
        spread[1, n] = spread[1, n] * focal + high * spread[2, n]
    for k in range(len(circle)):
        x, y = circle[k, 0] * radius, circle[k, 1] * radius
        away = spread[2, 0] * x + spread[2, 1] * y + spread[2, 2]
        for n in range(2):
            around[k, n] = (spread[n, 0] * x + spread[n, 1] * y + spread[n, 2]) / away
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


@compiled
def _disc_tone(along: float, across: float, square: float, skin_to: float, tones: Tones) -> float:
    """Lightness of a disc: metal at its rim, and two light wedges with a sheen in them."""
    if square >= skin_to * skin_to:
        return tones[1]
    lean = (0.34 * along + 0.94 * across) ** 2
    if lean > 0.13 * square or square < 0.0009:
        return tones[2]
    return tones[3] + (tones[4] - tones[3]) * max(1.0 - 25.0 * lean / square, 0.0)


@compiled
def _spoke_tone(
    along: float, across: float, reach: float, half_spoke: float, spokes: int, step: tuple[float, float], tones: Tones
) -> float:
    """Lightness of hub and spokes, reach being how far from the axle; below 0 between them.

    step: cosine and sine of the angle from one spoke to the next
    """
    if reach < 0.042:
        return tones[2]
    step_cosine, step_sine = step
    wide = half_spoke * (1.15 - 1.5 * reach)
    for _ in range(spokes):
        if along > 0 and abs(across) < wide:
            return tones[2] + 0.04 * across / half_spoke
        along, across = along * step_cosine + across * step_sine, across * step_cosine - along * step_sine
    return -1.0


@compiled
def _inside_tone(
    along: float,
    across: float,
    square: float,
    inner: float,
    metal: float,
    half_spoke: float,
    spokes: int,
    step: tuple[float, float],
    tones: Tones,
) -> float:
    """Lightness inside of the tyre: disc, spokes or rim; below 0 where there is nothing between spokes."""
    if spokes == 0:
        return _disc_tone(along, across, square, metal, tones)
    return _spoke_tone(along, across, sqrt(square), half_spoke, spokes, step, tones) if square < inner else tones[1]


@compiled
def _growth(x: float, y: float, plane: NDArray[np.float64]) -> float:
    """How fast the distance from the hub grows from sample to sample: a tyre is as thick from every side."""
    grow_u = x * (plane[0, 0] - x * plane[2, 0]) + y * (plane[1, 0] - y * plane[2, 0])
    grow_v = x * (plane[0, 1] - x * plane[2, 1]) + y * (plane[1, 1] - y * plane[2, 1])
    return sqrt(grow_u * grow_u + grow_v * grow_v)


@compiled
def _moments(turning: tuple[float, float]) -> NDArray[np.float64]:
    """Cosines and sines (16, 2) of a wheel's angle over the time for which the shutter is open."""
    found = np.empty((16, 2))
    for moment in range(16):
        angle = turning[0] + turning[1] * ((moment + 0.5) / 16 - 0.5)
        found[moment, 0], found[moment, 1] = cos(angle), sin(angle)
    return found


@compiled
def _moment(row: int, column: int) -> int:
    """Of which of sixteen moments a sample is: another one than the others of its pixel, and those beside it."""
    own = 2 * (row & 1) + (column & 1)
    row, column = row >> 1, column >> 1
    return 4 * own + 2 * ((row + column) & 1) + (row & 1)


@compiled
def _spots(spots: NDArray[np.float64], plane: NDArray[np.float64], first: int, row: int, beyond: float) -> None:
    """Where samples of a row lie: (4, samples) forward, down and depth, and below 0 what is beyond the wheel.

    By themselves, so that many are worked out at a time.
    """
    v = row + 0.5
    across, down, depth, inside = spots[0], spots[1], spots[2], spots[3]
    for k in range(spots.shape[1]):
        u = first + k + 0.5
        near = plane[2, 0] * u + plane[2, 1] * v + plane[2, 2]
        x = plane[0, 0] * u + plane[0, 1] * v + plane[0, 2]
        y = plane[1, 0] * u + plane[1, 1] * v + plane[1, 2]
        away = 1.0 / near
        inside[k] = beyond * near * near - (x * x + y * y)
        across[k], down[k], depth[k] = x * away, y * away, away


@compiled
def _rolled(angle: float) -> tuple[float, float]:
    return cos(angle), sin(angle)


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
    moments = _moments(turning)
    inner, edge = (radius - rim) ** 2, (radius - tyre) ** 2
    ring, metal = radius - tyre / 2, radius - tyre - 0.012
    nearest = (radius - rim - 0.01) ** 2 if spokes and edge_on else -1.0
    step = (cos(2 * pi / spokes), sin(2 * pi / spokes)) if spokes else (1.0, 0.0)
    width = window[3] - window[2]
    spots = np.empty((4, width))
    for row in range(window[0], window[1]):
        _spots(spots, plane, window[2], row, beyond)
        deep, tinted = depth[row, window[2] : window[3]], shown[row, window[2] : window[3]]
        for k in range(width):
            x, y, away = spots[0, k], spots[1, k], spots[2, k]
            z = away - middle
            if spots[3, k] < 0.0 or z >= deep[k]:
                continue
            square = x * x + y * y
            if square > edge or square < nearest:
                r = sqrt(square) + 1e-9
                reach = thick * away * _growth(x, y, plane) / r
                if r > ring + reach or (square < nearest and r < ring - reach):
                    continue
            tone = tones[0]
            if square <= edge:
                now = _moment(row, window[2] + k)
                cosine, sine = _rolled(turning[0] - x / radius) if rolled else (moments[now, 0], moments[now, 1])
                along, across = x * cosine + y * sine, y * cosine - x * sine
                tone = _inside_tone(along, across, square, inner, metal, half_spoke, spokes, step, tones)
                if tone < 0:
                    continue
            deep[k] = z
            tinted[k] = packed(np.float32(tone * _BLUE), np.float32(tone * _GREEN), np.float32(tone * _RED))
