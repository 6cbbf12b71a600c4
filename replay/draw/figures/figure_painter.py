"""Paints a model of parts and wheels as one camera sees it: far parts first, shaded hulls, supersampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.hulls import Outlines, outlines
from replay.draw.figures.parts import Detail, Group, Material, MaterialColours, Model, part_colours
from replay.draw.figures.projector import Projector
from replay.draw.figures.skeleton import BikeFrame
from replay.draw.figures.wheels import WheelShapes, paint_far_wheel, paint_wheel, wheel_shapes
from replay.draw.hall.lights import MAIN_LIGHT
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.sprite import Polygon, Sprite, sprite_for
from replay.scene.frame.pinhole import Point

_NEAREST_M = 0.4
"""Nothing of a figure may be nearer to the eye than this, beside its own size: it would be projected across the
picture."""

_FIGURE_M = 1.35
"""How tall a rider on his bicycle is, for choosing how much of him is drawn."""

_MIDDLE_M = (0.0, 0.0, 0.7)
"""The middle of a figure in the bicycle's frame."""

_FAR_PX, _MEDIUM_PX = 18.0, 80.0
"""Figures lower than these are drawn with the fewest parts, and with some: see `Detail`."""

_FINE_UP_TO_PX = 160.0
"""Figures lower than this are drawn three times as fine as the picture, others twice."""

_SIDEWAYS = np.array([1.0, 2.5, 1.0])
"""In the painter's order sideways counts more than forwards: the bicycle is thin, and limbs lie beside it."""

_FRONTAL = 0.06
"""Sine of the angle from the bicycle's plane below which it is seen from the front or from behind."""

_STEP_M = 0.002
"""What keeps parts in order that are moved between two others: small beside every part."""

_STOPS, _STOP_LIGHT = (0.0, 0.45, 1.0), (0.60, 1.0, 1.16)
"""Light along a shaded hull, at shares of the way from its rim to its lit top: dark, plain, a little over it."""

_OUTLINE_LIGHT = 0.42
"""The outline of a part: this share of its colour."""

_OUTLINE_FROM_PX = 60.0
"""Figures lower than this have no outlines."""

_PX_PER_OUTLINE_PX = 160.0
"""How tall a figure is for each pixel of its outline."""

_FAR_SIDE_LIGHT = 0.24
"""By how much limbs on the far side are darker."""

_SHELL_PX = 2.6
"""Shells closer together than this many fine pixels are left out; parts too thin for two get one colour."""

