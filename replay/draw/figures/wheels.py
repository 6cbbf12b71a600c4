"""Wheels in perspective: a tyre that has thickness from every side, a disc with wedges or blades that turn.

They are flat, so every sample of the picture has its place on their plane, and there its colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import copysign, radians, sqrt

import numpy as np

from replay.base.units import Floats
from replay.draw.figures.bones.skeleton import BikeFrame
from replay.draw.figures.kernels import Packed
from replay.draw.figures.projector import Projector
from replay.draw.figures.wheel_kernels import Singles, fill_wheel, see_plane
from replay.scene.frame.pinhole import Point

_DISC_TONES = (0.062, 0.110, 0.150, 0.235, 0.34)
_OPEN_TONES = (0.062, 0.165, 0.175, 0.0, 0.0)
_SPOKE_TONES = (0.062, 0.30, 0.40, 0.0, 0.0)
"""Lightness of tyre, rim, skin or blade, wedge and sheen, before the hall's light."""

_BLADES = 5
"""A wheel with more has thin spokes."""

_EDGE_ON = 0.03
"""Cosine of the angle to the axle from which on a wheel counts as turned a little: edge on it would have no plane."""

_NEARLY_EDGE_ON = 0.3
"""Likewise from which on its tyre may hide what is inside of it."""

_AROUND = 12
"""Corners of what is around a wheel."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel about a named hub, in the bicycle's plane: a disc, or blades that one can see through."""

    hub: str
    radius_m: float
    disc: bool
    tyre_m: float = 0.022
    rim_m: float = 0.080
    blades: int = _BLADES
    blade_m: float = 0.056


@dataclass(frozen=True, slots=True, eq=False)
class WheelSeen:
    """A wheel before a camera.

    plane      (3, 3) takes pixels of the picture (1 as third) to its plane, forward and down in metres, and 1, each
               divided by the depth
    bounds_px  left, top, right and bottom of it
    thick_px   half the thickness of its tyre
    beyond_m   how far from the hub anything of it is seen, on its plane: seen from the edge, the tyre is thick there
    light      how much light falls on the side that is seen
    swept      by how much it turns while the shutter is open, radians
    """

    wheel: Wheel
    plane: Floats
    bounds_px: tuple[float, float, float, float]
    thick_px: float
    beyond_m: float
    light: float
    turned: float
    swept: float
    rolled: bool
    edge_on: bool


@dataclass(frozen=True, slots=True, eq=False)
class Buffers:
    """Where a figure is filled: what is shown, each colour in one number, and how deep it lies (height, width).

    origin_px  their top left corner on the picture
    fine       how many times as fine as the picture they are
    """

    shown: Packed
    depth: Singles
    origin_px: tuple[int, int]
    fine: int


def see_wheel(
    wheel: Wheel,
    hub: Point,
    frame: BikeFrame,
    lens: Projector,
    scale: float,
    wheels_deg: tuple[float, float],
    *,
    light: float,
    rolled: bool = False,
) -> WheelSeen:
    """Project a wheel about its hub (bicycle's frame, metres), turned by an angle.

    wheels_deg: this angle, and by how much it grows while the shutter is open
    rolled: as a finish camera sees it, turning while it passes the line.
    """
    middle = lens.axes @ (frame.to_space(hub, scale) - lens.eye_m)
    axes = lens.axes @ (frame.axes.T * scale)
    turned = float(axes[:, 1] @ middle) / (sqrt(middle @ middle) * scale)
    lean = 0.0 if abs(turned) >= _EDGE_ON else copysign(2 * _EDGE_ON, turned)
    seen_from = lens.focal_px, lens.size_px[0] / 2, lens.size_px[1] / 2
    plane = np.empty((3, 3))
    bounds_px = see_plane(axes, middle, lean, seen_from, _circle(), 1.04 * wheel.radius_m, plane)
    thick_px = wheel.tyre_m / 2 * scale * lens.focal_px / float(middle[2])
    return WheelSeen(
        wheel=wheel,
        plane=plane,
        bounds_px=bounds_px,
        thick_px=thick_px,
        beyond_m=wheel.radius_m + wheel.tyre_m / max(abs(turned), _EDGE_ON),
        light=light,
        turned=radians(wheels_deg[0]),
        swept=radians(wheels_deg[1]),
        rolled=rolled,
        edge_on=abs(turned) < _NEARLY_EDGE_ON,
    )


@lru_cache(maxsize=1)
def _circle() -> Floats:
    angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
    return np.asarray(np.stack([np.cos(angle), np.sin(angle)], axis=-1) / np.cos(np.pi / _AROUND))


def paint_wheel(buffers: Buffers, seen: WheelSeen, middle_m: float) -> None:
    """Fill a wheel in. middle_m: the depth that counts as 0 in the buffers."""
    wheel, fine, light = seen.wheel, buffers.fine, seen.light
    (x, y), (left, top, right, bottom) = buffers.origin_px, seen.bounds_px
    margin, (height, width) = seen.thick_px * fine + 1.0, buffers.depth.shape
    first_row, first_column = int(max((top - y) * fine - margin, 0.0)), int(max((left - x) * fine - margin, 0.0))
    end_row = int(min((bottom - y) * fine + margin + 1.0, height))
    end_column = int(min((right - x) * fine + margin + 1.0, width))
    if first_row >= end_row or first_column >= end_column:
        return
    plane = seen.plane / fine
    plane[:, 2] = seen.plane @ (*buffers.origin_px, 1.0)
    rubber, rim, skin, wedge, sheen = (
        _DISC_TONES if wheel.disc else _OPEN_TONES if wheel.blades <= _BLADES else _SPOKE_TONES
    )
    fill_wheel(
        buffers.shown,
        buffers.depth,
        (first_row, end_row, first_column, end_column),
        plane,
        middle_m,
        seen.thick_px * fine,
        (wheel.radius_m, wheel.tyre_m, wheel.rim_m, wheel.blade_m / 2),
        seen.beyond_m**2,
        0 if wheel.disc else wheel.blades,
        (seen.turned, seen.swept),
        seen.rolled,
        seen.edge_on,
        (rubber * light, rim * light, skin * light, wedge * light, sheen * light),
    )
