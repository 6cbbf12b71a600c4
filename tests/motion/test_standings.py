"""Order, live gaps and laps to go, found in the motion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.motion.standings import laps_to_go, metres_to_go, order_at, orders_at, riders_compared, standings_at
from tests.helpers.motions import BREAKAWAY_GAPS, crash_motion, keirin_motion, unpaced_motion

MOTION = keirin_motion()
RACE_TIMES = st.floats(0.5, MOTION.end_s - 0.5)


@given(RACE_TIMES)
def test_the_order_is_by_distance_until_somebody_finishes(time_s: float) -> None:
    order = order_at(MOTION, time_s)
    assert sorted(order) == list(range(6))
    riding = [rider for rider in order if not MOTION.finish_s[rider] <= time_s]
    distance = MOTION.at(time_s).distance_m[riding]
    assert np.all(np.diff(distance) <= 0)


def test_who_finished_keeps_the_order_of_the_crossings() -> None:
    assert order_at(MOTION, MOTION.end_s) == (0, 1, 2, 3, 4, 5)


@given(RACE_TIMES)
def test_a_live_gap_is_the_time_since_the_leader_was_there(time_s: float) -> None:
    standings = standings_at(MOTION, time_s)
    earlier = time_s - standings.gap_s
    riding = [r for r in range(6) if not MOTION.finish_s[r] <= time_s and earlier[r] > MOTION.start_s]
    where = MOTION.at(earlier[riding]).distance_m[standings.leader]
    assert np.allclose(where, standings.distance_m[riding], atol=1e-4 * 20)


def test_gaps_after_the_finish_are_those_of_the_crossings() -> None:
    standings = standings_at(MOTION, MOTION.end_s)
    assert np.allclose(standings.gap_s, BREAKAWAY_GAPS, atol=1e-4)
    assert standings.gap_ahead_s[1] == pytest.approx(0.763, abs=1e-4)
    assert standings.gap_ahead_s[2] == pytest.approx(0.010, abs=1e-4)


def test_gaps_at_the_start_are_finite_and_grow_down_the_line() -> None:
    standings = standings_at(MOTION, MOTION.start_s)
    gaps = standings.gap_s[list(standings.order)]
    assert np.all(np.diff(gaps) > 0)


@pytest.mark.parametrize(("laps", "metres"), [(3, 750.0), (2, 1000.0), (1, 1250.0)])
def test_the_counter_changes_as_the_leader_crosses(laps: int, metres: float) -> None:
    crossing = float(np.nanmin(MOTION.path.crossing_times(metres)))
    assert laps_to_go(MOTION, crossing - 0.01) == laps + 1
    assert laps_to_go(MOTION, crossing) == laps
    assert laps_to_go(MOTION, crossing + 0.01) == laps


def test_no_lap_is_left_from_the_first_crossing_on() -> None:
    first = float(np.nanmin(MOTION.finish_s))
    assert laps_to_go(MOTION, first - 0.05) == 1
    assert laps_to_go(MOTION, first) == 0
    assert metres_to_go(MOTION, MOTION.end_s) == 0.0


def test_no_more_laps_are_shown_than_there_are() -> None:
    assert laps_to_go(MOTION, MOTION.start_s) == 6


def test_many_times_at_once_are_as_one_by_one() -> None:
    times = np.linspace(1, MOTION.end_s, 40)
    assert [tuple(row) for row in orders_at(MOTION, times)] == [order_at(MOTION, float(t)) for t in times]


def test_a_fallen_rider_drops_to_the_end() -> None:
    motion = crash_motion()
    assert order_at(motion, motion.end_s)[-1] == 5
    assert order_at(motion, motion.end_s)[0] == 0


def test_two_riders_have_standings_too() -> None:
    assert standings_at(unpaced_motion(2), 40.0).place(0) in (1, 2)


@given(st.integers(0, 5), st.floats(5.0, 1490.0))
def test_crossing_times_invert_the_motion(rider: int, metres: float) -> None:
    found = MOTION.path.times_at(rider, metres)
    assert float(MOTION.at(found).distance_m[rider]) == pytest.approx(metres, abs=1e-9)


def test_a_distance_never_reached_has_no_crossing_time() -> None:
    times = MOTION.path.crossing_times(np.array([-100.0, 1500.0, 9000.0]))
    assert np.all(np.isnan(times[:, 0]))
    assert np.all(np.isfinite(times[:, 1]))
    assert np.all(np.isnan(times[:, 2]))


def test_two_are_compared_until_the_later_one_crosses() -> None:
    run = riders_compared(MOTION, 2, 0)
    assert (run.time_s[0], run.time_s[-1]) == (MOTION.start_s, MOTION.finish_s[[2, 0]].max())
    state = MOTION.at(run.time_s)
    assert np.array_equal(run.gap_m, state.distance_m[2] - state.distance_m[0])
    assert np.array_equal(run.ground_mps, MOTION.ground_speed(run.time_s)[[2, 0]])
    assert np.array_equal(riders_compared(MOTION, 0, 2).gap_m, -run.gap_m)


def test_who_is_down_is_compared_with_nobody() -> None:
    motion = crash_motion()
    fallen = int(np.flatnonzero(np.isfinite(motion.fall_s))[0])
    other = int(np.flatnonzero(np.isnan(motion.fall_s))[0])
    run = riders_compared(motion, fallen, other)
    down = motion.is_down(run.time_s)[fallen]
    assert down.any()
    assert np.array_equal(np.isnan(run.gap_m), down)
    assert np.array_equal(np.isnan(run.ground_mps), np.stack([down, np.zeros_like(down)]))
    assert run.time_s[-1] == motion.over_s
