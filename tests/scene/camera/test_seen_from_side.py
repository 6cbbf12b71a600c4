"""Riders lean by up to 60 degrees in the bends: they are seen from a side then, and not from above their heads."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion.trajectory import Motion
from replay.scene.camera.direction import setup_at
from replay.scene.camera.setups import Setup, StationName, Who
from replay.scene.camera.stations import Station, stations
from replay.scene.camera.wish import Wish
from replay.scene.cues.breakaways import lead_spans
from replay.scene.frame.layout import Layout
from tests.helpers.motions import IZU
from tests.helpers.situations import LAP_M, LEADER_MPS, lap_of, ridden

SPRINT_MPS = 18.0
SEEN = 0.55
"""Of the length of a rider's body so much is seen at least: less, and he is a helmet over shoulders."""

LEAST_SLOPE = 0.12
"""So much of the boards is seen at least: from their plane riders would stand on an edge."""


@cache
def body(distance_m: float) -> tuple[Floats, Floats]:
    """Where a sprinter's middle is, and which way his body points: as the balance of weight and speed has it."""
    before, here, after = (IZU.place(distance_m + d, 1.0) for d in (-1.0, 0.0, 1.0))
    ahead = (after - before) / 2.0
    bent = float(np.linalg.norm((after - 2 * here + before)[:2]))
    lean = np.arctan(SPRINT_MPS**2 * bent / GRAVITY_MPS2)
    inside = np.array([-ahead[1], ahead[0], 0.0]) / np.hypot(ahead[0], ahead[1])
    up = np.sin(lean) * inside + np.array([0.0, 0.0, np.cos(lean)])
    return here + 0.9 * up, up


@cache
def places(layout: Layout) -> dict[StationName, Station]:
    return stations(IZU, layout)


def share_seen(station: StationName, layout: Layout, distance_m: float) -> float:
    """How much of the length of a sprinter's body a camera sees."""
    middle, up = body(distance_m)
    sight = middle - np.array(places(layout)[station].eye_m)
    return float(np.linalg.norm(np.cross(up, sight / np.linalg.norm(sight))))


def slope_seen(station: StationName, layout: Layout, distance_m: float) -> float:
    """How much of the boards a camera sees there: 0 from their plane, 1 from straight above them; behind them < 0."""
    across = IZU.place(distance_m, 1.3) - IZU.place(distance_m, 0.7)
    along = IZU.place(distance_m + 0.3, 1.0) - IZU.place(distance_m - 0.3, 1.0)
    up = np.cross(along, across)
    sight = IZU.place(distance_m, 1.0) - np.array(places(layout)[station].eye_m)
    return float(-up @ sight / np.linalg.norm(up) / np.linalg.norm(sight)) * float(np.sign(up[2]))


def shown(setup: Setup, motion: Motion, time_s: float) -> list[tuple[StationName, float]]:
    """Cameras of a setup, each with the distance of the first rider whom it shows."""
    first, second = -np.sort(-motion.at(time_s).distance_m)[:2]
    own = [(setup.station, float(second if setup.who is Who.CHASE else first))]
    return own if setup.beside is None else [*own, (setup.beside, float(second))]


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("laps", [0, 1, 2, 3])
@pytest.mark.parametrize("field", ["A.B.C", "A.......B", "A................B"])
def test_whom_a_camera_shows_it_does_not_see_from_above(layout: Layout, laps: int, field: str) -> None:
    motion = lap_of(field, laps)
    spans = lead_spans(motion)
    worst, edge = [], []
    for along_m in np.arange(1.0, 5.0 if laps == 0 else LAP_M, 4.0):
        time_s = along_m / LEADER_MPS
        setup = setup_at(motion, spans, time_s, Wish(layout))
        for station, distance_m in shown(setup, motion, time_s):
            if station is not StationName.OVERHEAD:
                named = f"{setup.name} at {along_m:g} m"
                worst.append((share_seen(station, layout, distance_m), named))
                edge.append((slope_seen(station, layout, distance_m), named))
    assert min(worst)[0] >= SEEN, min(worst)
    assert min(edge)[0] >= LEAST_SLOPE, min(edge)


@pytest.mark.parametrize("laps", [1, 2, 3])
@pytest.mark.parametrize("layout", list(Layout))
def test_the_camera_above_has_them_on_the_straights_alone(layout: Layout, laps: int) -> None:
    motion = lap_of("A.B.C", laps)
    above = [
        along_m
        for along_m in np.arange(1.0, LAP_M, 1.0)
        if setup_at(motion, (), along_m / LEADER_MPS, Wish(layout)).station is StationName.OVERHEAD
    ]
    assert all(84 <= along_m <= 139 for along_m in above)


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("off_m", [0.0, 10.0, 125.0, 240.0])
def test_the_pacer_leaves_before_a_camera_that_sees_them_from_the_side(layout: Layout, off_m: float) -> None:
    off_s = 60.0
    motion = ridden(0.0, "A.B.C", 70.0, "A.B.C", leader_m=off_m - off_s * LEADER_MPS, off_s=off_s)
    for time_s in np.arange(off_s - 2.0, off_s + 1.5, 0.5):
        setup = setup_at(motion, (), float(time_s), Wish(layout))
        assert share_seen(setup.station, layout, float(motion.led_m(time_s))) >= SEEN, f"{setup.name} at {time_s:g} s"
