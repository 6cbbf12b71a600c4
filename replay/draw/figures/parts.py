"""Figures made of parts: every part is the convex hull of a few balls whose centres are named points.

A Model is the list of parts of one kind of figure, made once; `Model.balls` puts it in place from the named points of
a moment. Which colour a material has is decided by the painter, from the kit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.base.units import Floats
from replay.scene.frame.pinhole import Point
from replay.scene.frame.riders import Kit


class Material(StrEnum):
    """What a part is made of."""

    JERSEY = "jersey"
    TRIM = "trim"
    HELMET = "helmet"
    SHORTS = "shorts"
    TROUSERS = "trousers"
    SKIN = "skin"
    SHOE = "shoe"
    GLOVE = "glove"
    VISOR = "visor"
    CARBON = "carbon"
    METAL = "metal"
    CHAINRING = "chainring"
    SADDLE = "saddle"
    TYRE = "tyre"
    ENGINE = "engine"
    TANK = "tank"


class Detail(IntEnum):
    """How large a figure must be for a part to be drawn."""

    FAR = 0
    MEDIUM = 1
    NEAR = 2


class Group(IntEnum):
    """Where a part stands in the painter's order: legs are always on one side of the bicycle's plane."""

    BODY = 0
    FRAME = 1
    LEG = 2


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
    group: Group = Group.BODY


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel about a named hub, in the bicycle's plane. A disc, or blades that one can see through."""

    hub: str
    radius_m: float
    disc: bool
    tyre_m: float = 0.022
    rim_m: float = 0.085
    blades: int = 5
    blade_m: float = 0.06


@dataclass(frozen=True, eq=False)
class Model:
    """A kind of figure: its parts and its wheels."""

    parts: tuple[Part, ...]
    wheels: tuple[Wheel, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The points in use, in the order of the rows of `rows`."""
        return tuple(dict.fromkeys(name for part in self.parts for name, _ in part.balls))

    @cached_property
    def _index(self) -> tuple[NDArray[np.intp], Floats]:
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

    @property
    def rows(self) -> NDArray[np.intp]:
        """(parts, balls) where each ball's centre stands in `names`."""
        return self._index[0]

    def points_m(self, points: Mapping[str, Point]) -> Floats:
        """(names, 3) the points in use at a moment, metres."""
        return np.array([points[name] for name in self.names])

    def at(self, detail: Detail) -> Model:
        """The same figure with the parts that are drawn at a detail."""
        return self._levels[detail]

    def in_group(self, group: Group) -> NDArray[np.bool_]:
        """(parts,) which parts belong to a group."""
        return np.asarray(self._groups == group)

    @cached_property
    def _groups(self) -> NDArray[np.int64]:
        return np.array([part.group for part in self.parts], dtype=np.int64)

    @cached_property
    def torso(self) -> int:
        """Index of the part that carries the stripes: the jersey of most balls; -1 if there is none."""
        jerseys = [index for index, part in enumerate(self.parts) if part.material is Material.JERSEY]
        return max(jerseys, key=lambda index: len(self.parts[index].balls), default=-1)

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


_PLAIN: Mapping[Material, Colour] = {
    Material.SHORTS: (28, 32, 44),
    Material.TROUSERS: (44, 42, 66),
    Material.SKIN: (212, 158, 121),
    Material.SHOE: (238, 240, 244),
    Material.GLOVE: (30, 33, 41),
    Material.VISOR: (26, 32, 46),
    Material.CARBON: (35, 40, 51),
    Material.METAL: (112, 121, 138),
    Material.CHAINRING: (62, 68, 80),
    Material.SADDLE: (20, 22, 28),
    Material.TYRE: (13, 15, 20),
    Material.ENGINE: (98, 104, 118),
    Material.TANK: (226, 230, 238),
}
"""Colours of what no kit gives. Skin is one neutral mid tone for all."""

GLOSS: Mapping[Material, float] = {
    Material.HELMET: 30.0,
    Material.VISOR: 64.0,
    Material.CARBON: 34.0,
    Material.SHORTS: 18.0,
    Material.TROUSERS: 14.0,
    Material.GLOVE: 14.0,
    Material.SKIN: 8.0,
    Material.SADDLE: 16.0,
    Material.ENGINE: 40.0,
    Material.METAL: 60.0,
    Material.TANK: 20.0,
}
"""How much the lit top of a material gleams, in steps of 255."""


@dataclass(frozen=True, slots=True, eq=False)
class MaterialColours:
    """The colour, sRGB, of every material."""

    colours: Mapping[Material, Colour]

    def bgr(self, material: Material) -> Colour:
        """A material's colour as a canvas has it."""
        red, green, blue = self.colours[material]
        return (blue, green, red)


@lru_cache(maxsize=64)
def material_colours(kit: Kit) -> MaterialColours:
    """The colours of a kit. Skin is one neutral mid tone for all: nobody's looks are known."""
    own = {Material.JERSEY: kit.jersey, Material.TRIM: kit.trim, Material.HELMET: kit.helmet}
    return MaterialColours(MappingProxyType({**_PLAIN, **own}))


@lru_cache(maxsize=256)
def part_colours(model: Model, colours: MaterialColours) -> tuple[Floats, Floats]:
    """Colours (parts, 1, 3), BGR, of a model's parts, and how much each gleams (parts, 1)."""
    materials = [part.material for part in model.parts]
    base = np.array([colours.bgr(material) for material in materials], dtype=float)[:, None]
    return base, np.array([GLOSS.get(material, 0.0) for material in materials])[:, None]
