"""The parts of a sprinter and his track bicycle, and the trim stripes on his flanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import atan2, cos, degrees, hypot, radians, sin

import numpy as np

from replay.base.units import Floats
from replay.draw.figures.parts import Detail, Group, Material, Model, Part, Wheel
from replay.draw.figures.skeleton import WHEEL_RADIUS_M
from replay.scene.frame.pinhole import Point

SIDE_NAMES = ("right", "left")
"""By which the points of limbs are named, as in "knee right"."""


def _bicycle() -> Iterator[Part]:
    carbon = Material.CARBON
    yield Part(carbon, (("bottom bracket", 0.034), ("head bottom", 0.030)), detail=Detail.FAR)
    yield Part(carbon, (("seat cluster", 0.021), ("head top", 0.024)))
    yield Part(carbon, (("head top", 0.030), ("head bottom", 0.032), ("fork crown", 0.026)))
    yield Part(carbon, (("bottom bracket", 0.036), ("seat cluster", 0.022), ("saddle clamp", 0.018)))
    yield Part(Material.SADDLE, (("saddle nose", 0.020), ("saddle back", 0.045), ("saddle clamp", 0.020)))
    yield Part(carbon, (("head top", 0.024), ("bar clamp", 0.020)))
    chainring = tuple((f"chainring {spot}", 0.010) for spot in range(8))
    yield Part(Material.CHAINRING, chainring, nearer_m=0.01)
    for ring, sprocket in (("chainring 2", "sprocket top"), ("chainring 6", "sprocket low")):
        yield Part(Material.CHAINRING, ((ring, 0.008), (sprocket, 0.006)), detail=Detail.NEAR)
    yield Part(Material.METAL, (("rear hub", 0.020),), detail=Detail.NEAR)
    yield Part(carbon, (("front hub", 0.026),), nearer_m=0.005, detail=Detail.NEAR)
    for side in SIDE_NAMES:
        yield Part(carbon, ((f"fork crown {side}", 0.020), (f"fork tip {side}", 0.012)), nearer_m=0.02)
        yield Part(carbon, ((f"stay front {side}", 0.016), (f"stay low {side}", 0.011)), nearer_m=0.02)
        yield Part(carbon, ((f"stay top {side}", 0.011), (f"stay low {side}", 0.009)))
        yield Part(Material.METAL, ((f"crank {side}", 0.017), (f"pedal {side}", 0.013)))


def _bars() -> Iterator[Part]:
    carbon = Material.CARBON
    for side in SIDE_NAMES:
        yield Part(carbon, (("bar clamp", 0.017), (f"bar top {side}", 0.016)))
        yield Part(carbon, ((f"bar top {side}", 0.015), (f"bar bend {side}", 0.016)))
        yield Part(carbon, ((f"bar bend {side}", 0.016), (f"bar drop {side}", 0.016)))
        yield Part(carbon, ((f"bar drop {side}", 0.016), (f"bar end {side}", 0.017)))


def _leg(side: str) -> Iterator[Part]:
    skin = Material.SKIN
    yield Part(
        Material.SHOE,
        ((f"heel {side}", 0.030), (f"pedal {side}", 0.036), (f"toe {side}", 0.027), (f"ankle {side}", 0.030)),
        nearer_m=0.03,
    )
    yield Part(Material.SHOE, ((f"sock {side}", 0.041), (f"ankle {side}", 0.037)), nearer_m=0.02)
    yield Part(skin, ((f"knee {side}", 0.056), (f"calf {side}", 0.065), (f"sock {side}", 0.040)), nearer_m=0.01)
    yield Part(skin, ((f"mid thigh {side}", 0.090), (f"knee {side}", 0.061)), nearer_m=-0.06, casts_shadow=True)
    yield Part(Material.SHORTS, ((f"hip {side}", 0.112), (f"mid thigh {side}", 0.096)), casts_shadow=True)
    yield Part(
        skin,
        ((f"knee {side}", 0.060), (f"ankle {side}", 0.042)),
        detail=Detail.FAR,
        until=Detail.FAR,
        casts_shadow=True,
    )
    yield Part(
        Material.SHORTS,
        ((f"hip {side}", 0.112), (f"knee {side}", 0.064)),
        nearer_m=-0.4,
        detail=Detail.FAR,
        until=Detail.FAR,
    )


def _arm(side: str) -> Iterator[Part]:
    yield Part(Material.JERSEY, ((f"shoulder {side}", 0.084), (f"sleeve {side}", 0.060)), casts_shadow=True)
    yield Part(Material.SKIN, ((f"sleeve {side}", 0.054), (f"elbow {side}", 0.046)), nearer_m=-0.07)
    yield Part(
        Material.SKIN, ((f"elbow {side}", 0.047), (f"wrist {side}", 0.033)), detail=Detail.FAR, casts_shadow=True
    )
    yield Part(Material.GLOVE, ((f"wrist {side}", 0.034), (f"hand {side}", 0.044), (f"knuckles {side}", 0.042)), 0.03)


def _body() -> Iterator[Part]:
    right, left = SIDE_NAMES
    pelvis = ((f"hip {right}", 0.106), (f"hip {left}", 0.106), (f"waist {right}", 0.085), (f"waist {left}", 0.085))
    yield Part(Material.SHORTS, pelvis, nearer_m=-0.10, casts_shadow=True)
    torso = tuple(
        (f"{name} {side}", radius)
        for name, radius in (("waist", 0.116), ("shoulder", 0.080), ("chest", 0.112))
        for side in SIDE_NAMES
    )
    yield Part(Material.JERSEY, (*torso, ("back", 0.135)), detail=Detail.FAR, casts_shadow=True)


def _head() -> Iterator[Part]:
    yield Part(Material.SKIN, (("neck", 0.058), ("face", 0.056)), nearer_m=-0.04)
    yield Part(Material.SKIN, (("face", 0.070), ("chin", 0.050)), nearer_m=-0.01)
    helmet = (("skull", 0.108), ("brow", 0.085), ("helmet back", 0.088), ("helmet tail", 0.042))
    yield Part(Material.HELMET, helmet, detail=Detail.FAR, casts_shadow=True)
    yield Part(Material.TRIM, (("crest front", 0.015), ("crest top", 0.017), ("crest tail", 0.010)), 0.03)
    temples = (("temple right", 0.026), ("temple left", 0.026))
    yield Part(Material.VISOR, (*temples, ("visor right", 0.036), ("visor", 0.037), ("visor left", 0.036)), 0.02)


def grouped(group: Group, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts as members of a group of the painter's order."""
    return tuple(replace(part, group=group) for part in parts)


