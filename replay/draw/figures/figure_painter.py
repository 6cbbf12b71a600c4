"""Paints a mesh as one camera sees it: lit corner by corner, hidden by depth, twice as fine as the picture.

Colours are linear light while they are added, taken as the square of what is shown; triangles are filled with what is
shown at their corners.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.bones.skeleton import BikeFrame
from replay.draw.figures.kernels import Packed, lay_samples, light_vertices, see_corners
from replay.draw.figures.models import Model
from replay.draw.figures.projector import Projector
from replay.draw.figures.skins.lofts import Detail
from replay.draw.figures.skins.materials import MaterialColours
from replay.draw.figures.skins.mesh import FigureMesh
from replay.draw.figures.triangle_kernels import fill_triangles, put_vertices
from replay.draw.figures.wheels import Buffers, WheelSeen, paint_wheel, see_wheel
from replay.draw.hall.lights import MAIN_LIGHT
from replay.draw.pixels.rectangles import Rect, clip
from replay.draw.pixels.sprite import box_around
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]

_NEAREST_M = 0.4
"""Nothing of a figure may be nearer to the eye than this, beside its own size: it would be projected across the
picture."""

_FIGURE_M = 1.35
"""How tall a rider on his bicycle is, for choosing how much of him is drawn."""

_MIDDLE_M, _REACH_M = (0.0, 0.0, 0.7), 1.6
"""The middle of a figure in the bicycle's frame, and how far anything of it is from there at most."""

_FAR_PX, _MEDIUM_PX = 48.0, 190.0
"""Figures lower than these are drawn with the fewest triangles, and with some: see `Detail`."""

_FINE = 2
"""How many times as fine as the picture triangles are filled: `lay_samples` knows it, too."""

_AMOUNTS = np.array([0.16, 0.16, 0.86, 0.20, 0.16, 0.12])
"""Light from everywhere, more of it from above, the two lights, and what grazes the outline; and how far beyond where a
lamp is level with it cloth gives back light."""

_FAR_M = 50.0
"""Depth of what is not the figure, from its middle, metres."""

_CREASE_M, _CREASE, _CREASE_FROM_PX = 0.045, 0.42, 60.0
"""Where something of a figure hides something behind it, that is darker: within this distance, at most by this share;
only on figures at least so tall."""

_BACK_M, _CREASE_PER_M = 1.0, 2.2
"""How far behind the middle the background counts in creases; share of the light that is lost per metre."""


_NONE: Singles = np.zeros((0, 0), dtype=np.float32)


class _Scratch(threading.local):
    """Arrays that figures are filled in, kept from one to the next: memory that is new each time has to be cleared."""

    def __init__(self) -> None:
        self._shown: Packed = np.empty(0, dtype=np.uint32)
        self._depth: Singles = np.empty(0, dtype=np.float32)

    def arrays(self, height: int, width: int) -> tuple[Packed, Singles]:
        """Colours and depths (height, width) with whatever they held before."""
        count = height * width
        if len(self._depth) < count:
            self._shown, self._depth = np.empty(count, dtype=np.uint32), np.empty(count, dtype=np.float32)
        return self._shown[:count].reshape(height, width), self._depth[:count].reshape(height, width)


