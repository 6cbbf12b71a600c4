"""A rider goes up the boards."""

from __future__ import annotations

import pytest

from replay.race.story.asked import HeightRow
from replay.race.story.boards.ride_high_fact import HIGH_M
from tests.helpers.facts import Amounts, field, found, item_mistakes, short, stands
from tests.helpers.fields import evidence, told

FACT = told("AB", 5.0, ride_high={"rider": "A", "height_m": 3.0})
SOMEWHERE = told("AB", 5.0, ride_high="A")


def test_it_asks_for_a_height_and_nothing_along_the_track() -> None:
    sampled = field("A.B")
    assert FACT.heights_asked(sampled) == (HeightRow(((0, 1.0),), 5.0, 3.0, about_s=2.0, clear_s=1.0),)
    assert SOMEWHERE.heights_asked(sampled)[0].low_m == HIGH_M
    assert FACT.constraints(sampled) == ()


def test_the_finding_is_read_from_his_height() -> None:
    sampled = field("A.B")
    assert stands(FACT, evidence(sampled, {"A": 3.0}))
    low = found(FACT, evidence(sampled, {"A": 2.0, "B": 3.0}))
    assert (low.asked, low.got, low.miss) == pytest.approx((3.0, 2.0, 1.0))
    assert not stands(FACT, evidence(sampled, {"A": 2.0, "B": 3.0}))


@pytest.mark.parametrize(("height_m", "so", "told_so"), [(2.8, True, True), (2.5, True, False), (1.7, True, False)])
def test_a_height_that_is_told_is_held_more_nearly(height_m: float, so: bool, told_so: bool) -> None:
    seen = evidence(field("A.B"), {"A": height_m})
    assert (stands(SOMEWHERE, seen), stands(FACT, seen)) == (so, told_so)


def test_mistakes() -> None:
    assert "height_m is 13, it must be at most 12" in item_mistakes("ride_high: {rider: Ruiz, height_m: 13}")
    assert "no rider is called Rui" in item_mistakes("ride_high: Rui")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("A rides high", "a rides high", "A")
    said = FACT.sentence(Amounts(3, 2.1, "m"))
    assert said == "Told: 3 m up the boards; the replay shows 2.1 m, 0.9 m lower"
