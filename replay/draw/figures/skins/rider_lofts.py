"""The skin of a sprinter: body, limbs, head."""

from __future__ import annotations

from collections.abc import Iterator

from replay.draw.figures.skins.lofts import Detail, Loft, Material, Mesh, Stripe, mix, ring, tube

SIDE_NAMES = ("right", "left")
"""By which the points of limbs are named, as in "knee right"."""

_FLANK_DEG = (-14.0, 26.0)
"""Where the trim stripe runs along a flank."""


def body(jersey: Material = Material.JERSEY, shorts: Material = Material.SHORTS) -> Iterator[Loft]:
    """Hips, back and shoulders in one skin, and the neck."""
    yield Loft(
        (
            ring("tail", 0.075, 0.055, 0.050, shorts, shade=0.85),
            ring(mix("tail", "hips", 0.40), 0.140, 0.098, 0.090, shade=0.85),
            ring("hips", 0.162, 0.112, 0.100, shade=0.9),
            ring(mix("hips", "waist", 0.55), 0.150, 0.106, 0.100, jersey, shade=0.95),
            ring("waist", 0.140, 0.100, 0.100),
            ring("back", 0.158, 0.104, 0.112),
            ring("chest", 0.185, 0.104, 0.118),
            ring("shoulders", 0.190, 0.086, 0.100),
            ring(mix("shoulders", "neck base", 0.75), 0.120, 0.066, 0.074),
            ring("neck base", 0.062, 0.052, 0.055),
        ),
        stripes=(
            Stripe(Material.TRIM, *_FLANK_DEG, first=3, last=6),
            Stripe(Material.TRIM, 52.0, 90.0, first=7, last=8),
        ),
        detail=Detail.FAR,
    )
    yield tube(Material.SKIN, (mix("shoulders", "neck base", 0.8), 0.060), ("nape", 0.058))


def leg(side: str, *, bare: bool = True) -> Iterator[Loft]:
    """A thigh in tight shorts, knee and calf, sock and shoe."""
    hip, knee, ankle = f"hip {side}", f"knee {side}", f"ankle {side}"
    skin = Material.SKIN if bare else Material.TROUSERS
    shorts, trim = (Material.SHORTS, Material.TRIM) if bare else (Material.TROUSERS, Material.TROUSERS)
    sock = Material.SOCK if bare else Material.TROUSERS
    yield Loft(
        (
            ring(mix(hip, knee, -0.10), 0.078, 0.086, 0.088, shorts, shade=0.75),
            ring(mix(hip, knee, 0.08), 0.094, 0.106, 0.112, shade=0.82),
            ring(mix(hip, knee, 0.34), 0.092, 0.110, 0.104),
            ring(mix(hip, knee, 0.55), 0.083, 0.100, 0.084, trim),
            ring(mix(hip, knee, 0.62), 0.078, 0.094, 0.076, skin),
            ring(mix(hip, knee, 0.84), 0.062, 0.070, 0.058),
            ring(knee, 0.056, 0.058, 0.054),
            ring(mix(knee, ankle, 0.14), 0.052, 0.050, 0.058),
            ring(mix(knee, ankle, 0.34), 0.056, 0.043, 0.074),
            ring(mix(knee, ankle, 0.58), 0.044, 0.038, 0.050),
            ring(mix(knee, ankle, 0.74), 0.037, 0.036, 0.038, sock),
            ring(mix(knee, ankle, 0.92), 0.035, 0.037, 0.037),
            ring(ankle, 0.036, 0.040, 0.036),
        ),
        detail=Detail.FAR,
    )
    yield Loft(
        (
            ring(f"heel {side}", 0.024, 0.030, 0.016, Material.SHOE),
            ring(mix(f"heel {side}", f"toe {side}", 0.16), 0.036, 0.062, 0.022),
            ring(mix(f"heel {side}", f"toe {side}", 0.36), 0.039, 0.060, 0.024),
            ring(mix(f"heel {side}", f"toe {side}", 0.60), 0.044, 0.036, 0.026),
            ring(mix(f"heel {side}", f"toe {side}", 0.86), 0.042, 0.026, 0.022),
            ring(mix(f"heel {side}", f"toe {side}", 1.02), 0.024, 0.016, 0.014),
        ),
        detail=Detail.FAR,
    )


