"""A rider passes the pacer before it leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.story.finding import Finding, ReasonKind
from replay.race.story.incidents.passes_pacer_fact import PassesPacerFact
from replay.reconstruction.judging.screening import KnownRace
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import Amounts, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, told
from tests.helpers.race_files import mistakes, read
from tests.helpers.race_files import told as with_item

FACT = told("AB", 10.0, passes_pacer="A")


def behind_pacer(by_m: float) -> SampledMotion:
    """A so far behind the pacer's front, B behind him."""
    sampled = drawn(0, "AB", 30, "AB")
    pacer = sampled.problem.pacer
    assert pacer is not None
    distance = sampled.distance_m.copy()
    distance[:] = pacer.distance(sampled.time_s) - by_m
    distance[1] -= 2.0
    return replace(sampled, distance_m=distance)


@pytest.mark.parametrize(("by_m", "so"), [(2.5, False), (0.5, False), (0.1, True), (-3.0, True)])
def test_he_is_ahead_of_it_while_it_is_there(by_m: float, so: bool) -> None:
    assert stands(FACT, behind_pacer(by_m)) is so
    assert room(FACT, behind_pacer(by_m)) == pytest.approx(-by_m - 0.5, abs=0.05)


def test_once_it_has_left_it_cannot_be_passed() -> None:
    late = told("AB", 99.0, passes_pacer="A")
    finding: Finding = found(late, behind_pacer(-3.0))
    assert finding.is_missed
    assert finding.unit == "s"
    problem = behind_pacer(2.0).problem
    reason = late.contradiction(KnownRace(problem))
    assert reason is not None
    assert reason.kind is ReasonKind.PACER
    assert FACT.contradiction(KnownRace(problem)) is None


def test_he_is_out_of_the_line_from_ten_seconds_before() -> None:
    assert FACT.out_of_line_s(behind_pacer(2.0)) == {"A": 0.0}


def test_mistakes() -> None:
    assert "no rider is called Rui" in item_mistakes("passes_pacer: Rui")


@pytest.mark.parametrize("item", ["passes_pacer: Ruiz", "pacer_off: true"])
def test_without_a_pacer_nobody_passes_it_and_it_does_not_leave(item: str) -> None:
    text = with_item(f"{{when: bell, {item}}}")
    assert read(text).story
    assert "there is no pacer in this race" in mistakes(text.replace("track:", "pacer: none\ntrack:"))


def test_words_and_sentences() -> None:
    assert isinstance(FACT, PassesPacerFact)
    assert (FACT.words, FACT.chart_words(short)) == ("A passes the pacer", "a passes the pacer")
    assert FACT.sentence(Amounts(0.0, -2.0, "m")).endswith("2 m behind the pacer, front wheel to front wheel")
    assert "no longer on the track" in FACT.sentence(Amounts(0.0, 3.0, "s"))
