"""On which side a rider passes, where that is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.motion.outcome import Verdict
from replay.race.facts import Race
from replay.race.story.boards.side_fact import BESIDE_M
from replay.race.story.places.side_measure import SIDE_M
from replay.reconstruction.lateral.height import heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.fields import race as drawn_race
from tests.helpers.race_files import read, small, told


@pytest.mark.parametrize(("side", "outer"), [("inside", "Møller"), ("outside", "Ruiz")])
def test_who_passes_is_on_the_side_that_is_told(side: str, outer: str) -> None:
    story = f"{{when: 80, pass: {{rider: Ruiz, of: Møller, side: {side}}}}}"
    race = read(small(("{when: bell, attack: Ruiz, source: paper}", story)))
    sheet = problem_of(race, load_track("izu"))
    times = np.arange(0.0, 130.0, 0.02)
    passing = np.clip((times - 80.0) / 5.0, 0.0, 1.0)
    lead = {"Ruiz": 8.0 * passing, "Møller": np.full_like(times, 4.0), "Tjon En Fa": np.full_like(times, -20.0)}
    distance = np.array([12.0 * times + lead[rider] for rider in sheet.riders])
    sampled = SampledMotion(sheet, times, distance, np.full_like(distance, 12.0), 120.0)
    (meeting,) = sides(sampled, race.story, {})
    assert sheet.riders[meeting.outer] == outer


@pytest.mark.parametrize(("side", "sign"), [("outside", 1.0), ("inside", -1.0)])
def test_riders_one_behind_the_other_keep_the_side_that_is_told(side: str, sign: float) -> None:
    race = read(told(f"{{when: 80, {side}: {{rider: Ruiz, of: Møller}}}}"))
    sheet = problem_of(race, load_track("izu"))
    times = np.arange(0.0, 130.0, 0.02)
    lead = {"Ruiz": 8.0, "Møller": 0.0, "Tjon En Fa": -20.0}
    distance = np.array([12.0 * times + lead[rider] for rider in sheet.riders])
    sampled = SampledMotion(sheet, times, distance, np.full_like(distance, 12.0), 120.0)
    at = heights(sampled, (), race.story, {}).at(np.array([80.0]))[:, 0]
    assert sign * (at[sheet.index("Ruiz")] - at[sheet.index("Møller")]) >= SIDE_M - 1e-6


@pytest.mark.slow
def test_who_comes_over_from_behind_is_seen_beside_the_leader() -> None:
    """The last of the result attacks as the pacer leaves, comes up outside of the winner and falls back again."""
    race = _with_gaps(
        {"when": "pull-off", "attack": "D"},
        {"when": "pull-off+2", "outside": {"rider": "D", "of": "A"}},
        {"when": "pull-off+2", "attack": "A"},
    )
    done = reconstruct(race, load_track("izu"))
    assert [fact.words for fact in done.verdicts if not fact.stands] == []
    time_s = done.motion.pull_off_s + 2
    leader, rider = done.motion.index("A"), done.motion.index("D")
    where, height = done.motion.at(time_s).distance_m, done.motion.at(time_s).height_m
    assert abs(where[rider] - where[leader]) <= BESIDE_M
    assert height[rider] - height[leader] >= SIDE_M


@pytest.mark.slow
@pytest.mark.parametrize("when", ["200 m to go", "finish"])
def test_of_two_sides_of_one_pass_one_is_shown_and_the_other_disputed(when: str) -> None:
    inside, outside = (
        {"when": when, "pass": {"rider": "A", "of": "C", "side": side}} for side in ("inside", "outside")
    )
    done = reconstruct(_with_gaps(inside, outside), load_track("izu"))
    first, second = (fact for fact in done.verdicts if " passes " in fact.words)
    assert first.status is Verdict.HELD
    assert second.status is Verdict.DISPUTED
    assert second.against == (first.fact,)


def _with_gaps(*story: dict[str, Any]) -> Race:
    """Four riders in a row over the line, in the order of their letters."""
    return drawn_race("ABCD", story=story, gaps=[0, 0.2, 0.4, 0.6])
