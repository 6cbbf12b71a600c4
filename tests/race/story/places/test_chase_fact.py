"""A rider leads the chase."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.effort_shape import Effort
from replay.race.story.places.chase_fact import CHASE_GAP_M
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, told


@pytest.mark.parametrize(
    ("leader", "so", "not_so"),
    [("B", "A....B.C", "A....C.B"), ("A", "C..A.B", "C..B.A"), ("B", "A....B.C", "B....A.C")],
)
def test_rows_and_finding_say_whether_he_is_first_behind_the_leader(leader: str, so: str, not_so: str) -> None:
    fact = told("ABC", 5.0, chase=leader)
    assert stands(fact, field(so))
    assert room(fact, field(so)) >= 0
    assert not stands(fact, field(not_so))
    assert room(fact, field(not_so)) < 0


def test_who_is_in_front_so_far_stays_there() -> None:
    rows = told("ABC", 5.0, chase="B").constraints(field("A.C.B"))
    places = [row.terms for row in rows if not row.terms[0].derivative]
    assert [(first.rider, second.rider, first.time_s) for first, second in places] == [(0, 1, 5.0), (1, 2, 5.0)]


def test_who_slows_down_leads_no_chase() -> None:
    fact = told("ABC", 5.0, chase="B")
    slowing = drawn(0, "A....B.......C", 5, "A....B.......C", 9, "A........B...C", leader_m=LEADER_M)
    finding = found(fact, slowing)
    assert (finding.unit, finding.is_missed) == ("km/h", True)
    assert room(fact, slowing) < 0
    shown = fact.sentence(Amounts(-1.8, -4.0, "km/h"))
    assert shown.startswith("Who leads a chase does not slow down; the replay shows ")


def test_there_is_no_chase_without_a_gap() -> None:
    fact = told("ABC", 5.0, chase="B")
    finding = found(fact, field("AB.C"))
    assert finding.asked == CHASE_GAP_M
    assert finding.got == pytest.approx(2.0)
    assert finding.is_missed
    assert not found(fact, field("A.B.C")).is_missed
    shown = fact.sentence(Amounts(CHASE_GAP_M, 2.0, "m"))
    assert shown == "There is no chase: the rider in front is 2 m away, not 3.5 m"


def test_he_waits_and_then_goes_hard() -> None:
    fact, sampled = told("AB", 10.0, chase="B"), field("A.B")
    times = np.array([0.0, 5.0, 30.0])
    before, begun, later = fact.shape_effort(Effort(np.full(3, 800.0), 0.3), 1, times, sampled).watts
    assert before == pytest.approx(420, abs=5)
    assert begun > 1100
    assert later < 850
    same = Effort(np.full(3, 800.0), 0.3)
    assert fact.shape_effort(same, 0, times, sampled) is same


def test_mistakes() -> None:
    assert "16:25: no rider is called Rui" in item_mistakes("chase: Rui")


def test_words_and_sentence() -> None:
    fact = told("AB", "bell", chase="B")
    assert (fact.statement, fact.chart_words(short), fact.doer) == ("B leads the chase, at the bell", "b chases", "B")
    assert fact.sentence(Amounts(0, -5, "m")).endswith("one who is told to be ahead is 5 m behind")
