"""Riders are where a clock saw them: exactly, and with what is open moving them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.motion.pacer import PacerRide
from replay.race.clock import FASTEST_MPS
from replay.reconstruction.constraints.finish import finish_rows
from replay.reconstruction.constraints.measured_times import (
    MISS_COST,
    known_times,
    measured_speeds,
    passing_rows,
    widened,
)
from replay.reconstruction.problem.measured_passings import (
    RACE_TIME,
    WINNER_FINISH,
    Anchor,
    AnchorKind,
    Passing,
    Timing,
)
from replay.reconstruction.state.variables import WINNER_TIME, floating, gap, passing_miss
from tests.helpers.iterates import Rows, even, rows

OWN_FINISH = Anchor(AnchorKind.RIDER, 1)
MOMENT = Anchor(AnchorKind.FLOATING, 2)


def timed(*passings: Passing, free: bool = True, **changes: Any) -> Rows:
    """A and B at 15 m/s, B 3 m behind; A's finish is at 5 s, B's gap is not timed, a moment floats at 2 s."""
    known = {"crossing": (0, 1), "winner": 0, "gap_s": np.array([0.0, np.nan]), "event_m": 75.0}
    given = {"start_m": (0.0, -3.0), "finish_s": 5.0, "gaps_s": (0.0, 0.2), "floating_s": {MOMENT: 2.0}}
    iterate = even(**{"timing": Timing(passings=passings), **given, **known, **changes})
    found = rows(iterate)
    finish_rows(found.program, iterate, fix_time=not free)
    passing_rows(found.program, iterate, free=free)
    return found


def test_a_passing_at_a_race_time_is_exact() -> None:
    found = timed(Passing(0, 45.0, RACE_TIME, 3.0), free=False)
    assert found.violation() == pytest.approx(0.0, abs=1e-9)
    wrong = timed(Passing(0, 45.5, RACE_TIME, 3.0), free=False)
    assert wrong.violation() == pytest.approx(0.5, abs=1e-9)


def test_the_ripple_is_part_of_where_a_rider_was() -> None:
    found = timed(Passing(0, 45.0, RACE_TIME, 3.0), free=False, ripple_m=[0.5, 0.0])
    assert found.violation({0: -0.5}) == pytest.approx(0.0, abs=1e-9)


def test_a_passing_before_the_winners_finish_moves_with_it() -> None:
    found = timed(Passing(0, 45.0, WINNER_FINISH, -2.0))
    later = {0: -6.0, 1: -6.0}
    assert found.violation(later, **{WINNER_TIME: 0.4}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(later) == pytest.approx(6.0, abs=1e-9)


def test_a_passing_before_a_riders_own_finish_moves_with_that_gap_too() -> None:
    found = timed(Passing(1, 45.0, OWN_FINISH, -2.0))
    later = {0: -6.0, 1: -9.0}
    assert found.violation(later, **{WINNER_TIME: 0.4, gap(1): 0.4}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(later, **{WINNER_TIME: 0.4, gap(1): 0.3}) == pytest.approx(1.5, abs=1e-9)


def test_two_passings_a_known_time_apart_float_together() -> None:
    lap = (Passing(0, 30.0, MOMENT, 0.0), Passing(0, 75.0, MOMENT, 3.0))
    found = timed(*lap)
    later = {0: -7.5, 1: -7.5}
    moved = {WINNER_TIME: 0.5, floating(MOMENT): 2.5}
    assert found.violation(later, **moved) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(later, **{**moved, floating(MOMENT): 2.2}) == pytest.approx(4.5, abs=1e-9)


def test_a_floating_moment_moves_by_a_second_at_most() -> None:
    found = timed()
    assert found.violation(**{floating(MOMENT): 3.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(**{floating(MOMENT): 3.4}) == pytest.approx(0.4, abs=1e-9)
    assert not timed(free=False).program.has(floating(MOMENT))


def test_times_that_nobody_can_ride_are_missed_for_a_price() -> None:
    found = timed(Passing(0, 45.5, RACE_TIME, 3.0), free=False, elastic=True)
    over, under = f"{passing_miss(0)} over", f"{passing_miss(0)} under"
    assert found.violation(**{over: 0.5}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(**{under: 0.5}) == pytest.approx(1.0, abs=1e-9)
    paid = found.cost(**{over: 0.5}) - found.cost()
    assert paid == pytest.approx(MISS_COST / 2)


def test_a_riders_own_clock_ties_the_gap_to_the_winners_time() -> None:
    """B is at the line at 5.3 s: the earlier the winner, the larger the gap."""
    found = timed(timing=Timing(clocked=((1, 5.3),)), floating_s={})
    earlier = {0: 0.75, 1: -1.5}
    assert found.violation(earlier, **{WINNER_TIME: -0.05, gap(1): 0.35}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(earlier, **{WINNER_TIME: -0.05, gap(1): 0.30}) == pytest.approx(0.75, abs=1e-9)
    assert found.violation({1: -1.5}, **{WINNER_TIME: 0.1, gap(1): 0.2}) == pytest.approx(1.5, abs=1e-9)


def test_known_times_are_those_that_hang_on_something() -> None:
    found = timed(
        Passing(0, 30.0, MOMENT, 0.0), Passing(0, 45.0, WINNER_FINISH, -2.0), Passing(1, 45.0, RACE_TIME, 3.2)
    )
    assert_allclose(known_times(found.iterate), [3.0, 3.2])


def test_speeds_are_measured_between_places_of_one_clock() -> None:
    passings = (Passing(0, 30.0, RACE_TIME, 2.0), Passing(0, 50.0, WINNER_FINISH, -1.5))
    found = timed(*passings, pacer=PacerRide(10.0, 10.0, 10.0))
    assert_allclose(measured_speeds(found.iterate, 0), [(1.0, 2.0, 20.0), (2.0, 3.5, 20 / 1.5), (3.5, 5.0, 25 / 1.5)])
    alone = timed(
        Passing(0, 30.0, MOMENT, 0.0), Passing(0, 75.0, MOMENT, 3.0), crossing=(), pacer=PacerRide(10.0, 10.0, 10.0)
    )
    assert_allclose(measured_speeds(alone.iterate, 0), [(2.0, 5.0, 15.0)], err_msg="nothing links it to race time")
    assert measured_speeds(even(), 0) == []


def test_limits_are_widened_around_a_measured_stretch_but_not_beyond_what_is_possible() -> None:
    found = timed(Passing(0, 10.0, RACE_TIME, 2.0), Passing(0, 50.0, RACE_TIME, 4.0), crossing=())
    times = np.array([0.2, 3.6, 5.4, 5.6])
    slowest, fastest = widened(found.iterate, 0, times, np.full(4, 18.0), np.full(4, 19.0))
    assert_allclose(fastest, [19.0, 21.0, 21.0, 19.0])
    assert_allclose(slowest[1:], [17.0, 17.0, 18.0])
    wonder = timed(Passing(0, 10.0, RACE_TIME, 2.0), Passing(0, 110.0, RACE_TIME, 4.0), crossing=())
    _, fastest = widened(wonder.iterate, 0, times, np.full(4, 18.0), np.full(4, 19.0))
    assert fastest[1] == pytest.approx(FASTEST_MPS)
