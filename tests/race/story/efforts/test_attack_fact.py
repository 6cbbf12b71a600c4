"""A rider attacks."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.asked import ConstraintRow
from replay.race.story.effort_shape import Effort
from replay.race.story.efforts.attack_fact import ATTACK_S, AttackFact
from replay.race.story.finding import Reason, ReasonKind
from replay.reconstruction.judging.screening import KnownRace
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, problem, told


def attack(when: str | float) -> AttackFact:
    fact = told("AB", when, attack="A")
    assert isinstance(fact, AttackFact)
    return fact


AT_S = 75.0
"""After the pacer's leaving, which is at 67.5 s."""

FACT = attack(AT_S)


def riding(*strips: float | str) -> SampledMotion:
    """Strips with times from the moment of the attack on."""
    times = [AT_S + float(strip) for strip in strips[::2]]
    return drawn(*(part for pair in zip(times, strips[1::2], strict=True) for part in pair), leader_m=LEADER_M)


def keeping(text: str) -> SampledMotion:
    """Riders who keep their places."""
    return riding(-10, text, 30, text)


GOES = riding(-5, "B" + "." * 40 + "A", 0, "B" + "." * 40 + "A", 4, "B" + "." * 32 + "A", 25, "BA")


def test_rows_and_finding_say_whether_he_gains_speed() -> None:
    assert stands(FACT, GOES)
    assert room(FACT, GOES) >= 0
    assert not stands(FACT, keeping("A.B"))
    assert room(FACT, keeping("A.B")) < 0


def test_it_is_judged_over_four_seconds_of_the_rider_alone() -> None:
    first, *steady = [row for row in FACT.constraints(GOES) if row.terms[0].derivative]
    assert [(term.rider, term.time_s, term.factor, term.derivative) for term in first.terms] == [
        (0, AT_S + ATTACK_S, 1.0, 1),
        (0, AT_S, -1.0, 1),
    ]
    assert [(row.terms[0].time_s - AT_S, row.low) for row in steady] == [(1.0, 0.0), (2.0, 0.0)], "nor slower before"


def test_metres_are_asked_on_as_many_rivals_as_it_takes_for_the_median() -> None:
    sampled = keeping("D.C.B.A")
    rows = [row for row in FACT.constraints(sampled) if len(row.terms) == 4]
    assert [(row.terms[0].rider, row.terms[1].rider) for row in rows] == [(0, 1), (0, 2)] * 3
    assert [row.terms[2].time_s - AT_S for row in rows[::2]] == [0.0, -2.5, -5.0]
    assert all(room == pytest.approx(-2.0) for room in (_got(row, sampled) - row.low for row in rows))


def _got(row: ConstraintRow, sampled: SampledMotion) -> float:
    return sum(term.factor * float(sampled.distance(term.time_s)[term.rider]) for term in row.terms)


def test_nothing_comes_of_an_effort_in_which_all_gain_alike() -> None:
    """All of them come up to one who is far ahead: the attacker is as fast as an attack asks, and gains on nobody."""
    far = "." * 40
    same = riding(-5, f"D{far}C.B.A", 0, f"D{far}C.B.A", 4, f"D{far[8:]}C.B.A", 25, "DC.B.A")
    finding = found(FACT, same)
    assert (finding.unit, finding.asked) == ("m", 1.5)
    assert finding.is_missed


def test_who_gains_a_place_has_attacked() -> None:
    passes = riding(-5, "B.A", 0, "B.A", 8, "A.B", 20, "A..........B")
    assert found(FACT, passes).unit == "km/h"


def test_what_he_let_go_before_is_no_gain() -> None:
    """Third in file, he lets metres go, and comes up to the wheel again."""
    closes = riding(-10, "C.B.A", -5, "C.B.A", 0, f"C.B{12 * '.'}A", 4, "C.B.....A", 8, "C.B.A", 25, "C.B.A")
    finding = found(FACT, closes)
    assert (finding.unit, finding.asked) == ("m", 1.5)
    assert finding.is_missed


def test_who_is_passed_as_he_goes_has_not_attacked() -> None:
    """All stretches out behind one who is far ahead; B, who was behind him, is past him before anything is gained."""
    passed = riding(-10, "C..........AB", -1, "C..........AB", 1, "C.........B.A", 8, "C.B....A", 25, "C.B....A")
    finding = found(FACT, passed)
    assert finding.is_missed
    rows = [row for row in FACT.constraints(passed) if len(row.terms) == 2 and not row.terms[0].derivative]
    assert [(row.terms[0].time_s, row.terms[1].rider) for row in rows] == [(AT_S + 4.0, 1)]


def test_who_slows_down_first_has_not_attacked() -> None:
    far = "." * 40
    slows = riding(-5, f"B{far}A", 0, f"B{far}A", 2, f"B{far}.A", 5, f"B{far[14:]}A", 25, "BA")
    finding = found(FACT, slows)
    assert finding.asked < 0
    assert finding.is_missed


def test_nobody_attacks_behind_the_pacer() -> None:
    early = attack("pull-off-20")
    finding = found(early, riding(-60, "B.A", -25, "B.A", -15, "A.B", 20, "A..B"))
    assert (finding.unit, finding.is_missed) == ("s", True)
    race = KnownRace(problem("AB"))
    assert early.contradiction(race) == Reason(ReasonKind.PACER)
    assert attack("5 laps to go").contradiction(race) == Reason(ReasonKind.PACER)
    assert attack(30.0).contradiction(race) == Reason(ReasonKind.PACER)
    assert [attack(when).contradiction(race) for when in ("pull-off-1", "pull-off", "bell", 70.0)] == [None] * 4
    assert early.contradiction(KnownRace(problem("AB", pacer="none"))) is None


def test_less_is_asked_at_high_speed_and_never_nothing() -> None:
    gains = [FACT.gain_mps(speed, GOES) for speed in (8.0, 12.0, 16.0, 25.0)]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 2.0
    assert gains[-1] == 0.2


def test_the_finding_is_the_gain_in_kmh() -> None:
    finding = found(FACT, keeping("A.B"))
    assert finding.unit == "km/h"
    assert abs(finding.got) < 0.8
    assert finding.miss == pytest.approx(finding.asked - finding.got)
    assert finding.asked == pytest.approx(3.6 * FACT.gain_mps(15.0, GOES), abs=0.5)


def test_an_attack_peaks_and_fades_and_is_that_of_one_rider() -> None:
    flat = Effort(np.full(4, 300.0), 0.3)
    times = AT_S + np.array([-1.0, 0.0, 9.0, 55.0])
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
    slower = "Who attacks does not slow down first; the replay shows 2.5 km/h lost"
    assert FACT.sentence(Amounts(-0.9, -2.5, "km/h")) == slower
    ground = "Who attacks gains 1.5 m on those around him within 10 s, or a place; the replay shows 0.2 m"
    assert FACT.sentence(Amounts(1.5, 0.2, "m")) == ground
    paced = "A is behind the pacer for another 40.7 s, where nobody attacks"
    assert FACT.sentence(Amounts(0.0, 40.7, "s")) == paced
