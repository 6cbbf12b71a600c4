"""Riders among each other: one behind the other outside pass windows, and near the wheel ahead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from replay.base.units import BIKE_LENGTH_M
from replay.motion.pacer import PacerRide
from replay.reconstruction.constraints.drafting import FIRM_COST, FOLLOWING_M, WHEEL_GAP_M, following, order_rows
from replay.reconstruction.state import variables
from replay.reconstruction.state.pair_windows import ApartWindow, PassWindow
from tests.helpers.iterates import Rows, at_speed, even, rows

OVERLAP = variables.pair_overlap(0, 1)
ALWAYS = PassWindow(0, 1, -10.0, 100.0)


def field(letters: str = "AB", **changes: Any) -> Rows:
    """A rides 5 m ahead of B at 15 m/s, far from the finish."""
    found = rows(even(letters, **changes))
    order_rows(found.program, found.iterate)
    return found


def test_the_rider_behind_is_no_nearer_than_a_wheel_to_follow() -> None:
    assert field().violation({1: 5.0 - FOLLOWING_M}) == pytest.approx(0.0, abs=1e-9)
    assert field().violation({1: 4.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)


def test_it_does_not_matter_which_of_the_two_is_ahead() -> None:
    found = field(start_m=(-5.0, 0.0))
    assert found.violation() == pytest.approx(0.0, abs=1e-9)
    assert found.violation({0: 4.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)
    assert found.violation({1: 50.0}) == pytest.approx(0.0, abs=1e-9)


def test_the_ripple_is_part_of_where_riders_are() -> None:
    assert field(ripple_m=[0.0, 1.0]).violation({1: 3.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)


def test_a_metre_of_overlap_costs_as_much_as_a_fact_of_the_main_account() -> None:
    found = field()
    near = {1: 4.0}
    assert found.violation(near, **{OVERLAP: FOLLOWING_M - 1.0}) == pytest.approx(0.0, abs=1e-9)
    paid = found.cost(near, **{OVERLAP: 1.0}) - found.cost(near)
    assert paid == pytest.approx(30.0 + 0.05, abs=1e-9)


def test_in_a_pass_window_riders_may_be_side_by_side() -> None:
    assert field(windows=(ALWAYS,)).violation({1: 5.0}) == 0.0
    middle = PassWindow(0, 1, 3.5, 5.5)
    found = field(windows=(middle,))
    centres = found.iterate.basis.centres_s
    assert found.violation({1: found.iterate.coefficients[1] + 5.0 * (centres < 3.0)}) > 1.0, "before the window"


def test_riders_who_are_far_apart_need_no_row() -> None:
    assert not field(start_m=(0.0, -15.0)).program.has(OVERLAP)
    assert field(start_m=(0.0, -13.0)).program.has(OVERLAP)


def test_order_is_asked_for_from_the_pacers_leaving_to_the_line() -> None:
    finished = field(finish_s=4.0, gaps_s=(0.0, 0.1))
    centres = finished.iterate.basis.centres_s
    over = {1: finished.iterate.coefficients[1] + 5.0 * (centres > 5.0)}
    assert finished.violation(over) == pytest.approx(0.0, abs=1e-9)
    assert field().violation(over) > 1.0
    paced = field(pacer=PacerRide(15.0, 15.0, 60.0))
    assert paced.violation({1: paced.iterate.coefficients[1] + 5.0 * (centres < 3.0)}) == pytest.approx(0.0, abs=1e-9)


def test_nobody_keeps_behind_a_rider_who_falls() -> None:
    found = field(fall_s={0: 4.0})
    late = {1: found.iterate.coefficients[1] + 5.0 * (found.iterate.basis.centres_s > 4.5)}
    assert found.violation(late) == pytest.approx(0.0, abs=1e-9)
    assert field().violation(late) > 1.0


def test_riders_who_shared_ground_are_kept_apart_even_where_they_could_pass() -> None:
    found = field(windows=(ALWAYS,), apart=(ApartWindow(0, 1, 2.0, 4.0),))
    assert found.violation({1: 4.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)
    assert not found.program.has(variables.firm_overlap(0))


def test_a_firm_window_weighs_more_than_any_fact() -> None:
    found = field(windows=(ALWAYS,), apart=(ApartWindow(0, 1, 2.0, 4.0, firm=True),))
    own = variables.firm_overlap(0)
    assert found.violation({1: 4.0}, **{OVERLAP: 5.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)
    assert found.violation({1: 4.0}, **{OVERLAP: 5.0, own: 5.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.cost(**{own: 1.0}) - found.cost() == pytest.approx(FIRM_COST + 0.05, abs=1e-9)


def test_riders_who_touch_on_their_way_from_the_start_into_the_line_are_kept_apart() -> None:
    """The line behind the pacer begins later, and windows that no row asks for are repairs in vain."""
    apart: dict[str, Any] = {"windows": (ALWAYS,), "apart": (ApartWindow(0, 1, 2.0, 4.0, firm=True),)}
    pacer = PacerRide(15.0, 15.0, 600.0)
    near = {1: 4.0}
    for standing, missed_m in ((True, FOLLOWING_M - 1.0), (False, 0.0)):
        iterate = even("AB", pacer=pacer, **apart)
        problem = replace(iterate.problem, standing=standing)
        found = rows(replace(iterate, formulation=replace(iterate.formulation, problem=problem)))
        order_rows(found.program, found.iterate)
        assert found.violation(near) == pytest.approx(missed_m, abs=1e-9)


def test_in_a_firm_window_who_is_ahead_for_most_of_it_stays_ahead() -> None:
    """A and B change places at 5 s, B from behind; between 2 and 6 s A is ahead for longer."""
    basis = even().basis
    faster = at_speed(basis, -5.0, 16.0)
    iterate = even(apart=(ApartWindow(0, 1, 2.0, 6.0, firm=True),))
    found = rows(iterate)
    found.iterate.coefficients[1] = faster
    order_rows(found.program, found.iterate)
    assert found.violation({1: at_speed(basis, -FOLLOWING_M, 15.0)}, **{OVERLAP: 20.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({1: at_speed(basis, 5.0, 15.0)}, **{OVERLAP: 20.0}) == pytest.approx(FOLLOWING_M + 5.0)


TIMES = np.arange(3.0)
LINE_OF_THREE = np.array([[0.0] * 3, [-3.0] * 3, [-6.0] * 3])


def test_each_keeps_behind_the_nearest_wheel_only() -> None:
    found = following(LINE_OF_THREE, TIMES, ())
    assert_array_equal(found[0, 1], True)
    assert_array_equal(found[1, 2], True)
    assert_array_equal(found[0, 2], False)


def test_who_may_pass_the_nearest_keeps_behind_the_next() -> None:
    found = following(LINE_OF_THREE, TIMES, (PassWindow(1, 2, 0.5, 1.5),))
    assert_array_equal(found[1, 2], [True, False, True])
    assert_array_equal(found[0, 2], [False, True, False])


@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_nobody_ahead_is_left_out_but_for_who_may_be_passed(count: int, seed: int) -> None:
    """Pair by pair and time by time, as the rule is told: the nearest ahead, and on past those that may be passed."""
    chance = np.random.default_rng(seed)
    where = chance.normal(0.0, 5.0, (count, len(TIMES)))
    pairs = [(first, second) for first in range(count) for second in range(first + 1, count)]
    windows = [PassWindow(pairs[k][0], pairs[k][1], 0.5, 1.5) for k in chance.integers(0, len(pairs), 4)]
    found = following(where, TIMES, windows)
    for column, time_s in enumerate(TIMES):
        free = {(w.first, w.second) for w in windows if w.start_s <= time_s <= w.end_s}
        expected = set()
        line = [int(rider) for rider in np.argsort(-where[:, column])]
        for place, rider in enumerate(line):
            for ahead in reversed(line[:place]):
                pair = (min(rider, ahead), max(rider, ahead))
                if pair not in free:
                    expected.add(pair)
                    break
        assert {pair for pair, keeps in found.items() if keeps[column]} == expected


def test_a_wheel_at_the_gap_that_riders_like_costs_nothing_and_pulls_from_both_sides() -> None:
    best = FOLLOWING_M - 0.35 + WHEEL_GAP_M
    found = field(start_m=(0.0, -best))
    assert found.cost() == pytest.approx(0.0, abs=1e-9)
    count = np.sum(found.iterate.basis.knots_s >= 0.2)
    weight = 0.15 / (1 + ((best - BIKE_LENGTH_M) / 5.0) ** 2) ** 2
    for metres in (-1.0, 1.0):
        assert found.cost({1: metres}) == pytest.approx(count * weight / 2, rel=1e-9)


def test_a_wheel_far_ahead_pulls_less_and_one_out_of_reach_not_at_all() -> None:
    fields = [field(start_m=(0.0, -apart_m)) for apart_m in (5.0, 9.0, 20.0)]
    pulls = [found.cost({1: 0.01}) - found.cost() for found in fields]
    assert pulls[0] < pulls[1] < pulls[2] == 0.0, "the nearer is pulled forward by more"


def test_in_the_sprint_after_a_stop_and_after_a_fall_no_wheel_pulls() -> None:
    assert field(finish_s=9.0).cost() == 0.0
    assert field(stop_s=0.1).cost() == 0.0
    assert field(fall_s={1: 0.1}).cost() == 0.0
    assert field().cost() > 0.0


def test_a_lapped_rider_counts_where_he_is_on_the_track() -> None:
    """C has ridden a lap less and is 6 m behind A and 4 m ahead of B."""
    found = field("ABC", start_m=(0.0, -10.0, -256.0), gaps_s=(0.0, 0.1, 0.2))
    assert found.violation() == pytest.approx(0.0, abs=1e-9)
    assert found.violation({1: 3.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)
    assert found.violation({2: 5.0}) == pytest.approx(FOLLOWING_M - 1.0, abs=1e-9)
