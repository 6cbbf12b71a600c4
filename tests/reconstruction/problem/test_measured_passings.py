"""What measured times fix: passings, each on the first anchor that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from replay.motion.pacer import BEHIND_PACER_M, PITCH_M, USUAL_GAP_M, PacerRide
from replay.race.facts import Race
from replay.reconstruction.problem.measured_passings import (
    RACE_TIME,
    UNTIMED,
    WINNER_FINISH,
    Anchor,
    AnchorKind,
    Passing,
    Timing,
    timed_places,
    timing_of,
)
from replay.reconstruction.problem.winner_time import untimed_share, winner_time_guess
from tests.helpers.fields import race
from tests.helpers.iterates import paper_problem


def timed(times: Mapping[str, Mapping[str, Any]], gaps: Mapping[str, float | None] | None = None) -> Race:
    """A beats B; keys of their results by letter."""
    given = {"A": None, "B": 0.2} | dict(gaps or {})
    results = [
        {
            "rider": name,
            "rank": place + 1,
            **({"gap_s": given[name]} if given[name] is not None else {}),
            **times.get(name, {}),
        }
        for place, name in enumerate("AB")
    ]
    return race("AB", results=results)


def passings(found: Race) -> tuple[Passing, ...]:
    return timing_of(found, found.starters).passings


def test_gaps_alone_are_no_timing() -> None:
    assert timing_of(race("AB"), ("A", "B")) == UNTIMED
    assert not UNTIMED


def test_a_last_200_m_hangs_on_the_winners_finish() -> None:
    (passing,) = passings(timed({"A": {"last_200_m_s": 10.5}}))
    assert (passing.rider, passing.distance_m, passing.anchor) == (0, 1300.0, WINNER_FINISH)
    assert passing.after_s == pytest.approx(-10.5)


def test_a_known_gap_links_the_passings_of_another_rider_to_the_winner() -> None:
    (passing,) = passings(timed({"B": {"last_200_m_s": 10.5}}))
    assert passing.anchor == WINNER_FINISH
    assert passing.after_s == pytest.approx(0.2 - 10.5)


def test_without_a_gap_they_hang_on_the_riders_own_finish() -> None:
    (passing,) = passings(timed({"B": {"last_200_m_s": 10.5}}, {"B": None}))
    assert passing.anchor == Anchor(AnchorKind.RIDER, 1)
    assert not passing.anchor.floats


def test_a_winners_time_makes_race_times_of_them() -> None:
    found = timing_of(timed({"A": {"time_s": 111.0, "last_200_m_s": 10.5}}), ("A", "B"))
    assert found.winner_s == pytest.approx(111.0)
    assert found.passings[0].anchor == RACE_TIME
    assert found.passings[0].after_s == pytest.approx(100.5)
    assert found.of(0) == found.passings
    assert found.of(1) == ()


def test_floating_moments_are_named_once_each() -> None:
    one, two = Anchor(AnchorKind.FLOATING, 1), Anchor(AnchorKind.FLOATING, 2)
    found = Timing(passings=(Passing(0, 10.0, one, 0.0), Passing(0, 20.0, one, 1.0), Passing(1, 10.0, two, 0.0)))
    assert found.floating == (one, two)


def test_a_passing_behind_the_pacer_tells_the_place_in_the_line() -> None:
    pacer = PacerRide(10.0, 10.0, 300.0)
    places = [
        Passing(rider, 200.0 - BEHIND_PACER_M - USUAL_GAP_M - PITCH_M * rider, RACE_TIME, 20.0) for rider in (0, 1)
    ]
    assert timed_places(Timing(passings=tuple(places)), pacer) == {0: pytest.approx(0.0), 1: pytest.approx(1.0)}
    assert timed_places(Timing(passings=tuple(places)), None) == {}
    late = Passing(0, 350.0, RACE_TIME, 40.0)
    assert timed_places(Timing(passings=(late,)), pacer) == {}, "the pacer has left"


def usual(distance_m: float) -> float:
    """15 m/s on the mean."""
    return distance_m / 15.0


def guess(*found: Passing, **timing: Any) -> float:
    return winner_time_guess(paper_problem("AB", winner=0, timing=Timing(passings=found, **timing)), usual)


def test_without_times_the_winner_is_as_fast_as_usual() -> None:
    assert guess() == pytest.approx(100.0)


def test_the_rest_of_the_way_is_ridden_as_usual() -> None:
    assert guess(Passing(0, 1200.0, RACE_TIME, 85.0)) == pytest.approx(105.0)
    assert guess(Passing(0, 1300.0, WINNER_FINISH, -15.0)) == pytest.approx(1300 / 15 + 15.0)


def test_another_riders_gap_is_taken_off() -> None:
    assert guess(clocked=((1, 101.0),)) == pytest.approx(100.9)
    assert guess(Passing(1, 1200.0, RACE_TIME, 85.1)) == pytest.approx(105.0)


def test_the_winners_own_passing_counts_before_that_of_others() -> None:
    assert guess(Passing(0, 1200.0, RACE_TIME, 85.0), Passing(1, 1200.0, RACE_TIME, 99.0)) == pytest.approx(105.0)


def test_of_others_the_median_counts() -> None:
    times = tuple(Passing(rider, 1200.0, RACE_TIME, after) for rider, after in ((1, 80.1), (2, 80.2), (3, 300.0)))
    of = paper_problem("ABCD", winner=0, timing=Timing(passings=times))
    assert winner_time_guess(of, usual) == pytest.approx(100.0)


def test_the_share_of_the_way_without_a_clock() -> None:
    assert untimed_share(paper_problem("AB")) == 1.0
    found = Timing(passings=(Passing(0, 300.0, RACE_TIME, 20.0), Passing(0, 1200.0, WINNER_FINISH, -20.0)))
    assert untimed_share(paper_problem("AB", timing=found)) == pytest.approx(0.6)
