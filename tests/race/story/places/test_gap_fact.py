"""A rider leads another, or the field, by an amount."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from replay.race.amounts import Bound, Quantity, Unit
from replay.race.story.finding import Reason, ReasonKind
from replay.race.story.places.gap_fact import GapFact, tolerance_of
from replay.reconstruction.judging.screening import KnownRace, screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.track.catalogue import load_track
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, problem, race, told


def gap(of: str = "B", ahead: str = "A", **amount: Any) -> GapFact:
    fact = told("ABC", 5.0, gap={"ahead": ahead, "of": of, **amount})
    assert isinstance(fact, GapFact)
    return fact


@pytest.mark.parametrize(
    ("fact", "so", "not_so"),
    [
        (gap(m="about 10"), "A....B.C", "A.B.C"),
        (gap("field", m="about 10"), "A....C.B", "A.C...B"),
        (gap("field", m="at least 10"), "A.....C.B", "A.C.....B"),
        (gap(lengths="at least 3"), "A..B.C", "A.B.C"),
        (gap(lengths="at most 2"), "A.B..C", "A...B.C"),
        (gap(laps="about 0.1"), "A............B.C", "A.B.C"),
        (gap(s="about 1"), "A.......B.C", "A.B.C"),
        (gap(lengths="a few"), "A..B.C", "A.....B.C"),
        (gap(by="a few lengths"), "A...B.C", "AB.C"),
        (gap(s="a few"), "A......................B.C", "A.......B.C"),
        (gap(s="almost 1"), "A......B.C", "A...B.C"),
        (gap("C", "B", straights="about 1"), "B...................C.A", "B.C.A"),
    ],
)
def test_rows_and_finding_say_whether_the_gap_is_so(fact: GapFact, so: str, not_so: str) -> None:
    good, bad = field(so), field(not_so)
    assert stands(fact, good)
    assert not stands(fact, bad)
    finding = found(fact, good)
    assert room(fact, good) >= -finding.tolerance * (15.0 if finding.unit == "s" else 1.0) - 1e-6
    assert room(fact, bad) < 0


@pytest.mark.parametrize(
    ("amount", "text", "miss"),
    [
        ({"m": "about 10"}, "A....B.C", 0.0),
        ({"m": "about 10"}, "A.B.C", 6.0),
        ({"m": "at least 10"}, "A..........B.C", 0.0),
        ({"m": "at most 10"}, "A..........B.C", 12.0),
        ({"lengths": "about 4"}, "A.B.C", 3.0),
    ],
)
def test_the_miss_is_in_metres_and_on_the_right_side(amount: dict[str, str], text: str, miss: float) -> None:
    finding = found(gap(**amount), field(text))
    assert (finding.unit, finding.partner, finding.note) == ("m", "B", "to B")
    assert finding.miss == pytest.approx(miss, abs=0.01)


def test_a_gap_in_seconds_is_how_much_later_the_other_is_there() -> None:
    finding = found(gap(s=0.8), field("A......B.C"))
    assert finding.unit == "s"
    assert finding.got == pytest.approx(14.0 / 15.0, abs=1e-4)


def test_a_gap_to_the_field_is_to_whoever_is_next_and_no_other_is_nearer() -> None:
    fact, sampled = gap("field", m="about 10"), field("A..C...B")
    assert found(fact, sampled).partner == "C"
    names = sampled.problem.riders
    rows = {names[row.terms[1].rider]: (row.low, row.high) for row in fact.constraints(sampled)}
    assert rows == {"C": (10.0, 10.0), "B": (10.0, float("inf"))}


@pytest.mark.parametrize(
    ("amount", "limits"),
    [
        ("about 10", (10.0, 10.0)),
        ("at least 10", (10.0, float("inf"))),
        ("at most 10", (0.0, 10.0)),
        ("exactly 10", (10.0, 10.0)),
    ],
)
def test_a_bound_is_one_on_its_side_alone(amount: str, limits: tuple[float, float]) -> None:
    (row,) = gap(m=amount).constraints(field("A....B.C"))
    assert (row.low, row.high) == limits


def test_who_leads_by_an_amount_at_most_still_leads() -> None:
    assert stands(gap(m="at most 10"), field("A.B.C"))
    assert not stands(gap(m="at most 10"), field("B.A.C"))


@pytest.mark.parametrize(
    ("amount", "metres", "tolerance"),
    [
        (Quantity(1.0, Unit.SECONDS), 0.0, 0.1),
        (Quantity(3.0, Unit.SECONDS), 0.0, 0.3),
        (Quantity(3.0, Unit.SECONDS, Bound.EXACTLY), 0.0, 0.02),
        (Quantity(5.0, Unit.METRES), 5.0, 1.0),
        (Quantity(0.25, Unit.LAPS), 62.5, 6.25),
        (Quantity(0.25, Unit.LAPS, Bound.EXACTLY), 62.5, 0.5),
    ],
)
def test_a_tenth_is_left_open(amount: Quantity, metres: float, tolerance: float) -> None:
    assert tolerance_of(amount, metres) == pytest.approx(tolerance)


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        (gap(m="about 30"), gap(laps="about 0.25"), True),
        (gap(m="about 60"), gap(laps="about 0.25"), False),
        (gap(m="at most 30"), gap(m="at least 40"), True),
        (gap(m="at most 30"), gap(m="at least 20"), False),
        (gap(m="about 30"), gap("C", m="about 60"), False),
        (gap(m="about 30"), gap(s="about 9"), False),
    ],
)
def test_two_amounts_on_which_nothing_agrees(one: GapFact, other: GapFact, excludes: bool) -> None:
    course = field("A.B.C").course
    assert one.excludes(other, course) is other.excludes(one, course) is excludes
    assert not one.excludes(told("ABC", 5.0, attack="A"), course)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("gap: {ahead: Ruiz, of: Ruiz, m: 3}", "16:41: Ruiz is named twice in one item"),
        ("gap: {ahead: field, of: Ruiz, m: 3}", "no rider is called field"),
        ("gap: {ahead: Ruiz, of: field, laps: 7}", "16:54: a gap of 7 laps is longer than the race"),
        ("gap: {ahead: Ruiz, of: field, s: 763}", "was 0.763 meant?"),
        ("gap: {ahead: Ruiz, of: field}", "this one has none"),
        ("gap: {ahead: Ruiz, of: field, s: 1, m: 2}", "this one has s and m"),
    ],
)
def test_mistakes(item: str, message: str) -> None:
    assert message in item_mistakes(item)


@pytest.mark.parametrize(
    ("fact", "words", "chart"),
    [
        (gap("field", laps="about 0.25"), "A about a quarter of a lap ahead of the field", "a about ¼ lap"),
        (gap(laps="at least 0.5"), "A at least half a lap ahead of B", "a–b at least ½ lap"),
        (gap(lengths="at least 2"), "A at least 2 bike lengths ahead of B", "a–b at least 2 lengths"),
        (gap(s=0.8), "A 0.8 s ahead of B", "a–b 0.8 s"),
    ],
)
def test_words(fact: GapFact, words: str, chart: str) -> None:
    assert (fact.words, fact.chart_words(short), fact.doer) == (words, chart, "A")


def test_the_field_of_a_match_is_the_other_rider() -> None:
    fact = gap("field", lengths="at least 2")
    assert fact.statement_among(["A", "B"]).startswith("A at least 2 bike lengths ahead of B")
    assert fact.statement_among("ABC").startswith("A at least 2 bike lengths ahead of the field")


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (Amounts(30, 62.5, "m", "Levy"), "Told: 30 m; the replay shows 62.5 m ahead of Levy, 32.5 m more"),
        (Amounts(1.5, 0.25, "s", "Levy"), "Told: 1.5 s; the replay shows 0.25 s ahead of Levy, 1.2 s less"),
        (Amounts(5, -2, "m", "Levy"), "Told: 5 m ahead; the replay shows 2 m behind Levy, 7 m off"),
        (Amounts(5, 2, "m"), "Told: 5 m; the replay shows 2 m ahead, 3 m less"),
    ],
)
def test_sentences(amounts: Amounts, sentence: str) -> None:
    assert gap(m="about 10").sentence(amounts) == sentence


def leads_by(metres: float, said: str) -> bool:
    """Whether a lead of so many metres is the gap that is said."""
    sampled = drawn(0, "AB", 30, "AB", leader_m=LEADER_M)
    distance = sampled.distance_m.copy()
    distance[0] = distance[1] + metres
    fact = told("AB", 5.0, gap={"ahead": "A", "of": "B", "by": said})
    return stands(fact, replace(sampled, distance_m=distance))


@pytest.mark.parametrize(
    ("said", "least_m", "most_m"),
    [
        ("half a wheel", 0.335 - 0.3, 0.335 + 0.3),
        ("a wheel", 0.67 - 0.3, 0.67 + 0.3),
        ("a whisker", 0.02, 0.18),
        ("a few lengths", 2 * 1.75 - 1, 4 * 1.75 + 1),
        ("almost half a lap", 0.8 * 125 - 1, 125 + 1),
        ("almost 10 m", 8 - 1, 10 + 1),
    ],
)
def test_what_is_said_leaves_open_what_the_document_says(said: str, least_m: float, most_m: float) -> None:
    assert not leads_by(least_m - 0.01, said)
    assert leads_by(least_m + 0.01, said)
    assert leads_by(most_m - 0.01, said)
    assert not leads_by(most_m + 0.01, said)


def test_what_is_asked_of_a_spread_is_its_nearer_end() -> None:
    assert found(gap(by="a few lengths"), field("A.........B.C")).asked == pytest.approx(7.0)
    assert found(gap(by="almost 10 m"), field("AB.C")).asked == pytest.approx(8.0)


def test_a_few_seconds_are_two_rows_in_time() -> None:
    rows = gap(s="a few").constraints(field("A.B.C"))
    assert [(row.terms[1].time_s, row.low, row.high) for row in rows] == [
        (7.0, 0.0, math.inf),
        (9.0, -math.inf, 0.0),
    ]


def test_two_spreads_that_share_no_amount_exclude_each_other() -> None:
    course = field("A.B").course
    assert gap(by="a few lengths").excludes(gap(by="almost half a lap"), course)
    assert not gap(by="a few lengths").excludes(gap(lengths=3), course)


GROUP = told("ABCD", 5.0, gap={"ahead": "A", "of": ["D", "C"], "m": 10})


def test_a_gap_to_a_group_is_to_the_first_of_it_in_whatever_order() -> None:
    assert found(GROUP, field("A..B..C.D")).partner == "C"
    assert stands(GROUP, field("A.B..D.C")), "who is not of the group may be nearer"
    assert not stands(GROUP, field("A.C...D.B"))
    assert room(GROUP, field("AB...D.C")) >= 0
    assert room(GROUP, field("A.C..D.B")) < 0


def test_a_gap_to_a_group_names_them_all() -> None:
    assert GROUP.words == "A about 10 m ahead of D and C"
    assert GROUP.chart_words(short) == "a–d c about 10 m"
    assert [named.name for named in GROUP.named] == ["A", "D", "C"]
    assert "no rider is called Moller" in item_mistakes("gap: {ahead: Ruiz, of: [Møller, Moller], m: 3}")
    assert "named twice" in item_mistakes("gap: {ahead: Ruiz, of: [Møller, Ruiz], m: 3}")


@pytest.mark.parametrize(("metres", "against"), [("at least 30", ["result C"]), (5, [])])
def test_a_gap_to_a_group_at_the_finish_is_held_against_its_first(metres: Any, against: list[str]) -> None:
    story = ({"when": "finish", "gap": {"ahead": "A", "of": ["D", "C"], "m": metres}},)
    finish = race("ABCD", story=story, gaps=[0, 0.1, 0.3, 0.4])
    _, aside = screen(problem_of(finish, load_track("izu")), finish.story)
    assert [fact for item in aside if item.reason for fact in item.reason.against] == against


@pytest.mark.parametrize(
    ("when", "amount", "reason"),
    [
        ("5 laps to go", {"m": 100}, Reason(ReasonKind.PACER)),
        ("5 laps to go", {"s": 4}, Reason(ReasonKind.PACER)),
        ("5 laps to go", {"lengths": 1}, None),
        ("bell", {"m": 100}, None),
    ],
)
def test_behind_the_pacer_nobody_is_farther_ahead_than_the_line_is_long(
    when: str, amount: dict[str, Any], reason: Reason | None
) -> None:
    fact = told("AB", when, gap={"ahead": "A", "of": "field", **amount})
    assert fact.contradiction(KnownRace(problem("AB"))) == reason
    assert fact.contradiction(KnownRace(problem("AB", pacer="none"))) is None
