"""Riders in an order."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.asked import LineAsked
from tests.helpers.facts import Amounts, asked_order, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import told

CHAIN = {"order": ["A", "B", "C"]}
FROM_2 = {"order": {"riders": ["B", "C"], "from": 2}}
FIRST = {"order": {"riders": ["A"], "from": 1}}


@pytest.mark.parametrize(
    ("item", "so", "not_so"),
    [
        (CHAIN, "A.B.C", "A.C.B"),
        ({"order": ["A", "C"]}, "A.B.C", "C.B.A"),
        (FROM_2, "A.B.C", "B.A.C"),
        (FROM_2, "A.B.C", "C.B.A"),
        (FIRST, "A.B.C", "B.A.C"),
    ],
)
def test_rows_and_finding_say_whether_they_are_in_this_order(item: dict[str, Any], so: str, not_so: str) -> None:
    fact = told("ABC", 5.0, **item)
    assert stands(fact, field(so))
    assert room(fact, field(so)) >= 0
    assert not stands(fact, field(not_so))
    assert room(fact, field(not_so)) < 0


def test_a_place_asks_of_all_others() -> None:
    assert asked_order(told("ABC", 5.0, **FROM_2), field("A.B.C")) == {("B", "C", 5.0), ("A", "B", 5.0)}
    assert asked_order(told("ABC", 5.0, **FIRST), field("B.A.C")) == {("A", "B", 5.0), ("A", "C", 5.0)}


def test_the_miss_is_the_worst_of_the_pairs() -> None:
    finding = found(told("ABC", 5.0, **CHAIN), field("A..C.B"))
    assert (finding.got, finding.miss) == pytest.approx((-4.0, 4.0), abs=1e-6)


def test_level_riders_are_within_what_anybody_sees() -> None:
    assert stands(told("AB", 5.0, order=["A", "B"]), field("AB"))


def test_behind_the_pacer_only_a_place_changes_the_line() -> None:
    assert told("ABC", 5.0, **CHAIN).line_asked is None
    assert told("ABC", 5.0, **FROM_2).line_asked == LineAsked(("B", "C"), 2)


def test_it_states_who_is_ahead_of_whom_and_in_which_place() -> None:
    claims = told("ABC", 5.0, **FROM_2).claims
    assert claims.ahead == {("B", "C")}
    assert claims.places == {"B": 2, "C": 3}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("order: [Ruiz, Moller]", "16:32: no rider is called Moller"),
        ("order: {riders: [Ruiz, Moller]}", "16:41: no rider is called Moller"),
        ("order: [Ruiz, Ruiz]", "Ruiz is named twice in one item"),
        ("order: [Ruiz]", "an order of one rider says nothing"),
        ("order: {riders: [Ruiz, Møller], from: 3}", "an order beyond the last of 3 riders"),
    ],
)
def test_mistakes(item: str, message: str) -> None:
    assert message in item_mistakes(item)


def test_words() -> None:
    assert told("ABC", "bell", **CHAIN).statement == "A ahead of B ahead of C, at the bell"
    assert told("ABC", "bell", **FROM_2).words == "B ahead of C from place 2 on"
    assert told("ABC", "bell", **CHAIN).chart_words(short) == "a ahead of b ahead of c"
    assert (told("ABC", "bell", **CHAIN).doer, told("ABC", "bell", **CHAIN).chart_rider) == (None, "A")


def test_a_place_of_one_rider_is_said_as_a_place() -> None:
    first = told("ABC", "bell", order={"riders": ["A"], "from": 1})
    assert first.statement_among("ABC") == "A in 1st place, at the bell"
    assert first.statement_among("AB") == "A ahead of B, at the bell"
    second = told("ABC", "bell", order={"riders": ["A"], "from": 2})
    assert second.statement_among("AB") == "B ahead of A, at the bell"
    assert told("ABC", "bell", **FROM_2).statement_among("ABC") == "B ahead of C from place 2 on, at the bell"


def test_sentence() -> None:
    said = told("ABC", "bell", **CHAIN).sentence(Amounts(0, -5, "m"))
    assert said == "The replay shows another order: one who is told to be ahead is 5 m behind"
