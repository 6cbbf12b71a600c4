"""The pacer of a keirin: an upright rider on a derny, a slim motor bicycle with long handlebars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import cos, pi, radians, sin
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.figure_painter import paint, see
from replay.draw.figures.parts import Detail, Group, Material, Model, Part, Wheel, material_colours
from replay.draw.figures.projector import projector
from replay.draw.figures.rider_parts import SIDE_NAMES, grouped
from replay.draw.figures.shadows import cast_shadow
from replay.draw.figures.skeleton import between, bike_frame, two_bone
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.riders import Kit, Pose

PACER_KIT = Kit(jersey=(98, 78, 186), trim=(226, 222, 245), helmet=(232, 234, 242), chip=(98, 78, 186))
"""No pacer's kit is known: purple is given to no rider."""

_WHEEL_RADIUS_M = 0.335
"""Of the wheels of a derny, with their tyres."""

_CRANK_M = 0.16
"""Length of its cranks."""

_DERNY: Mapping[str, Point] = MappingProxyType(
    {
        "rear hub": (-0.60, 0.0, _WHEEL_RADIUS_M),
        "front hub": (0.62, 0.0, _WHEEL_RADIUS_M),
        "bottom bracket": (-0.10, 0.0, 0.30),
        "chainring": (-0.10, -0.06, 0.30),
        "engine low": (0.12, 0.0, 0.33),
        "engine mid": (0.15, 0.0, 0.44),
        "engine head": (0.20, 0.0, 0.55),
        "exhaust front": (0.14, -0.09, 0.30),
        "exhaust mid": (-0.16, -0.11, 0.24),
        "exhaust back": (-0.62, -0.12, 0.25),
        "tank front": (0.30, 0.0, 0.80),
        "tank back": (0.02, 0.0, 0.78),
        "head top": (0.43, 0.0, 0.93),
        "head bottom": (0.47, 0.0, 0.78),
        "seat cluster": (-0.25, 0.0, 0.74),
        "saddle clamp": (-0.27, 0.0, 0.84),
        "saddle nose": (-0.13, 0.0, 0.90),
        "saddle back": (-0.42, 0.0, 0.91),
        "guard 0": (-0.32, 0.0, 0.60),
        "guard 1": (-0.46, 0.0, 0.70),
        "guard 2": (-0.62, 0.0, 0.725),
        "guard 3": (-0.80, 0.0, 0.68),
        "guard 4": (-0.92, 0.0, 0.56),
        "bar clamp": (0.42, 0.0, 1.00),
        "roller": (-0.99, 0.0, 0.30),
    }
)
"""Points in the bicycle's frame that do not move, metres."""

_PAIRED: Mapping[str, Point] = MappingProxyType(
    {
        "fork tip": (0.62, 0.065, _WHEEL_RADIUS_M),
        "fork crown": (0.48, 0.06, 0.74),
        "stay low": (-0.60, 0.07, _WHEEL_RADIUS_M),
        "stay top": (-0.25, 0.03, 0.72),
        "stay front": (-0.10, 0.04, 0.30),
        "bar bend": (0.46, 0.25, 1.10),
        "bar end": (0.14, 0.29, 1.10),
        "hand": (0.17, 0.29, 1.115),
        "hip": (-0.26, 0.095, 0.985),
        "waist": (-0.235, 0.08, 1.14),
        "chest": (-0.17, 0.10, 1.36),
        "shoulder": (-0.165, 0.19, 1.455),
        "crank": (-0.10, 0.085, 0.30),
    }
)
"""Points of the left side; the right side mirrors them."""

_HEAD: Mapping[str, Point] = MappingProxyType(
    {
        "neck": (-0.155, 0.0, 1.53),
        "face": (-0.085, 0.0, 1.625),
        "chin": (-0.065, 0.0, 1.585),
        "skull": (-0.13, 0.0, 1.685),
        "brow": (-0.085, 0.0, 1.70),
        "helmet back": (-0.20, 0.0, 1.69),
        "visor right": (-0.015, -0.045, 1.655),
        "visor left": (-0.015, 0.045, 1.655),
        "back": (-0.24, 0.0, 1.30),
    }
)
"""Points of the pacer's head and back. He looks ahead."""


