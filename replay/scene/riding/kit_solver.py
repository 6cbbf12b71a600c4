"""Helmets and stripes by which riders of one race are told apart, where their jerseys alone do not do it.

Every rider keeps his jersey. For helmet, stripe on the jersey and stripe on the helmet he may wear any of his own
colours, white or near black. One after the other takes what is furthest from the nearest of the others, until nobody
changes. How far apart two riders look is how far apart they are for the eyes that see them worst.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from replay.base.colour import Colour, as_seen
from replay.base.units import Floats
from replay.scene.frame.riders import Kit

_WHITE: Colour = (246, 243, 236)
_DARK: Colour = (24, 26, 32)

_WEIGHTS = np.array([1.0, 0.8, 0.35, 0.25])
"""How much jersey, helmet, stripe on the jersey and stripe on the helmet count, by how much of them is seen."""

_OWN, _LOST, _CONTRAST = 0.02, 0.12, 0.10
"""What is taken off where a rider wears another helmet or stripe than his nation's; off where a stripe is no further
from its ground than the last."""

_ENOUGH = 0.30
"""Riders who are so far apart need be no further: they keep their nation's colours."""

_ROUNDS = 4
"""Of choosing: after it nobody, or only who cannot be helped, changes."""


def apart(first: Kit, second: Kit) -> float:
    """How different two riders look, for the eyes that see it worst; jerseys of black and white alone are 1."""
    return float(_apart(_seen([first]), _seen([second]))[0, 0])


def distinct_kits(kits: Sequence[Kit]) -> tuple[Kit, ...]:
    """The kits with helmets and stripes that tell them apart, in the same order."""
    wardrobe = [_choices(kit) for kit in kits]
    seen = [_seen(choices) for choices in wardrobe]
    costs = [np.array([_cost(kit, choice) for choice in choices]) for kit, choices in zip(kits, wardrobe, strict=True)]
    worn = [0] * len(kits)
    for _ in range(_ROUNDS):
        before = list(worn)
        for rider in range(len(kits)):
            others = [seen[k][worn[k]] for k in range(len(kits)) if k != rider]
            if others:
                nearest = _apart(seen[rider], np.array(others)).min(axis=1)
                worn[rider] = int(np.argmax(np.minimum(nearest, _ENOUGH) - costs[rider]))
        if worn == before:
            break
    return tuple(choices[k] for choices, k in zip(wardrobe, worn, strict=True))


def _choices(kit: Kit) -> list[Kit]:
    """What a rider may wear, his nation's kit first."""
    own = dict.fromkeys((kit.helmet, kit.trim, kit.jersey, kit.crest, _WHITE, _DARK))
    found = (
        replace(kit, helmet=helmet, trim=trim, second=crest)
        for helmet, trim, crest in itertools.product(own, own, own)
        if trim != kit.jersey and crest != helmet
    )
    return [kit, *found]


def _cost(kit: Kit, choice: Kit) -> float:
    changed = (kit.helmet != choice.helmet) + (kit.trim != choice.trim) + 0.5 * (kit.crest != choice.crest)
    colours = as_seen([choice.jersey, choice.trim, choice.helmet, choice.crest])[:, 0]
    grounds = np.linalg.norm(colours[[1, 3]] - colours[[0, 2]], axis=1)
    return float(_OWN * changed + _LOST * (grounds < _CONTRAST).sum())


def _seen(kits: Sequence[Kit]) -> Floats:
    """(kits, 4 colours, 4 kinds of eyes, 3)."""
    colours = [colour for kit in kits for colour in (kit.jersey, kit.helmet, kit.trim, kit.crest)]
    return as_seen(colours).reshape(len(kits), 4, 4, 3)


def _apart(first: Floats, second: Floats) -> Floats:
    """(first, second) how different kits look to the eyes that see it worst."""
    square = ((first[:, None] - second[None]) ** 2).sum(axis=-1)
    return np.asarray(np.sqrt(np.einsum("abce,c->abe", square, _WEIGHTS).min(axis=-1)))
