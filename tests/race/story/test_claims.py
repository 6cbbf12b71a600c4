"""Facts that say the opposite of each other in names alone."""

from __future__ import annotations

import pytest

from replay.race.story.claims import NO_CLAIMS, Claims

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
