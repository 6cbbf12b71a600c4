"""Why what is told of sides and heights is missed."""

from __future__ import annotations

from typing import Any

from replay.race.story.finding import Limit, Reason, ReasonKind
from replay.reconstruction.judging.height_conflicts import height_reason
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.first_guess import first_guess
from replay.track.catalogue import load_track
from tests.helpers.fields import race


def reason(*story: dict[str, Any]) -> Reason | None:
    """On the first item beside the others, of riders in line behind the pacer."""
    told = race("ABC", story=story, start_order=["A", "B", "C"])
    step = first_guess(problem_of(told, load_track("izu")), told.story)
    return height_reason(step, told.story[0], told.story[1:], 0.05)


OUTSIDE = {"when": "pull-off+8", "outside": {"rider": "A", "of": "B"}}
INSIDE = {"when": "pull-off+8", "outside": {"rider": "B", "of": "A"}}
HIGH = {"when": "pull-off+8", "ride_high": "B"}


def test_a_side_alone_can_be_ridden() -> None:
    assert reason(OUTSIDE) is None


def test_two_sides_that_turn_each_other_round() -> None:
    found = reason(OUTSIDE, HIGH | {"when": "pull-off+30"}, INSIDE)
    assert found is not None
    assert found.against == ("story 3 (outside)",)


def test_a_height_above_the_boards_is_beyond_limits() -> None:
    found = reason(HIGH | {"ride_high": {"rider": "B", "height_m": 7.4}})
    assert found is not None
    assert found.kind is ReasonKind.RESULTS
    (barrier,) = found.barriers
    assert (barrier.limit, barrier.asked) == (Limit.BOARDS, 7.4)
    assert found.against == ("the width of the boards",)


def test_a_height_beside_a_side_that_it_needs_not_break() -> None:
    assert reason(HIGH, INSIDE) is None
