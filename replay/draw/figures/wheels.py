"""Wheels in perspective: a tyre that has thickness from every side, a disc with wedges or blades that turn.

They are flat, so they are polygons on the picture, with the depth of their plane; all else is hidden or not by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.projector import Projector
from replay.draw.figures.skeleton import BikeFrame
from replay.draw.pixels.sprite import SHIFT_BITS, Polygon
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]

_TYRE, _WALL, _RIM, _BLADE, _SKIN, _WEDGE, _SHEEN, _SPOKE = 0.062, 0.10, 0.165, 0.175, 0.150, 0.235, 0.34, 0.36
"""How light parts of a wheel are, of 1, before the hall's light."""

_TINT = np.array([1.16, 1.04, 1.0])
"""BGR of all of them: carbon is a little blue in the hall."""

_STEPS, _ROLLED_STEPS = 3, 24
"""Points along a blade or wedge: where it is curved by rolling past the finish line, more."""

_LARGE_PX, _SMALL_PX = 120.0, 26.0
"""Wheels of a larger radius on the picture have more corners; smaller ones have no wedges and no walls of the tyre."""

_CORNERS, _LARGE_CORNERS = 24, 64
"""Of a wheel's outline."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel about a named hub, in the bicycle's plane. A disc, or blades that one can see through."""

    hub: str
    radius_m: float
    disc: bool
    tyre_m: float = 0.022
    rim_m: float = 0.080
    blades: int = 5
    blade_m: float = 0.062


@dataclass(frozen=True, slots=True, eq=False)
class WheelSeen:
    """A wheel on the picture: outlines (corners, 2) in pixels, far edges of tyre and rim, and what the rim encloses.

    spots     polygons of blades or wedges (n, corners, 2)
    depth_m   of the hub, and how depth grows per pixel across and down; reach_m: it is no further from the hub's
    light     how much light falls on the side that is seen
    """

    wheel: Wheel
    tyre: Floats
    rim: Floats
    opening: Floats
    spots: Floats
    hub_px: Floats
    depth_m: float
    slope_m: Floats
    reach_m: float
    light: float
    radius_px: float


def see_wheel(
    wheel: Wheel,
    hub: Point,
    frame: BikeFrame,
    lens: Projector,
    scale: float,
    wheel_deg: float,
    light: float,
    *,
    rolled: bool = False,
) -> WheelSeen:
    """Project a wheel about its hub (bicycle's frame, metres), turned by an angle.

    rolled: as a finish camera sees it, see `_rolled`.
    """
    radius_px = wheel.radius_m * scale * lens.focal_px / lens.depth(frame.to_space(hub, scale))
    corners = _LARGE_CORNERS if radius_px > _LARGE_PX else _CORNERS
    spots = (_wedges if wheel.disc else _blades)(wheel, _ROLLED_STEPS if rolled else _STEPS)
    spots = spots + np.array([0.0, np.radians(wheel_deg)])
    if rolled:
        spots = _rolled(spots, wheel.radius_m)
    flat = np.concatenate([_circles(wheel, corners), _on_plane(spots).reshape(-1, 3), _AXES * wheel.radius_m])
    pixels, per_m = lens.pixels(frame.to_space(flat + hub, scale))
    depths = lens.focal_px / per_m[-3:]
    rings = pixels[: 3 * corners].reshape(3, corners, 2)
    return WheelSeen(
        wheel=wheel,
        tyre=_thick(rings[0], wheel.tyre_m / 2 * scale * float(per_m[-3])),
        rim=rings[1],
        opening=rings[2],
        spots=pixels[3 * corners : -3].reshape(*spots.shape),
        hub_px=pixels[-3],
        depth_m=float(depths[0]),
        slope_m=_slope(pixels[-2:] - pixels[-3], depths[1:] - depths[0]),
        reach_m=float(np.hypot(*(depths[1:] - depths[0]))),
        light=light,
        radius_px=radius_px,
    )


