"""A place of the track that tells the moment of what one rider does is where he is, not where the leader is."""

from __future__ import annotations

from typing import Any

import pytest

from replay.motion.moments import find_moment
from replay.race.when import Mark, When
from tests.helpers.fields import drawn, evidence, told

TURN = "turn 1 on the last lap"
STRIP = "A" + "." * 14 + "B"
"""B is 30 m behind A: two seconds."""


def apart_s(when: str, **item: Any) -> float:
    """How long after the leader comes to a place a fact of B is."""
    sampled = drawn(0.0, STRIP, 40.0, STRIP, leader_m=1100.0)
    fact = told("AB", when, **item)
    leader = When(fact.when.mark, fact.when.value)
    there = evidence(sampled).motion
    found = find_moment(there, fact.when)
    assert found == pytest.approx(sampled.moment(fact.when), abs=0.05)
    return sampled.moment(fact.when) - sampled.moment(leader)


@pytest.mark.parametrize(
    "item",
    [
        {"crash": "B"},
        {"attack": "B"},
        {"stops_racing": "B"},
        {"drop_back": "B"},
        {"ride_high": "B"},
        {"drop_down": "B"},
        {"chase": "B"},
        {"works_for": {"rider": "B", "for": "A"}},
        {"forced_up": {"rider": "B", "by": "A"}},
    ],
)
@pytest.mark.parametrize("when", [TURN, "last-bend", "back straight on the last lap"])
def test_what_one_rider_does_at_a_place_he_does_when_he_is_there(when: str, item: dict[str, Any]) -> None:
    assert apart_s(when, **item) == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize(
    "item", [{"order": ["A", "B"]}, {"gap": {"ahead": "A", "of": "B", "m": 3}}, {"pass": {"rider": "B", "of": "A"}}]
)
def test_what_is_told_of_the_race_is_when_the_leader_is_there(item: dict[str, Any]) -> None:
    assert apart_s(TURN, **item) == 0.0


@pytest.mark.parametrize("when", ["bell", "200 m to go", "half a lap to go"])
def test_what_the_counter_shows_is_the_leaders(when: str) -> None:
    assert apart_s(when, attack="B") == 0.0


def test_a_window_between_places_is_his_own() -> None:
    fact = told("AB", {"between": [TURN, "last-bend"]}, attack="B")  # type: ignore[arg-type]
    assert fact.during is not None
    assert [when.rider for when in fact.during.moments] == ["B", "B"]


def test_who_never_comes_there_is_where_the_leader_is() -> None:
    sampled = drawn(0.0, STRIP, 11.0, STRIP, leader_m=1140.0)
    fact = told("AB", TURN, crash="B")
    leader_s = sampled.moment(When(Mark.TURN_1, 1.0))
    assert sampled.moment(fact.when) - leader_s == pytest.approx(2.0, abs=0.05)
    short = drawn(0.0, STRIP, leader_s + 1.0, STRIP, leader_m=1140.0)
    assert short.moment(fact.when) == pytest.approx(leader_s, abs=0.05)
