"""Who is down leads nothing: order, counter, moments and gaps are those of the first who rides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go, metres_to_go, order_at, standings_at
from replay.motion.trajectory import FALLING_S, Motion, Path
from replay.reconstruction.samples import live_gaps
from tests.helpers.motions import IZU

FALL_S, SPEED_MPS, SLIDE_MPS2 = 5.0, 15.0, 3.7


def leader_falls(*, to_go_m: float = 255.0, finishes: bool = False) -> Motion:
    """A leads B by 10 m and C by 20 m, and falls with so far to go; all ride at 15 m/s."""
    time_s = np.arange(0.0, 40.0, 0.04)
    falls_at_m = 1500.0 - to_go_m
    since = np.maximum(time_s - FALL_S - FALLING_S, 0.0)
    slid = np.minimum(since, SPEED_MPS / SLIDE_MPS2)
    lost = SPEED_MPS * since - (SPEED_MPS * slid - SLIDE_MPS2 / 2 * slid**2)
    even = falls_at_m + SPEED_MPS * (time_s - FALL_S)
    path = Path(time_s, np.array([even - lost, even - 10.0, even - 20.0]), np.full((3, len(time_s)), 0.4))
    finish_s = path.crossing_times(1500.0)
    finish_s[0] = finish_s[0] if finishes else np.nan
    fall_s = np.array([FALL_S, np.nan, np.nan])
    return Motion(IZU, ("A", "B", "C"), 1500.0, path, None, np.nan, np.nan, finish_s, fall_s)


def test_who_is_down_is_behind_all_who_ride() -> None:
    motion = leader_falls()
    assert order_at(motion, FALL_S + FALLING_S - 0.01) == (0, 1, 2)
    now = standings_at(motion, FALL_S + FALLING_S)
    assert now.order == (1, 2, 0)
    assert (now.leader, now.chaser) == (1, 2)
    assert now.gap_s[2] == pytest.approx(10.0 / SPEED_MPS, abs=1e-3)
    assert now.distance_m[0] > now.distance_m[1], "he still slides ahead of them"


def test_the_counter_waits_for_the_first_who_rides_and_never_goes_back() -> None:
    motion = leader_falls()
    times = np.arange(0.0, 30.0, 0.05)
    left = [metres_to_go(motion, float(time_s)) for time_s in times]
    assert np.all(np.diff(left) <= 1e-9)
    bell_s = leader_crossing_s(motion, 1250.0)
    assert bell_s == pytest.approx(FALL_S + 5.0 / SPEED_MPS, abs=1e-3), "he is not down yet"
    assert leader_crossing_s(motion, 1255.0) == pytest.approx(FALL_S + 20.0 / SPEED_MPS, abs=1e-3), "B is there first"
    assert laps_to_go(motion, bell_s + 0.01) == 1
    assert laps_to_go(motion, FALL_S + FALLING_S + 0.2) == 1


def test_gaps_of_the_table_are_to_the_first_who_rides_and_who_is_down_has_none() -> None:
    gaps = live_gaps(leader_falls(), np.array([FALL_S, FALL_S + 1.0, FALL_S + 20.0]))
    assert np.isnan(gaps[0]).tolist() == [False, True, True]
    assert gaps[1, 1:] == pytest.approx([0.0, 0.0])


def test_who_slides_over_the_line_is_in_the_race_until_then() -> None:
    motion = leader_falls(to_go_m=15.0, finishes=True)
    assert not motion.is_down(FALL_S + 1.0).any()
    assert order_at(motion, FALL_S + 3.0) == (0, 1, 2)


def test_who_slides_over_it_and_did_not_finish_is_behind_who_did() -> None:
    motion = leader_falls(to_go_m=15.0)
    over_s = float(motion.path.crossing_times(1500.0)[0])
    assert order_at(motion, over_s) == (1, 2, 0)
    assert metres_to_go(motion, over_s) > 0
    assert leader_crossing_s(motion, 1500.0) == pytest.approx(motion.finish_s[1])


def test_who_got_up_again_may_lead() -> None:
    motion = replace(leader_falls(), up_s=np.array([FALL_S + 8.0, np.nan, np.nan]))
    assert motion.is_down(np.array([FALL_S, FALL_S + 1.0, FALL_S + 8.0]))[0].tolist() == [False, True, False]


def test_the_race_has_come_as_far_as_anybody_has_ridden() -> None:
    motion = leader_falls()
    led_m = motion.led_m(np.array([FALL_S, FALL_S + 1.0, FALL_S + 3.0]))
    down_m = 1245.0 + SPEED_MPS * FALLING_S
    assert led_m == pytest.approx([1245.0, max(down_m, 1250.0), 1280.0], abs=1e-3)
