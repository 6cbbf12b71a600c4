"""Riders who are level, and one at the shoulder of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.story.finding import ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.screening import screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.facts import Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import race, told

LEVEL = told("ABC", 5.0, level=["A", "B"])
SHOULDER = told("ABC", 5.0, at_shoulder={"rider": "B", "of": "A"})


def behind(*metres: float) -> SampledMotion:
    """A, and B and C so far behind him."""
    sampled = field("ABC")
    distance = sampled.distance_m.copy()
    for rider, by_m in enumerate((0.0, *metres)):
        distance[rider] = sampled.distance_m[0] - by_m
    return replace(sampled, distance_m=distance)


@pytest.mark.parametrize(
    ("fact", "by_m", "asked", "so"),
    [
        (LEVEL, 0.0, True, True),
        (LEVEL, 0.29, True, True),
        (LEVEL, -0.29, True, True),
        (LEVEL, 0.5, False, True),
        (LEVEL, 0.6, False, False),
        (SHOULDER, 0.7, True, True),
        (SHOULDER, 0.1, False, True),
        (SHOULDER, -0.1, False, False),
        (SHOULDER, 1.4, False, True),
        (SHOULDER, 2.0, False, False),
    ],
)
def test_rows_and_finding_say_whether_it_is_so(fact: StoryFact, by_m: float, asked: bool, so: bool) -> None:
    assert (room(fact, behind(by_m, 9.0)) >= 0) is asked
    assert stands(fact, behind(by_m, 9.0)) is so


def test_of_three_the_first_and_the_last_count() -> None:
    fact = told("ABC", 5.0, level=["B", "A", "C"])
    assert len(fact.constraints(behind(0, 0))) == 3
    assert found(fact, behind(0.2, 0.9)).got == pytest.approx(0.9)


@pytest.mark.parametrize(("gap_s", "reasons"), [(0.02, []), (0.4, [ReasonKind.TIMED_GAP])])
def test_a_timed_gap_says_that_they_are_not_level_at_the_finish(gap_s: float, reasons: list[ReasonKind]) -> None:
    finish = race("AB", story=({"when": "finish", "level": ["A", "B"]},), gaps=[0, gap_s])
    _, aside = screen(problem_of(finish, load_track("izu")), finish.story)
    assert [item.reason.kind for item in aside if item.reason] == reasons


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("level: Ruiz", "one rider is not level with anybody"),
        ("level: [Ruiz, Moller]", "no rider is called Moller"),
        ("level: [Ruiz, Ruiz]", "named twice"),
        ("at_shoulder: {rider: Ruiz, of: Ruiz}", "named twice"),
    ],
)
def test_mistakes(item: str, message: str) -> None:
    assert message in item_mistakes(item)


def test_words() -> None:
    assert told("ABC", 5.0, level=["A", "B", "C"]).words == "A, B and C are level"
    assert (LEVEL.chart_words(short), LEVEL.doer, LEVEL.chart_rider) == ("a b level", None, "A")
    assert (SHOULDER.words, SHOULDER.chart_words(short)) == ("B at the shoulder of A", "b at a's shoulder")


def test_sentences() -> None:
    assert LEVEL.sentence(Amounts(0.3, 2.1, "m")) == "Level is up to 0.3 m apart; the replay shows 2.1 m"
    assert SHOULDER.sentence(Amounts(0.3, -0.5, "m", "A")) == (
        "At the shoulder is 0.3 to 1.2 m behind; the replay shows 0.5 m ahead, 0.8 m off"
    )
