"""Measured times that nobody can have ridden: what excludes each of them, on two riders."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.finding import Reason, ReasonKind
from replay.reconstruction.judging.unridable import ridden
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.attempt import first_attempt
from replay.track.catalogue import load_track
from tests.helpers.fields import race


def reasons(*times: dict[str, Any]) -> dict[str, Reason]:
    """By the place of the time in the file."""
    written = race("AB", times=list(times), start_order=["A", "B"])
    problem = problem_of(written, load_track("izu"))
    attempt = first_attempt(problem, (), (), frozenset(), lambda _share: None)
    _, found = ridden(written, attempt, (), lambda _share: None)
    return found


LAST_200: dict[str, Any] = {"rider": "A", "from": "200 m to go"}


def test_what_can_be_ridden_has_no_reason() -> None:
    assert reasons({**LAST_200, "time_s": 10.4}) == {}


def test_a_time_beyond_what_riders_can_do() -> None:
    (reason,) = reasons({**LAST_200, "time_s": 8.9}).values()
    assert reason.kind is ReasonKind.LIMITS
    assert reason.best == pytest.approx(0.3, abs=0.25)


def test_a_time_behind_the_pacer_that_is_not_the_pacers() -> None:
    (reason,) = reasons({"rider": "A", "from": "5 laps to go", "to": "4 laps to go", "time_s": 16.0}).values()
    assert reason.kind is ReasonKind.PACER_SPEED
    assert reason.against == ("the pacer's speed",)
