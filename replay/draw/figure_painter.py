"""Paints a model of parts and wheels as one camera sees it: far parts first, shaded hulls, supersampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.draw.hulls import Outlines, Sprite, outlines, sprite_for
from replay.draw.parts import Detail, Material, Model
from replay.draw.rectangles import Rect
from replay.draw.skeleton import BikeFrame
from replay.draw.wheels import WheelShapes, paint_wheel, wheel_shapes
from replay.scene.camera import Camera, Point
from replay.scene.frame import Colour
from replay.units import Floats

_LIGHT = np.array([0.15, -0.35, 0.92])
"""Direction to the main light of the hall."""

_NEAREST_M = 0.4
_FIGURE_M = 1.35
_FAR_PX, _MEDIUM_PX = 18.0, 44.0
_OUTLINE_FROM_PX = 9.0
_SIDEWAYS = 2.5
"""In the painter's order sideways counts more than forwards: the bicycle is thin, and limbs lie beside it."""

Decal = tuple[Material, Floats]
_STOPS = (0.0, 0.45, 1.0)
_STOP_LIGHT = (0.60, 1.0, 1.16)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A model in front of a camera.

    model        with the parts that are worth drawing at this size
    outlines     of the parts, in pixels
    towards_eye  (3,) unit vector to the eye, in the bicycle's frame
    light        (2,) where on a ball of radius 1 the light falls, on the picture
    height_px    of an upright figure at this distance
    far_m        (parts,) painter's order: larger is further away
    beside       (parts,) how far a part lies on the side that is turned away, metres; negative on the near side
    """

    model: Model
    outlines: Outlines
    wheels: tuple[WheelShapes, ...]
    frame: BikeFrame
    camera: Camera
    size_px: tuple[int, int]
    scale: float
    towards_eye: Floats
    light: Floats
    height_px: float
    far_m: Floats
    beside: Floats

    def corners_px(self) -> Floats:
        """Every corner of every outline, (n, 2)."""
        wheels = [wheel.tyre for wheel in self.wheels]
        return np.concatenate([self.outlines.corners().reshape(-1, 2), *wheels])


def see(
    model: Model,
    points: Mapping[str, Point],
    frame: BikeFrame,
    camera: Camera,
    size_px: tuple[int, int],
    scale: float,
) -> Seen | None:
    """Project a model. None if any of it is at or behind the camera's eye."""
    middle = frame.to_space((0.0, 0.0, 0.7), scale)
    axes = camera.axes()
    distance = float((middle - camera.eye_m) @ axes[2])
    if distance < _NEAREST_M + 1.2 * scale:
        return None
    focal = camera.focal_px(size_px[1])
    height_px = _FIGURE_M * scale * focal / distance
    drawn = model.at(_detail(height_px))
    centres = drawn.centres_m(points)
    pixels, depth = camera.project(frame.to_space(centres, scale), size_px)
    radii_px = drawn.radii_m * scale * focal / depth
    eye = frame.from_space(np.asarray(camera.eye_m)) / scale - (0.0, 0.0, 0.7)
    towards = eye / np.linalg.norm(eye)
    order = towards * (1.0, _SIDEWAYS, 1.0)
    centroid = centres.mean(axis=1)
    return Seen(
        drawn,
        outlines(pixels, radii_px, 16 if height_px < 150 else 36),
        tuple(wheel_shapes(wheel, points[wheel.hub], frame, camera, size_px, scale) for wheel in drawn.wheels),
        frame,
        camera,
        size_px,
        scale,
        towards,
        0.8 * axes[:2] @ _LIGHT,
        height_px,
        -(centroid @ order + drawn.nearer_m),
        -centroid[:, 1] * towards[1],
    )


def paint(
    canvas: NDArray[np.uint8],
    seen: Seen,
    colours: Mapping[Material, Colour],
    wheel_deg: float,
    decals: Sequence[Decal] = (),
) -> tuple[Rect, ...]:
    """Paint what is seen on a canvas (height, width, 4) BGRX in place; returns the changed rectangles."""
    samples = 3 if seen.height_px < 160 else 2
    sprite = sprite_for(seen.corners_px(), seen.size_px, samples)
    if sprite is None:
        return ()
    shells = _Shells.of(seen, sprite, colours)
    for _, kind, index in _painters_order(seen):
        if kind == "wheel":
            paint_wheel(sprite, seen.wheels[index], wheel_deg, seen.towards_eye, seen.height_px)
            continue
        shells.paint(sprite, index)
        if decals and index == shells.torso:
            _paint_decals(sprite, seen, decals, colours)
    return (sprite.composite(canvas),)


def _painters_order(seen: Seen) -> list[tuple[float, str, int]]:
    parts = [(float(far), "part", index) for index, far in enumerate(seen.far_m)]
    order = seen.towards_eye * (1.0, _SIDEWAYS, 1.0)
    wheels = [(-float(wheel.hub_m @ order), "wheel", index) for index, wheel in enumerate(seen.wheels)]
    return sorted(parts + wheels, reverse=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Shells:
    """Every part as nested polygons with their colours, ready to be filled."""

    polygons: NDArray[np.int32]
    colours: list[list[tuple[int, int, int]]]
    flat: list[bool]
    torso: int

    @staticmethod
    def of(seen: Seen, sprite: Sprite, colours: Mapping[Material, Colour]) -> _Shells:
        count = _shell_count(seen.height_px)
        thick = seen.outlines.radius_px.max(axis=1)
        share = np.linspace(0.0, 1.0, count)
        inwards = 1.0 - 0.85 * np.tile(share, (len(thick), 1))
        level = np.interp(share, _STOPS, _STOP_LIGHT)
        if seen.height_px > 60:
            rim = np.clip(1.0 - 0.8 / np.maximum(thick, 1.0), 0.4, 1.0)
            inwards = np.column_stack([np.ones(len(thick)), inwards * rim[:, None]])
            level = np.concatenate([[0.42], level])
        base = np.array([colours[part.material] for part in seen.model.parts], dtype=float)[:, ::-1]
        shade = 1.0 - 0.24 * np.clip(seen.beside / 0.10, 0.0, 1.0)
        toned = np.clip(base[:, None] * level[:, None] * shade[:, None, None], 0, 255).round().astype(int)
        polygons = sprite.place(seen.outlines.nested(inwards, seen.light))
        flat = (thick * sprite.samples < 2.2).tolist()
        torso = max(range(len(thick)), key=lambda i: len(seen.model.parts[i].balls))
        return _Shells(polygons, [[tuple(tone) for tone in part] for part in toned.tolist()], flat, torso)

    def paint(self, sprite: Sprite, index: int) -> None:
        if self.flat[index]:
            sprite.fill(self.polygons[index, 0], self.colours[index][len(self.colours[index]) // 2])
            return
        for polygon, colour in zip(self.polygons[index], self.colours[index], strict=True):
            sprite.fill(polygon, colour)


def _paint_decals(
    sprite: Sprite, seen: Seen, decals: Sequence[Decal], colours: Mapping[Material, Colour]
) -> None:
    for material, shape in decals:
        pixels, _ = seen.camera.project(seen.frame.to_space(shape, seen.scale), seen.size_px)
        red, green, blue = colours[material]
        sprite.fill(sprite.place(pixels), (blue, green, red))


def _detail(height_px: float) -> Detail:
    return Detail.FAR if height_px < _FAR_PX else Detail.MEDIUM if height_px < _MEDIUM_PX else Detail.NEAR


def _shell_count(height_px: float) -> int:
    if height_px < _FAR_PX:
        return 1
    return int(np.clip(2 + height_px / 40.0, 2, 16))
