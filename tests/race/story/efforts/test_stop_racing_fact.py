"""A rider stops racing."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.effort_shape import RIDING_ALONG_W, Effort
from tests.helpers.facts import LEADER_M, Amounts, field, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, told

FACT = told("AB", 5.0, stops_racing="B")
EASING = drawn(0, "A.B", 5, "A.B", 9, "A......B", 30, "A" + "." * 60 + "B", leader_m=LEADER_M)


def test_rows_and_finding_say_whether_he_loses_speed() -> None:
    assert stands(FACT, EASING)
    assert room(FACT, EASING) >= 0
    assert not stands(FACT, field("A.B"))
    assert room(FACT, field("A.B")) < 0


def test_he_rolls_on() -> None:
    flat, times = Effort(np.full(2, 700.0), 0.3), np.array([0.0, 15.0])
    assert FACT.shape_effort(flat, 1, times, EASING).watts == pytest.approx([700.0, RIDING_ALONG_W], abs=1)
    assert FACT.shape_effort(flat, 0, times, EASING) is flat


def test_mistakes() -> None:
    assert "no rider is called Rui" in item_mistakes("stops_racing: Rui")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("B stops racing", "b eases", "B")
    asked = "Who stops racing has at least 1.8 km/h lost in 4 s"
    assert FACT.sentence(Amounts(-1.8, 1, "km/h")) == f"{asked}; the replay shows 1 km/h gained, 2.8 km/h off"
