"""The smallest set of facts that a fact cannot stand with, on three riders behind the pacer and after it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from replay.race.facts import Race
from replay.reconstruction.judging.infeasible_subset import least_miss, smallest_conflict
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.subproblem import Solved, solve
from replay.reconstruction.state.iterate import Iterate
from replay.track.catalogue import load_track
from tests.helpers.fields import race

WHEN = "2 laps to go"
ORDER = {"when": WHEN, "order": ["C", "A"]}
OPPOSITE = {"when": WHEN, "order": ["A", "C"]}
ELSEWHERE = {"when": "bell", "order": ["B", "C"]}
HIGH = {"when": WHEN, "ride_high": "B"}


@cache
def _iterate(asked: str) -> tuple[Race, Iterate]:
    story = {"order": (ORDER, ELSEWHERE, HIGH, OPPOSITE), "far": ({"when": WHEN, "gap": _FAR},)}[asked]
    written = race("ABC", story=story, start_order=["A", "B", "C"])
    return written, first_guess(problem_of(written, load_track("izu")), ())


_FAR: dict[str, Any] = {"ahead": "A", "of": "B", "m": "about 240"}


def test_what_can_be_ridden_alone_is_met_alone() -> None:
    written, iterate = _iterate("order")
    trial = least_miss(iterate, written.story[0], (), 0.3)
    assert trial.miss_m <= 0.3
    assert trial.iterate is not None


def test_what_nobody_can_ride_is_missed_by_as_little_as_can_be() -> None:
    written, iterate = _iterate("far")
    assert 30 < least_miss(iterate, written.story[0], (), 0.3).miss_m < 240


def test_of_several_facts_the_one_that_excludes_it_is_named() -> None:
    written, iterate = _iterate("order")
    fact, *others = written.story
    assert smallest_conflict(iterate, fact, tuple(others), 0.05) == ("story 4 (order)",)


def test_without_it_there_is_a_motion_in_which_all_stand() -> None:
    written, iterate = _iterate("order")
    fact, elsewhere, high, _ = written.story
    found = smallest_conflict(iterate, fact, (elsewhere, high), 0.3)
    assert isinstance(found, Iterate)
    assert {asked.id for asked in found.facts} == {fact.id, elsewhere.id}


@pytest.mark.parametrize(("enough_m", "looks"), [(1000.0, 1), (0.0, 2)])
def test_nearer_than_enough_is_not_sought(enough_m: float, looks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written, iterate = _iterate("far")
    programs = []

    def counted(asked: Iterate, **how: Any) -> Solved:
        programs.append(how["trial"])
        return solve(asked, **how)

    monkeypatch.setattr("replay.reconstruction.solving.subproblem.solve", counted)
    least_miss(iterate, written.story[0], (), enough_m)
    assert len(programs) >= looks
    assert (len(programs) == 1) == (enough_m > 0)
    assert set(programs) == {written.story[0].id}
