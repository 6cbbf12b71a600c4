"""An attempt that fails."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from replay.race.story.asked import SideAsked
from replay.race.story.effort_shape import Effort
from replay.race.story.places.try_fact import TryFact
from replay.reconstruction.constraints.pass_windows import pass_windows
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, evidence, told
from tests.helpers.race_files import mistakes, read
from tests.helpers.race_files import told as with_item


def tries(letters: str = "AB", **more: Any) -> TryFact:
    fact = told(letters, 5.0, tries={"rider": "B", "of": "A", **more})
    assert isinstance(fact, TryFact)
    return fact


FACT = tries()


def behind(*by_m: float, leader_m: float = LEADER_M) -> SampledMotion:
    """B so far behind A at 5, 9 and 13 s, and even changes in between."""
    sampled = drawn(0, "A.B", 30, "A.B", leader_m=leader_m)
    distance = sampled.distance_m.copy()
    distance[1] = distance[0] - np.interp(sampled.time_s, [5.0, 9.0, 13.0], by_m)
    return replace(sampled, distance_m=distance, speed_mps=np.gradient(distance, sampled.time_s, axis=1))


@pytest.mark.parametrize(
    ("by_m", "asked", "so"),
    [
        ((4.0, 0.7, 4.0), True, True),
        ((4.0, 1.5, 4.0), False, True),
        ((4.0, 2.4, 4.0), False, False),
        ((4.0, 0.7, 0.7), False, False),
        ((0.7, 0.7, 4.0), False, False),
        ((4.0, -1.0, 4.0), False, False),
        ((4.0, 0.7, -4.0), False, False),
    ],
)
def test_rows_and_finding_say_whether_he_comes_beside_and_falls_back(
    by_m: tuple[float, ...], asked: bool, so: bool
) -> None:
    assert (room(FACT, behind(*by_m)) >= 0) is asked
    assert stands(FACT, behind(*by_m)) is so


def test_the_try_may_be_under_way_at_the_moment() -> None:
    """He was clear behind two seconds before, and is on the other's shoulder as the bend begins."""
    coming = behind(0.9, 0.4, 4.0)
    distance = coming.distance_m.copy()
    lead = np.interp(coming.time_s, [3.0, 5.0, 7.0, 13.0], [2.2, 0.9, 0.4, 4.0])
    distance[1] = distance[0] - lead
    assert stands(FACT, replace(coming, distance_m=distance, speed_mps=np.gradient(distance, coming.time_s, axis=1)))
    beside = np.where(coming.time_s < 5.0, 0.9, lead)
    distance[1] = distance[0] - beside
    assert not stands(
        FACT, replace(coming, distance_m=distance, speed_mps=np.gradient(distance, coming.time_s, axis=1))
    )


def test_what_is_found_is_how_near_he_comes() -> None:
    finding = found(FACT, behind(6.0, 3.0, 6.0))
    assert (finding.asked, finding.got, finding.miss) == pytest.approx((1.2, 3.0, 1.8), abs=0.05)


def test_he_takes_four_seconds_each_way_or_what_is_told() -> None:
    for fact, last_s in ((FACT, 13.0), (tries(within_s=7), 19.0)):
        assert max(row.terms[0].time_s for row in fact.constraints(field("A.B"))) == last_s


def test_near_the_line_he_need_not_fall_back_by_a_length() -> None:
    # A is on the line after 10 s, B a little later: there is no time to fall back.
    late = behind(4.0, 0.7, 0.5, leader_m=1350.0)
    assert stands(FACT, late)
    assert not stands(FACT, behind(4.0, 0.7, -6.0, leader_m=1350.0))


@pytest.mark.parametrize(("side", "inner"), [("outside", "A"), ("inside", "B")])
def test_the_side_is_asked_for_and_looked_at(side: str, inner: str) -> None:
    fact, outer = tries(side=side), {"A": "B", "B": "A"}[inner]
    assert fact.sides_asked(field("A.B")) == (SideAsked(inner, outer, late_s=8.0),)
    beside = behind(4.0, 0.7, 4.0)
    assert stands(fact, evidence(beside, {inner: 0.4, outer: 1.2}))
    assert not stands(fact, evidence(beside, {inner: 1.2, outer: 0.4}))


def test_he_is_free_to_come_past_those_between() -> None:
    fact = tries("ABC")
    windows = pass_windows(drawn(0, "A.C.B", 80, "A.C.B", leader_m=100.0), (fact,))
    assert {(window.first, window.second) for window in windows if window.start_s <= 9.0} == {(0, 1), (1, 2)}


def test_effort_is_hard_and_then_a_ride_along() -> None:
    times = np.arange(0.0, 25.0, 0.5)
    usual = Effort(np.full_like(times, 400.0), 0.3)
    watts = FACT.shape_effort(usual, 1, times, field("A.B")).watts
    at = dict(zip(times, watts, strict=True))
    assert at[8.0] > 900 > 400 > 250 > at[12.0]
    assert at[24.0] == pytest.approx(400.0, abs=1.0)
    assert FACT.shape_effort(usual, 0, times, field("A.B")) is usual


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("tries: {rider: Ruiz, of: Ruiz}")
    assert "side cannot be left" in item_mistakes("tries: {rider: Ruiz, of: Møller, side: left}")


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short)) == ("B tries to pass A", "b tries a")
    assert tries(side="outside").words == "B tries to pass A on the outside"
    assert FACT.sentence(Amounts(1.2, -3, "m")) == "The replay shows him come past: 3 m ahead"
    assert "no nearer than 3 m" in FACT.sentence(Amounts(1.2, 3, "m"))
    assert "not clear behind before and after" in FACT.sentence(Amounts(1.2, 0.7, "m"))


@pytest.mark.parametrize("item", ["tries: {rider: Ruiz, of: Møller}", "shut_out: {rider: Ruiz, by: Møller}"])
def test_at_the_finish_there_is_no_time_to_try(item: str) -> None:
    for when in ("finish", "0 m to go"):
        assert "at the finish there is no time to try" in mistakes(with_item(f"{{when: {when}, {item}}}"))
    assert read(with_item(f"{{when: finish-4, {item}}}")).story
    assert read(with_item(f"{{when: in the last 100 m, {item}}}")).story
