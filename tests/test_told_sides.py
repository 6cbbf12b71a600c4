"""On which side a rider passes, where that is told."""

from __future__ import annotations

import numpy as np
import pytest

from replay.motion.sheet import sheet_of
from replay.motion.sides import sides
from replay.motion.view import View
from replay.track.catalogue import load_track
from tests.race_files import read, small


@pytest.mark.parametrize(("side", "outer"), [("inside", "Møller"), ("outside", "Ruiz")])
def test_who_passes_is_on_the_side_that_is_told(side: str, outer: str) -> None:
    story = f"{{when: 80, pass: {{rider: Ruiz, of: Møller, side: {side}}}}}"
    race = read(small(("{when: bell, attack: Ruiz, source: paper}", story)))
    sheet = sheet_of(race, load_track("izu"))
    times = np.arange(0.0, 130.0, 0.02)
    passing = np.clip((times - 80.0) / 5.0, 0.0, 1.0)
    lead = {"Ruiz": 8.0 * passing, "Møller": np.full_like(times, 4.0), "Tjon En Fa": np.full_like(times, -20.0)}
    distance = np.array([12.0 * times + lead[rider] for rider in sheet.riders])
    view = View(sheet, times, distance, np.full_like(distance, 12.0), 120.0)
    (meeting,) = sides(view, race.story, {})
    assert sheet.riders[meeting.outer] == outer
