"""Figures made of parts: every part is the convex hull of a few balls whose centres are named points.

A Model is the list of parts of one kind of figure, made once; `Model.balls` puts it in place from the named points of
a moment. Which colour a material has is decided by the painter, from the kit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

import numpy as np

from replay.scene.camera import Point
from replay.scene.frame import Colour, Kit
from replay.units import Floats


class Material(StrEnum):
    """What a part is made of."""

    JERSEY = "jersey"
    TRIM = "trim"
    HELMET = "helmet"
    SHORTS = "shorts"
    SKIN = "skin"
    SHOE = "shoe"
    GLOVE = "glove"
    VISOR = "visor"
    CARBON = "carbon"
    METAL = "metal"
    SADDLE = "saddle"
    TYRE = "tyre"
    ENGINE = "engine"
    TANK = "tank"


class Detail(IntEnum):
    """How large a figure must be for a part to be drawn."""

    FAR = 0
    MEDIUM = 1
    NEAR = 2


@dataclass(frozen=True, slots=True)
class Part:
    """The hull of balls (name of the centre, radius in metres).

    nearer_m  moves the part towards the eye in the painter's order
    detail    the smallest detail at which it is drawn; `until` the largest
    """

    material: Material
    balls: tuple[tuple[str, float], ...]
    nearer_m: float = 0.0
    detail: Detail = Detail.MEDIUM
    until: Detail = Detail.NEAR
    casts_shadow: bool = False


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel about a named hub, in the bicycle's plane. A disc, or blades that one can see through."""

    hub: str
    radius_m: float
    disc: bool
    tyre_m: float = 0.022
    rim_m: float = 0.085
    blades: int = 5


@dataclass(frozen=True, eq=False)
class Model:
    """A kind of figure. bends: the points of the named stripe stations are part of `points` too."""

    parts: tuple[Part, ...]
    wheels: tuple[Wheel, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The points in use, in the order of the rows of `rows`."""
        return tuple(dict.fromkeys(name for part in self.parts for name, _ in part.balls))

    @cached_property
    def _index(self) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.intp]], Floats]:
        widest = max(len(part.balls) for part in self.parts)
        rows = {name: row for row, name in enumerate(self.names)}
        padded = [part.balls + part.balls[-1:] * (widest - len(part.balls)) for part in self.parts]
        index = np.array([[rows[name] for name, _ in balls] for balls in padded], dtype=np.intp)
        return index, np.array([[radius for _, radius in balls] for balls in padded])

    @cached_property
    def nearer_m(self) -> Floats:
        """(parts,) bias of each part in the painter's order."""
        return np.array([part.nearer_m for part in self.parts])

    @cached_property
    def radii_m(self) -> Floats:
        """(parts, balls) metres; parts of fewer balls repeat their last one."""
        return self._index[1]

    def centres_m(self, points: Mapping[str, Point]) -> Floats:
        """(parts, balls, 3) metres, from the named points of a moment."""
        return np.array([points[name] for name in self.names])[self._index[0]]

    def at(self, detail: Detail) -> Model:
        """The same figure with the parts that are drawn at a detail."""
        return _at(self, detail)

    @cached_property
    def shadow(self) -> Model:
        """The parts that cast a shadow."""
        return Model(tuple(part for part in self.parts if part.casts_shadow), self.wheels)

    @cached_property
    def _levels(self) -> tuple[Model, ...]:
        return tuple(
            Model(tuple(part for part in self.parts if part.detail <= detail <= part.until), self.wheels)
            for detail in Detail
        )


def _at(model: Model, detail: Detail) -> Model:
    return model._levels[detail]


_PLAIN: Mapping[Material, Colour] = {
    Material.SHORTS: (21, 24, 33),
    Material.SKIN: (205, 152, 116),
    Material.SHOE: (238, 240, 244),
    Material.GLOVE: (30, 33, 41),
    Material.VISOR: (16, 19, 27),
    Material.CARBON: (35, 40, 51),
    Material.METAL: (112, 121, 138),
    Material.SADDLE: (20, 22, 28),
    Material.TYRE: (13, 15, 20),
    Material.ENGINE: (74, 80, 92),
    Material.TANK: (226, 230, 238),
}


def palette(kit: Kit) -> Mapping[Material, Colour]:
    """The colour, sRGB, of every material. Skin is one neutral mid tone for all: nobody's looks are known."""
    own = {Material.JERSEY: kit.jersey, Material.TRIM: kit.trim, Material.HELMET: kit.helmet}
    return {**_PLAIN, **own}