_AXES = np.array([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)])
"""The hub, and from there forward and up."""


def _slope(ways_px: Floats, deeper_m: Floats) -> Floats:
    """How depth grows per pixel across and down; where the wheel is seen edge on, as little as fits."""
    (a, b), (c, d) = ways_px
    area = float(a * d - b * c)
    if abs(area) < 1e-3 * float(np.abs(ways_px).max()) ** 2:
        return np.zeros(2)
    return np.array([d * deeper_m[0] - b * deeper_m[1], a * deeper_m[1] - c * deeper_m[0]]) / area


def _thick(ring: Floats, thick_px: float) -> Floats:
    """The outline of a ring of round rubber: the ring, widened to all sides."""
    towards = _directions(len(ring) + 8)
    best = np.argmax(ring @ towards.T, axis=0)
    return np.asarray(ring[best] + thick_px * towards)


@lru_cache(maxsize=16)
def _directions(count: int) -> Floats:
    angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


@lru_cache(maxsize=16)
def _circles(wheel: Wheel, corners: int) -> Floats:
    """Middle of the tyre, outer edge of the rim, and inner edge of the rim, (3 * corners, 3), about the hub."""
    inwards = np.array([wheel.tyre_m / 2, wheel.tyre_m, wheel.rim_m])
    circles = np.zeros((3, corners, 3))
    circles[..., 0::2] = (wheel.radius_m - inwards)[:, None, None] * _directions(corners)
    return circles.reshape(-1, 3)


def _on_plane(spots: Floats) -> Floats:
    """Spots (..., 2), radius in metres and angle in the sense of rolling, as places about the hub."""
    flat = np.zeros((*spots.shape[:-1], 3))
    flat[..., 0] = spots[..., 0] * np.cos(spots[..., 1])
    flat[..., 2] = -spots[..., 0] * np.sin(spots[..., 1])
    return flat


def _rolled(spots: Floats, radius_m: float) -> Floats:
    """Spots where a camera that sees one line of the track catches them, when the wheel's hub crosses at its angle.

    What lies u metres ahead of the hub is seen when the wheel has u / radius radians still to turn.
    """
    radius, start = spots[..., 0], spots[..., 1]
    angle = start
    for _ in range(12):
        angle = 0.5 * angle + 0.5 * (start - radius / radius_m * np.cos(angle))
    return np.stack([radius, angle], axis=-1)


@lru_cache(maxsize=16)
def _wedges(wheel: Wheel, steps: int) -> Floats:
    """Spots (wedges, corners, 2) of the light wedges on a disc, each a wide dim one under a narrow bright one."""
    radii = np.linspace(0.02, wheel.radius_m - wheel.tyre_m - 0.012, steps)
    spots = np.empty((4, 2 * steps + 3, 2))
    spots[:, :steps, 0], spots[:, steps : steps + 3, 0], spots[:, steps + 3 :, 0] = radii, radii[-1], radii[::-1]
    for row, (middle, half) in enumerate((middle, half) for half in (21.0, 8.0) for middle in (70.0, 250.0)):
        edges = np.radians(middle + half * np.array([-1.0, -0.5, 0.0, 0.5, 1.0]))
        spots[row, :, 1] = np.concatenate([np.full(steps, edges[0]), edges[1:4], np.full(steps, edges[4])])
    return spots