Decal = tuple[Material, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A model in front of a camera.

    model        with the parts that are worth drawing at this size
    outlines     of the parts, in pixels
    towards_eye  (3,) unit vector to the eye, in the bicycle's frame
    light        (2,) where on a ball of radius 1 the light falls, on the picture
    height_px    of an upright figure at this distance
    centroids_m  (parts, 3) of the balls of each part, in the bicycle's frame
    """

    model: Model
    outlines: Outlines
    wheels: tuple[WheelShapes, ...]
    frame: BikeFrame
    lens: Projector
    scale: float
    towards_eye: Floats
    light: Floats
    height_px: float
    centroids_m: Floats

    def corners_px(self) -> Floats:
        """Every corner of every outline, (n, 2)."""
        wheels = [wheel.tyre for wheel in self.wheels]
        return np.concatenate([self.outlines.corners().reshape(-1, 2), *wheels])


def see(model: Model, points: Mapping[str, Point], frame: BikeFrame, lens: Projector, scale: float) -> Seen | None:
    """Project a model. None if any of it may be at or behind the camera's eye."""
    distance = lens.depth(frame.to_space(_MIDDLE_M, scale))
    if distance < _NEAREST_M + 1.2 * scale:
        return None
    height_px = _FIGURE_M * scale * lens.focal_px / distance
    drawn = model.at(_detail(height_px))
    spots = drawn.points_m(points)
    pixels, px_per_m = lens.pixels(frame.to_space(spots, scale))
    radii_px = drawn.radii_m * scale * px_per_m[drawn.rows]
    eye = frame.from_space(lens.eye_m) / scale - _MIDDLE_M
    return Seen(
        model=drawn,
        outlines=outlines(pixels[drawn.rows], radii_px, _corner_count(height_px)),
        wheels=tuple(wheel_shapes(wheel, points[wheel.hub], frame, lens, scale) for wheel in drawn.wheels),
        frame=frame,
        lens=lens,
        scale=scale,
        towards_eye=eye / np.sqrt(eye @ eye),
        light=0.8 * lens.axes[:2] @ np.array(MAIN_LIGHT),
        height_px=height_px,
        centroids_m=spots[drawn.rows].mean(axis=1),
    )


def paint(
    canvas: NDArray[np.uint8],
    seen: Seen,
    colours: MaterialColours,
    wheel_deg: float,
    decals: Sequence[Decal] = (),
    *,
    rolled: bool = False,
) -> tuple[Rect, ...]:
    """Paint what is seen on a canvas (height, width, 4) BGRX in place; returns the changed rectangles.

    Decals (polygons in the bicycle's frame) lie on the part that is the torso: the jersey of most balls.
    rolled: wheels as a finish camera sees them, turning while they pass its line.
    """
    sprite = sprite_for(seen.corners_px(), seen.lens.size_px, 3 if seen.height_px < _FINE_UP_TO_PX else 2)
    if sprite is None:
        return ()
    polygons, tones = _shells(seen, sprite, colours)
    torso = seen.model.torso
    for index in _painters_order(seen):
        if index < 0:
            _paint_wheel(sprite, seen, seen.wheels[~index], wheel_deg, rolled=rolled)
            continue
        sprite.fill_each(polygons[index], tones[index])
        if index == torso:
            _paint_decals(sprite, seen, decals, colours)
    return (sprite.composite(canvas),)


def _painters_order(seen: Seen) -> list[int]:
    """Parts from far to near, by index; a wheel is the complement (~) of its index.

    Seen from beside, the plane of the bicycle lies between the far leg and the near one, whatever the depths.
    """
    order = seen.towards_eye * _SIDEWAYS
    near = seen.centroids_m @ order + seen.model.nearer_m
    wheels = np.array([wheel.hub_m @ order for wheel in seen.wheels])
    beside = abs(float(seen.towards_eye[1]))
    if beside > _FRONTAL:
        legs, frame = seen.model.in_group(Group.LEG), seen.model.in_group(Group.FRAME)
        close_side = seen.centroids_m[:, 1] * seen.towards_eye[1] > 0
        bounds = float(near[legs & ~close_side].max()), float(near[legs & close_side].min())
        share = min((beside - _FRONTAL) / _FRONTAL, 1.0)
        near[frame] = _between(near[frame], bounds, share)
        wheels = _between(wheels, bounds, share)
    ranked = [*zip(near.tolist(), range(len(near)), strict=True)]
    ranked += [(float(depth), ~index) for index, depth in enumerate(wheels)]
    return [index for _, index in sorted(ranked)]


def _between(near: Floats, bounds: tuple[float, float], share: float) -> Floats:
    """Places in the painter's order moved by a share of their way between two bounds, in their own order there."""
    moved = np.minimum(np.maximum(near, bounds[0]), bounds[1] - 2 * _STEP_M) + _STEP_M * np.tanh(near)
    return np.asarray(near + share * (moved - near))


Tone = list[float]


def _shells(seen: Seen, sprite: Sprite, colours: MaterialColours) -> tuple[list[Polygon], list[list[Tone]]]:
    """Nested polygons (shells, corners, 2) of every part, outermost first, with their colours, BGRA.

    Thin parts have one.
    """
    thick = seen.outlines.radius_px.max(axis=1)
    inwards, light = _ramp(_shell_count(seen.height_px), outlined=seen.height_px > _OUTLINE_FROM_PX)
    if seen.height_px > _OUTLINE_FROM_PX:
        outline_px = min(max(seen.height_px / _PX_PER_OUTLINE_PX, 0.35), 1.0)
        rim = np.maximum(1.0 - outline_px / thick, 0.4)
        inwards = inwards * rim[:, None]
        inwards[:, 0] = 1.0
    if inwards.shape[0] == 1:
        inwards = np.broadcast_to(inwards, (len(thick), inwards.shape[1]))
    polygons = sprite.place(seen.outlines.nested(inwards, seen.light))
    tones = _tones(seen, colours, light)
    steps = np.ceil(len(light) * _SHELL_PX / (thick * sprite.samples + _SHELL_PX)).astype(int).tolist()
    middle = len(light) // 2
    return (
        [shells[:1] if step > middle else shells[::step] for shells, step in zip(polygons, steps, strict=True)],
        [[part[middle]] if step > middle else part[::step] for part, step in zip(tones, steps, strict=True)],
    )


@lru_cache(maxsize=64)
def _ramp(count: int, *, outlined: bool) -> tuple[Floats, Floats]:
    """How far shells are shrunk (1, shells), and how light they are (shells,), outermost first."""
    share = np.linspace(0.0, 1.0, count) if count > 1 else np.array([_STOPS[1]])
    inwards, light = 1.0 - 0.85 * (share - share[0]), np.interp(share, _STOPS, _STOP_LIGHT)
    if outlined:
        inwards = np.concatenate([[1.0], inwards])
        light = np.concatenate([[_OUTLINE_LIGHT], light])
    return inwards[None], light


def _tones(seen: Seen, colours: MaterialColours, light: Floats) -> list[list[Tone]]:
    """Colours, BGRA, of the shells of every part: base times light, a gleam on gloss, darker on the far side."""
    base, gloss = part_colours(seen.model, colours)
    gleam = gloss * np.clip((light - 1.0) / 0.16, 0.0, 1.0) ** 2
    beside = np.clip(-seen.centroids_m[:, 1] * seen.towards_eye[1] / 0.10, 0.0, 1.0)
    shade = 1.0 - _FAR_SIDE_LIGHT * beside
    toned = np.full((len(shade), len(light), 4), 255.0)
    toned[..., :3] = np.rint((base * light[:, None] + gleam[..., None]) * shade[:, None, None])
    tones: list[list[Tone]] = np.clip(toned, 0.0, 255.0).tolist()
    return tones


def _paint_wheel(sprite: Sprite, seen: Seen, wheel: WheelShapes, wheel_deg: float, *, rolled: bool) -> None:
    if seen.height_px < _FAR_PX:
        paint_far_wheel(sprite, wheel)
    else:
        paint_wheel(sprite, wheel, seen.frame, seen.lens, seen.scale, wheel_deg, rolled=rolled)


def _paint_decals(sprite: Sprite, seen: Seen, decals: Sequence[Decal], colours: MaterialColours) -> None:
    for material, shape in decals:
        pixels, _ = seen.lens.pixels(seen.frame.to_space(shape, seen.scale))
        sprite.fill(sprite.place(pixels), colours.bgr(material))


def _detail(height_px: float) -> Detail:
    return Detail.FAR if height_px < _FAR_PX else Detail.MEDIUM if height_px < _MEDIUM_PX else Detail.NEAR


def _corner_count(height_px: float) -> int:
    return 14 if height_px < 90.0 else 20 if height_px < 200.0 else 40


def _shell_count(height_px: float) -> int:
    if height_px < _FAR_PX:
        return 1
    return 3 if height_px < _FINE_UP_TO_PX / 2 else min(2 + int(height_px / 24.0), 40)
