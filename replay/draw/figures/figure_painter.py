"""Paints a mesh as one camera sees it: lit corner by corner, hidden by depth, twice as fine as the picture.

Colours are linear light while they are added, taken as the square of what is shown; triangles are filled with what is
shown at their corners.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.lofts import Detail
from replay.draw.figures.materials import Palette
from replay.draw.figures.mesh import FigureMesh, Placed
from replay.draw.figures.models import Model
from replay.draw.figures.projector import Projector
from replay.draw.figures.skeleton import BikeFrame
from replay.draw.figures.wheel_roll import rolled_spots
from replay.draw.hall.lights import MAIN_LIGHT
from replay.draw.pixels.rectangles import Rect, clip
from replay.draw.pixels.sprite import box_of
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]

_NEAREST_M = 0.4
"""Nothing of a figure may be nearer to the eye than this, beside its own size: it would be projected across the
picture."""

_FIGURE_M = 1.35
"""How tall a rider on his bicycle is, for choosing how much of him is drawn."""

_MIDDLE_M = (0.0, 0.0, 0.7)
"""The middle of a figure in the bicycle's frame."""

_FAR_PX, _MEDIUM_PX = 30.0, 170.0
"""Figures lower than these are drawn with the fewest triangles, and with some: see `Detail`."""

_FINE = 2
"""How many times as fine as the picture triangles are filled."""

_FILL_LIGHT: Point = (-0.5, 0.45, 0.74)
"""Direction of the second light: it fills the side that the first leaves dark."""

_AMBIENT, _SKY, _KEY, _FILL, _RIM = 0.16, 0.16, 0.86, 0.20, 0.16
"""Light from everywhere, more of it from above, the two lights, and what grazes the outline."""

_TERMINATOR = 0.12
"""Cloth gives back light a little beyond where the lamp is level with it, by this."""

_DEPTH, _BETWEEN_M = 10.0, 1.0
"""The depth at which the middle of a figure is filled: only differences count. Picture depths per metre."""

_FAR_AWAY = 100.0
"""Depth of what is not the figure."""

_CREASE_M, _CREASE, _CREASE_FROM_PX = 0.045, 0.42, 60.0
"""Where something of a figure hides something behind it, that is darker: within this distance, at most by this share;
only on figures at least so tall."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A figure in front of a camera.

    pixels     (corners, 2) on the picture; depth_m (corners,) from the middle of the figure, growing from the eye
    eye        (3,) direction to the eye in the bicycle's frame
    height_px  of an upright figure at this distance
    """

    mesh: FigureMesh
    placed: Placed
    frame: BikeFrame
    pixels: Floats
    depth_m: Floats
    eye: Floats
    size_px: tuple[int, int]
    height_px: float


def see(
    model: Model,
    points: Mapping[str, Point],
    frame: BikeFrame,
    lens: Projector,
    scale: float,
    *,
    rolled: bool = False,
) -> Seen | None:
    """Project a figure. None if any of it may be at or behind the camera's eye.

    rolled: wheels as a finish camera sees them, turning while they pass its line.
    """
    middle = lens.depth(frame.to_space(_MIDDLE_M, scale))
    if middle < _NEAREST_M + 1.2 * scale:
        return None
    height_px = _FIGURE_M * scale * lens.focal_px / middle
    mesh = model.mesh(_detail(height_px))
    placed = mesh.placed(points)
    if rolled:
        placed = Placed(rolled_spots(placed.spots_m, mesh, model, points), placed.facing)
    pixels, per_m = lens.pixels(frame.to_space(placed.spots_m, scale))
    eye = frame.from_space(lens.eye_m) / scale - _MIDDLE_M
    return Seen(
        mesh=mesh,
        placed=placed,
        frame=frame,
        pixels=pixels,
        depth_m=lens.focal_px / per_m - middle,
        eye=eye / np.sqrt(eye @ eye),
        size_px=lens.size_px,
        height_px=height_px,
    )


def paint(canvas: NDArray[np.uint8], seen: Seen, colours: Palette) -> tuple[Rect, ...]:
    """Paint what is seen on a canvas (height, width, 4) BGRX in place; returns the changed rectangles."""
    box = box_of(seen.pixels, 1)
    rect = clip(box, seen.size_px) if box else None
    if rect is None:
        return ()
    shown, depth = _filled(seen, rect, _shown(seen, colours))
    _lay(canvas, rect, shown, depth, seen.height_px)
    return (rect,)


