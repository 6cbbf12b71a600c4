"""Riders who lead."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.race.story.asked import LineAsked
from replay.race.when import Mark, When
from replay.reconstruction.constraints.paced_line import changes
from replay.reconstruction.constraints.pass_windows import pass_windows
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.rough_motion import rough_sampled
from replay.track.catalogue import load_track
from tests.helpers.facts import (
    LEADER_M,
    Amounts,
    asked_order,
    field,
    found,
    read_item,
    room,
    short,
    stands,
)
from tests.helpers.fields import drawn, race, told
from tests.helpers.race_files import mistakes
from tests.helpers.race_files import told as with_item

ALONE = {"leads": "A"}
TWO = {"leads": ["A", "B"]}
LASTING = {"leads": {"rider": "A", "until": 15}}


@pytest.mark.parametrize(
    ("item", "so", "not_so"),
    [
        (ALONE, "A.B.C", "B.A.C"),
        (TWO, "A.B.C", "A.C.B"),
        (TWO, "B.A.C", "C.A.B"),
        (LASTING, "A.B.C", "C.B.A"),
    ],
)
def test_rows_and_finding_say_whether_they_lead(item: dict[str, Any], so: str, not_so: str) -> None:
    fact = told("ABC", 5.0, **item)
    assert stands(fact, field(so))
    assert room(fact, field(so)) >= 0
    assert not stands(fact, field(not_so))
    assert room(fact, field(not_so)) < 0


def test_of_one_moment_the_leaders_are_ahead_of_the_first_other_and_the_last_of_them_of_all() -> None:
    assert asked_order(told("ABCD", 5.0, **TWO), field("B.A.C.D")) == {
        ("A", "C", 5.0),
        ("B", "C", 5.0),
        ("A", "D", 5.0),
    }


def test_riders_far_behind_need_no_row_but_the_first_of_them() -> None:
    far = field("A" + "." * 15 + "B.C")
    assert asked_order(told("ABC", 5.0, **ALONE), far) == {("A", "B", 5.0)}


def test_until_a_moment_it_asks_at_least_once_a_second() -> None:
    times = sorted({row.terms[0].time_s for row in told("ABC", 5.0, **LASTING).constraints(field("A.B.C"))})
    assert (times[0], times[-1]) == (5.0, 15.0)
    assert max(np.diff(times)) <= 1.0


def test_an_end_that_comes_before_the_moment_in_the_motion_leaves_the_moment() -> None:
    fact = told("ABC", 20.0, leads={"rider": "A", "until": "bell"})
    early = drawn(0, "A.B.C", 30, "A.B.C", leader_m=1200.0)
    assert {row.terms[0].time_s for row in fact.constraints(early)} == {20.0}


def test_the_worst_moment_counts_and_says_who_leads_then() -> None:
    lost = drawn(0, "A.B.C", 8, "A.B.C", 11, "B..A.C", 15, "A.B.C", 30, "A.B.C", leader_m=LEADER_M)
    finding = found(told("ABC", 5.0, **LASTING), lost)
    assert finding.got == pytest.approx(-6.0, abs=0.1)
    assert finding.partner == "B"
    assert stands(told("ABC", 5.0, **ALONE), lost)


def test_level_leaders_are_within_what_anybody_sees() -> None:
    assert stands(told("AB", 5.0, **ALONE), field("AB"))


def free_s(fact_until: str | None, *strips: float | str) -> list[tuple[float, float]]:
    """From when to when A and B are free to pass each other because of a lead of A from 40 s on."""
    leads = {"rider": "A", "until": fact_until} if fact_until else "A"
    sampled = drawn(*strips, leader_m=100.0)
    windows = pass_windows(sampled, (told("AB", 40.0, leads=leads),))
    return [(window.start_s, window.end_s) for window in windows if window.start_s <= 70.0]


def test_who_leads_already_is_not_free_to_be_passed_and_passed_again() -> None:
    before = (0, "A.B", 80, "A.B")
    assert free_s("60", *before) == []


def test_who_comes_past_in_time_is_free_for_that_only() -> None:
    passes = (0, "B.A", 34, "B.A", 38, "A.B", 80, "A.B")
    assert max(end for _, end in free_s("65", *passes)) <= 40.0 + 6.0


def test_who_is_behind_all_the_time_is_free_to_come_past_all_the_time() -> None:
    assert max(end for _, end in free_s("65", 0, "B.A", 80, "B.A")) >= 65.0


def test_behind_the_pacer_leaders_keep_the_order_that_they_have() -> None:
    assert told("ABC", 5.0, **TWO).line_asked == LineAsked(("A", "B"), 1, in_any_order=True)
    drawn_race = race("ABCD", story=({"when": 40, "leads": ["A", "B"]},), start_order=["C", "B", "A", "D"])
    problem = problem_of(drawn_race, load_track("izu"))
    (change,) = changes(problem, drawn_race.story, rough_sampled(problem, (), 110.0))
    assert [problem.riders[rider] for rider in change.queue] == ["B", "A", "C", "D"]


def test_one_who_leads_is_in_place_one() -> None:
    assert told("ABC", "bell", **ALONE).claims.places == {"A": 1}
    assert told("ABC", "bell", **TWO).claims.places == {}
    assert told("ABC", "bell", **ALONE).opposes(told("ABC", "1 lap to go", order=["B", "A"]))


def test_spellings() -> None:
    assert read_item("leads: Ruiz") == read_item("leads: {rider: Ruiz}") == read_item("leads: [Ruiz]")
    assert told("ABC", 5.0, **LASTING).lasts_until == When(Mark.RACE_TIME, 15)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("leads: Moller", "no rider is called Moller"),
        ("leads: [Ruiz, Moller]", "16:32: no rider is called Moller"),
        ("leads: [Ruiz, Ruiz]", "Ruiz is named twice in one item"),
        ("leads: [Ruiz, Møller, Tjon En Fa]", "all 3 riders lead: that says nothing"),
        ("leads: {rider: Ruiz, until: 2 laps to go}", "2 laps to go is before bell"),
    ],
)
def test_mistakes(item: str, message: str) -> None:
    moment = "1 lap to go" if "until" in item else "bell"
    assert message.replace("before bell", "before 1 lap to go") in mistakes(with_item(f"{{when: {moment}, {item}}}"))


def test_words() -> None:
    assert told("ABC", "bell", **ALONE).statement == "A leads, at the bell"
    lasting = told("ABC", "2 laps to go", leads={"rider": ["A", "B"], "until": "bell"})
    assert lasting.statement == "A and B lead, with 2 laps to go, until the bell"
    assert (lasting.chart_words(short), lasting.doer, lasting.chart_rider) == ("a b lead", None, "A")
    assert told("ABC", "bell", **ALONE).doer == "A"


def test_sentence() -> None:
    assert told("ABC", 5.0, **ALONE).sentence(Amounts(0, -5, "m", "B")) == "The replay shows B 5 m ahead then"
    assert told("ABC", 5.0, **LASTING).sentence(Amounts(0, -5, "m", "B")) == (
        "The replay shows B 5 m ahead at the worst moment"
    )
