"""A rider moves up or drops back."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.asked import LineAsked
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, asked_order, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, standing, told


@pytest.mark.parametrize(
    ("item", "so", "not_so"),
    [
        ({"move_up": {"rider": "B", "to": 1}}, "B.A.C", "A.B.C"),
        ({"drop_back": {"rider": "A", "to": 3}}, "C.B.A", "C.A.B"),
    ],
)
def test_rows_and_finding_of_a_place(item: dict[str, Any], so: str, not_so: str) -> None:
    fact, moved = told("ABC", 10.0, **item), changed(not_so, so)
    assert stands(fact, moved)
    assert room(fact, moved) >= 0
    assert not stands(fact, standing(not_so, 20.0))
    assert room(fact, standing(not_so, 20.0)) < 0
    # Who is there all the time has not moved.
    assert not stands(fact, standing(so, 20.0))
    assert found(fact, standing(so, 20.0)).miss == 1.0
    assert room(fact, standing(so, 20.0)) < 0


@pytest.mark.parametrize(
    ("item", "order"),
    [({"move_up": {"rider": "C", "to": 3}}, "A.B.C"), ({"drop_back": {"rider": "A", "to": 1}}, "A.B.C")],
)
def test_nobody_comes_from_behind_the_last_or_before_the_first(item: dict[str, Any], order: str) -> None:
    assert stands(told("ABC", 10.0, **item), standing(order, 20.0))


def changed(before: str, after: str) -> SampledMotion:
    """A race in which the order changes between the third and the seventh second."""
    return drawn(0, before, 3, before, 7, after, 20, after, leader_m=LEADER_M)


@pytest.mark.parametrize(
    ("item", "before", "orders"),
    [
        # Behind the one whom he passes before, ahead of him then, and still ahead of who was behind.
        ({"move_up": "B"}, "A.B.C", {("A", "B", 2.0), ("B", "A", 10.0), ("B", "C", 10.0)}),
        ({"drop_back": "B"}, "A.B.C", {("B", "C", 2.0), ("C", "B", 10.0), ("A", "B", 10.0)}),
        # Who is first (or last) already was not so before.
        ({"move_up": "A"}, "A.B.C", {("B", "A", 2.0), ("A", "B", 10.0), ("A", "C", 10.0)}),
        ({"drop_back": "C"}, "A.B.C", {("C", "B", 2.0), ("B", "C", 10.0), ("A", "C", 10.0)}),
    ],
)
def test_a_place_is_gained_on_all(item: dict[str, str], before: str, orders: set[tuple[str, str, float]]) -> None:
    assert asked_order(told("ABC", 10, **item), standing(before, 20.0)) == orders


def test_one_alone_gains_no_place() -> None:
    assert told("A", 10, move_up="A").constraints(standing("A", 20.0)) == ()


@pytest.mark.parametrize(("key", "up"), [("move_up", True), ("drop_back", False)])
def test_a_place_won_or_lost_is_found(key: str, up: bool) -> None:
    fact = told("AB", 10.0, **{key: "B"})
    won = drawn(0, "A.B", 4, "A.B", 8, "B.A", 30, "B.A", leader_m=LEADER_M)
    lost = drawn(0, "B.A", 4, "B.A", 8, "A.B", 30, "A.B", leader_m=LEADER_M)
    assert (stands(fact, won), stands(fact, lost)) == (up, not up)
    assert room(fact, won if up else lost) >= 0
    assert not stands(fact, field("A.B"))
    assert found(fact, won).got == (1 if up else -1)


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ({"move_up": "B"}, LineAsked(("B",), None)),
        ({"move_up": {"rider": "B", "to": 1}}, LineAsked(("B",), 1)),
        ({"drop_back": {"rider": "B", "to": 3}}, LineAsked(("B",), 3)),
        ({"drop_back": "B"}, None),
    ],
)
def test_what_it_asks_of_the_line_behind_the_pacer(item: dict[str, Any], asked: LineAsked | None) -> None:
    assert told("ABC", 10, **item).line_asked == asked


def test_it_states_a_place_where_one_is_told() -> None:
    assert told("ABC", 10, move_up={"rider": "B", "to": 1}).claims.places == {"B": 1}
    assert told("ABC", 10, move_up="B").claims.places == {}


def test_mistakes() -> None:
    assert "place 4 in a race of 3 riders" in item_mistakes("move_up: {rider: Ruiz, to: 4}")
    assert "place 4 in a race of 3 riders" in item_mistakes("drop_back: {rider: Ruiz, to: 4}")
    assert "no rider is called Rui" in item_mistakes("drop_back: Rui")


def test_words_and_sentence() -> None:
    up, back = told("ABC", "bell", move_up={"rider": "A", "to": 1}), told("ABC", "bell", drop_back="A")
    assert (up.words, back.words) == ("A moves up to place 1", "A drops back")
    assert (up.chart_words(short), back.chart_words(short)) == ("a moves up", "a drops back")
    assert up.sentence(Amounts(1, 3, "places")) == "Told: place 1; the replay shows place 3"
    there = told("ABC", "bell", move_up={"rider": "A", "to": 1})
    assert there.sentence(Amounts(1, 1, "places")) == "The replay shows him there for all of the 8 s before"
    assert back.sentence(Amounts(1, 0, "places")) == "The replay shows no place won or lost in the 8 s before"