def _shown(seen: Seen, colours: Palette) -> Singles:
    """(vertices, 3) what is shown at each vertex, BGR, 0 to 1."""
    mesh, facing = seen.mesh, seen.placed.facing
    key, fill = (seen.frame.axes @ _unit(light) for light in (MAIN_LIGHT, _FILL_LIGHT))
    halfway = _unit(key + seen.eye)
    towards = facing @ np.stack([key, fill, seen.frame.axes[:, 2], seen.eye, halfway], axis=1)
    lit = np.clip((towards[:, 0] + _TERMINATOR) / (1.0 + _TERMINATOR), 0.0, 1.0)
    rim = 1.0 - np.clip(towards[:, 3], 0.0, 1.0)
    rim *= rim * rim
    above = 0.5 + 0.5 * towards[:, 2]
    light = (_AMBIENT + _SKY * above + _KEY * lit + _FILL * np.clip(towards[:, 1], 0.0, 1.0)) * mesh.shade
    gleam = np.clip(towards[:, 4], 0.0, 1.0)
    for _ in range(4):
        gleam *= gleam
    gleam += _RIM * rim * above
    source, worn = mesh.source, mesh.materials
    linear = light[source][:, None] * colours.albedo[worn]
    linear += (gleam[source] * colours.gloss[worn])[:, None]
    return np.sqrt(np.minimum(linear, 1.0)).astype(np.float32)


def _filled(seen: Seen, rect: Rect, shown: Singles) -> tuple[Singles, Singles]:
    """What is shown (fine height, fine width, 3), and depths; where nothing of the figure is, 0 and `_FAR_AWAY`."""
    left, top, width, height = (side * _FINE for side in rect)
    colour = np.zeros((height, width, 3), dtype=np.float32)
    depth = np.full((height, width), _FAR_AWAY, dtype=np.float32)
    away = _DEPTH + np.clip(seen.depth_m, -4.0, 4.0)
    spread = away * (2.0 / height)
    spots = np.stack(
        [
            (seen.pixels[:, 0] * _FINE - (left + width / 2)) * spread,
            ((top + height / 2) - seen.pixels[:, 1] * _FINE) * spread,
            -away,
        ],
        axis=1,
    ).astype(np.float32)
    cv2.triangleRasterize(
        spots[seen.mesh.source][None],
        seen.mesh.triangles[None],
        shown[None],
        colour,
        depth,
        _STRAIGHT,
        np.pi / 2,
        0.1,
        _FAR_AWAY,
        _CULLED,
    )
    return colour, depth


def _lay(canvas: NDArray[np.uint8], rect: Rect, shown: Singles, depth: Singles, height_px: float) -> None:
    """Lay a filled figure over the canvas."""
    left, top, width, height = rect
    covered = cv2.resize(
        cv2.compare(depth, _FAR_AWAY - 1.0, cv2.CMP_LT), (width, height), interpolation=cv2.INTER_AREA
    )
    colour = cv2.resize(shown, (width, height), interpolation=cv2.INTER_AREA)
    if height_px >= _CREASE_FROM_PX:
        colour *= _creases(cv2.resize(depth, (width, height), interpolation=cv2.INTER_NEAREST), height_px)[..., None]
    bytes_ = cv2.cvtColor(cv2.convertScaleAbs(colour, alpha=255.0), cv2.COLOR_BGR2BGRA)
    bytes_[..., 3] = 0
    clear = cv2.bitwise_not(covered)
    patch = canvas[top : top + height, left : left + width]
    kept = cv2.multiply(patch, cv2.merge([clear, clear, clear, np.full_like(clear, 255)]), scale=1.0 / 255.0)
    cv2.add(kept, bytes_, dst=patch)


def _creases(depth: Singles, height_px: float) -> Singles:
    """How much light is left where something of the figure is close in front (Luft and others, 2006)."""
    width = 2 * max(round(_CREASE_M * height_px / _FIGURE_M), 1) + 1
    near = np.minimum(depth, _DEPTH + 1.0)
    behind = near - cv2.blur(near, (width, width))
    return np.asarray(1.0 - np.clip(behind * 2.2, 0.0, _CREASE), dtype=np.float32)


def _detail(height_px: float) -> Detail:
    return Detail.FAR if height_px < _FAR_PX else Detail.MEDIUM if height_px < _MEDIUM_PX else Detail.NEAR


def _unit(vector: object) -> Floats:
    array = np.asarray(vector, dtype=float)
    return np.asarray(array / np.sqrt(array @ array))


_STRAIGHT = np.eye(4, dtype=np.float32)
_CULLED = cv2.TriangleRasterizeSettings()
_CULLED.setCullingMode(cv2.RASTERIZE_CULLING_CW)
_CULLED.setShadingType(cv2.RASTERIZE_SHADING_SHADED)
