"""Wheels in perspective: a tyre that has thickness from every side, a disc with wedges or blades that turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.draw.hulls import Sprite, directions, outlines
from replay.draw.parts import Wheel
from replay.draw.skeleton import BikeFrame
from replay.scene.camera import Camera, Point
from replay.units import Floats

_TYRE, _RIM, _DISC, _WEDGE, _BLADE, _EDGE = (
    (20, 15, 13), (46, 38, 33), (44, 35, 29), (96, 82, 70), (50, 41, 35), (120, 104, 92),
)
"""Colours, BGR."""

_BALLS = 24
_WEDGES_DEG = (70.0, 250.0)


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
    frame: BikeFrame
    camera: Camera
    size_px: tuple[int, int]
    scale: float

    def on_plane(self, spots: Floats) -> Floats:
        """Pixels of points of the wheel's plane, (..., 2): radius in metres and angle in radians, as it rolls."""
        radius, angle = spots[..., 0], spots[..., 1]
        flat = np.stack([radius * np.cos(angle), np.zeros_like(radius), -radius * np.sin(angle)], axis=-1)
        pixels, _ = self.camera.project(self.frame.to_space(flat + self.hub_m, self.scale), self.size_px)
        return pixels


def wheel_shapes(
    wheel: Wheel, hub: Point, frame: BikeFrame, camera: Camera, size_px: tuple[int, int], scale: float
) -> WheelShapes:
    """Project a wheel about its hub (bicycle's frame, metres)."""
    thick = wheel.tyre_m / 2
    ring = directions(_BALLS)
    radii = np.array([wheel.radius_m - thick, wheel.radius_m - wheel.tyre_m, wheel.radius_m - wheel.rim_m])
    circles = np.zeros((3, _BALLS, 3))
    circles[..., 0::2] = radii[:, None, None] * ring
    circles += hub
    pixels, depth = camera.project(frame.to_space(circles, scale), size_px)
    radius_px = thick * scale * camera.focal_px(size_px[1]) / depth[0]
    tyre = outlines(pixels[:1], radius_px[None], 40).corners()[0]
    return WheelShapes(wheel, np.asarray(hub), tyre, pixels[1], pixels[2], frame, camera, size_px, scale)


def paint_wheel(sprite: Sprite, shapes: WheelShapes, wheel_deg: float, towards_eye: Floats, height_px: float) -> None:
    """Paint a wheel turned by an angle."""
    if shapes.wheel.disc or height_px < 18.0:
        _paint_disc(sprite, shapes, wheel_deg, height_px)
    else:
        _paint_blades(sprite, shapes, wheel_deg, towards_eye, height_px)


def _paint_disc(sprite: Sprite, shapes: WheelShapes, wheel_deg: float, height_px: float) -> None:
    sprite.fill(sprite.place(shapes.tyre), _TYRE)
    rim = sprite.place(shapes.rim)
    sprite.fill(rim, _DISC)
    if height_px < 18.0:
        return
    reach = shapes.wheel.radius_m - shapes.wheel.tyre_m - 0.012
    for middle in _WEDGES_DEG:
        for half, colour in ((19.0, (66, 55, 46)), (8.0, _WEDGE)):
            edge = np.radians(wheel_deg + middle + np.linspace(-half, half, 5))
            spots = np.vstack([[0.02, edge[2]], np.column_stack([np.full(5, reach), edge])])
            sprite.fill(sprite.place(shapes.on_plane(spots)), colour)
    if height_px > 60.0:
        sprite.trace(rim, (74, 63, 55), max(height_px / 320.0, 0.34))


def _paint_blades(sprite: Sprite, shapes: WheelShapes, wheel_deg: float, towards_eye: Floats, height_px: float) -> None:
    wheel = shapes.wheel
    reach = wheel.radius_m - wheel.rim_m + 0.01
    for blade in range(wheel.blades):
        angle = np.radians(wheel_deg + 360.0 / wheel.blades * blade)
        wide, narrow = 0.030 / reach, 0.016 / 0.03
        spots = np.array([[0.03, angle - narrow], [reach, angle - wide], [reach, angle + wide], [0.03, angle + narrow]])
        sprite.fill(sprite.place(shapes.on_plane(spots)), _BLADE)
    sprite.fill(sprite.place(shapes.on_plane(np.column_stack([np.full(12, 0.035), np.linspace(0, 5.8, 12)]))), _RIM)
    opening = sprite.place(shapes.opening)
    sprite.fill_ring(sprite.place(shapes.tyre), opening, _RIM)
    sprite.fill_ring(sprite.place(shapes.tyre), sprite.place(shapes.rim), _TYRE)
    if abs(towards_eye[1]) < 0.12:
        sprite.fill(sprite.place(shapes.tyre), _TYRE)