def rider_model() -> Model:
    """A sprinter on a track bicycle: rear disc, five blades in front, drop handlebars, skinsuit, long helmet."""
    frame = grouped(Group.FRAME, _bicycle())
    legs = grouped(Group.LEG, (part for side in SIDE_NAMES for part in _leg(side)))
    arms = [part for side in SIDE_NAMES for part in _arm(side)]
    wheels = (Wheel("rear hub", WHEEL_RADIUS_M, disc=True), Wheel("front hub", WHEEL_RADIUS_M, disc=False))
    return Model((*frame, *_bars(), *legs, *arms, *_body(), *_head()), wheels)


RIDER = rider_model()
"""The one model of all riders: they differ in pose and kit."""

_STRIPE_DEG = (4.0, 34.0)
"""From where to where a trim stripe reaches on a flank: degrees up from the side."""

_STATIONS = ((0.165, 0.108), (0.205, 0.135), (0.235, 0.105))
"""Half width and half height of the torso, metres, at the waist, the back and the shoulders."""


def stripes(points: Mapping[str, Point], towards_eye: Floats) -> list[Floats]:
    """The trim stripes (n, 3) that can be seen from a direction, in the bicycle's frame, one on each flank.

    A stripe lies on the torso between two angles up from the side; what faces away from the eye is left out.
    """
    low, high = _middle(points, "waist"), _middle(points, "shoulder")
    along = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
    spots = [tuple(from_ + share * way for from_, way in zip(low, along, strict=True)) for share in (0.02, 0.45, 0.88)]
    steep = hypot(along[0], along[2])
    above = (-along[2] / steep, along[0] / steep)
    seen_above, seen_aside = float(towards_eye[0] * above[0] + towards_eye[2] * above[1]), float(towards_eye[1])
    found = (_stripe(spots, above, side, seen_above, side * seen_aside) for side in (-1.0, 1.0))
    return [stripe for stripe in found if stripe is not None]


def _stripe(
    spots: Sequence[tuple[float, ...]], above: tuple[float, float], side: float, seen_above: float, seen_aside: float
) -> Floats | None:
    """One flank's stripe. above: x and z of up from the spine; seen_..: of the way to the eye, up and outwards."""
    low: list[Point] = []
    high: list[Point] = []
    for (x, y, z), (width, height) in zip(spots, _STATIONS, strict=True):
        facing = degrees(atan2(seen_above / height, seen_aside / width))
        first, last = max(_STRIPE_DEG[0], facing - 90.0), min(_STRIPE_DEG[1], facing + 90.0)
        if last - first < 1.0:
            return None
        for edge, angle in ((low, radians(first)), (high, radians(last))):
            out, up = cos(angle) * width * side, sin(angle) * height
            edge.append((x + up * above[0], y + out, z + up * above[1]))
    return np.array(low + high[::-1])


def _middle(points: Mapping[str, Point], joint: str) -> Point:
    (a, b, c), (x, y, z) = points[f"{joint} right"], points[f"{joint} left"]
    return (a + x) / 2, (b + y) / 2, (c + z) / 2