def arm(side: str, *, bare: bool = True) -> Iterator[Loft]:
    """A shoulder and sleeve with a cuff, the bare forearm, and the glove."""
    shoulder, elbow, hand = f"shoulder {side}", f"elbow {side}", f"hand {side}"
    skin, cuff = (Material.SKIN, Material.TRIM) if bare else (Material.JERSEY, Material.JERSEY)
    yield Loft(
        (
            ring(mix(shoulder, elbow, -0.16), 0.046, 0.048, 0.048, Material.JERSEY),
            ring(mix(shoulder, elbow, 0.0), 0.076, 0.078, 0.076),
            ring(mix(shoulder, elbow, 0.26), 0.071, 0.075, 0.071),
            ring(mix(shoulder, elbow, 0.58), 0.057, 0.062, 0.062, cuff),
            ring(mix(shoulder, elbow, 0.76), 0.051, 0.054, 0.056, skin),
            ring(elbow, 0.046, 0.045, 0.049),
            ring(mix(elbow, hand, 0.22), 0.051, 0.045, 0.050),
            ring(mix(elbow, hand, 0.56), 0.041, 0.037, 0.041),
            ring(mix(elbow, hand, 0.82), 0.030, 0.028, 0.029, Material.GLOVE),
            ring(mix(elbow, hand, 0.93), 0.036, 0.040, 0.038),
            ring(mix(hand, f"knuckles {side}", 0.45), 0.040, 0.050, 0.046),
            ring(f"knuckles {side}", 0.024, 0.034, 0.030),
        ),
        detail=Detail.FAR,
    )


def head(*, aero: bool = True) -> Iterator[Loft]:
    """A helmet with visor, and the face below it."""
    across = "to head left"
    tail = (
        ring("helmet tail", 0.014, 0.022, 0.014, Material.HELMET),
        ring(mix("helmet tail", "helmet back", 0.5), 0.046, 0.052, 0.046),
        ring("helmet back", 0.072, 0.078, 0.070),
    )
    shell = (
        ring("helmet mid", 0.094, 0.100, 0.086, Material.HELMET),
        ring("helmet crown", 0.098, 0.100, 0.066),
        ring("helmet brow", 0.084, 0.080, 0.040),
        ring("helmet front", 0.052, 0.048, 0.026),
        ring(mix("helmet brow", "helmet front", 1.45), 0.016, 0.018, 0.012),
    )
    rounded = (ring(mix("helmet mid", "helmet back", 1.0), 0.062, 0.070, 0.050, Material.HELMET),)
    yield Loft(
        (*(tail if aero else rounded), *shell),
        across=across,
        stripes=(Stripe(Material.CREST, 66.0, 90.0),),
        detail=Detail.FAR,
    )
    yield Loft(
        (
            ring("cheek", 0.074, 0.078, 0.070, Material.SKIN, shade=0.8),
            ring(mix("cheek", "mouth", 0.55), 0.069, 0.066, 0.066, shade=0.9),
            ring("mouth", 0.056, 0.052, 0.060),
            ring(mix("mouth", "chin", 0.62), 0.043, 0.040, 0.040),
            ring("chin", 0.022, 0.022, 0.020),
        ),
        across=across,
        detail=Detail.MEDIUM,
    )
    yield Loft(
        (
            ring("nose top", 0.008, 0.010, material=Material.SKIN),
            ring("nose tip", 0.016, 0.012),
            ring("nose base", 0.014, 0.008),
        ),
        Mesh.TUBE,
        across=across,
        detail=Detail.NEAR,
    )
    yield Loft(
        (
            ring("visor 0", 0.020, 0.010, 0.010, Material.VISOR),
            ring("visor 1", 0.035, 0.014, 0.012),
            ring("visor 2", 0.038, 0.016, 0.012),
            ring("visor 3", 0.038, 0.016, 0.012),
            ring("visor 4", 0.035, 0.014, 0.012),
            ring("visor 5", 0.020, 0.010, 0.010),
        ),
        across="to head up",
        detail=Detail.MEDIUM,
    )
