"""Whole motions with few facts say why one is missed in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from replay.race.story.finding import Finding, Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When, Window
from replay.reconstruction.judging import last_trial
from replay.reconstruction.judging.last_trial import last_reason
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.state import iterate
from replay.reconstruction.tools.quadratic_program import SolverError
from tests.helpers.fields import told
from tests.helpers.iterates import even

LEAD = replace(told("AB", 5.0, gap={"ahead": "B", "of": "A", "m": 8}), id="lead")
NEAR = replace(told("AB", 6.0, attack="A"), id="near")
NEXT = replace(told("AB", 7.5, attack="B"), id="next")
FAR = replace(told("AB", 9.0, attack="B"), id="far")


NOTHING: Any = None


class Motions:
    """Motions by the sets of facts that they are asked for: some miss the first of them, some do not exist.

    touched: moments at which riders share ground, in each motion that is looked at, the whole one first
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *missing: set[str], fails: bool = False, touched: tuple[int, ...] = ()
    ) -> None:
        self.missing, self.fails, self.asked, self.touched = missing, fails, list[set[str]](), list(touched)
        monkeypatch.setattr(last_trial, "first_attempt", self.attempt)
        monkeypatch.setattr(last_trial, "findings_of", self.findings)
        monkeypatch.setattr(Attempt, "shared_ground", lambda _self: self.touched.pop(0) if self.touched else 0)
        monkeypatch.setattr(Attempt, "evidence", lambda _self: None)

    def attempt(self, _problem: object, asked: tuple[StoryFact, ...], *_: object) -> Attempt:
        self.asked.append({fact.id for fact in asked})
        if self.fails:
            raise SolverError("scripted")
        return Attempt(even("AB").asking(facts=asked), NOTHING, (), asked)

    def findings(self, asked: tuple[StoryFact, ...], _evidence: object) -> dict[str, Finding]:
        missed = {fact.id for fact in asked} in self.missing
        return {fact.id: Finding(8.0, 3.0, 5.0 * missed * (fact.id == "lead"), "m", 1.0) for fact in asked}


def reason(*standing: StoryFact) -> Reason | Attempt:
    return last_reason(Attempt(even("AB"), NOTHING, (), (LEAD, *standing)), LEAD, standing)


def test_of_those_that_exclude_it_without_the_nearest_only_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    last = replace(FAR, id="last")
    every = {"lead", "near", "next", "far", "last"}
    Motions(monkeypatch, every, {"lead", "last"})
    assert reason(NEAR, NEXT, FAR, last) == Reason(ReasonKind.FACTS, ("last",))


def test_in_a_large_race_no_whole_motion_is_looked_for_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    motions = Motions(monkeypatch)
    monkeypatch.setattr(iterate, "LARGE", 1)
    assert reason(NEAR, NEXT) == reason() == Reason(ReasonKind.UNFOUND)
    assert motions.asked == []


def test_what_no_motion_alone_meets_cannot_be_ridden_and_says_how_near_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, {"lead"})
    assert reason(NEAR) == Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=5.0)


def test_without_any_motion_there_is_no_best(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, fails=True)
    assert reason() == Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=None)


def test_the_nearest_fact_with_which_it_fails_is_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    every = {"lead", "near", "next", "far"}
    motions = Motions(monkeypatch, every, {"lead", "near", "next"}, {"lead", "next"})
    assert reason(FAR, NEXT, NEAR) == Reason(ReasonKind.FACTS, ("next",))
    assert motions.asked[:4] == [{"lead"}, every, {"lead", "near"}, {"lead", "near", "next"}]


def test_facts_that_exclude_it_only_together_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, {"lead", "near", "next"})
    assert reason(NEAR, NEXT) == Reason(ReasonKind.FACTS, ("near", "next"))


def test_a_motion_in_which_it_stands_beside_all_others_is_the_one_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    motions = Motions(monkeypatch)
    found = reason(NEAR, NEXT)
    assert isinstance(found, Attempt)
    assert {fact.id for fact in found.iterate.facts} == {"lead", "near", "next"}
    assert motions.asked == [{"lead"}, {"lead", "near", "next"}]


def test_a_motion_in_which_riders_touch_for_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, touched=(5, 0))
    assert reason(NEAR, NEXT) == Reason(ReasonKind.FACTS, ("near", "next"))


def test_what_stands_alone_needs_no_second_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    motions = Motions(monkeypatch)
    assert isinstance(reason(), Attempt)
    assert motions.asked == [{"lead"}]


def test_a_fact_of_a_window_is_looked_for_at_its_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    motions = Motions(monkeypatch)
    fact = replace(LEAD, during=Window(When(Mark.RACE_TIME, 2.0), When(Mark.RACE_TIME, 10.0)))
    at: list[When | None] = []

    def findings(asked: tuple[StoryFact, ...], _evidence: object) -> dict[str, Finding]:
        lead = next(one for one in asked if one.id == "lead")
        at.append(None if lead.during else lead.when)
        miss = 0.0 if not lead.during and lead.when.value == 4.0 else 5.0
        return {one.id: Finding(8.0, 3.0, miss, "m", 1.0) for one in asked}

    monkeypatch.setattr(last_trial, "findings_of", findings)
    found = last_reason(Attempt(even("AB"), NOTHING, (), (fact, NEAR)), fact, (NEAR,))
    assert isinstance(found, Attempt)
    assert [when.value if when else None for when in at] == [None, 6.0, 4.0, 4.0]
    assert motions.asked[-1] == {"lead", "near"}
