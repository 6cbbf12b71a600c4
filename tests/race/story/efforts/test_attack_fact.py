"""A rider attacks."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.effort_shape import Effort
from replay.race.story.efforts.attack_fact import ATTACK_S, AttackFact
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, told


def attack(when: str | float) -> AttackFact:
    fact = told("AB", when, attack="A")
    assert isinstance(fact, AttackFact)
    return fact


FACT = attack(5.0)
GOES = drawn(0, "B" + "." * 40 + "A", 5, "B" + "." * 40 + "A", 9, "B" + "." * 32 + "A", 30, "BA", leader_m=LEADER_M)


def test_rows_and_finding_say_whether_he_gains_speed() -> None:
    assert stands(FACT, GOES)
    assert room(FACT, GOES) >= 0
    assert not stands(FACT, field("A.B"))
    assert room(FACT, field("A.B")) < 0


def test_it_is_judged_over_four_seconds_of_the_rider_alone() -> None:
    (row,) = FACT.constraints(GOES)
    assert [(term.rider, term.time_s, term.factor, term.derivative) for term in row.terms] == [
        (0, 5.0 + ATTACK_S, 1.0, 1),
        (0, 5.0, -1.0, 1),
    ]


def test_less_is_asked_at_high_speed_and_never_nothing() -> None:
    gains = [FACT.gain_mps(speed, GOES) for speed in (8.0, 12.0, 16.0, 25.0)]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 2.0
    assert gains[-1] == 0.2


def test_the_finding_is_the_gain_in_kmh() -> None:
    finding = found(FACT, field("A.B"))
    assert finding.unit == "km/h"
    assert abs(finding.got) < 0.8
    assert finding.miss == pytest.approx(finding.asked - finding.got)
    assert finding.asked == pytest.approx(3.6 * FACT.gain_mps(15.0, GOES), abs=0.5)


def test_an_attack_peaks_and_fades_and_is_that_of_one_rider() -> None:
    flat = Effort(np.full(4, 300.0), 0.3)
    times = np.array([4.0, 5.0, 14.0, 60.0])
    shaped = FACT.shape_effort(flat, 0, times, GOES)
    assert shaped.watts == pytest.approx([300.0, 1770.0, 980.0, 523.0], abs=2)
    assert FACT.shape_effort(flat, 1, times, GOES) is flat


def test_the_attack_that_opens_the_race_is_the_surest() -> None:
    flat, times = Effort(np.full(1, 300.0), 0.3), np.zeros(1)
    at_pull_off, later = attack("pull-off"), attack("pull-off+6")
    assert at_pull_off.shape_effort(flat, 0, times, GOES).scale_sd == 0.05
    assert later.shape_effort(flat, 0, times, GOES).scale_sd == 0.15


def test_mistakes() -> None:
    assert "16:26: no rider is called Rui" in item_mistakes("attack: Rui")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("A attacks", "a attacks", "A")
    asked = "An attack is at least 2.3 km/h gained in 4 s"
    assert FACT.sentence(Amounts(2.3, -3, "km/h")) == f"{asked}; the replay shows 3 km/h lost, 5.3 km/h short"
