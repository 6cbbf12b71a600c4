"""A rider passes another."""

from __future__ import annotations

import pytest

from replay.race.story.asked import SideAsked
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, asked_order, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, told

FACT = told("AB", 2.0, **{"pass": {"rider": "B", "of": "A", "within_s": 6}})


def moving(before: str, after: str, *, leader_m: float = LEADER_M, finish_s: float = 100.0) -> SampledMotion:
    return drawn(0, before, 2, before, 8, after, 30, after, leader_m=leader_m, finish_s=finish_s)


def test_a_pass_is_from_behind_to_ahead() -> None:
    passed = moving("A..B", "B.A")
    assert room(FACT, passed) >= 0
    assert stands(FACT, passed)


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


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("pass: {rider: Ruiz, of: Ruiz}")
    assert "no rider is called Rui" in item_mistakes("pass: {rider: Ruiz, of: Rui}")
    assert "side cannot be left" in item_mistakes("pass: {rider: Ruiz, of: Møller, side: left}")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("B passes A", "b passes a", "B")
    assert FACT.sentence(Amounts(0, -5, "m")).endswith("one who is told to be ahead is 5 m behind")
