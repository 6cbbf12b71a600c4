"""Two riders touch, or nearly."""

from __future__ import annotations

import pytest

from replay.race.story.asked import HeightRow
from replay.race.story.boards.contact_fact import ALONG_M, NEAR_M
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import Amounts, field, item_mistakes, room, short, stands
from tests.helpers.fields import evidence, told

FACT = told("AB", 5.0, contact=["A", "B"])


def apart(by_m: float) -> SampledMotion:
    sampled = field("AB")
    sampled.distance_m[1] += 2.0 - by_m
    return sampled


@pytest.mark.parametrize(
    ("by_m", "outer_m", "so"), [(0.5, 1.15, True), (-0.5, 1.35, True), (0.5, 1.8, False), (2.0, 1.15, False)]
)
def test_they_are_as_near_as_riders_side_by_side_can_be(by_m: float, outer_m: float, so: bool) -> None:
    assert stands(FACT, evidence(apart(by_m), {"B": outer_m})) is so
    assert stands(FACT, evidence(apart(by_m), {"A": outer_m})) is so


def test_rows_ask_that_neither_is_ahead_or_above_by_much() -> None:
    assert room(FACT, apart(0.5)) == pytest.approx(0.3)
    assert room(FACT, apart(2.0)) == pytest.approx(-1.2)
    pairs = (((0, 1.0), (1, -1.0)), ((1, 1.0), (0, -1.0)))
    assert FACT.heights_asked(apart(0.5)) == tuple(HeightRow(pair, 5.0, -0.7) for pair in pairs)


def test_mistakes() -> None:
    assert "contact is between two riders" in item_mistakes("contact: [Ruiz, Møller, Tjon En Fa]")
    assert "contact is between two riders" in item_mistakes("contact: Ruiz")
    assert "named twice" in item_mistakes("contact: [Ruiz, Ruiz]")


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("A and B touch", "a b touch", None)
    assert FACT.sentence(Amounts(ALONG_M, 4.0, "m")).endswith("up to 1.2 m along the track; the replay shows 4 m")
    assert FACT.sentence(Amounts(NEAR_M, 1.6, "m")).endswith("up to 1 m up the boards; the replay shows 1.6 m")
