"""Told facts on races drawn as text: what they ask of positions, and what is found.

Each case is a fact, a race in which it is so, and one in which it is not. Rows (asked of the solver) and findings
(read off the motion) must both say so.
"""

from __future__ import annotations

from typing import Any

import pytest

from replay.motion.outcome import Verdict
from replay.race.story.story_facts import StoryFact
from replay.reconstruction.constraints.told_facts import rows_of
from replay.reconstruction.judging.findings import Finding, finding_of
from replay.reconstruction.judging.verdict import status_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.fields import drawn, evidence, standing, told

AT_5 = 5.0


def least_room(fact: StoryFact, sampled: SampledMotion) -> float:
    """By how much the rows of a fact are met at a motion; negative where one is not. No rows: nothing is asked."""
    rooms = []
    for row in rows_of(fact, sampled):
        got = sum(
            term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
            for term in row.terms
        )
        rooms += [(got - row.low) * row.scale, (row.high - got) * row.scale]
    return min(rooms)


def stands(finding: Finding) -> bool:
    return status_of(finding, ()) in (Verdict.HELD, Verdict.WITHIN)


POSITIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"order": ["A", "B", "C"]}, "A.B.C", "A.C.B"),
    ({"order": ["A", "C"]}, "A.B.C", "C.B.A"),
    ({"order": {"riders": ["B", "C"], "from": 2}}, "A.B.C", "B.A.C"),
    ({"order": {"riders": ["A"], "from": 1}}, "A.B.C", "B.A.C"),
    ({"chase": "B"}, "A....B.C", "A....C.B"),
    ({"chase": "A"}, "C..A.B", "C..B.A"),
    ({"gap": {"ahead": "A", "of": "B", "m": "about 10"}}, "A....B.C", "A.B.C"),
    ({"gap": {"ahead": "A", "of": "field", "m": "about 10"}}, "A....C.B", "A.C...B"),
    ({"gap": {"ahead": "A", "of": "B", "lengths": "at least 3"}}, "A..B.C", "A.B.C"),
    ({"gap": {"ahead": "A", "of": "B", "lengths": "at most 2"}}, "A.B..C", "A...B.C"),
    ({"gap": {"ahead": "A", "of": "B", "laps": "about 0.1"}}, "A............B.C", "A.B.C"),
    ({"gap": {"ahead": "A", "of": "B", "s": "about 1"}}, "A.......B.C", "A.B.C"),
    ({"gap": {"ahead": "B", "of": "C", "straights": "about 1"}}, "B...................C.A", "B.C.A"),
    ({"hold_wheel": {"rider": "B", "of": "A"}}, "A.B.C", "A...B.C"),
    ({"move_up": {"rider": "B", "to": 1}}, "B.A.C", "A.B.C"),
    ({"drop_back": {"rider": "A", "to": 3}}, "C.B.A", "C.A.B"),
]


@pytest.mark.parametrize(("item", "so", "not_so"), POSITIONS, ids=[f"{i} in {s}" for i, s, _ in POSITIONS])
def test_a_fact_of_places_and_gaps(item: dict[str, Any], so: str, not_so: str) -> None:
    fact = told("ABC", AT_5, **item)
    good, bad = standing(so, 30.0, leader_m=800), standing(not_so, 30.0, leader_m=800)
    finding = finding_of(fact, evidence(good))
    assert stands(finding), finding
    assert not stands(finding_of(fact, evidence(bad)))
    assert finding.miss >= 0
    tolerance_m = finding.tolerance * (15.0 if finding.unit == "s" else 1.0)
    assert least_room(fact, good) >= -tolerance_m - 1e-6


@pytest.mark.parametrize(("item", "so", "not_so"), POSITIONS, ids=[f"{i} not in {n}" for i, _, n in POSITIONS])
def test_rows_ask_for_what_is_missing(item: dict[str, Any], so: str, not_so: str) -> None:  # noqa: ARG001
    assert least_room(told("ABC", AT_5, **item), standing(not_so, 30.0, leader_m=800)) < 0


def test_a_pass_is_from_behind_to_ahead() -> None:
    fact = told("AB", 2.0, **{"pass": {"rider": "B", "of": "A", "within_s": 6}})
    passed, behind, ahead = (
        drawn(0, before, 2, before, 8, after, 30, after, leader_m=800)
        for before, after in (("A..B", "B.A"), ("A..B", "A.B"), ("B.A", "B..A"))
    )
    assert least_room(fact, passed) >= 0
    assert stands(finding_of(fact, evidence(passed)))
    for never in (behind, ahead):
        assert least_room(fact, never) < 0
        assert not stands(finding_of(fact, evidence(never)))


def test_an_attack_gains_speed() -> None:
    fact = told("AB", AT_5, attack="A")
    rows = rows_of(fact, standing("A.B", 30.0, leader_m=800))
    assert rows
    goes = drawn(0, "B" + "." * 40 + "A", 5, "B" + "." * 40 + "A", 9, "B" + "." * 32 + "A", 30, "BA", leader_m=800)
    assert stands(finding_of(fact, evidence(goes)))
    assert not stands(finding_of(fact, evidence(standing("A.B", 30.0, leader_m=800))))


