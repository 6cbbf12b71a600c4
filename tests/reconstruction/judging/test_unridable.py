"""Measured times that nobody can have ridden: what excludes each of them, on two riders."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.finding import Limit, Reason, ReasonKind
from replay.reconstruction.judging.unridable import ridden
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.parting import first_attempt
from replay.track.catalogue import load_track
from tests.helpers.fields import race


def reasons(*times: dict[str, Any], letters: str = "AB") -> dict[str, Reason]:
    """By the place of the time in the file."""
    written = race(letters, times=list(times), start_order=list(letters))
    problem = problem_of(written, load_track("izu"))
    attempt = first_attempt(problem, (), (), frozenset(), lambda _share: None)
    _, found = ridden(written, attempt, (), lambda _share: None)
    return found


LAST_200: dict[str, Any] = {"rider": "A", "from": "200 m to go"}


def test_what_can_be_ridden_has_no_reason() -> None:
    assert reasons({**LAST_200, "time_s": 10.4}) == {}


def test_a_time_beyond_what_riders_can_do() -> None:
    """A lap in 12 s from the pacer's first 30 km/h on."""
    (reason,) = reasons({"rider": "A", "from": "start", "to": "5 laps to go", "time_s": 12.0}).values()
    assert reason.kind is ReasonKind.LIMITS
    assert reason.best is not None
    assert reason.best > 5.0
    assert Limit.GAINING in {barrier.limit for barrier in reason.barriers}


def test_a_time_for_which_nobody_has_the_power() -> None:
    """The speed is one that riders reach; 200 m of it, after a sprint of a lap, are more than anybody has."""
    (reason,) = reasons({**LAST_200, "time_s": 9.0}).values()
    assert reason.kind is ReasonKind.LIMITS
    (barrier,) = reason.barriers
    assert barrier.limit is Limit.POWER
    assert 100 < (barrier.asked or 0.0) < 1000


def test_the_strongest_rider_ever_is_no_slip_of_the_pen() -> None:
    assert reasons({**LAST_200, "time_s": 9.6}) == {}


@pytest.mark.slow
def test_of_two_times_that_cannot_both_be_the_other_is_named() -> None:
    """200 m at 80 km/h could be ridden, but not after 50 m at 33 km/h."""
    slow = {"rider": "C", "from": "bell", "to": "200 m to go", "time_s": 5.5}
    found = reasons(slow, {"rider": "C", "from": "200 m to go", "time_s": 9.0}, letters="ABC")
    assert found["time 2"].kind is ReasonKind.FACTS
    assert found["time 2"].facts == ("time 1",)


def test_a_time_behind_the_pacer_that_is_not_the_pacers() -> None:
    (reason,) = reasons({"rider": "A", "from": "5 laps to go", "to": "4 laps to go", "time_s": 16.0}).values()
    assert reason.kind is ReasonKind.PACER_SPEED
    assert reason.against == ("the pacer's speed",)
