"""The slow part of a race on the picture: short, standstills too, and live around what opens it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion, Path
from replay.scene.camera.pacing import Stretch, full_stretches
from replay.scene.camera.slow_part import BEFORE_OPENING_S, START_S, slow_speeds
from tests.helpers.situations import ridden

OPENS_S = 70.0


def race(*, still: tuple[float, float] | None = None, opens_s: float = OPENS_S) -> Motion:
    """Two riders who ride at 5 m/s until the race is opened, stand for a while if asked, and then race."""
    even = ridden(0.0, "A.B", 100.0, "A.B", off_s=None, event_m=1e6)
    times = even.path.time_s.copy()
    speed = np.where(times < opens_s, 5.0, 16.0)
    if still is not None:
        speed = np.where((times >= still[0]) & (times < still[1]), 0.0, speed)
    ridden_m = np.concatenate([[0.0], np.cumsum(speed[1:] * np.diff(times))])
    path = Path(times, np.array([ridden_m, ridden_m - 4.0]), even.path.height_m.copy())
    finish = np.array([95.0, 95.1])
    return replace(even, path=path, finish_s=finish, opens_s=opens_s)


def lasts(stretches: tuple[Stretch, ...], until_s: float) -> float:
    """Video seconds of what comes before a race time."""
    return sum(part.video_s for stretch in stretches if (part := stretch.clipped(0.0, until_s)))


@pytest.mark.parametrize("still", [None, (20.0, 45.0), (30.0, 33.0)])
def test_more_than_a_minute_of_watching_each_other_takes_some_seconds(still: tuple[float, float] | None) -> None:
    stretches = full_stretches(race(still=still))
    assert 7.0 < lasts(stretches, OPENS_S) < 15.0
    assert lasts(stretches, 95.0) - lasts(stretches, OPENS_S) > 24.0


def test_start_and_opening_are_live() -> None:
    stretches = full_stretches(race())
    for time_s in (0.5, START_S - 1.0, OPENS_S - BEFORE_OPENING_S + 0.5, OPENS_S + 10.0):
        (on,) = (stretch for stretch in stretches if stretch.race_from_s <= time_s < stretch.race_to_s)
        assert (on.speed_from, on.speed_to) == (1.0, 1.0)


def test_a_race_that_begins_fast_has_no_slow_part() -> None:
    assert slow_speeds(replace(race(), opens_s=float("nan"))) == ()
    assert slow_speeds(race(opens_s=14.0)) == ()


def test_a_standstill_is_where_nobody_moves() -> None:
    ((begin, end),) = standstills(race(still=(20.0, 32.0)))
    assert [begin, end] == pytest.approx([20.0, 32.0], abs=0.3)
    assert standstills(race()) == ()
    assert standstills(replace(race(still=(20.0, 32.0)), opens_s=float("nan"))) == ()
