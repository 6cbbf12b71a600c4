"""The derny: engine, tank, long handlebars, mudguards, and a roller behind; all but its wheels."""

from __future__ import annotations

from collections.abc import Iterator

from replay.draw.figures.skins.lofts import Detail, Loft, Material, Mesh, Weights, mix, ring, tube
from replay.draw.figures.skins.rider_lofts import SIDE_NAMES

_FRAME, _METAL, _TANK, _ENGINE = Material.CARBON, Material.METAL, Material.TANK, Material.ENGINE


def derny() -> Iterator[Loft]:
    """Everything of the derny but its wheels."""
    yield from _middle()
    yield from _guards()
    for side in SIDE_NAMES:
        yield from _side(side)
    for hub in ("rear hub", "front hub"):
        sides: tuple[tuple[Weights, float], ...] = tuple(
            (((hub, 1.0), ("to left", out_m)), 0.035) for out_m in (-0.05, 0.05)
        )
        yield tube(_METAL, *sides, across="to up")


def _middle() -> Iterator[Loft]:
    yield tube(_FRAME, ("bottom bracket", 0.035), ("engine low", 0.03), ("head bottom", 0.030), detail=Detail.FAR)
    yield tube(_FRAME, ("seat cluster", 0.024), ("bottom bracket", 0.032))
    yield tube(_FRAME, ("head top", 0.032), ("head bottom", 0.034))
    yield Loft(
        (
            ring("tank back", 0.040, 0.035, 0.040, _TANK),
            ring(mix("tank back", "tank front", 0.18), 0.075, 0.058, 0.066),
            ring(mix("tank back", "tank front", 0.55), 0.095, 0.070, 0.082, Material.TRIM),
            ring(mix("tank back", "tank front", 0.66), 0.094, 0.070, 0.082, _TANK),
            ring(mix("tank back", "tank front", 0.88), 0.070, 0.058, 0.070),
            ring("tank front", 0.034, 0.034, 0.040),
        ),
        detail=Detail.FAR,
    )
    yield Loft(
        (
            ring("engine low", 0.085, 0.115, 0.115, _ENGINE),
            ring(mix("engine low", "engine mid", 0.5), 0.100, 0.125, 0.125),
            ring("engine mid", 0.085, 0.095, 0.095, _METAL),
            ring(mix("engine mid", "engine head", 0.2), 0.070, 0.080, 0.080),
            ring(mix("engine mid", "engine head", 0.45), 0.092, 0.092, 0.092),
            ring(mix("engine mid", "engine head", 0.7), 0.070, 0.080, 0.080),
            ring("engine head", 0.078, 0.084, 0.084),
        ),
        detail=Detail.FAR,
    )
    yield tube(_METAL, ("exhaust front", 0.018), ("exhaust mid", 0.022))
    yield tube(
        _METAL,
        (mix("exhaust mid", "exhaust back", 0.2), 0.026),
        (mix("exhaust mid", "exhaust back", 0.4), 0.040),
        ("exhaust back", 0.038),
    )
    yield Loft(
        (
            ring("saddle back", 0.085, 0.026, 0.040, Material.SADDLE),
            ring(mix("saddle back", "saddle nose", 0.35), 0.090, 0.024, 0.040),
            ring("saddle nose", 0.030, 0.020, 0.026),
        )
    )
    yield tube(_FRAME, ("seat cluster", 0.022), ("saddle clamp", 0.020))
    yield tube(_FRAME, ("head top", 0.024), ("bar clamp", 0.022))
    yield tube(_METAL, ("roller end right", 0.030), ("roller end left", 0.030), across="to up")


def _guards() -> Iterator[Loft]:
    for name, count in (("guard", 6), ("front guard", 4)):
        rings = (ring(f"{name} {k}", 0.034, 0.010, 0.012, _TANK if k == 0 else None) for k in range(count))
        yield Loft(tuple(rings), Mesh.TUBE)


def _side(side: str) -> Iterator[Loft]:
    yield tube(_METAL, (f"fork crown {side}", 0.022), (f"fork tip {side}", 0.016))
    yield tube(_FRAME, (f"stay front {side}", 0.018), (f"stay low {side}", 0.014))
    yield tube(_FRAME, (f"stay top {side}", 0.014), (f"stay low {side}", 0.012))
    yield tube(_FRAME, (f"stay low {side}", 0.012), (f"roller end {side}", 0.012))
    yield tube(_METAL, ("bar clamp", 0.017), (f"bar bend {side}", 0.016), (f"bar end {side}", 0.017), across="to bar")
    yield tube(_METAL, (f"crank {side}", 0.018), (f"pedal {side}", 0.016))