def test_who_hesitates_gains_none() -> None:
    fact = told("AB", AT_5, hesitate="B")
    steady = standing("A.B", 30.0, leader_m=800)
    chasing = drawn(0, "A" + "." * 30 + "B", 5, "A" + "." * 30 + "B", 9, "A" + "." * 20 + "B", 30, "AB", leader_m=800)
    assert stands(finding_of(fact, evidence(steady)))
    assert not stands(finding_of(fact, evidence(chasing)))


def test_who_stops_racing_loses_speed() -> None:
    fact = told("AB", AT_5, stops_racing="B")
    easing = drawn(0, "A.B", 5, "A.B", 9, "A......B", 30, "A" + "." * 60 + "B", leader_m=800)
    assert stands(finding_of(fact, evidence(easing)))
    assert not stands(finding_of(fact, evidence(standing("A.B", 30.0, leader_m=800))))


@pytest.mark.parametrize(
    ("item", "higher"), [({"outside": {"rider": "A", "of": "B"}}, "A"), ({"inside": {"rider": "A", "of": "B"}}, "B")]
)
def test_sides_are_read_from_heights(item: dict[str, Any], higher: str) -> None:
    fact, sampled = told("AB", AT_5, **item), standing("A.B", leader_m=800)
    assert rows_of(fact, sampled) == ()
    assert stands(finding_of(fact, evidence(sampled, {higher: 1.4})))
    assert not stands(finding_of(fact, evidence(sampled, {"AB".replace(higher, ""): 1.4})))


def test_riding_high_is_read_from_heights() -> None:
    fact, sampled = told("AB", AT_5, ride_high={"rider": "A", "height_m": 3.0}), standing("A.B", leader_m=800)
    assert stands(finding_of(fact, evidence(sampled, {"A": 3.0})))
    low = finding_of(fact, evidence(sampled, {"A": 2.0, "B": 3.0}))
    assert (low.asked, low.got, low.miss) == pytest.approx((3.0, 2.0, 1.0))


def test_words_ask_nothing() -> None:
    sampled = standing("A.B", leader_m=800)
    for item in ({"caption": "On they ride"}, {"look_back": "A"}):
        fact = told("AB", AT_5, **item)
        assert rows_of(fact, sampled) == ()
        assert finding_of(fact, evidence(sampled)).miss == 0.0


@pytest.mark.parametrize(
    ("amount", "text", "miss"),
    [
        ({"m": "about 10"}, "A....B", 0.0),
        ({"m": "about 10"}, "A.B", 6.0),
        ({"m": "at least 10"}, "A..........B", 0.0),
        ({"m": "at most 10"}, "A..........B", 12.0),
        ({"lengths": "about 4"}, "A.B", 3.0),
    ],
)
def test_the_miss_of_a_gap_is_in_metres_and_on_the_right_side(amount: dict[str, str], text: str, miss: float) -> None:
    fact = told("AB", AT_5, gap={"ahead": "A", "of": "B", **amount})
    finding = finding_of(fact, evidence(standing(text, 30.0, leader_m=800)))
    assert finding.unit == "m"
    assert finding.miss == pytest.approx(miss, abs=0.01)


def test_a_gap_in_seconds_is_how_much_later_the_other_is_there() -> None:
    fact = told("AB", AT_5, gap={"ahead": "A", "of": "B", "s": 0.8})
    finding = finding_of(fact, evidence(standing("A......B", 30.0, leader_m=800)))
    assert finding.unit == "s"
    assert finding.got == pytest.approx(14.0 / 15.0, abs=1e-4)


@pytest.mark.parametrize(
    ("miss", "against", "status"),
    [
        (0.0, (), Verdict.HELD),
        (0.4, (), Verdict.WITHIN),
        (0.6, (), Verdict.MISSED),
        (0.6, ("story 2 (gap)",), Verdict.DISPUTED),
        (0.6, ("result B",), Verdict.IMPOSSIBLE),
        (0.6, ("the timed results", "what riders can do"), Verdict.IMPOSSIBLE),
        (0.6, ("result B", "story 2 (gap)"), Verdict.DISPUTED),
        (0.4, ("story 2 (gap)",), Verdict.WITHIN),
    ],
)
def test_status(miss: float, against: tuple[str, ...], status: Verdict) -> None:
    assert status_of(Finding(1.0, 1.0 - miss, miss, "m", tolerance=0.5), against) is status


@pytest.mark.parametrize(
    ("item", "before", "orders"),
    [
        # Behind the one whom he passes before, ahead of him then, and still ahead of who was behind.
        ({"move_up": "B"}, "A.B.C", {("A", "B", 2.0), ("B", "A", 10.0), ("B", "C", 10.0)}),
        ({"drop_back": "B"}, "A.B.C", {("B", "C", 2.0), ("C", "B", 10.0), ("A", "B", 10.0)}),
        # Who is first already was not so before.
        ({"move_up": "A"}, "A.B.C", {("B", "A", 2.0), ("A", "B", 10.0), ("A", "C", 10.0)}),
    ],
)
def test_a_place_is_gained_on_all(item: dict[str, str], before: str, orders: set[tuple[str, str, float]]) -> None:
    sampled = standing(before, 20.0)
    rows = rows_of(told("ABC", 10, **item), sampled)
    names = sampled.problem.riders
    asked = {(names[row.terms[0].rider], names[row.terms[1].rider], row.terms[0].time_s) for row in rows}
    assert orders <= asked
