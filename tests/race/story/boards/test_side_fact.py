"""A rider is on the inside or outside of another."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.boards.side_fact import SIDE_M
from tests.helpers.facts import Amounts, field, found, item_mistakes, short, stands
from tests.helpers.fields import evidence, told

OUTSIDE: dict[str, Any] = {"outside": {"rider": "A", "of": "B"}}
INSIDE: dict[str, Any] = {"inside": {"rider": "A", "of": "B"}}


@pytest.mark.parametrize(("item", "inner", "outer"), [(OUTSIDE, "B", "A"), (INSIDE, "A", "B")])
def test_who_is_outside_is_higher_up(item: dict[str, Any], inner: str, outer: str) -> None:
    fact, sampled = told("AB", 5.0, **item), field("A.B")
    (row,) = fact.heights_asked(sampled)
    assert row == HeightRow(((sampled.index(outer), 1.0), (sampled.index(inner), -1.0)), 5.0, SIDE_M)
    assert fact.constraints(sampled) == ()
    assert fact.side_asked == SideAsked(inner, outer)
    assert fact.claims.inside == {(inner, outer)}
    assert stands(fact, evidence(sampled, {outer: 1.4}))
    assert not stands(fact, evidence(sampled, {inner: 1.4}))
    assert found(fact, evidence(sampled, {inner: 1.4})).miss == pytest.approx(1.0)


def test_level_riders_are_within_what_anybody_sees() -> None:
    assert stands(told("AB", 5.0, **INSIDE), evidence(field("A.B"), {"A": 0.43}))


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("inside: {rider: Ruiz, of: Ruiz}")
    assert "of is missing" in item_mistakes("outside: {rider: Ruiz}")


def test_words_and_sentence() -> None:
    inside, outside = told("AB", 5.0, **INSIDE), told("AB", 5.0, **OUTSIDE)
    assert (inside.words, outside.words) == ("A inside of B", "A outside of B")
    assert (inside.chart_words(short), outside.chart_words(short)) == ("a inside b", "a outside b")
    assert inside.sentence(Amounts(0, -0.15, "m")) == "The replay shows the other side, by 15 cm up the boards"
