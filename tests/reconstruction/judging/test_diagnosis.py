"""Diagnosis alone: what is asked of trials, and what is made of their answers. The trials are scripted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from replay.race.story.finding import Finding, Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When, Window
from replay.reconstruction.judging import diagnosis
from replay.reconstruction.judging.diagnosis import diagnose
from replay.reconstruction.judging.infeasible_subset import Trial
from replay.reconstruction.judging.screening import SetAside
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import SolverError
from tests.helpers.fields import told
from tests.helpers.iterates import even

LEAD = replace(told("AB", 5.0, gap={"ahead": "B", "of": "A", "m": 8}), id="lead")
GOES = replace(told("AB", 6.0, attack="A"), id="goes")
HIGH = replace(told("AB", 5.0, ride_high="A"), id="high")
HELD = Finding(8.0, 8.0, 0.0, "m", 1.0)
MISSED = Finding(8.0, 3.0, 5.0, "m", 1.0)


@dataclass
class Script:
    """Answers of the trials, and what was asked of them.

    missed     ids of facts that the motion misses until they were asked for before all others
    alone_m    the least miss of a fact alone
    afresh_m   the same from nothing, beside the facts named; None: as alone, or beyond what is allowed beside others
    conflict   what a fact cannot stand with; None: there is a motion in which it can; found_by finds it otherwise
    heights    the reason why a fact of heights is missed
    stubborn   facts that are missed even when they are asked for first, from whatever motion
    shared     samples in which riders share ground, of the motions that are looked at, the last of the rounds first
    last       the reasons that whole motions with few facts give, or the motion that meets all; None: as it is
    """

    missed: set[str]
    alone_m: Mapping[str, float] = field(default_factory=dict)
    afresh_m: float | None = None
    last: Mapping[str, Reason | Attempt] = field(default_factory=dict)
    conflict: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heights: Reason | None = None
    stubborn: frozenset[str] = frozenset()
    fails_from: tuple[Iterate, ...] = ()
    shared: list[int] = field(default_factory=list)
    asked: list[tuple[Iterate, dict[str, StoryFact], frozenset[str]]] = field(default_factory=list)
    possible: Iterate = field(default_factory=lambda: even("AB"))
    found_by: Callable[..., tuple[str, ...] | Iterate] | None = None

    def play(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Attempt, "evidence", lambda _self: None)
        monkeypatch.setattr(Attempt, "shared_ground", lambda _self: self.shared.pop(0) if self.shared else 0)
        monkeypatch.setattr(diagnosis, "findings_of", self.findings)
        monkeypatch.setattr(diagnosis, "least_miss", lambda _i, fact, *_: Trial(self.alone_m.get(fact.id, 0.0), None))
        usual = lambda _i, fact, *_: self.conflict.get(fact.id, self.possible)  # noqa: E731
        monkeypatch.setattr(diagnosis, "smallest_conflict", self.found_by or usual)
        monkeypatch.setattr(diagnosis, "height_reason", lambda *_: self.heights)
        monkeypatch.setattr(diagnosis, "attempted_again", self.attempt_again)
        monkeypatch.setattr(diagnosis, "afresh", self.afresh)
        monkeypatch.setattr(diagnosis, "first_attempt", self.first_attempt)
        monkeypatch.setattr(diagnosis, "last_reason", lambda attempt, fact, _standing: self.last.get(fact.id, attempt))

    def afresh(self, _problem: object, fact: StoryFact, beside: tuple[StoryFact, ...], _enough_m: float) -> Trial:
        usual_m = 99.0 if beside else self.alone_m.get(fact.id, 0.0)
        return Trial(usual_m if self.afresh_m is None else self.afresh_m, self.possible)

    def first_attempt(self, *_: object) -> Attempt:
        raise SolverError("scripted")

    def findings(self, story: tuple[StoryFact, ...], _evidence: object) -> dict[str, Finding]:
        return {fact.id: MISSED if fact.id in self.missed else HELD for fact in story}

    def attempt_again(self, attempt: Attempt, start: Iterate, barred: frozenset[str]) -> Attempt:
        if any(start.coefficients is other.coefficients for other in self.fails_from):
            raise SolverError("scripted")
        self.asked.append((start, {fact.id: fact for fact in start.facts}, barred))
        self.missed -= {fact.id for fact in start.facts if fact.main} - self.stubborn
        return replace(attempt, iterate=start)


@pytest.fixture
def diagnosed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Attempt, dict[str, Reason]]]:
    """Diagnoses an attempt at some facts by a script."""

    def run(script: Script, *facts: StoryFact, aside: tuple[SetAside, ...] = ()) -> tuple[Attempt, dict[str, Reason]]:
        script.play(monkeypatch)
        nothing: Any = None
        attempt = Attempt(even("AB").asking(facts=facts), nothing, (), facts)
        return diagnose(attempt, aside, lambda _share: None)

    return run


Diagnosed = Callable[..., tuple[Attempt, dict[str, Reason]]]


def test_where_nothing_is_missed_nothing_is_asked_again(diagnosed: Diagnosed) -> None:
    script = Script(set())
    attempt, reasons = diagnosed(script, LEAD)
    assert (reasons, script.asked, attempt.iterate.facts) == ({}, [], (LEAD,))


def test_nothing_is_finished_before_it_misses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """To finish takes two thirds of an attempt, and what misses something that can be met is not shown."""
    script = Script({"lead"}, afresh_m=0.0)
    script.play(monkeypatch)
    done: list[tuple[StoryFact, ...]] = []

    def finish(attempt: Attempt, _report: object) -> Attempt:
        if attempt.rough:
            done.append(attempt.iterate.facts)
        return replace(attempt, rough=False)

    monkeypatch.setattr(diagnosis, "finished_attempt", finish)
    nothing: Any = None
    rough = Attempt(even("AB").asking(facts=(LEAD,)), nothing, (), (LEAD,), rough=True)
    attempt, _ = diagnose(rough, (), lambda _share: None)
    assert [[fact.main for fact in facts] for facts in done] == [[True]]
    assert not attempt.rough


def test_what_cannot_be_finished_gives_way_to_the_attempt_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script({"lead"}, afresh_m=0.0)
    script.play(monkeypatch)

    def finish(attempt: Attempt, _report: object) -> Attempt:
        if any(fact.main for fact in attempt.iterate.facts):
            raise SolverError("scripted")
        return replace(attempt, rough=False)

    monkeypatch.setattr(diagnosis, "finished_attempt", finish)
    nothing: Any = None
    rough = Attempt(even("AB").asking(facts=(LEAD,)), nothing, (), (LEAD,), rough=True)
    attempt, _ = diagnose(rough, (), lambda _share: None)
    assert attempt.iterate.facts == (LEAD,)
    assert not attempt.rough


def test_what_is_certain_beforehand_is_a_reason_and_no_trial(diagnosed: Diagnosed) -> None:
    stop = Reason(ReasonKind.STOP)
    script = Script({"lead"}, alone_m={"lead": 99.0})
    _, reasons = diagnosed(script, LEAD, aside=(SetAside(LEAD, stop, certain=True),))
    assert reasons == {"lead": stop}


def test_a_fact_that_cannot_be_ridden_alone_says_how_near_it_came_and_is_asked_no_more(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, alone_m={"lead": 4.0})
    _, reasons = diagnosed(script, LEAD, GOES)
    assert reasons == {"lead": Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=4.0)}
    ((_, facts, barred),) = script.asked
    assert (set(facts), set(barred)) == ({"goes"}, {"lead"})


def test_what_can_be_ridden_from_nothing_is_not_impossible(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, alone_m={"lead": 4.0}, afresh_m=0.0)
    _, reasons = diagnosed(script, LEAD, GOES)
    assert reasons == {}
    assert script.asked[0][1]["lead"].main


def test_a_conflict_that_is_none_from_nothing_is_no_reason(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, conflict={"lead": ("goes",)}, afresh_m=0.0)
    _, reasons = diagnosed(script, LEAD, GOES)
    assert reasons == {}
    assert script.asked[0][1]["lead"].main


@pytest.mark.parametrize(("shared", "earlier"), [([9, 1], True), ([9, 8], False), ([0], False)])
def test_of_rounds_in_which_riders_ride_through_each_other_one_before_is_taken(
    shared: list[int], earlier: bool, diagnosed: Diagnosed
) -> None:
    reason = Reason(ReasonKind.FACTS, ("goes",))
    script = Script({"lead"}, shared=shared, last={"lead": reason})
    attempt, _ = diagnosed(script, LEAD, GOES)
    ((asked_again, _, _),) = script.asked
    assert (attempt.iterate is asked_again) is not earlier


def test_a_whole_motion_that_meets_what_is_missed_in_the_end_is_shown(diagnosed: Diagnosed) -> None:
    nothing: Any = None
    whole = Attempt(even("AB").asking(facts=(LEAD, GOES)), nothing, (), ())
    script = Script({"lead"}, stubborn=frozenset({"lead"}), last={"lead": whole})
    attempt, reasons = diagnosed(script, LEAD, GOES)
    assert reasons == {}
    assert attempt.iterate is whole.iterate
    assert attempt.story == (LEAD, GOES)


def test_what_is_missed_in_the_end_has_the_reason_that_whole_motions_give(diagnosed: Diagnosed) -> None:
    reason = Reason(ReasonKind.FACTS, ("goes",))
    script = Script({"lead"}, stubborn=frozenset({"lead"}), last={"lead": reason})
    _, reasons = diagnosed(script, LEAD, GOES)
    assert reasons == {"lead": reason}


def test_a_miss_within_the_tolerance_is_no_reason(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, alone_m={"lead": 0.9})
    _, reasons = diagnosed(script, LEAD)
    assert reasons == {}
    assert script.asked[0][1]["lead"].main


def test_a_rival_account_that_was_set_aside_is_the_reason(diagnosed: Diagnosed) -> None:
    rival = Reason(ReasonKind.FACTS, ("goes",))
    _, reasons = diagnosed(Script({"lead"}), LEAD, GOES, aside=(SetAside(LEAD, rival, certain=False),))
    assert reasons == {"lead": rival}


def test_the_smallest_conflict_is_the_reason(diagnosed: Diagnosed) -> None:
    _, reasons = diagnosed(Script({"lead"}, conflict={"lead": ("goes",)}), LEAD, GOES)
    assert reasons == {"lead": Reason(ReasonKind.FACTS, ("goes",))}


def test_a_fact_of_a_window_is_excluded_only_if_it_is_so_at_each_of_its_moments(diagnosed: Diagnosed) -> None:
    fact = replace(LEAD, during=Window(When(Mark.RACE_TIME, 2.0), When(Mark.RACE_TIME, 10.0)))
    seen = list[float]()

    def conflict(_iterate: Iterate, asked: StoryFact, *_: object) -> tuple[str, ...] | Iterate:
        if asked.during is None:
            seen.append(asked.when.value)
        return script.possible if asked.when.value == 4.0 and asked.during is None else ("goes",)

    _, reasons = diagnosed(Script({"lead"}, conflict={"lead": ("goes",)}), fact, GOES)
    assert reasons == {"lead": Reason(ReasonKind.FACTS, ("goes",))}
    script = Script({"lead"}, found_by=conflict)
    _, reasons = diagnosed(script, fact, GOES)
    assert reasons == {}
    assert seen == [6.0, 4.0]
    assert script.asked[0][1]["lead"].when.value == 4.0


def test_a_fact_that_can_stand_is_asked_for_before_all_from_the_motion_as_it_is(diagnosed: Diagnosed) -> None:
    script = Script({"lead"})
    attempt, reasons = diagnosed(script, LEAD, GOES)
    ((start, facts, _),) = script.asked
    assert reasons == {}
    assert start.coefficients is not script.possible.coefficients
    assert (facts["lead"].main, facts["lead"].sure) == (True, 5.0)
    assert facts["goes"] == GOES
    assert attempt.iterate is start


def test_where_the_trials_motion_leads_nowhere_the_attempts_own_is_the_start(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, stubborn=frozenset({"lead"}))
    script.fails_from = (script.possible,)
    diagnosed(script, LEAD)
    assert len(script.asked) == 2
    assert script.asked[1][0].coefficients is script.asked[0][0].coefficients


def test_a_fact_that_stays_missed_is_asked_for_once_more_from_the_motion_that_meets_it(diagnosed: Diagnosed) -> None:
    script = Script({"lead"}, stubborn=frozenset({"lead"}))
    _, reasons = diagnosed(script, LEAD)
    assert reasons == {}
    first, second = script.asked
    assert first[0].coefficients is not script.possible.coefficients
    assert second[0].coefficients is script.possible.coefficients


def test_one_fact_is_asked_for_at_a_time_the_surest_first(diagnosed: Diagnosed) -> None:
    script = Script({"lead", "goes"})
    diagnosed(script, LEAD, replace(GOES, sure=1.0))
    assert [{name for name, fact in facts.items() if fact.main} for _, facts, _ in script.asked] == [
        {"goes"},
        {"goes", "lead"},
    ]


def test_facts_of_heights_are_examined_on_heights(diagnosed: Diagnosed) -> None:
    wall = Reason(ReasonKind.LIMITS)
    _, reasons = diagnosed(Script({"high"}, alone_m={"high": 99.0}, heights=wall), HIGH)
    assert reasons == {"high": wall}
