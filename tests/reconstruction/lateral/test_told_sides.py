"""On which side a rider passes, where that is told."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.story.boards.side_fact import SIDE_M
from replay.reconstruction.lateral.height import heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
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
