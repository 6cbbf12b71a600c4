"""Amounts in sentences: as few digits as there may be, and as many as it takes to see what is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.sentences import amounts_sentence, measure, speed_change
from tests.helpers.fields import told


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence is made of."""

    asked: float
    got: float
    unit: str = "m"
    partner: str | None = None

    @property
    def miss(self) -> float:
        return abs(self.asked - self.got)


@pytest.mark.parametrize(
    ("value", "unit", "beside", "written"),
    [
        (32.54, "m", None, "32.5 m"),
        (0.25, "s", None, "0.25 s"),
        (1.0, "places", None, "1 place"),
        (-0.001, "m", None, "0 m"),
        (1.43, "km/h", 1.5, "1.43 km/h"),
        (1.5, "km/h", 1.43, "1.5 km/h"),
        (7.94, "m", 8.0, "7.94 m"),
        (7.9996, "m", 8.0, "8 m"),
        (20.04, "m", 32.5, "20 m"),
    ],
)
def test_amounts_have_the_digits_that_they_need(value: float, unit: str, beside: float | None, written: str) -> None:
    assert measure(value, unit, beside=beside) == written


def test_a_change_of_speed_is_compared_with_its_sign() -> None:
    assert speed_change(-1.43, beside=-1.5) == "1.43 km/h lost"
    assert speed_change(1.43, beside=-1.5) == "1.4 km/h gained"


@given(st.floats(0.5, 40.0), st.floats(0.01, 10.0))
def test_the_numbers_that_are_shown_explain_the_difference(asked: float, less: float) -> None:
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", amounts_sentence(Said(asked, asked + less)))]
    assert abs(numbers[0] - numbers[1]) == pytest.approx(less, rel=0.25)


def test_an_attack_that_is_a_little_short_says_by_which_numbers() -> None:
    attack = told("AB", "bell", attack="A")
    assert isinstance(attack, AttackFact)
    words = attack.sentence(Said(1.5, 1.43, "km/h"))
    assert words.endswith("at least 1.5 km/h gained in 4 s; the replay shows 1.43 km/h gained, 0.07 km/h short")
