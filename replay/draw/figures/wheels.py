"""Wheels in perspective: a tyre that has thickness from every side, a disc with wedges or blades that turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from replay.base.units import Floats
from replay.draw.figures.hulls import directions, outlines
from replay.draw.figures.parts import Wheel
from replay.draw.figures.projector import Projector
from replay.draw.figures.skeleton import BikeFrame
from replay.draw.pixels.sprite import Sprite
from replay.scene.frame.pinhole import Point

_TYRE = (20, 15, 13)
_RIM = (46, 38, 33)
_DISC = (44, 35, 29)
_DISC_EDGE = (82, 70, 61)
_BLADE = (50, 41, 35)
_SEEN_THROUGH = (60, 66, 74)
_WEDGE_COLOURS = ((66, 55, 46), (66, 55, 46), (98, 84, 72), (98, 84, 72))
"""Colours, BGR."""

_STEPS, _ROLLED_STEPS = 3, 24
"""Points along a blade or wedge: where it is curved by rolling past the finish line, more."""

_LARGE_PX = 90.0
"""Wheels taller than this on the picture have more corners."""

_CORNERS, _LARGE_CORNERS = 24, 72
"""Of a wheel's outline."""


@dataclass(frozen=True, slots=True, eq=False)
class WheelShapes:
    """A wheel on the picture. hub_m (3,) in the bicycle's frame; outlines (corners, 2) in pixels.

    tyre, rim, opening  outer edges of tyre, rim, and of what the rim encloses
    """

    wheel: Wheel
    hub_m: Floats
    tyre: Floats
    rim: Floats
    opening: Floats

    def on_plane(self, spots: Floats, frame: BikeFrame, lens: Projector, scale: float) -> Floats:
        """Pixels of spots (..., 2) on the wheel's plane: radius in metres, angle in radians in the sense of rolling."""
        radius, angle = spots[..., 0], spots[..., 1]
        flat = np.zeros((*radius.shape, 3))
        flat[..., 0], flat[..., 2] = radius * np.cos(angle), -radius * np.sin(angle)
        return lens.pixels(frame.to_space(flat + self.hub_m, scale))[0]


def wheel_shapes(wheel: Wheel, hub: Point, frame: BikeFrame, lens: Projector, scale: float) -> WheelShapes:
    """Project a wheel about its hub (bicycle's frame, metres)."""
    large = wheel.radius_m * scale * lens.focal_px > _LARGE_PX / 2 * lens.depth(frame.origin_m)
    corners = _LARGE_CORNERS if large else _CORNERS
    pixels, px_per_m = lens.pixels(frame.to_space(_circles(wheel, hub, corners), scale))
    thick_px = wheel.tyre_m / 2 * scale * px_per_m[:1]
    tyre = outlines(pixels[:1], thick_px, corners + 8).corners()[0]
    return WheelShapes(wheel, np.array(hub), tyre, pixels[1], pixels[2])


@lru_cache(maxsize=16)
def _circles(wheel: Wheel, hub: Point, corners: int) -> Floats:
    """Middle of the tyre, outer edge of the rim, and inner edge of the rim, (3, corners, 3), about a hub."""
    inwards = np.array([wheel.tyre_m / 2, wheel.tyre_m, wheel.rim_m])
    circles = np.zeros((3, corners, 3))
    circles[..., 0::2] = (wheel.radius_m - inwards)[:, None, None] * directions(corners)
    return circles + hub


def paint_wheel(
    sprite: Sprite,
    shapes: WheelShapes,
    frame: BikeFrame,
    lens: Projector,
    scale: float,
    wheel_deg: float,
    *,
    rolled: bool = False,
) -> None:
    """Paint a wheel turned by an angle, degrees. `rolled`: as a finish camera sees it, see `_rolled`."""
    spots = (_wedges if shapes.wheel.disc else _blades)(shapes.wheel, _ROLLED_STEPS if rolled else _STEPS)
    spots = spots + np.array([0.0, np.radians(wheel_deg)])
    pixels = shapes.on_plane(_rolled(spots, shapes.wheel.radius_m) if rolled else spots, frame, lens, scale)
    if shapes.wheel.disc:
        _paint_disc(sprite, shapes, pixels)
    else:
        _paint_blades(sprite, shapes, pixels)


