"""Figures made of lofts: skins drawn over rings, whose middles are named points.

A Loft is written down once, with few rings; `mesh.py` makes triangles of it. Where a rider moves, the points move, and
the skin follows. What colour a material has is decided by the painter, from the kit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

Weights = tuple[tuple[str, float], ...]
"""A place as a mixture of named points."""


class Material(StrEnum):
    """What a face is made of."""

    JERSEY = "jersey"
    TRIM = "trim"
    HELMET = "helmet"
    CREST = "crest"
    SHORTS = "shorts"
    TROUSERS = "trousers"
    SKIN = "skin"
    LIPS = "lips"
    SOCK = "sock"
    SHOE = "shoe"
    GLOVE = "glove"
    VISOR = "visor"
    CARBON = "carbon"
    METAL = "metal"
    SADDLE = "saddle"
    ENGINE = "engine"
    TANK = "tank"


class Mesh(IntEnum):
    """How finely a loft is turned: thin things need fewer sides."""

    TUBE = 0
    BODY = 1
    WHEEL = 2


class Detail(IntEnum):
    """How large a figure must be for a loft to be drawn."""

    FAR = 0
    MEDIUM = 1
    NEAR = 2


@dataclass(frozen=True, slots=True)
class Ring:
    """One cross-section: where its middle is, and how far it reaches to the sides, over the top and under it, metres.

    material  of the skin from here to the next ring; None goes on with that of the ring before
    shade     how much light gets here, 0 to 1
    """

    at: Weights
    wide_m: float
    up_m: float
    down_m: float
    material: Material | None = None
    shade: float = 1.0


@dataclass(frozen=True, slots=True)
class Stripe:
    """A stripe along a loft, on both flanks: between which angles, degrees from the side, and which rings."""

    material: Material
    from_deg: float
    to_deg: float
    first: int = 0
    last: int = 99


@dataclass(frozen=True, slots=True)
class Loft:
    """A skin over rings.

    across  the direction to the left of every ring: 'left', or a point whose name begins with 'to'
    along   that of the loft's axis where rings do not have a line of their own
    smooth  more rings are put between these where the figure is large
    capped  its ends are closed
    """

    rings: tuple[Ring, ...]
    mesh: Mesh = Mesh.BODY
    across: str = "to left"
    along: str = ""
    stripes: tuple[Stripe, ...] = ()
    detail: Detail = Detail.MEDIUM
    until: Detail = Detail.NEAR
    smooth: bool = True
    capped: bool = True


def ring(
    at: str | Weights,
    wide_m: float,
    up_m: float | None = None,
    down_m: float | None = None,
    material: Material | None = None,
    shade: float = 1.0,
) -> Ring:
    """A ring around a point, or a mixture of points; round where only one radius is given."""
    weights = ((at, 1.0),) if isinstance(at, str) else at
    up = wide_m if up_m is None else up_m
    return Ring(weights, wide_m, up, up if down_m is None else down_m, material, shade)


def mix(first: str, second: str, share: float) -> Weights:
    """A place on the way from the first point to the second."""
    return ((first, 1.0 - share), (second, share))


def tube(
    material: Material,
    *ends: tuple[str | Weights, float],
    detail: Detail = Detail.MEDIUM,
    across: str = "to left",
) -> Loft:
    """A round tube through points with these radii."""
    rings = tuple(ring(at, radius_m, material=material if k == 0 else None) for k, (at, radius_m) in enumerate(ends))
    return Loft(rings, Mesh.TUBE, detail=detail, across=across)
