"""Outlines of the hulls of projected balls.

A ball seen from afar is a circle, and a part of a figure is the convex hull of its circles. The outline is sampled by
directions: in each direction the circle that reaches furthest gives the point. Shading is a stack of such hulls, each a
little smaller and moved towards the light, from the dark rim to the lit top: for a single ball this is the shading of a
sphere, for a limb that of a cylinder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from replay.base.units import Floats


@lru_cache(maxsize=16)
def directions(count: int) -> Floats:
    """Unit vectors (count, 2) all round."""
    angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    circle.flags.writeable = False
    return circle


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Outlines of parts, (parts, corners): the circle each corner lies on, its centre and radius, in pixels."""

    centre_px: Floats
    radius_px: Floats
    towards: Floats

    def corners(self) -> Floats:
        """(parts, corners, 2) pixels."""
        return np.asarray(self.centre_px + self.radius_px[..., None] * self.towards)

    def nested(self, inwards: Floats, light: Floats) -> Floats:
        """(parts, shells, corners, 2): the outline shrunk by factors (parts, shells), moved towards `light` (2,)."""
        moved = self.towards - light
        top = self.centre_px + self.radius_px[..., None] * light
        return np.asarray(top[:, None] + inwards[..., None, None] * (self.radius_px[..., None] * moved)[:, None])


def outlines(centre_px: Floats, radius_px: Floats, count: int) -> Outlines:
    """Outlines of the hulls of circles, (parts, balls, 2) and (parts, balls) in pixels, with `count` corners each."""
    towards = directions(count)
    flat = centre_px.reshape(-1, 2) @ towards.T  # one product: numpy takes its time over a stack of small ones
    reach = flat.reshape(*radius_px.shape, count) + radius_px[..., None]
    best = np.argmax(reach, axis=1)
    part = np.arange(len(best))[:, None]
    return Outlines(centre_px[part, best], radius_px[part, best], towards)