def _rolled(spots: Floats, radius_m: float) -> Floats:
    """Spots where a camera that sees one line of the track catches them, when the wheel's hub crosses at its angle.

    What lies u metres ahead of the hub is seen when the wheel has u / radius radians still to turn.
    """
    radius, start = spots[..., 0], spots[..., 1]
    angle = start
    for _ in range(12):
        angle = 0.5 * angle + 0.5 * (start - radius / radius_m * np.cos(angle))
    return np.stack([radius, angle], axis=-1)


def paint_far_wheel(sprite: Sprite, shapes: WheelShapes) -> None:
    """Paint a wheel that is only a few pixels tall."""
    sprite.fill(sprite.place(shapes.tyre), _TYRE)
    if not shapes.wheel.disc:
        sprite.fill(sprite.place(shapes.opening), _SEEN_THROUGH)


def _paint_disc(sprite: Sprite, shapes: WheelShapes, wedges: Floats) -> None:
    sprite.fill(sprite.place(shapes.tyre), _TYRE)
    rim = sprite.place(shapes.rim)
    sprite.fill(rim, _DISC)
    for polygon, colour in zip(sprite.place(wedges), _WEDGE_COLOURS, strict=True):
        sprite.fill_any(polygon, colour)
    tall_px = float(np.ptp(shapes.tyre[:, 1]))
    if tall_px > 20.0:
        sprite.trace(rim, _DISC_EDGE, max(tall_px / 160.0, 0.34))


@lru_cache(maxsize=16)
def _wedges(wheel: Wheel, steps: int) -> Floats:
    """Spots (wedges, corners, 2) of the light wedges on a disc, each a wide dim one under a narrow bright one."""
    radii = np.linspace(0.02, wheel.radius_m - wheel.tyre_m - 0.012, steps)
    spots = np.empty((4, 2 * steps + 3, 2))
    spots[:, :steps, 0], spots[:, steps : steps + 3, 0], spots[:, steps + 3 :, 0] = radii, radii[-1], radii[::-1]
    for row, (middle, half) in enumerate((middle, half) for half in (19.0, 8.0) for middle in (70.0, 250.0)):
        edges = np.radians(middle + half * np.array([-1.0, -0.5, 0.0, 0.5, 1.0]))
        spots[row, :, 1] = np.concatenate([np.full(steps, edges[0]), edges[1:4], np.full(steps, edges[4])])
    return spots


def _paint_blades(sprite: Sprite, shapes: WheelShapes, blades: Floats) -> None:
    for polygon in sprite.place(blades):
        sprite.fill_any(polygon, _BLADE)
    tyre = sprite.place(shapes.tyre)
    sprite.fill_ring(tyre, sprite.place(shapes.opening), _RIM)
    sprite.fill_ring(tyre, sprite.place(shapes.rim), _TYRE)


@lru_cache(maxsize=16)
def _blades(wheel: Wheel, steps: int) -> Floats:
    """Spots (blades, corners, 2) of the blades, from the hub to under the rim."""
    radii = np.linspace(0.03, wheel.radius_m - wheel.rim_m + 0.01, steps)
    half = wheel.blade_m / 2 * np.linspace(0.6, 0.5, steps) / radii
    angle = np.radians(360.0 / wheel.blades * np.arange(wheel.blades))[:, None]
    edge = np.concatenate([half, -half[::-1]])
    around = np.broadcast_to(np.concatenate([radii, radii[::-1]]), (wheel.blades, len(edge)))
    return np.stack([around, angle + edge], axis=-1)
