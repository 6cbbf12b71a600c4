"""A rider comes through between two others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.race.story.asked import SideAsked
from replay.race.story.boards.through_fact import BETWEEN_M, ROOM_M, ThroughFact
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, evidence, told


def through(**more: Any) -> ThroughFact:
    fact = told("ABC", 0.0, through={"rider": "C", "between": ["A", "B"], **more})
    assert isinstance(fact, ThroughFact)
    return fact


FACT = through()
HOLE = {"A": 0.4, "C": 1.2, "B": 2.0}


def passing(a_m: float = 0.0, b_m: float = 0.5, gained_m: float = 8.0) -> SampledMotion:
    """C from 4 m behind to so much further ahead within 4 s; A and B that far ahead of the middle."""
    sampled = drawn(0, "ABC", 4, "ABC", leader_m=LEADER_M)
    even = LEADER_M + 15.0 * sampled.time_s
    sampled.distance_m[:2] = even + np.array([[a_m], [b_m]])
    sampled.distance_m[2] = even - gained_m / 2 + gained_m / 4 * sampled.time_s
    sampled.speed_mps[:] = 15.0
    sampled.speed_mps[2] += gained_m / 4
    return sampled


@pytest.mark.parametrize(
    ("sampled", "heights", "so"),
    [
        (passing(), HOLE, True),
        (passing(), {"A": 2.0, "C": 1.2, "B": 0.4}, True),
        (passing(), {"A": 0.4, "B": 1.2, "C": 2.0}, False),
        (passing(), {"A": 0.4, "B": 2.0, "C": 0.5}, False),
        (passing(0.0, 4.0, gained_m=12.0), HOLE, False),
        (passing(5.0, 5.5), HOLE, False),
        (passing(-5.0, -5.5), HOLE, False),
    ],
)
def test_he_passes_both_with_one_on_each_side(sampled: SampledMotion, heights: dict[str, float], so: bool) -> None:
    assert stands(FACT, evidence(sampled, heights)) is so


def test_rows_ask_for_both_before_beside_and_after() -> None:
    assert room(FACT, passing()) == pytest.approx(0.3)
    assert room(FACT, passing(0.0, 2.0)) == pytest.approx(0.8 - 2.0)
    assert [row.terms[0].time_s for row in FACT.constraints(passing())] == [0.0, 0.0, 2.0, 2.0, 4.0, 4.0]
    assert [row.riders for row in FACT.heights_asked(passing())] == [((2, 1.0), (0, -1.0)), ((1, 1.0), (2, -1.0))]


def test_the_first_is_asked_for_inside_and_the_second_outside() -> None:
    pairs = (("A", "C"), ("C", "B"), ("A", "B"))
    assert FACT.sides_asked(passing()) == tuple(SideAsked(*pair, late_s=4.0) for pair in pairs)
    assert through(within_s=6).sides_asked(passing())[0].late_s == 6.0


def test_mistakes() -> None:
    assert "between two" in item_mistakes("through: {rider: Ruiz, between: Møller}")
    assert "named twice" in item_mistakes("through: {rider: Ruiz, between: [Ruiz, Møller]}")
    assert "between is missing" in item_mistakes("through: {rider: Ruiz}")


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short)) == ("C comes through between A and B", "c between a b")
    assert FACT.sentence(Amounts(BETWEEN_M, 4.0, "m")).endswith("one is 4 m away at best")
    assert FACT.sentence(Amounts(ROOM_M, -0.4, "m")).endswith("not between the two")
    assert FACT.sentence(Amounts(0.0, -3.0, "m")).endswith("ahead of both: 3 m off")
