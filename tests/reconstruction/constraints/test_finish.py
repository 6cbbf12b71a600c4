"""Who is on the line when: exactly where it is known, and otherwise near what is usual."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.events.drawn.usual_course import GAP_LOG_SD, USUAL_GAP_S
from replay.race.when import Mark, When
from replay.reconstruction.constraints.finish import (
    LAST_GAP_SD_S,
    LEAST_ROLL_OUT_S,
    MOST_TIME_S,
    MOST_TIME_TIMED_S,
    UNKNOWN_GAP_S,
    finish_rows,
)
from replay.reconstruction.problem.measured_passings import Timing
from replay.reconstruction.state import variables
from replay.reconstruction.state.variables import WINNER_TIME, gap
from tests.helpers.iterates import Rows, even, rows

EVENT_M = 75.0
"""A is there after five seconds at 15 m/s."""


def finishing(letters: str = "AB", *, fix_time: bool = False, fix_gaps: bool | None = None, **changes: Any) -> Rows:
    """A finishes at 5 s, B 0.2 s later where the line is 3 m further for him."""
    given = {"start_m": (0.0, -3.0), "finish_s": 5.0, "gaps_s": (0.0, 0.2), "event_m": EVENT_M}
    gaps = np.array(given["gaps_s"] if "gaps_s" not in changes else changes["gaps_s"])
    known = {"gap_s": gaps, "crossing": tuple(range(len(letters))), "winner": 0}
    found = rows(even(letters, **{**given, **known, **changes}))
    finish_rows(found.program, found.iterate, fix_time=fix_time, fix_gaps=fix_gaps)
    return found


def test_everybody_is_on_the_line_at_the_own_time() -> None:
    assert finishing(fix_time=True).violation() == pytest.approx(0.0, abs=1e-9)
    assert finishing(fix_time=True).violation({1: 0.5}) == pytest.approx(0.5, abs=1e-9)
    assert finishing(fix_time=True).violation({0: -0.5}) == pytest.approx(0.5, abs=1e-9)


def test_the_ripple_is_part_of_where_the_line_is() -> None:
    assert finishing(fix_time=True, ripple_m=[0.3, 0.0]).violation({0: -0.3}) == pytest.approx(0.0, abs=1e-9)


def test_a_later_winner_moves_all_finishes() -> None:
    found = finishing()
    late = {0: -15.0 * 0.4, 1: -15.0 * 0.4}
    assert found.violation(late, **{WINNER_TIME: 0.4}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(late) == pytest.approx(6.0, abs=1e-9)


def test_a_winners_time_that_is_held_is_no_variable() -> None:
    assert finishing().program.has(WINNER_TIME)
    assert not finishing(fix_time=True).program.has(WINNER_TIME)
    assert not finishing(winner_s=5.0, timing=Timing(winner_s=5.0)).program.has(WINNER_TIME)


def test_the_winners_time_is_drawn_to_the_expected_one() -> None:
    found = finishing(prior_s=5.5, prior_sd_s=0.5)
    assert found.cost() == pytest.approx(0.5, abs=1e-9), "one standard deviation"
    assert found.cost(**{WINNER_TIME: 0.5}) == pytest.approx(0.0, abs=1e-9)


def test_one_program_moves_the_winners_time_by_a_second_at_most() -> None:
    found = finishing(knots=20)
    for change in (1.5, -1.5):
        moved = dict.fromkeys((0, 1), -15.0 * change)
        assert found.violation(moved, **{WINNER_TIME: change}) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(
    ("timing", "room_s"), [(Timing(), MOST_TIME_S), (Timing(clocked=((1, 5.2),)), MOST_TIME_TIMED_S)]
)
def test_the_winners_time_is_not_further_from_the_expected_one_than_such_riders_are(
    timing: Timing, room_s: float
) -> None:
    """Half a second inside of the bound there is half a second of room, and not more."""
    found = finishing(prior_s=5.0 - room_s + 0.5, timing=timing)
    for change, broken in ((0.5, 0.0), (0.8, 0.3)):
        moved = dict.fromkeys((0, 1), -15.0 * change)
        assert found.violation(moved, **{WINNER_TIME: change}) == pytest.approx(broken, abs=1e-9)


def test_an_iterate_that_is_too_far_away_may_come_back_in_steps() -> None:
    found = finishing(prior_s=-20.0)
    moved = dict.fromkeys((0, 1), 15.0 * 0.95)
    assert found.violation(moved, **{WINNER_TIME: -0.95}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation() == pytest.approx(0.9, abs=1e-9), "but it has to come"


def test_the_last_rider_finishes_well_before_the_end_of_the_grid() -> None:
    end_s = even().basis.end_s
    found = finishing(finish_s=end_s - LEAST_ROLL_OUT_S - 0.2 - 0.5, event_m=15.0 * (end_s - LEAST_ROLL_OUT_S - 0.7))
    moved = dict.fromkeys((0, 1), -15.0 * 0.8)
    assert found.violation(moved, **{WINNER_TIME: 0.8}) == pytest.approx(0.3, abs=1e-9)


def test_measured_times_that_nobody_can_ride_leave_the_winners_time_free() -> None:
    timed = finishing(elastic=True, winner_s=5.5, timing=Timing(winner_s=5.5))
    assert timed.program.has(WINNER_TIME)
    miss = f"{variables.FINISH_TIME_MISS} under"
    assert timed.violation() == pytest.approx(0.5, abs=1e-9)
    assert timed.violation(**{miss: -0.5, f"{variables.FINISH_TIME_MISS} over": 0.0}) > 0
    assert timed.violation(**{f"{variables.FINISH_TIME_MISS} over": 0.5}) == pytest.approx(0.0, abs=1e-9)


def untimed(letters: str, gaps_s: tuple[float, ...], known: tuple[float, ...], **changes: Any) -> Rows:
    """Riders whose gaps are `gaps_s` in the iterate, of which `known` are timed; all are on the line then."""
    start_m = tuple(-15.0 * gap_s for gap_s in gaps_s)
    usual: dict[str, Any] = {"likely_s": (USUAL_GAP_S,) * len(letters), "drawn": False}
    return finishing(letters, start_m=start_m, gaps_s=gaps_s, gap_s=np.array(known), **usual, **changes)


def test_a_gap_that_nobody_timed_moves_with_its_rider() -> None:
    found = untimed("AB", (0.0, 0.2), (0.0, np.nan))
    assert found.violation({1: -1.5}, **{gap(1): 0.3}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({1: -1.5}) == pytest.approx(1.5, abs=1e-9)
    assert not untimed("AB", (0.0, 0.2), (0.0, np.nan), fix_time=True).program.has(gap(1))


def test_it_lies_between_its_neighbours() -> None:
    found = untimed("ABC", (0.0, 0.2, 0.4), (0.0, np.nan, 0.4))
    for gap_s, broken in ((0.0015, 0.0), (0.3985, 0.0), (-0.1, 0.101), (0.5, 0.101)):
        assert found.violation({1: -15.0 * (gap_s - 0.2)}, **{gap(1): gap_s}) == pytest.approx(broken, abs=1e-9)


def test_two_of_them_keep_their_order() -> None:
    found = untimed("ABC", (0.0, 0.2, 0.4), (0.0, np.nan, np.nan))
    swapped = {1: -15.0 * 0.2, 2: 15.0 * 0.2}
    assert found.violation(swapped, **{gap(1): 0.4, gap(2): 0.2}) == pytest.approx(0.201, abs=1e-9)


def test_a_rider_between_two_in_a_dead_heat_has_hardly_any_room() -> None:
    found = untimed("ABC", (0.0, 0.0, 0.0), (0.0, np.nan, 0.0))
    assert found.violation() == pytest.approx(0.0, abs=1e-6)
    assert found.violation({1: -0.15}, **{gap(1): 0.01}) == pytest.approx(0.01, abs=1e-5)


def test_a_gap_is_as_likely_as_gaps_of_its_size() -> None:
    """At the usual gap it costs nothing; elsewhere what its logarithm is off, in standard deviations, squared."""
    usual = untimed("AB", (0.0, USUAL_GAP_S), (0.0, np.nan))
    assert usual.cost(**{gap(1): USUAL_GAP_S}) == pytest.approx(0.0, abs=1e-9)
    for shown_s in (0.02, 0.15):
        found = untimed("AB", (0.0, shown_s), (0.0, np.nan))
        off = np.log(shown_s / USUAL_GAP_S) / GAP_LOG_SD
        assert found.cost(**{gap(1): shown_s}) == pytest.approx(off**2 / 2, rel=1e-6)


def test_a_gap_of_nothing_grows_and_a_long_one_shrinks_by_steps() -> None:
    for shown_s, aim_s in ((0.004, 0.004 * (1 + np.log(USUAL_GAP_S / 0.004))), (1.5, 0.5)):
        found = untimed("AB", (0.0, shown_s), (0.0, np.nan))
        assert found.cost(**{gap(1): aim_s}) == pytest.approx(0.0, abs=1e-9)


def test_who_is_first_and_untimed_is_drawn_ahead_of_the_next() -> None:
    found = untimed("AB", (-0.1, 0.0), (np.nan, 0.0))
    assert found.cost(**{gap(0): -UNKNOWN_GAP_S}) == pytest.approx(0.0, abs=1e-9)
    assert found.cost(**{gap(0): -UNKNOWN_GAP_S - 0.1}) == pytest.approx(0.5, abs=1e-9)


def test_in_the_doubt_the_gap_of_the_last_is_wider() -> None:
    found = untimed("AB", (0.0, 0.2), (0.0, np.nan), fix_time=True, fix_gaps=False)
    assert found.cost(**{gap(1): 2 * UNKNOWN_GAP_S + LAST_GAP_SD_S}) == pytest.approx(0.5, abs=1e-9)


def test_nobody_is_on_the_line_of_a_race_that_was_stopped() -> None:
    found = finishing(stopped=When(Mark.RACE_TIME, 3.0), stop_s=3.0)
    assert found.violation({0: 40.0, 1: -40.0}) == 0.0