@lru_cache(maxsize=16)
def _blades(wheel: Wheel, steps: int) -> Floats:
    """Spots (blades, corners, 2) of the blades, from the hub to under the rim."""
    radii = np.linspace(0.042, wheel.radius_m - wheel.rim_m + 0.01, steps)
    half = wheel.blade_m / 2 * np.linspace(0.7, 0.5, steps) / radii
    angle = np.radians(360.0 / wheel.blades * np.arange(wheel.blades))[:, None]
    edge = np.concatenate([half, -half[::-1]])
    around = np.broadcast_to(np.concatenate([radii, radii[::-1]]), (wheel.blades, len(edge)))
    return np.stack([around, angle + edge], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class Buffers:
    """Where a figure is filled: what is shown (height, width, 3), BGR, and depths, `fine` times as fine as the picture.

    origin_px  their top left corner on the picture
    """

    shown: Singles
    depth: Singles
    origin_px: tuple[int, int]
    fine: int

    def place(self, points_px: Floats) -> Polygon:
        """Points of the picture as fixed-point numbers of these buffers."""
        spots = (points_px - self.origin_px) * self.fine - 0.5
        return np.asarray(np.rint(spots * (1 << SHIFT_BITS)), dtype=np.int32)


def fill_wheel(buffers: Buffers, seen: WheelSeen, hub_m: float) -> None:
    """Fill a wheel in. hub_m: depth of its hub, as the buffers have it."""
    corners = buffers.place(seen.tyre)
    low = np.maximum((corners.min(axis=0) >> SHIFT_BITS) - 1, 0)
    high = np.minimum((corners.max(axis=0) >> SHIFT_BITS) + 3, buffers.depth.shape[::-1])
    if (low >= high).any():
        return
    window = slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))
    mask = np.zeros(buffers.depth[window].shape, dtype=np.uint8)
    patch = buffers.shown[window]
    shift = low << SHIFT_BITS
    filled = _fill_disc if seen.wheel.disc else _fill_open
    for target, polygons, tone in filled(buffers, seen):
        shifted = [polygon - shift for polygon in polygons]
        if target:
            cv2.fillPoly(mask, shifted, (255,), cv2.LINE_8, SHIFT_BITS)
        cv2.fillPoly(patch, shifted, tone, cv2.LINE_8, SHIFT_BITS)
    cv2.copyTo(_plane(buffers, seen, low, mask.shape, hub_m), mask, buffers.depth[window])


def _plane(
    buffers: Buffers, seen: WheelSeen, low: NDArray[np.int32], shape: tuple[int, ...], hub_m: float
) -> Singles:
    """Depths of the wheel's plane on a window of the buffers."""
    slope = seen.slope_m
    if not slope.any():
        return np.full(shape, hub_m - 0.7 * seen.reach_m, dtype=np.float32)
    x, y = ((low + 0.5) / buffers.fine + buffers.origin_px - seen.hub_px).tolist()
    across = slope[0] * (x + np.arange(shape[1], dtype=np.float32) / buffers.fine) + hub_m
    down = slope[1] * (y + np.arange(shape[0], dtype=np.float32) / buffers.fine)
    return np.asarray(down.astype(np.float32)[:, None] + across.astype(np.float32))


Filling = tuple[bool, list[Polygon], tuple[float, float, float]]


def _fill_disc(buffers: Buffers, seen: WheelSeen) -> Iterator[Filling]:
    yield True, [buffers.place(seen.tyre)], _tone(_TYRE, seen)
    yield False, [buffers.place(seen.rim)], _tone(_SKIN, seen)
    if seen.radius_px < _SMALL_PX / 2:
        return
    wedges = buffers.place(seen.spots)
    yield False, [wedges[0], wedges[1]], _tone(_WEDGE, seen)
    if seen.radius_px > _SMALL_PX:
        yield False, [wedges[2], wedges[3]], _tone(_SHEEN, seen)


def _fill_open(buffers: Buffers, seen: WheelSeen) -> Iterator[Filling]:
    tyre, opening, rim = (buffers.place(ring) for ring in (seen.tyre, seen.opening, seen.rim))
    thin = seen.wheel.blades > 5
    yield True, [*buffers.place(seen.spots)], _tone(_SPOKE if thin else _BLADE, seen)
    yield True, [tyre, opening], _tone(_RIM, seen)
    yield False, [tyre, rim], _tone(_TYRE, seen)


def _tone(share: float, seen: WheelSeen) -> tuple[float, float, float]:
    blue, green, red = (share * seen.light * _TINT).tolist()
    return blue, green, red
