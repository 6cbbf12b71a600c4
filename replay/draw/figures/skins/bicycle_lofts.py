"""The track bicycle: frame, handlebars, all but its wheels."""

from __future__ import annotations

from collections.abc import Iterator

from replay.draw.figures.skins.lofts import Detail, Loft, Material, Mesh, Ring, Weights, mix, ring, tube
from replay.draw.figures.skins.rider_lofts import SIDE_NAMES

_CARBON = Material.CARBON


def bicycle() -> Iterator[Loft]:
    """Everything of the bicycle."""
    yield from _frame()
    for side in SIDE_NAMES:
        yield from _side(side)


def _frame() -> Iterator[Loft]:
    yield _deep("bottom bracket", "head bottom", (0.026, 0.042), (0.022, 0.038), detail=Detail.FAR)
    yield _deep("seat cluster", "head top", (0.017, 0.026), (0.019, 0.028))
    yield _deep("head bottom", "head top", (0.024, 0.044), (0.023, 0.040))
    yield _deep("bottom bracket", "saddle clamp", (0.024, 0.048), (0.014, 0.026), detail=Detail.FAR)
    yield tube(_CARBON, ("head top", 0.024), ("bar clamp", 0.020))
    yield Loft(
        (
            ring("saddle back", 0.062, 0.016, 0.022, Material.SADDLE),
            ring(mix("saddle back", "saddle nose", 0.22), 0.070, 0.018, 0.024),
            ring(mix("saddle back", "saddle nose", 0.55), 0.034, 0.018, 0.022),
            ring("saddle nose", 0.018, 0.014, 0.016),
        )
    )
    ring_at: Weights = (("bottom bracket", 1.0), ("to left", -0.045))
    yield _spun(
        ((ring_at, -0.004, 0.02), (ring_at, -0.004, 0.095), (ring_at, 0.004, 0.095), (ring_at, 0.004, 0.02)),
        Material.METAL,
    )
    for up_m in (0.093, -0.093):
        yield tube(
            Material.METAL,
            (((*ring_at, ("to up", up_m))), 0.006),
            ((("rear hub", 1.0), ("to left", -0.045), ("to up", up_m / 3)), 0.006),
            detail=Detail.NEAR,
        )


def _side(side: str) -> Iterator[Loft]:
    yield Loft(
        (
            ring(f"fork crown {side}", 0.016, 0.030, 0.030, _CARBON),
            ring(mix(f"fork crown {side}", f"fork tip {side}", 0.5), 0.012, 0.028, 0.028),
            ring(f"fork tip {side}", 0.010, 0.016, 0.016),
        ),
        Mesh.TUBE,
    )
    yield _deep(f"stay front {side}", f"stay low {side}", (0.012, 0.020), (0.010, 0.013))
    yield _deep(f"stay top {side}", f"stay low {side}", (0.009, 0.014), (0.008, 0.011))
    yield tube(Material.METAL, (f"crank {side}", 0.018), (f"pedal {side}", 0.013))
    yield tube(
        _CARBON,
        ("bar clamp", 0.019),
        (f"bar top {side}", 0.017),
        (f"bar shoulder {side}", 0.016),
        (f"bar hook {side}", 0.016),
        (f"bar drop {side}", 0.016),
        (f"bar end {side}", 0.017),
        across="to bar",
    )


def _deep(
    first: str, last: str, start: tuple[float, float], end: tuple[float, float], detail: Detail = Detail.MEDIUM
) -> Loft:
    """A tube with a deep section between two points: half width and half depth at both ends, which are in others."""
    rings = tuple(ring(at, wide, deep, deep, _CARBON) for at, (wide, deep) in ((first, start), (last, end)))
    return Loft(rings, Mesh.TUBE, detail=detail, capped=False)


def _spun(profile: tuple[tuple[str | Weights, float, float], ...], *materials: Material) -> Loft:
    """What turns about an axle: places along it (point, metres to the left) with their radii."""
    rings = []
    for k, (at, left_m, radius_m) in enumerate(profile):
        weights: Weights = ((at, 1.0),) if isinstance(at, str) else at
        material = materials[k] if k < len(materials) else None
        rings.append(Ring((*weights, ("to left", left_m)), radius_m, radius_m, radius_m, material))
    return Loft(tuple(rings), Mesh.WHEEL, along="to left", across="to up", smooth=False)
