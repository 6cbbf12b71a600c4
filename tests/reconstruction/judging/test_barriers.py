"""Which limits hold off a fact that nobody could ride, on three riders behind the pacer and after it."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.finding import Barrier, Limit
from replay.reconstruction.judging.barriers import barriers
from replay.reconstruction.judging.infeasible_subset import afresh
from replay.reconstruction.problem.race_problem import problem_of
from replay.track.catalogue import load_track
from tests.helpers.fields import race

TOLERANCE_M = 1.0


def found(when: str, gap: dict[str, Any], **more: Any) -> dict[Limit, Barrier]:
    """The limits that hold off a lead, by what they are."""
    written = race("ABC", story=({"when": when, "gap": gap},), start_order=["A", "B", "C"], **more)
    (fact,) = written.story
    trial = afresh(problem_of(written, load_track("izu")), fact, (), TOLERANCE_M)
    assert trial.miss_m > TOLERANCE_M
    assert trial.iterate is not None
    return {barrier.limit: barrier for barrier in barriers(trial.iterate, fact, TOLERANCE_M)}


def test_a_lead_just_before_the_line_is_held_off_by_the_result_alone() -> None:
    (barrier,) = found("finish-0.5", {"ahead": "C", "of": "A", "m": "about 30"}).values()
    assert barrier == Barrier(Limit.FINISH, facts=("result C",))


def test_a_lead_behind_the_pacer_is_held_off_by_the_file() -> None:
    (barrier,) = found("4 laps to go", {"ahead": "C", "of": "A", "m": "about 30"}).values()
    assert barrier.limit is Limit.FILE
    assert barrier.most == pytest.approx(
        problem_of(race("ABC", start_order=["A", "B", "C"]), load_track("izu")).pacer.off_s  # type: ignore[union-attr]
    )


def test_a_lead_for_which_nobody_has_the_power_says_how_much_it_takes() -> None:
    (barrier,) = found("2 laps to go", {"ahead": "A", "of": "field", "m": "about 130"}).values()
    assert barrier.limit is Limit.POWER
    assert (barrier.asked or 0.0) > 1000


def test_of_what_is_further_than_anybody_could_ride_it_is_not_said_what_it_takes() -> None:
    several = found("2 laps to go", {"ahead": "C", "of": "field", "m": "about 400"})
    assert Limit.POWER in several
    assert all(barrier.asked is None for barrier in several.values())