_SCRATCH = _Scratch()


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A figure in front of a camera.

    corners    (corners, 3) across and down on the picture, px, and how far away, metres
    facing     (corners, 3) which way the skin faces, in the bicycle's frame
    bounds_px  left, top, right and bottom of all corners
    eye        (3,) direction to the eye in the bicycle's frame
    middle_m   depth of the middle of the figure
    height_px  of an upright figure at this distance
    """

    mesh: FigureMesh
    corners: Floats
    facing: Floats
    bounds_px: tuple[float, float, float, float]
    wheels: tuple[WheelSeen, ...]
    frame: BikeFrame
    eye: Floats
    middle_m: float
    size_px: tuple[int, int]
    height_px: float


def may_show(lens: Projector, frame: BikeFrame, scale: float) -> bool:
    """Whether any of a figure may be on the picture: most of a field often is not."""
    return lens.may_show(frame.to_space(_MIDDLE_M, scale), _REACH_M * scale)


def see(
    model: Model,
    points: Mapping[str, Point],
    frame: BikeFrame,
    lens: Projector,
    scale: float,
    wheels_deg: tuple[float, float],
    *,
    rolled: bool = False,
) -> Seen | None:
    """Project a figure. None if any of it may be at or behind the camera's eye.

    wheels_deg: angle of its wheels, and by how much they turn while the shutter is open
    rolled: wheels as a finish camera sees them, turning while they pass its line.
    """
    middle = lens.depth(frame.to_space(_MIDDLE_M, scale))
    if middle < _NEAREST_M + 1.2 * scale:
        return None
    height_px = _FIGURE_M * scale * lens.focal_px / middle
    mesh = model.mesh(_detail(height_px))
    stands, across = mesh.stands(points)
    turned, at = (frame.axes * scale) @ lens.axes.T, (frame.origin_m - lens.eye_m) @ lens.axes.T
    half = lens.size_px[0] / 2, lens.size_px[1] / 2
    corners, facing = np.empty((len(mesh.ring), 3)), np.empty((len(mesh.ring), 3))
    bounds = see_corners(stands, across, mesh.ring, mesh.section, (turned, at, lens.focal_px, *half), corners, facing)
    eye = frame.from_space(lens.eye_m) / scale - _MIDDLE_M
    eye /= np.sqrt(eye @ eye)
    light = _side_light(frame, float(eye[1]))
    wheels = (
        see_wheel(wheel, points[wheel.hub], frame, lens, scale, wheels_deg, light=light, rolled=rolled)
        for wheel in model.wheels
    )
    return Seen(
        mesh=mesh,
        corners=corners,
        facing=facing,
        bounds_px=bounds,
        wheels=tuple(wheels),
        frame=frame,
        eye=eye,
        middle_m=middle,
        size_px=lens.size_px,
        height_px=height_px,
    )


def paint(canvas: NDArray[np.uint8], seen: Seen, colours: MaterialColours) -> tuple[Rect, ...]:
    """Paint what is seen on a canvas (height, width, 4) BGRX in place; returns the changed rectangles."""
    left, top, right, bottom = zip(seen.bounds_px, *(wheel.bounds_px for wheel in seen.wheels), strict=True)
    box = box_around(min(left), min(top), max(right), max(bottom), 1)
    rect = clip(box, seen.size_px) if box else None
    if rect is None:
        return ()
    buffers = _filled(seen, rect, _shown(seen, colours))
    near, around = _creases(buffers, seen.height_px)
    wholes = canvas.view(np.uint32)[..., 0]
    lay_samples(wholes, rect, buffers.shown, buffers.depth, near, around, (_CREASE_PER_M, _CREASE), _FAR_M)
    return (rect,)


def _shown(seen: Seen, colours: MaterialColours) -> Singles:
    """(vertices, 3) what is shown at each vertex, BGR, 0 to 1."""
    mesh, axes = seen.mesh, seen.frame.axes
    key, fill = axes @ _KEY_LIGHT, axes @ _FILL_LIGHT
    towards = np.array([key, fill, axes[:, 2], seen.eye, _unit(key + seen.eye)])
    return light_vertices(
        seen.facing, mesh.shade, towards, _AMOUNTS, mesh.source, mesh.materials, colours.albedo, colours.gloss
    )


def _filled(seen: Seen, rect: Rect, shown: Singles) -> Buffers:
    """The figure finely filled; where nothing of it is, it is as deep as `_FAR_M`. Good until the next is filled."""
    left, top, width, height = (side * _FINE for side in rect)
    shown_samples, depth = _SCRATCH.arrays(height, width)
    depth.fill(_FAR_M)
    buffers = Buffers(shown_samples, depth, rect[:2], _FINE)
    for wheel in seen.wheels:
        paint_wheel(buffers, wheel, seen.middle_m)
    vertices = np.empty((len(shown), 6), dtype=np.float32)
    place = float(_FINE), float(left), float(top), seen.middle_m
    put_vertices(seen.corners, place, shown, seen.mesh.source, vertices)
    fill_triangles(buffers.shown, buffers.depth, vertices, seen.mesh.triangles)
    return buffers


def _side_light(frame: BikeFrame, towards_left: float) -> float:
    """How much light falls on the side of the wheels that is seen, to be multiplied with what a picture shows."""
    facing = frame.axes[1] * np.sign(towards_left)
    lit = max(float(facing @ _KEY_LIGHT), 0.0) + 0.5 * max(float(facing @ _FILL_LIGHT), 0.0)
    return 0.88 + 0.25 * lit + 0.25 * (1.0 - abs(towards_left))


def _creases(buffers: Buffers, height_px: float) -> tuple[Singles, Singles]:
    """Depth of each pixel, and its mean around it: what lies behind that is darker (Luft and others, 2006).

    Both are empty for figures that are too small for it.
    """
    if height_px < _CREASE_FROM_PX:
        return _NONE, _NONE
    near = np.minimum(buffers.depth[:: buffers.fine, :: buffers.fine], np.float32(_BACK_M))
    width = 2 * max(round(_CREASE_M * height_px / _FIGURE_M), 1) + 1
    return near, np.asarray(cv2.blur(near, (width, width)), dtype=np.float32)


def _detail(height_px: float) -> Detail:
    return Detail.FAR if height_px < _FAR_PX else Detail.MEDIUM if height_px < _MEDIUM_PX else Detail.NEAR


def _unit(vector: object) -> Floats:
    array = np.asarray(vector, dtype=float)
    return np.asarray(array / np.sqrt(array @ array))


_KEY_LIGHT, _FILL_LIGHT = _unit(MAIN_LIGHT), _unit((-0.5, 0.45, 0.74))
"""Directions of the brighter light, and of the second: it fills the side that the first leaves dark."""
