"""A rider passes another."""

from __future__ import annotations

import pytest

from replay.race.story.asked import SideAsked
from replay.race.story.places.side_measure import SIDE_M
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, asked_order, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, evidence, told

FACT = told("AB", 2.0, **{"pass": {"rider": "B", "of": "A", "within_s": 6}})


def moving(before: str, after: str, *, leader_m: float = LEADER_M, finish_s: float = 100.0) -> SampledMotion:
    return drawn(0, before, 2, before, 8, after, 30, after, leader_m=leader_m, finish_s=finish_s)


def test_a_pass_is_from_behind_to_ahead() -> None:
    passed = moving("A..B", "B.A")
    assert room(FACT, passed) >= 0
    assert stands(FACT, passed)


def test_who_is_only_level_in_the_end_is_asked_for_more() -> None:
    """That he is past can be seen; at the line the clock alone says by how much."""
    assert room(FACT, moving("A..B", "BA")) > 0
    behind, past = FACT.constraints(moving("A..B", "B.A"))
    assert (behind.low, past.low) == (0.1, 0.3)
    assert FACT.constraints(moving("A..B", "B.A", leader_m=1440.0))[1].low == 0.0


def test_a_pass_at_the_finish_is_done_on_the_line() -> None:
    """B is ahead at the line, and was behind some seconds before."""
    fact = told("AB", "finish", **{"pass": {"rider": "B", "of": "A"}})
    late = drawn(0, "A..B", 4, "A..B", 9, "B.A", 60, "B.A", leader_m=1500.0 - 15.0 * 10, finish_s=10.0)
    early = drawn(0, "B.A", 60, "B.A", leader_m=1500.0 - 15.0 * 10, finish_s=10.0)
    assert room(fact, late) >= 0
    assert stands(fact, late)
    assert not stands(fact, early)


@pytest.mark.parametrize(("before", "after"), [("A..B", "A.B"), ("B.A", "B..A")])
def test_who_stays_behind_or_was_ahead_before_does_not_pass(before: str, after: str) -> None:
    never = moving(before, after)
    assert room(FACT, never) < 0
    assert not stands(FACT, never)


def test_it_takes_as_long_as_told_and_four_seconds_else() -> None:
    assert asked_order(FACT, moving("A..B", "B.A")) == {("A", "B", 2.0), ("B", "A", 8.0)}
    usual = told("AB", 2.0, **{"pass": {"rider": "B", "of": "A"}})
    assert asked_order(usual, moving("A..B", "B.A")) == {("A", "B", 2.0), ("B", "A", 6.0)}


def test_it_is_over_at_the_line() -> None:
    near = moving("A..B", "B.A", leader_m=1440.0)
    (_, ahead) = FACT.constraints(near)
    assert ahead.terms[0].time_s == pytest.approx(near.crossing(1, 1500.0))
    assert ahead.terms[0].time_s < 8.0


@pytest.mark.parametrize(("side", "inner", "outer"), [("inside", "B", "A"), ("outside", "A", "B")])
def test_a_side_is_asked_where_it_is_told(side: str, inner: str, outer: str) -> None:
    fact = told("AB", 2.0, **{"pass": {"rider": "B", "of": "A", "side": side}})
    assert fact.sides_asked(moving("A..B", "B.A")) == (SideAsked(inner, outer, late_s=4.0),)
    assert FACT.sides_asked(moving("A..B", "B.A")) == ()


def sided(side: str, when: str | float = 2.0) -> StoryFact:
    return told("AB", when, **{"pass": {"rider": "B", "of": "A", "side": side}})


@pytest.mark.parametrize(("side", "inner", "outer"), [("inside", "B", "A"), ("outside", "A", "B")])
def test_a_side_that_is_told_is_measured_as_they_are_level(side: str, inner: str, outer: str) -> None:
    passed, fact = drawn(0, "A..B", 2, "A..B", 6, "B.A", 30, "B.A", leader_m=LEADER_M), sided(side)
    assert stands(fact, evidence(passed, {outer: 1.4}))
    turned = found(fact, evidence(passed, {inner: 1.4}))
    assert turned.is_missed
    assert turned.miss == pytest.approx(1.0 + SIDE_M)
    assert fact.sentence(Amounts(SIDE_M, -1.0, "m")) == "The replay shows the other side, by 100 cm up the boards"
    assert not stands(fact, evidence(passed)), "on one line nobody is inside or outside"
    (row,) = fact.heights_asked(passed)
    assert row.riders == ((passed.index(outer), 1.0), (passed.index(inner), -1.0))
    first, second = passed.distance(row.time_s)
    assert first == pytest.approx(second, abs=0.3)


def test_a_side_without_the_order_is_no_pass() -> None:
    behind = evidence(drawn(0, "A..B", 30, "A..B", leader_m=LEADER_M), {"B": 1.4})
    assert not stands(sided("outside"), behind)
    assert found(sided("outside"), behind).miss == pytest.approx(6.0)


def test_without_a_side_either_will_do() -> None:
    assert FACT.heights_asked(moving("A..B", "B.A")) == ()
    assert all(stands(FACT, evidence(moving("A..B", "B.A"), {name: 1.4})) for name in "AB")


def test_a_side_of_a_pass_at_the_finish_is_asked_for_the_seconds_before() -> None:
    (asked,) = sided("inside", "finish").sides_asked(moving("A..B", "B.A"))
    assert asked == SideAsked("B", "A", late_s=4.0, early_s=4.0)


def test_two_sides_of_one_pass_oppose_each_other() -> None:
    assert sided("inside").opposes(sided("outside"))
    assert not sided("inside").opposes(sided("inside"))
    assert not sided("inside").opposes(sided("outside", 20.0))
    assert not sided("inside").opposes(told("AB", 2.0, **{"pass": {"rider": "B", "of": "A"}}))


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("pass: {rider: Ruiz, of: Ruiz}")
    assert "no rider is called Rui" in item_mistakes("pass: {rider: Ruiz, of: Rui}")
    assert "side cannot be left" in item_mistakes("pass: {rider: Ruiz, of: Møller, side: left}")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("B passes A", "b passes a", "B")
    assert sided("outside").words == "B passes A on the outside"
    assert FACT.sentence(Amounts(0, -5, "m")).endswith("one who is told to be ahead is 5 m behind")