def draw_pacer(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Draw the pacer on a canvas (height, width, 4) BGRX in place; returns the rectangles that changed."""
    lens = projector(camera, (canvas.shape[1], canvas.shape[0]))
    seen = see(PACER, pacer_points(pose.crank_deg), bike_frame(pose), lens, scale)
    return () if seen is None else paint(canvas, seen, material_colours(PACER_KIT), pose.wheel_deg)


def draw_pacer_shadow(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Darken the boards under the pacer in place; returns the rectangles that changed."""
    return cast_shadow(canvas, camera, pose, PACER, pacer_points(pose.crank_deg), scale)


@lru_cache(maxsize=8)
def pacer_points(crank_deg: float) -> Mapping[str, Point]:
    """Points of the derny and its rider, by name, in the bicycle's frame, metres."""
    points = {**_DERNY, **_HEAD}
    for name, side, angle in (("right", -1.0, radians(crank_deg)), ("left", 1.0, radians(crank_deg) + pi)):
        for spot, place in _side_points(side, angle).items():
            points[f"{spot} {name}"] = place
    return MappingProxyType(points)


def _side_points(side: float, crank: float) -> dict[str, Point]:
    """Points of one side, -1 right or 1 left, at an angle of its crank."""
    here = {name: (x, y * side, z) for name, (x, y, z) in _PAIRED.items()}
    axle_x, axle_y, axle_z = here["crank"]
    pedal = (axle_x + _CRANK_M * cos(crank), axle_y + 0.04 * side, axle_z - _CRANK_M * sin(crank))
    ankle = _moved(pedal, -0.10, 0.105)
    knee = two_bone(here["hip"], ankle, (0.45, 0.43), (1.0, 0.25 * side, 0.3))
    elbow = two_bone(here["shoulder"], here["hand"], (0.30, 0.27), (-0.3, 0.6 * side, -1.0))
    return here | {
        "pedal": pedal,
        "ankle": ankle,
        "heel": _moved(pedal, -0.16, 0.045),
        "toe": _moved(pedal, 0.09, 0.025),
        "knee": knee,
        "calf": _moved(between(knee, ankle, 0.34), -0.012, 0.0),
        "elbow": elbow,
        "wrist": between(elbow, here["hand"], 0.86),
    }


def _moved(point: Point, along_m: float, up_m: float) -> Point:
    return point[0] + along_m, point[1], point[2] + up_m


def _derny() -> Iterator[Part]:
    frame, engine = Material.CARBON, Material.ENGINE
    yield Part(frame, (("bottom bracket", 0.035), ("engine low", 0.03), ("head bottom", 0.028)), detail=Detail.FAR)
    yield Part(frame, (("seat cluster", 0.022), ("bottom bracket", 0.03)))
    yield Part(frame, (("head top", 0.03), ("head bottom", 0.032)))
    yield Part(Material.TANK, (("tank front", 0.062), ("tank back", 0.050)), casts_shadow=True)
    yield Part(engine, (("engine low", 0.105), ("engine mid", 0.085)), nearer_m=0.03, casts_shadow=True)
    yield Part(Material.METAL, (("engine mid", 0.088), ("engine head", 0.078)), nearer_m=0.02)
    yield Part(Material.METAL, (("exhaust front", 0.020), ("exhaust mid", 0.024)), nearer_m=0.03)
    yield Part(Material.METAL, (("exhaust mid", 0.026), ("exhaust back", 0.034)), nearer_m=0.03)
    for start in range(4):
        yield Part(Material.TANK, ((f"guard {start}", 0.018), (f"guard {start + 1}", 0.018)))
    yield Part(Material.METAL, (("roller", 0.028), ("rear hub", 0.010)), detail=Detail.NEAR)
    yield Part(Material.CHAINRING, (("chainring", 0.095),), nearer_m=0.01, detail=Detail.NEAR)
    yield Part(Material.SADDLE, (("saddle nose", 0.028), ("saddle back", 0.065), ("saddle clamp", 0.022)))
    yield Part(frame, (("seat cluster", 0.020), ("saddle clamp", 0.018)))
    yield Part(frame, (("head top", 0.022), ("bar clamp", 0.022)))
    yield Part(Material.METAL, (("front hub", 0.04),), detail=Detail.NEAR)
    for side in SIDE_NAMES:
        yield Part(Material.METAL, ((f"fork crown {side}", 0.021), (f"fork tip {side}", 0.016)), nearer_m=0.02)
        yield Part(frame, ((f"stay front {side}", 0.016), (f"stay low {side}", 0.014)), nearer_m=0.02)
        yield Part(frame, ((f"stay top {side}", 0.014), (f"stay low {side}", 0.012)))
        yield Part(Material.METAL, (("bar clamp", 0.016), (f"bar bend {side}", 0.016)), nearer_m=0.02)
        yield Part(Material.METAL, ((f"bar bend {side}", 0.016), (f"bar end {side}", 0.016)))
        yield Part(Material.METAL, ((f"crank {side}", 0.018), (f"pedal {side}", 0.016)))


def _legs() -> Iterator[Part]:
    for side in SIDE_NAMES:
        yield Part(Material.GLOVE, tuple((f"{name} {side}", 0.038) for name in ("heel", "toe", "ankle")), nearer_m=0.02)
        yield Part(
            Material.TROUSERS,
            ((f"knee {side}", 0.066), (f"calf {side}", 0.064), (f"ankle {side}", 0.045)),
            nearer_m=0.01,
        )
        yield Part(
            Material.TROUSERS, ((f"hip {side}", 0.115), (f"knee {side}", 0.072)), detail=Detail.FAR, casts_shadow=True
        )


def _rider() -> Iterator[Part]:
    jersey = Material.JERSEY
    for side in SIDE_NAMES:
        yield Part(jersey, ((f"shoulder {side}", 0.082), (f"elbow {side}", 0.056)), casts_shadow=True)
        yield Part(jersey, ((f"elbow {side}", 0.054), (f"wrist {side}", 0.040)), casts_shadow=True)
        yield Part(Material.GLOVE, ((f"wrist {side}", 0.038), (f"hand {side}", 0.048)), nearer_m=0.03)
    yield Part(Material.TROUSERS, tuple((f"{name} {side}", 0.105) for name in ("hip", "waist") for side in SIDE_NAMES))
    torso = tuple((f"{name} {side}", r) for name, r in (("waist", 0.105), ("shoulder", 0.075)) for side in SIDE_NAMES)
    chest = tuple((f"chest {side}", 0.12) for side in SIDE_NAMES)
    yield Part(jersey, (*torso, *chest, ("back", 0.12)), detail=Detail.FAR, casts_shadow=True)
    yield Part(Material.SKIN, (("neck", 0.060), ("face", 0.070)), nearer_m=-0.02)
    yield Part(Material.SKIN, (("face", 0.078), ("chin", 0.055)))
    helmet = (("skull", 0.118), ("brow", 0.090), ("helmet back", 0.085))
    yield Part(Material.HELMET, helmet, nearer_m=0.01, detail=Detail.FAR, casts_shadow=True)
    yield Part(Material.VISOR, (("visor right", 0.034), ("visor left", 0.034)), nearer_m=0.03)


PACER = Model(
    (*grouped(Group.FRAME, _derny()), *grouped(Group.LEG, _legs()), *_rider()),
    (
        Wheel("rear hub", _WHEEL_RADIUS_M, disc=False, tyre_m=0.040, rim_m=0.075, blades=12, blade_m=0.012),
        Wheel("front hub", _WHEEL_RADIUS_M, disc=False, tyre_m=0.040, rim_m=0.075, blades=12, blade_m=0.012),
    ),
)
"""The pacer on his derny: its frame, his legs, then all the rest."""
