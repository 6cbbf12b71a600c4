"""A rider stops racing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.race.story.effort_shape import RIDING_ALONG_W, Effort
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, problem, told

FACT = told("AB", 5.0, stops_racing="B")
EASING = drawn(0, "A.B", 5, "A.B", 9, "A......B", 30, "A" + "." * 60 + "B", leader_m=LEADER_M)


def test_rows_and_finding_say_whether_he_loses_speed() -> None:
    assert stands(FACT, EASING)
    assert room(FACT, EASING) >= 0
    assert not stands(FACT, field("A.B"))
    assert room(FACT, field("A.B")) < 0


def test_who_comes_again_has_not_stopped_racing() -> None:
    hole = "." * 30
    again = drawn(
        0, "A.B", 5, "A.B", 9, "A......B", 14, f"A{hole}B", 18, f"A{hole}B", 26, "A......B", leader_m=LEADER_M
    )
    finding = found(FACT, again)
    assert (finding.unit, finding.is_missed) == ("km/h", True)
    assert finding.asked > 0
    assert room(FACT, again) < 0
    shown = FACT.sentence(Amounts(1.08, 5.0, "km/h"))
    assert shown.startswith("Who stops racing does not come again; the replay shows ")


def test_who_comes_again_late_has_not_stopped_racing_either() -> None:
    late = drawn(0, "A.B", 5, "A.B", 9, "A......B", 45, "A" + "." * 60 + "B", 60, "A.B", 90, "A.B", leader_m=LEADER_M)
    finding = found(FACT, late)
    assert (finding.unit, finding.is_missed) == ("km/h", True)
    assert room(FACT, late) < 0


def test_who_only_speeds_up_before_it_has_not_stopped_racing() -> None:
    """He comes nearer fast, is slower than that from the moment on, and yet stays with the others."""
    swung = drawn(0, "A.....B", 3.5, "A.....B", 5, "A.B", 9, "A....B", 15, "A.....B", 60, "A.....B", leader_m=LEADER_M)
    assert found(FACT, swung).is_missed
    assert room(FACT, swung) < 0


def test_behind_the_pacer_he_leaves_the_line() -> None:
    assert FACT.out_of_line_s(EASING) == {"B": 5.0}


def test_metres_are_lost_on_as_many_rivals_as_it_takes_for_the_median() -> None:
    rows = [row for row in told("ABC", 5.0, stops_racing="B").constraints(field("B.A.C")) if len(row.terms) == 4]
    assert [(row.terms[0].rider, row.terms[1].rider) for row in rows] == [(0, 1), (2, 1)]


def test_who_slows_down_with_all_others_has_not_eased() -> None:
    """They all come nearer to one who is ahead of them, slower and slower."""
    far = "." * 40
    both = drawn(0, f"C{far}A.B", 5, f"C{far[20:]}A.B", 9, f"C{far[26:]}A.B", 30, f"C{far[26:]}A.B", leader_m=LEADER_M)
    finding = found(FACT, both)
    assert (finding.unit, finding.asked) == ("m", 3.0)
    assert finding.is_missed
    shown = FACT.sentence(Amounts(3.0, 0.4, "m"))
    assert shown == "Who stops racing loses 3 m on those around him within 10 s; the replay shows 0.4 m"


def test_only_what_he_rides_of_it_is_seen() -> None:
    """He falls three seconds later: until then he has to drop back, and nothing is asked of how he slides."""
    softly = drawn(0, "A.B", 5, "A.B", 8, "A..B", 9, "A......B", 30, "A" + "." * 60 + "B", leader_m=LEADER_M)
    falls = replace(softly, problem=problem("AB", story=({"when": 8.0, "crash": "B"},)))
    times = {term.time_s for row in FACT.constraints(falls) for term in row.terms}
    assert times == {5.0, 8.0}
    assert found(FACT, falls).is_missed
    assert room(FACT, falls) < 0


def test_who_is_at_the_line_at_once_has_not_been_seen_to_stop() -> None:
    near = drawn(0, "A.B", 5, "A.B", 9, "A......B", 30, "A" + "." * 60 + "B", leader_m=1500.0 - 15.0 * 6)
    assert stands(FACT, EASING)
    assert not stands(FACT, near)


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
