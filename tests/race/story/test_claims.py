"""Facts that say the opposite of each other in names alone."""

from __future__ import annotations

import pytest

from replay.race.story.claims import NO_CLAIMS, Claims
from tests.helpers.fields import told

A_B = Claims(ahead=frozenset({("A", "B")}))
B_A = Claims(ahead=frozenset({("B", "A")}))
INSIDE = Claims(inside=frozenset({("A", "B")}))
OUTSIDE = Claims(inside=frozenset({("B", "A")}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A_B, B_A),
        (INSIDE, OUTSIDE),
        (Claims(places={"A": 1}), Claims(places={"B": 1})),
        (Claims(places={"A": 1}), Claims(places={"A": 2})),
    ],
)
def test_opposites_deny_each_other(one: Claims, other: Claims) -> None:
    assert one.deny(other)
    assert other.deny(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A_B, A_B),
        (A_B, Claims(ahead=frozenset({("B", "C")}))),
        (A_B, OUTSIDE),
        (Claims(places={"A": 1}), Claims(places={"B": 2})),
        (Claims(places={"A": 1}), Claims(places={"A": 1})),
        (NO_CLAIMS, A_B),
    ],
)
def test_what_agrees_denies_nothing(one: Claims, other: Claims) -> None:
    assert not one.deny(other)
    assert not other.deny(one)


FIRST = Claims(places={"A": 1})


@pytest.mark.parametrize(
    ("one", "other", "denied"),
    [
        (FIRST, Claims(ahead=frozenset({("B", "A")})), True),
        (FIRST, Claims(ahead=frozenset({("A", "B")})), False),
        (FIRST, Claims(places={"B": 1}), True),
        (FIRST, Claims(places={"A": 2}), True),
        (Claims(places={"A": 2}), Claims(ahead=frozenset({("B", "A")})), False),
        (Claims(inside=frozenset({("A", "B")})), Claims(inside=frozenset({("B", "A")})), True),
    ],
)
def test_who_is_first_is_behind_nobody(one: Claims, other: Claims, denied: bool) -> None:
    assert one.deny(other) is other.deny(one) is denied


def test_opposite_orders_of_one_moment_oppose_in_whatever_words() -> None:
    assert told("AB", "bell", order=["A", "B"]).opposes(told("AB", "1 lap to go", order=["B", "A"]))
    assert not told("AB", "bell", order=["A", "B"]).opposes(told("AB", "2 laps to go", order=["B", "A"]))


def test_a_gap_at_the_line_is_one_at_no_metres_to_go() -> None:
    gap = {"ahead": "A", "of": "B", "s": 2}
    assert told("AB", "0 m to go", gap=gap).is_at_finish
    assert told("AB", "finish", gap=gap).is_at_finish
    assert not told("AB", "finish+1", caption="Won").is_at_finish


def test_several_riders_hesitate() -> None:
    assert told("AB", "bell", hesitate=["A", "B"]).words.startswith("A and B hesitate")
    assert told("AB", "bell", hesitate=["A"]).words.startswith("A hesitates")
