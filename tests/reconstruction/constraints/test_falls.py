"""Riders who do not reach the line: fallen, brought down, or gone without a word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.units import Floats
from replay.motion.pacer import PITCH_M
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.when import Mark, When
from replay.reconstruction.constraints.drafting import FOLLOWING_M
from replay.reconstruction.constraints.falls import (
    _alone_from_s,
    _even_pace,
    brought_down_by,
    fall_rows,
    shape_share,
    steady_costs,
)
from replay.reconstruction.constraints.single_file import SINGLE_FILE_M
from replay.reconstruction.problem.remount import SLIDING_MPS2
from replay.reconstruction.state.variables import behind_fallen, behind_field, off_field, past_line
from tests.helpers.fields import told
from tests.helpers.iterates import Rows, at_speed, bent, even, rows

FALL_S = 2.0


def crash(*down: str) -> CrashFact:
    """A falls, and others are brought down."""
    return CrashFact(id="story 1 (crash)", when=When(Mark.RACE_TIME, FALL_S), rider="A", down=down)


def falling(**changes: Any) -> Rows:
    """A falls after two seconds at 15 m/s, B finishes."""
    fallen = ((0, crash()),)
    given = {"fall_s": {0: FALL_S}, "crossing": (1,), "fallen": fallen, "gaps_s": (np.nan, 0.0)}
    found = rows(even(**{**given, **changes}))
    fall_rows(found.program, found.iterate)
    return found


def slide(found: Rows) -> Floats:
    """Even to 0.4 s after the fall, and then to a stop."""
    basis = found.iterate.basis
    times = np.linspace(basis.start_s, basis.end_s, 400)
    speed = np.maximum(15.0 - SLIDING_MPS2 * np.maximum(times - FALL_S - 0.4, 0.0), 0.0)
    metres = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2 * np.diff(times))])
    return np.asarray(basis.fit(times, metres[None])[0])


def test_a_fallen_rider_slides_to_a_stop() -> None:
    found = falling(start_m=(0.0, 5.0))
    assert found.cost({0: slide(found)}) < found.cost() / 100
    faster = at_speed(found.iterate.basis, 0.0, 16.0)
    assert found.cost({0: faster}) > found.cost()


def test_the_slide_weighs_above_any_smoothness() -> None:
    """A metre a second too fast at each of the seven knots after the fall, at 40 for half of its square."""
    found = falling(start_m=(0.0, 5.0))
    on_it = slide(found)
    off = found.cost({0: on_it + found.iterate.basis.centres_s}) - found.cost({0: on_it})
    assert off == pytest.approx(7 * 20.0, rel=0.2)


def near_line(**changes: Any) -> Rows:
    """The same so near the line that he has to slide hard, or over it."""
    return falling(**{"start_m": (0.0, 5.0), "event_m": 80.0, **changes})


def test_who_stays_down_comes_to_rest_before_the_line() -> None:
    found = near_line()
    even_m = 15.0 * found.iterate.basis.end_s
    assert found.violation() == pytest.approx(even_m - (80.0 - 5.0), abs=1e-6)
    over = {past_line(0): even_m - 75.0}
    assert found.violation(**over) == pytest.approx(0.0, abs=1e-9)
    assert found.cost(**over) - found.cost() == pytest.approx(5.0 * (even_m - 75.0))
    assert not near_line(crossing=(1, 0), gaps_s=(9.0, 0.0)).program.has(past_line(0))


def test_a_moment_is_the_leaders_and_who_falls_then_is_as_far_behind_as_he_needs() -> None:
    """B has 20 m to go, and A needs 28.5 m and five more to slide to a stop."""
    found = near_line(start_m=(0.0, 0.0), event_m=50.0)
    back = [found.cost({0: -metres}) for metres in (10.0, 13.5, 17.0)]
    assert back[1] == min(back)


def down(**changes: Any) -> Rows:
    """A falls and brings down B, who falls a little later."""
    fact = crash("B")
    given = {"fall_s": {0: FALL_S, 1: FALL_S + 0.3}, "crossing": (), "fallen": ((0, fact), (1, fact))}
    found = rows(even(**{"gaps_s": (np.nan, np.nan), "start_m": (0.0, -PITCH_M), **given, **changes}))
    fall_rows(found.program, found.iterate)
    return found


def test_who_brings_down_whom_is_known() -> None:
    assert brought_down_by(down().iterate, 1) == 0
    assert brought_down_by(down().iterate, 0) is None


def test_who_is_brought_down_was_on_the_wheel() -> None:
    found = down()
    away = found.cost({1: -1.0}) - found.cost()
    assert away == pytest.approx(1.0, abs=1e-9), "half of 2 for a squared metre"


def test_and_does_not_slide_past_the_one_who_fell_first() -> None:
    found = down()
    assert found.violation() == pytest.approx(0.0, abs=1e-9)
    assert found.violation({1: 1.0}) == pytest.approx(SINGLE_FILE_M - PITCH_M + 1.0, abs=1e-9)
    slack = {behind_fallen(1): 1.0}
    assert found.violation({1: 1.0}, **slack) == pytest.approx(0.0, abs=1e-9)
    assert found.cost(**slack) - found.cost() == pytest.approx(100.0)
    before = found.iterate.coefficients[1] + 3.0 * (found.iterate.basis.centres_s < 0.0)
    assert found.violation({1: before}) == pytest.approx(0.0, abs=1e-9), "before the fall they may pass"


def gone(**changes: Any) -> Rows:
    """B leaves the race, and nobody says when or why; A is past the bell from 5 s on."""
    given = {"crossing": (0,), "gaps_s": (0.0, np.nan), "event_m": 325.0, "start_m": (0.0, -1.6 * PITCH_M)}
    found = rows(even(**{**given, **changes}))
    fall_rows(found.program, found.iterate)
    return found


def test_who_leaves_the_race_never_reaches_the_line() -> None:
    found = gone()
    end_m = -1.6 * PITCH_M + 15.0 * found.iterate.basis.end_s
    assert found.violation() == pytest.approx(0.0, abs=1e-9)
    on = at_speed(found.iterate.basis, 320.0 - 15.0 * 9.0 + 1.0, 15.0)
    assert found.violation({1: on}, **{behind_field(1): 500.0}) == pytest.approx(1.0, abs=1e-9)
    assert end_m < 320.0
    assert gone(ripple_m=[0.0, 1.0]).violation({1: on - 1.0}, **{behind_field(1): 500.0}) == pytest.approx(
        1.0, abs=1e-9
    )


def test_until_the_bell_such_a_rider_is_last_of_the_field() -> None:
    found = gone()
    assert found.cost() == pytest.approx(0.0, abs=1e-9)
    assert found.cost({1: -2.0}) == pytest.approx(1.0, abs=1e-9), "a quarter of the squared metres"
    nearer = 1.6 * PITCH_M - FOLLOWING_M
    assert found.violation({1: nearer}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({1: nearer + 1.0}) == pytest.approx(1.0, abs=1e-9)
    assert found.cost(**{behind_field(1): 1.0}) == pytest.approx(30.0)
    late = found.iterate.coefficients[1] + 4.0 * (found.iterate.basis.centres_s > 7.5)
    assert found.violation({1: late}) == pytest.approx(0.0, abs=1e-9), "after the bell nothing is known"


def test_the_last_of_the_field_is_the_one_to_be_behind() -> None:
    field: dict[str, Any] = {
        "crossing": (0, 2),
        "gaps_s": (0.0, np.nan, 0.3),
        "start_m": (0.0, -5.0 - 1.6 * PITCH_M, -5.0),
    }
    found = rows(even("ABC", event_m=325.0, **field))
    fall_rows(found.program, found.iterate)
    assert found.cost() == pytest.approx(0.0, abs=1e-9)


def test_a_rider_whom_a_fact_names_is_where_the_fact_says() -> None:
    fact = told("AB", 3.0, order=["B", "A"])
    found = gone(facts=(fact,))
    assert not found.program.has(behind_field(1))
    assert found.violation({1: -2.0}) == pytest.approx(2.0, abs=1e-9), "but not left behind by the field"
    assert found.cost(**{off_field(1): 2.0}) - found.cost() == pytest.approx(6.0)


def test_of_a_stopped_race_riders_who_do_not_fall_are_held_by_nothing() -> None:
    found = gone(stopped=When(Mark.RACE_TIME, 5.0), stop_s=5.0, crossing=())
    assert found.violation({1: 300.0}) == 0.0


def left(late_s: float, *, timed: bool = True, **changes: Any) -> Rows:
    """A finishes 300 m on, B so long after it, by the clock if he was timed; racing begins at once."""
    gaps: dict[str, Any] = {"gaps_s": (0.0, late_s), "gap_s": np.array([0.0, late_s if timed else np.nan])}
    found = rows(even(**{"event_m": 130.0, "finish_s": 2.0, **gaps, **changes}))
    steady_costs(found.program, found.iterate)
    return found


def test_nobody_is_left_behind_by_a_gap_that_is_yet_to_be_found() -> None:
    untimed = left(7.0, timed=False)
    assert [shape_share(untimed.iterate, rider) for rider in (0, 1)] == [1.0, 1.0]
    assert untimed.cost({1: bent(untimed.iterate.basis, 0.0, -2.0, 0.4)}) == 0.0


def test_who_comes_long_after_the_others_has_a_pace_of_his_own_and_no_sprint() -> None:
    near, far = left(5.0), left(7.0)
    assert [shape_share(near.iterate, rider) for rider in (0, 1)] == [1.0, 1.0]
    assert shape_share(far.iterate, 1) < 0.1
    assert near.cost() == 0.0
    assert far.cost() == pytest.approx(0.0, abs=1e-6), "he is on the line then at the pace that he has"
    assert far.cost({1: bent(far.iterate.basis, 0.0, -2.0, 0.4)}) > 1.0, "slow first and then a sprint"


@given(st.floats(2.0, 20.0), st.floats(20.0, 900.0), st.floats(5.0, 80.0))
def test_an_even_pace_brings_a_rider_over_the_way(speed_mps: float, way_m: float, span_s: float) -> None:
    since = np.linspace(0.0, span_s, 4001)
    speeds = _even_pace(speed_mps, way_m, span_s, since)
    ridden = float(((speeds[1:] + speeds[:-1]) / 2).sum() * (since[1] - since[0]))
    least = speed_mps * span_s - 0.3 * span_s**2 if 0.6 * span_s < speed_mps else speed_mps**2 / 1.2
    assert ridden == pytest.approx(max(way_m, least), rel=0.02, abs=1.0)


def test_who_does_not_finish_eases_the_earlier_the_longer_others_are_on_their_way() -> None:
    """With 8 s of motion left after the bell he can roll from there; with far more he has to begin before it."""
    short = _alone_from_s(gone(event_m=650.0, speed_mps=40.0).iterate, 1)
    long = _alone_from_s(gone(event_m=650.0, speed_mps=40.0, knots=70).iterate, 1)
    assert long < short
