"""Riders hesitate."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.effort_shape import RIDING_ALONG_W, Effort
from replay.race.story.efforts.hesitate_fact import REACTION_S, HesitateFact
from replay.race.story.finding import Reason, ReasonKind
from replay.reconstruction.judging.screening import KnownRace
from tests.helpers.facts import LEADER_M, Amounts, field, item_mistakes, read_item, room, short, stands
from tests.helpers.fields import drawn, problem, told

FACT = told("AB", 5.0, hesitate="B")
CHASING = drawn(0, "A" + "." * 30 + "B", 5, "A" + "." * 30 + "B", 9, "A" + "." * 20 + "B", 30, "AB", leader_m=LEADER_M)


def test_rows_and_finding_say_whether_he_gains_speed() -> None:
    assert stands(FACT, field("A.B"))
    assert room(FACT, field("A.B")) >= 0
    assert not stands(FACT, CHASING)
    assert room(FACT, CHASING) < 0


def test_every_quarter_counts_and_the_end() -> None:
    longer = told("AB", 5.0, hesitate={"riders": ["B"], "seconds": 8})
    for fact, times in ((FACT, {6.25, 7.5, 8.75, 10.0}), (longer, {7.0, 9.0, 11.0, 13.0})):
        assert {row.terms[0].time_s for row in fact.constraints(field("A.B"))} == times


def test_the_field_is_all_but_the_leader() -> None:
    fact = told("ABC", 5.0, hesitate="field")
    assert isinstance(fact, HesitateFact)
    assert fact.hesitating(field("C.A.B")) == (0, 1)
    assert not stands(told("AB", 5.0, hesitate="field"), CHASING)


def test_it_is_not_so_if_one_of_them_goes() -> None:
    assert not stands(told("AB", 5.0, hesitate=["A", "B"]), CHASING)
    assert stands(told("AB", 5.0, hesitate=["A"]), CHASING)


def test_nobody_hesitates_behind_the_pacer() -> None:
    known = KnownRace(problem("AB"))
    early, later = ("pull-off-20", "5 laps to go", 30.0), ("pull-off-1", "pull-off", "bell")
    assert {told("AB", when, hesitate="B").contradiction(known) for when in early} == {Reason(ReasonKind.PACER)}
    assert {told("AB", when, hesitate="B").contradiction(known) for when in later} == {None}
    assert told("AB", 30.0, hesitate="B").contradiction(KnownRace(problem("AB", pacer="none"))) is None


def test_he_rides_along_and_then_chases_one_after_another() -> None:
    fact, flat = told("ABC", 5.0, hesitate="field"), Effort(np.full(600, 700.0), 0.3)
    sampled, times = field("A.B.C"), np.arange(600) / 20
    gone_s = []
    for rider in (1, 2):
        watts = fact.shape_effort(flat, rider, times, sampled).watts
        assert watts[0] == pytest.approx(700, abs=1)
        assert watts[140] == pytest.approx(RIDING_ALONG_W, abs=40)
        gone_s.append((times[np.argmax((watts > 600) & (times > 8))], sampled.drawn_place(rider)))
    (one_s, one_place), (other_s, other_place) = gone_s
    assert other_s - one_s == pytest.approx(REACTION_S * (other_place - one_place), abs=0.06)
    assert fact.shape_effort(flat, 0, times, sampled) is flat


def test_names_may_be_written_short() -> None:
    for item, riders in (("Ruiz", ("Ruiz",)), ("[Ruiz, Møller]", ("Ruiz", "Møller")), ("field", ())):
        fact = read_item(f"hesitate: {item}")
        assert isinstance(fact, HesitateFact)
        assert fact.riders == riders


def test_mistakes() -> None:
    assert "no rider is called Rui" in item_mistakes("hesitate: [Ruiz, Rui]")
    assert "seconds is 0, it must be more than 0" in item_mistakes("hesitate: {riders: Ruiz, seconds: 0}")


def test_words_and_sentence() -> None:
    field_ = told("ABC", 5.0, hesitate="field")
    both = told("ABC", 5.0, hesitate=["A", "B"])
    assert [fact.words for fact in (FACT, field_, both)] == ["B hesitates", "the field hesitates", "A and B hesitate"]
    assert [fact.chart_words(short) for fact in (FACT, field_, both)] == [
        "b hesitates",
        "field hesitates",
        "a b hesitates",
    ]
    assert [fact.chart_rider for fact in (FACT, field_, both)] == ["B", None, None]
    assert FACT.doer is None
    asked = "Who hesitates has at most 1.1 km/h gained"
    assert FACT.sentence(Amounts(1.1, 3.1, "km/h")) == f"{asked}; the replay shows 3.1 km/h gained, 2 km/h too much"
