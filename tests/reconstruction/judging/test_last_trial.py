"""Whole motions with few facts say why one is missed in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from replay.race.story.finding import Finding, Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging import last_trial
from replay.reconstruction.judging.last_trial import last_reason
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.tools.quadratic_program import SolverError
from tests.helpers.fields import told
from tests.helpers.iterates import even

LEAD = replace(told("AB", 5.0, gap={"ahead": "B", "of": "A", "m": 8}), id="lead")
NEAR = replace(told("AB", 6.0, attack="A"), id="near")
NEXT = replace(told("AB", 7.5, attack="B"), id="next")
FAR = replace(told("AB", 9.0, attack="B"), id="far")


class Motions:
    """Motions by the sets of facts that they are asked for: some miss the first of them, some do not exist."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *missing: set[str], fails: bool = False) -> None:
        self.missing, self.fails, self.asked = missing, fails, list[set[str]]()
        monkeypatch.setattr(last_trial, "first_attempt", self.attempt)
        monkeypatch.setattr(last_trial, "findings_of", self.findings)

    def attempt(self, _problem: object, asked: tuple[StoryFact, ...], *_: object) -> Any:
        self.asked.append({fact.id for fact in asked})
        if self.fails:
            raise SolverError("scripted")
        return _Shown()

    def findings(self, asked: tuple[StoryFact, ...], _evidence: object) -> dict[str, Finding]:
        missed = {fact.id for fact in asked} in self.missing
        return {fact.id: Finding(8.0, 3.0, 5.0 * missed * (fact.id == "lead"), "m", 1.0) for fact in asked}


class _Shown:
    def evidence(self) -> None:
        return None


def reason(*standing: StoryFact) -> Reason | None:
    nothing: Any = None
    return last_reason(Attempt(even("AB"), nothing, (), (LEAD, *standing)), LEAD, standing)


def test_what_no_motion_alone_meets_cannot_be_ridden_and_says_how_near_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, {"lead"})
    assert reason(NEAR) == Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=5.0)


def test_without_any_motion_there_is_no_best(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, fails=True)
    assert reason() == Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=None)


def test_the_nearest_fact_with_which_it_fails_is_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    motions = Motions(monkeypatch, {"lead", "near", "next"}, {"lead", "next"})
    assert reason(FAR, NEXT, NEAR) == Reason(ReasonKind.FACTS, ("next",))
    assert motions.asked[:3] == [{"lead"}, {"lead", "near"}, {"lead", "near", "next"}]


def test_facts_that_exclude_it_only_together_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch, {"lead", "near", "next"})
    assert reason(NEAR, NEXT) == Reason(ReasonKind.FACTS, ("near", "next"))


def test_what_stands_beside_all_has_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    Motions(monkeypatch)
    assert reason(NEAR, NEXT) is None
