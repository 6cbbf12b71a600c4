"""A rider works for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import told

FACT = told("ABC", 5.0, works_for={"rider": "A", "for": "B"})
UNTIL = told("ABC", 5.0, works_for={"rider": "A", "for": "B", "until": 12.0})


def easing(by_mps2: float) -> SampledMotion:
    """A and B slow down together from 5 s on."""
    sampled = field("AB.C")
    since = (sampled.time_s - 5.0).clip(0.0, None)
    distance, speed = sampled.distance_m.copy(), sampled.speed_mps.copy()
    distance[:2] -= by_mps2 / 2 * since**2
    speed[:2] -= by_mps2 * since
    return replace(sampled, distance_m=distance, speed_mps=speed)


@pytest.mark.parametrize(
    ("text", "so"), [("ABC", True), ("A.B", True), ("A..B", False), ("BA", False), ("AC.B", False)]
)
def test_the_other_is_on_his_wheel(text: str, so: bool) -> None:
    fact = told("ABC", 5.0, works_for={"rider": "A", "for": "B"})
    assert stands(fact, field(text if "C" in text else f"{text}...C")) is so


def test_he_does_not_let_up() -> None:
    assert stands(FACT, easing(0.0))
    assert room(FACT, easing(0.0)) == pytest.approx(0.25)
    assert room(FACT, easing(0.4)) < 0
    assert not stands(FACT, easing(0.4))
    assert found(FACT, easing(0.4)).unit == "km/h"


def test_it_lasts_five_seconds_or_to_its_end() -> None:
    assert max(term.time_s for row in FACT.constraints(field("ABC")) for term in row.terms) == 10.0
    assert max(term.time_s for row in UNTIL.constraints(field("ABC")) for term in row.terms) == 12.0


def test_mistakes() -> None:
    assert "named twice" in item_mistakes("works_for: {rider: Ruiz, for: Ruiz}")
    assert "for is missing" in item_mistakes("works_for: {rider: Ruiz}")


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("A works for B", "a for b", "A")
    assert FACT.sentence(Amounts(3.5, 9.0, "m")) == "The replay shows B 9 m behind him, and not on his wheel"
    assert FACT.sentence(Amounts(3.5, -2.0, "m")) == "The replay shows B 2 m ahead of him, and not on his wheel"
    assert FACT.sentence(Amounts(-3.0, -5.0, "km/h")).endswith("the replay shows 5 km/h lost")
