"""A rider tries to pass another, who shuts the door."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from replay.motion.trajectory import Path
from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.boards.shut_out_fact import DOOR_M, ShutOutFact
from replay.reconstruction.state.evidence import Evidence
from tests.helpers.facts import LEADER_M, Amounts, field, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, evidence, told


def shut_out(**more: Any) -> ShutOutFact:
    fact = told("AB", 5.0, shut_out={"rider": "B", "by": "A", **more})
    assert isinstance(fact, ShutOutFact)
    return fact


FACT = shut_out()


def door(moves_m: float, *, nearest_m: float = 0.7, own_m: float = 1.2, from_m: float = 0.4) -> Evidence:
    """B 4 m behind A at 5 and 13 s, near at 9; from then on A moves up the boards by so much."""
    sampled = drawn(0, "A.B", 30, "A.B", leader_m=LEADER_M)
    distance = sampled.distance_m.copy()
    distance[1] = distance[0] - np.interp(sampled.time_s, [5.0, 9.0, 13.0], [4.0, nearest_m, 4.0])
    sampled = replace(sampled, distance_m=distance, speed_mps=np.gradient(distance, sampled.time_s, axis=1))
    found = evidence(sampled)
    heights = np.array(
        [from_m + moves_m * ((sampled.time_s - 9.0) / 4.0).clip(0.0, 1.0), np.full_like(sampled.time_s, own_m)]
    )
    path = Path(sampled.time_s.copy(), distance.copy(), heights)
    return replace(found, motion=replace(found.motion, path=path))


@pytest.mark.parametrize(
    ("moves_m", "more", "so"),
    [
        (0.5, {}, True),
        (0.0, {}, False),
        (-0.3, {}, False),
        (0.5, {"nearest_m": 3.0}, False),
        (0.5, {"nearest_m": -1.0}, False),
        (-0.6, {"own_m": 0.4, "from_m": 1.2}, True),
        (0.6, {"own_m": 0.4, "from_m": 1.2}, False),
    ],
)
def test_the_other_moves_to_where_he_came_from(moves_m: float, more: dict[str, float], so: bool) -> None:
    assert stands(FACT, door(moves_m, **more)) is so


def test_a_side_that_is_told_is_looked_at() -> None:
    assert stands(shut_out(side="outside"), door(0.5))
    assert not stands(shut_out(side="inside"), door(0.5))


@pytest.mark.parametrize(
    ("more", "towards", "sides"),
    [
        ({}, 1.0, ("A", "B")),
        ({"side": "outside"}, 1.0, ("A", "B")),
        ({"side": "inside"}, -1.0, ("B", "A")),
    ],
)
def test_asked_is_a_side_and_a_move_towards_it(more: dict[str, str], towards: float, sides: tuple[str, str]) -> None:
    fact, sampled = shut_out(**more), field("A.B")
    assert fact.sides_asked(sampled) == (SideAsked(*sides, late_s=8.0),)
    (row,) = fact.heights_asked(sampled)
    assert row == HeightRow(((0, towards),), 13.0, row.low_m, since_s=9.0)
    assert row.low_m > DOOR_M


def test_he_is_so_far_behind_in_time_that_the_other_has_room() -> None:
    assert room(FACT, door(0.5).sampled) > 0
    assert (
        len(FACT.constraints(field("A.B")))
        == len(told("AB", 5.0, tries={"rider": "B", "of": "A"}).constraints(field("A.B"))) + 1
    )


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("shut_out: {rider: Ruiz, by: Ruiz}")
    assert "by is missing" in item_mistakes("shut_out: {rider: Ruiz}")
    assert "side cannot be left" in item_mistakes("shut_out: {rider: Ruiz, by: Møller, side: left}")


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short)) == ("B is shut out by A", "a shuts out b")
    assert shut_out(side="inside").words == "B is shut out by A on the inside"
    assert FACT.sentence(Amounts(DOOR_M, 0.1, "m")).endswith("the other move 0.1 m towards him")
    assert FACT.sentence(Amounts(DOOR_M, -0.2, "m")).endswith("the other move 0.2 m away from him")
    assert "come past: 3 m ahead" in FACT.sentence(Amounts(1.2, -3, "m"))
