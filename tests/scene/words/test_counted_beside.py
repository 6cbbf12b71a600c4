"""What the counter says beside laps: a standstill's seconds, the clock of a timed last 200 m."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.race.facts import Race
from replay.scene.words.counted_beside import counted_beside
from tests.helpers.race_files import SPRINT, changed, read
from tests.helpers.situations import ridden
from tests.scene.camera.test_slow_part import race as slow_race

TIMED = changed(SPRINT, ("rank: 1}", "rank: 1, last_200_m_s: 11.31}"))


def at(race: Race, time_s: float) -> str:
    motion = ridden(0.0, "A.B", 100.0, "A.B", off_s=None, event_m=750.0)
    names = tuple(sorted(race.starters, key=lambda name: name != "Ruiz"))
    return counted_beside(race, replace(motion, riders=names, finish_s=np.array([90.0, 90.1])), time_s)


@pytest.mark.parametrize(
    ("time_s", "words"),
    [(78.0, ""), (79.0, "200 m 0.3 s"), (86.99, "200 m 8.3 s"), (90.0, "200 m in 11.31 s"), (94.5, "")],
)
def test_the_clock_runs_over_the_last_200_m(time_s: float, words: str) -> None:
    assert at(read(TIMED), time_s) == words


def test_what_was_not_timed_has_no_clock() -> None:
    assert at(read(SPRINT), 85.0) == ""


def standing(seconds: str = "") -> Race:
    """The sprint with a standstill at 21 s of race time."""
    fact = f"{{when: 21, standstill: {{rider: Ruiz{seconds}}}}}"
    return read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", fact)))


def test_a_standstill_is_counted() -> None:
    motion, told = slow_race(still=(20.0, 32.0)), standing(", seconds: 12")
    assert counted_beside(told, motion, 27.5) == "standing 7 s"
    assert counted_beside(told, motion, 20.5) == ""
    assert counted_beside(told, motion, 40.0) == ""


def test_it_is_counted_no_further_than_a_source_has_it() -> None:
    assert counted_beside(standing(", seconds: 6"), slow_race(still=(20.0, 32.0)), 30.0) == "standing 6 s"


def test_seconds_that_nobody_tells_are_not_counted() -> None:
    motion = slow_race(still=(20.0, 32.0))
    assert counted_beside(standing(), motion, 27.5) == "standing"
    assert counted_beside(read(SPRINT), motion, 27.5) == "standing"
