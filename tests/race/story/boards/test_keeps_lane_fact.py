"""A rider stays in the sprinters' lane."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.story.asked import SideAsked
from replay.race.story.boards.keeps_lane_fact import LANE_M, KeepsLaneFact
from replay.track.markings import SPRINTERS_LINE_OUTER_M
from tests.helpers.facts import Amounts, field, found, item_mistakes, read_item, short, stands
from tests.helpers.fields import evidence, told

FACT = told("ABC", 5.0, keeps_lane={"rider": "B", "until": 9.0})
SHORT = told("ABC", 5.0, keeps_lane="B")


def test_the_lane_ends_where_the_line_is_painted() -> None:
    assert LANE_M == SPRINTERS_LINE_OUTER_M


def test_he_is_no_higher_than_the_line_all_the_time() -> None:
    assert stands(FACT, evidence(field("ABC"), {"B": 0.88}))
    assert not stands(FACT, evidence(field("ABC"), {"B": 1.1}))
    assert found(FACT, evidence(field("ABC"), {"B": 1.1})).got == pytest.approx(1.1)
    assert stands(FACT, evidence(field("ABC"), {"A": 2.0}))


def test_heights_are_asked_twice_a_second_and_others_outside() -> None:
    rows = FACT.heights_asked(field("ABC"))
    assert [row.time_s for row in rows] == [5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0, 8.5, 9.0]
    assert all(row.riders == ((1, -1.0),) and row.low_m < 0 for row in rows)
    assert FACT.sides_asked(field("ABC")) == (SideAsked("B", "A", late_s=4.0), SideAsked("B", "C", late_s=4.0))
    assert SHORT.heights_asked(field("ABC"))[-1].time_s == 10.0


def test_mistakes() -> None:
    assert "no rider is called Rui" in item_mistakes("keeps_lane: Rui")
    assert "no moment" in item_mistakes("keeps_lane: {rider: Ruiz, until: bel}")
    assert item_mistakes("keeps_lane: {rider: Ruiz, until: bell-2}")


def test_words_and_sentence() -> None:
    assert isinstance(read_item("keeps_lane: Ruiz"), KeepsLaneFact)
    assert (SHORT.words, SHORT.chart_words(short)) == ("B stays in the sprinters' lane", "b in the lane")
    assert (
        SHORT.sentence(Amounts(LANE_M, 1.25, "m"))
        == "The lane ends 0.9 m up the boards; the replay shows him at 1.25 m"
    )
    assert replace(SHORT, id="x").lasts_until is None
