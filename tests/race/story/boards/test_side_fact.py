"""A rider is on the inside or outside of another."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.boards.side_fact import BESIDE_M, LEVEL_M
from replay.race.story.places.side_measure import SIDE_M
from tests.helpers.facts import Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import evidence, told

OUTSIDE: dict[str, Any] = {"outside": {"rider": "A", "of": "B"}}
INSIDE: dict[str, Any] = {"inside": {"rider": "A", "of": "B"}}


@pytest.mark.parametrize(("item", "inner", "outer"), [(OUTSIDE, "B", "A"), (INSIDE, "A", "B")])
def test_who_is_outside_is_higher_up(item: dict[str, Any], inner: str, outer: str) -> None:
    fact, sampled = told("AB", 5.0, **item), field("AB")
    (row,) = fact.heights_asked(sampled)
    assert row == HeightRow(((sampled.index(outer), 1.0), (sampled.index(inner), -1.0)), 5.0, SIDE_M)
    assert fact.sides_asked(sampled) == (SideAsked(inner, outer),)
    assert fact.claims.inside == {(inner, outer)}
    assert stands(fact, evidence(sampled, {outer: 1.4}))
    assert not stands(fact, evidence(sampled, {inner: 1.4}))
    assert found(fact, evidence(sampled, {inner: 1.4})).miss == pytest.approx(1.0 + SIDE_M)


@pytest.mark.parametrize("item", [OUTSIDE, INSIDE])
def test_they_are_level_along_the_track(item: dict[str, Any]) -> None:
    fact = told("AB", 5.0, **item)
    assert room(fact, field("AB")) == pytest.approx(LEVEL_M - 2.0)
    assert room(fact, field("A.B")) == pytest.approx(LEVEL_M - 4.0)
    finding = found(fact, evidence(field("A.B"), {"A": 1.4}))
    assert finding.asked == BESIDE_M
    assert finding.got == pytest.approx(4.0)
    assert finding.is_missed, "behind each other nobody is inside or outside, however high he rides"


def test_a_lapped_rider_is_beside_who_laps_him() -> None:
    fact, lap = told("AB", 5.0, **OUTSIDE), "." * 124
    assert room(fact, field(f"A{lap}B")) == pytest.approx(LEVEL_M)
    assert stands(fact, evidence(field(f"A{lap}B"), {"A": 1.4}))


def test_riders_on_one_line_are_on_no_side_of_each_other() -> None:
    assert not stands(told("AB", 5.0, **INSIDE), evidence(field("AB"), {"A": 0.43}))
    assert not stands(told("AB", 5.0, **INSIDE), evidence(field("AB"), {"A": 0.37}))


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("inside: {rider: Ruiz, of: Ruiz}")
    assert "of is missing" in item_mistakes("outside: {rider: Ruiz}")


def test_words_and_sentence() -> None:
    inside, outside = told("AB", 5.0, **INSIDE), told("AB", 5.0, **OUTSIDE)
    assert (inside.words, outside.words) == ("A inside of B", "A outside of B")
    assert (inside.chart_words(short), outside.chart_words(short)) == ("a inside b", "a outside b")
    assert inside.sentence(Amounts(SIDE_M, -0.15, "m")) == "The replay shows the other side, by 15 cm up the boards"
    one_line = "The replay shows both on one line: 10 cm up the boards between them"
    assert inside.sentence(Amounts(SIDE_M, 0.1, "m")) == one_line
    apart = "Beside each other is up to 2.5 m; the replay shows 8.7 m apart"
    assert inside.sentence(Amounts(BESIDE_M, 8.7, "m")) == apart
