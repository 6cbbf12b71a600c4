"""What is held with the results and nothing else is not called impossible."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.finding import Reason, ReasonKind
from replay.reconstruction.judging.proof import proven
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.state import iterate
from replay.track.catalogue import load_track
from tests.helpers.fields import race

NOTHING: Any = None
STORY: tuple[dict[str, Any], ...] = (
    {"when": "bell", "order": ["C", "A"]},
    {"when": "bell", "gap": {"ahead": "A", "of": "field", "m": 240}},
    {"when": "bell", "attack": "B"},
)
RACE = race("ABC", story=STORY)
ATTEMPT = Attempt(first_guess(problem_of(RACE, load_track("izu")), ()), NOTHING, (), RACE.story)
EASY, FAR, ATTACK = (fact.id for fact in RACE.story)
BEYOND = Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=2.0)


def test_what_is_held_alone_is_not_beyond_riders() -> None:
    measured = Reason(ReasonKind.LIMITS)
    found = proven(RACE, ATTEMPT, {EASY: BEYOND, FAR: BEYOND, ATTACK: measured}, lambda _share: None)
    assert found == {EASY: Reason(ReasonKind.UNFOUND, best=2.0), FAR: BEYOND, ATTACK: measured}


def test_in_a_large_race_nobody_has_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iterate, "LARGE", 1)
    assert proven(RACE, ATTEMPT, {EASY: BEYOND}, lambda _share: None) == {EASY: BEYOND}
