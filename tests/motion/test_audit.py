"""Figures of motions that are made by hand: boxes, limits, power."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.units import kmh
from replay.motion.audit import Audit, audit, drag_shares
from replay.motion.clearance import OVERLAP_HZ, bike_centres, clearances, touching_times
from replay.motion.power import power
from replay.motion.trajectory import Motion, Path, State
from replay.race.riders.rider_categories import ELITE_MEN
from replay.track.catalogue import load_track

IZU = load_track("izu")
MID_STRAIGHT_M = 250.0 - 14.0
"""Middle of the home straight: level enough across that 1 m up the boards is nearly 1 m in plan."""


def motion(distance_m: list[np.ndarray], height_m: list[np.ndarray], *, fall_s: float = np.nan) -> Motion:
    """Riders A, B, .. sampled at 25 Hz, without a pacer, from 20 s on."""
    count, samples = len(distance_m), len(distance_m[0])
    times = 20.0 + np.arange(samples) / 25.0
    return Motion(
        velodrome=IZU,
        riders=tuple("ABCD"[:count]),
        event_distance_m=10_000.0,
        path=Path(times, np.array(distance_m, dtype=float), np.array(height_m, dtype=float)),
        pacer=None,
        pull_off_s=float("nan"),
        pacer_gone_s=float("nan"),
        finish_s=np.full(count, np.nan),
        fall_s=np.array([fall_s, *[np.nan] * (count - 1)]),
    )


def abreast(ahead_m: float, up_m: float, *, mps: float = 2.0, seconds: float = 1.0) -> Motion:
    """Two riders at a walk in mid-straight, the second some metres ahead and up the boards."""
    along = MID_STRAIGHT_M + mps * np.arange(round(25 * seconds) + 1) / 25.0
    level = np.ones_like(along)
    return motion([along, along + ahead_m], [0.4 * level, (0.4 + up_m) * level])


def corners(centre: np.ndarray, heading: np.ndarray) -> np.ndarray:
    left = np.array([-heading[1], heading[0]])
    return np.array([centre + 0.875 * a * heading + 0.25 * b * left for a, b in ((1, 1), (1, -1), (-1, -1), (-1, 1))])


def brute_distance(one: np.ndarray, other: np.ndarray) -> float:
    """Least distance of two boxes by points along their edges; 0 or so if they overlap."""
    share = np.linspace(0, 1, 60)[:, None]
    rims = [
        np.concatenate([c + share * (d - c) for c, d in zip(b, np.roll(b, -1, 0), strict=True)]) for b in (one, other)
    ]
    return float(np.linalg.norm(rims[0][:, None] - rims[1][None], axis=2).min())


def inside(points: np.ndarray, box: np.ndarray) -> bool:
    """Whether any of the points is inside a box whose corners go round clockwise."""
    sides = np.roll(box, -1, axis=0) - box
    turned = [(s[0] * (points[:, 1] - c[1]) - s[1] * (points[:, 0] - c[0])) for s, c in zip(sides, box, strict=True)]
    return bool((np.array(turned) < 0).all(axis=0).any())


@pytest.mark.parametrize(
    ("ahead_m", "up_m", "touching"),
    [
        (0.0, 0.40, True),
        (0.0, 0.60, False),
        (1.70, 0.0, True),
        (1.80, 0.0, False),
        (1.70, 0.60, False),
        (1.80, 0.40, False),
        (1.70, 0.45, True),
        (5.0, 0.0, False),
    ],
)
def test_two_bikes_side_by_side_or_in_line(ahead_m: float, up_m: float, touching: bool) -> None:
    overlaps, clearance = clearances(abreast(ahead_m, up_m))
    assert (overlaps > 0) is touching
    assert (clearance < 0) is touching


@pytest.mark.parametrize(("ahead_m", "up_m", "room_m"), [(0.0, 0.8, 0.28), (0.0, 1.5, 0.97), (2.25, 0.0, 0.5)])
def test_room_in_metres(ahead_m: float, up_m: float, room_m: float) -> None:
    assert clearances(abreast(ahead_m, up_m))[1] == pytest.approx(room_m, abs=0.02)


def test_every_sample_of_every_pair_counts() -> None:
    assert clearances(abreast(0.5, 0.2, seconds=1.0))[0] == OVERLAP_HZ


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 250), st.floats(-2.2, 2.2), st.floats(0.3, 3.0), st.floats(0.3, 3.0), st.floats(-1.4, 1.4))
def test_the_audit_agrees_with_points_along_the_edges(
    at_m: float, ahead_m: float, low_m: float, high_m: float, climb_mps: float
) -> None:
    times = np.arange(0.0, 0.4001, 0.04)
    along, level = at_m + 15.0 * times, np.ones_like(times)
    made = motion([along, along + ahead_m], [low_m * level, high_m * level + climb_mps * times])
    overlaps, clearance = clearances(made)
    checked = made.start_s + np.arange(0, 0.39, 1 / OVERLAP_HZ)
    centre, heading = bike_centres(IZU, made.at(checked))
    flat = heading[..., :2] / np.linalg.norm(heading[..., :2], axis=-1, keepdims=True)
    boxes = [[corners(centre[r, k, :2], flat[r, k]) for k in range(0, len(checked), 12)] for r in (0, 1)]
    shared = [inside(one, two) or inside(two, one) for one, two in zip(*boxes, strict=True)]
    if any(shared):
        assert overlaps > 0
    if overlaps == 0 and np.isfinite(clearance) and clearance > 0:
        # Room along an axis is never more than the distance of the boxes.
        assert clearance <= min(brute_distance(one, two) for one, two in zip(*boxes, strict=True)) + 0.02


def test_touching_times_name_the_pair() -> None:
    assert list(touching_times(abreast(0.5, 0.2), 0.0)) == [(0, 1)]
    assert touching_times(abreast(0.5, 1.5), 0.0) == {}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_looks_now_and_then_miss_no_touch(seed: int) -> None:
    """Four riders about each other: what is found by looks is what is found at every sample."""
    chance = np.random.default_rng(seed)
    times = np.arange(0.0, 4.001, 0.04)
    swings = chance.uniform(-1.5, 1.5, 4)[:, None] * np.sin(times + chance.uniform(0, 6, 4)[:, None])
    along = chance.uniform(0, 250) + 14.0 * times + chance.uniform(-4, 4, 4)[:, None] + swings
    height = chance.uniform(0.4, 2.0, 4)[:, None] + 0.3 * np.sin(times + chance.uniform(0, 6, 4)[:, None])
    made = motion(list(along), list(height))
    assert sum(map(len, touching_times(made, 0.0).values())) == clearances(made)[0]


def test_a_long_motion_is_looked_at_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    made = abreast(0.5, 0.2, seconds=2.0)
    whole, touching = clearances(made), touching_times(made, 0.0)
    monkeypatch.setattr("replay.motion.clearance._PIECE", 100)
    assert clearances(made) == whole
    assert list(touching_times(made, 0.0)) == list(touching)
    assert touching_times(made, 0.0)[0, 1].tolist() == touching[0, 1].tolist()


def test_a_bike_s_middle_is_behind_its_front_tyre_and_points_along_the_track() -> None:
    state = State(np.array([MID_STRAIGHT_M]), np.array([0.2]), np.array([15.0]), np.array([0.0]))
    centre, heading = bike_centres(IZU, state)
    front = IZU.place(MID_STRAIGHT_M, 0.2)
    assert front - centre[0] == pytest.approx([0.875, 0.0, 0.0], abs=1e-3)
    assert heading[0] == pytest.approx([1.0, 0.0, 0.0], abs=1e-3)


def audited(mps: float, gain: float) -> Audit:
    times = np.arange(0.0, 12.0, 0.04)
    return audit(motion([mps * times + gain / 2 * times**2], [np.full_like(times, 0.2)]), ELITE_MEN.physique)


def test_speed_and_acceleration_are_found() -> None:
    found = audited(14.0, 0.5)
    assert found.max_speed_kmh == pytest.approx(kmh(14.0 + 0.5 * 12.0), abs=0.3)
    assert found.acceleration_mps2 == pytest.approx((0.5, 0.5), abs=0.02)
    assert (found.lowest_m, found.highest_m) == pytest.approx((0.2, 0.2))
    assert found.overlaps == 0


def test_power_of_a_steady_ride() -> None:
    found = audited(15.0, 0.0)
    steady = float(power(ELITE_MEN.physique, np.array(15.0), np.array(0.0)))
    assert found.power_w["A"][5] == pytest.approx(steady, rel=0.01)
    assert found.power_w["A"][1] == pytest.approx(steady, rel=0.02)


def test_after_a_fall_nothing_is_asked() -> None:
    times = np.arange(0.0, 12.0, 0.04)
    speed = np.maximum(15.0 - 8.0 * np.maximum(times - 6.0, 0.0), 0.0)
    distance = np.cumsum(speed) * 0.04
    rides = [distance, 15.0 * times + 40.0]
    level = [np.full_like(times, 0.4)] * 2
    assert audit(motion(rides, level), ELITE_MEN.physique).acceleration_mps2[0] < -6
    assert audit(motion(rides, level, fall_s=25.9), ELITE_MEN.physique).acceleration_mps2[0] > -1


def test_who_follows_has_less_drag() -> None:
    times = np.arange(0.0, 4.0, 0.04)
    made = motion([15 * times, 15 * times - 2.2, 15 * times - 40.0], [np.full_like(times, 0.4)] * 3)
    first, second, third = drag_shares(made, np.array([21.0, 22.0])).mean(axis=1)
    assert first == 1.0
    assert second < 0.7
    assert 0.9 < third <= 1.0


@pytest.mark.parametrize(("up_m", "overlaps"), [(-1.0, True), (0.6, False), (-1.6, False)])
def test_nobody_may_ride_over_who_lies_inwards_from_his_wheels(up_m: float, *, overlaps: bool) -> None:
    """A lies; B is 1 m inside, where A's body is, 0.6 m outside of his wheels, or well inside."""
    beside = abreast(0.2, up_m)
    assert clearances(beside)[0] == 0
    assert (clearances(replace(beside, fall_s=np.array([20.0, np.nan])))[0] > 0) == overlaps
    assert clearances(replace(beside, fall_s=np.array([20.0, 20.0])))[0] == 0, "who is down may lie on another"
