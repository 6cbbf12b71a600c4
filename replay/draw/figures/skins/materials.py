"""Colours and gloss of what figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from replay.base.colour import Colour
from replay.base.units import Floats
from replay.draw.figures.skins.lofts import Material
from replay.draw.figures.skins.mesh import MATERIALS
from replay.scene.frame.riders import Kit

_PLAIN: Mapping[Material, Colour] = {
    Material.SHORTS: (26, 30, 42),
    Material.TROUSERS: (46, 46, 70),
    Material.SKIN: (206, 150, 116),
    Material.LIPS: (160, 100, 84),
    Material.SOCK: (232, 236, 242),
    Material.SHOE: (236, 239, 244),
    Material.GLOVE: (30, 33, 41),
    Material.VISOR: (18, 22, 34),
    Material.CARBON: (30, 34, 44),
    Material.METAL: (104, 112, 128),
    Material.SADDLE: (20, 22, 28),
    Material.ENGINE: (98, 104, 118),
    Material.TANK: (226, 230, 238),
}
"""Colours of what no kit gives. Skin is one neutral mid tone for all: nobody's looks are known."""

_GLOSS: Mapping[Material, float] = {
    Material.HELMET: 0.26,
    Material.CREST: 0.26,
    Material.VISOR: 0.95,
    Material.CARBON: 0.30,
    Material.JERSEY: 0.05,
    Material.TRIM: 0.05,
    Material.SHORTS: 0.10,
    Material.TROUSERS: 0.04,
    Material.SKIN: 0.07,
    Material.SHOE: 0.18,
    Material.GLOVE: 0.06,
    Material.METAL: 0.45,
    Material.ENGINE: 0.35,
    Material.TANK: 0.30,
    Material.SADDLE: 0.08,
}
"""How strongly the lamps are mirrored, as light added where they are met."""


@dataclass(frozen=True, slots=True, eq=False)
class MaterialColours:
    """By the number of each material: how much light it gives back, BGR (materials, 3), and gloss (materials,)."""

    albedo: Floats
    gloss: Floats


@lru_cache(maxsize=64)
def material_colours(kit: Kit) -> MaterialColours:
    """The materials of a kit."""
    own = {
        Material.JERSEY: kit.jersey,
        Material.TRIM: kit.trim,
        Material.HELMET: kit.helmet,
        Material.CREST: kit.crest,
    }
    colours = {**_PLAIN, **own}
    shown = np.array([colours[material][::-1] for material in MATERIALS]) / 255.0
    return MaterialColours(shown**2, np.array([_GLOSS.get(material, 0.0) for material in MATERIALS]))
