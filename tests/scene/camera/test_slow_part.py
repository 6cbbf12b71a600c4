"""The slow part of a race on the picture: short, standstills too, and live around what opens it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion, Path
from replay.scene.camera.pacing import Stretch, full_stretches
from replay.scene.camera.slow_part import BEFORE_OPENING_S, START_S, slow_speeds
from tests.helpers.situations import ridden

OPENS_S = 70.0


def race(
    *,
    still: tuple[float, float] | None = None,
    opens_s: float = OPENS_S,
    finish_s: float = 95.0,
    stand_m: float | None = None,
    alone: bool = False,
) -> Motion:
    """Two riders who ride at 5 m/s until the race is opened, stand for a while if asked, and then race.

    stand_m  where the first stands
    alone    whether the first stands alone, and the other rolls past
    """
    even = ridden(0.0, "A.B", 100.0, "A.B", off_s=None, event_m=1e6)
    times = even.path.time_s.copy()
    speed = np.where(times < opens_s, 5.0, 16.0)
    if still is not None:
        speed = np.where((times >= still[0]) & (times < still[1]), 0.0, speed)
    ridden_m = np.concatenate([[0.0], np.cumsum(speed[1:] * np.diff(times))])
    if still is not None and stand_m is not None:
        ridden_m += stand_m - np.interp(still[0], times, ridden_m)
    other_m = np.interp(times, times, ridden_m) - 4.0
    if alone and still is not None:
        other_m = other_m + np.clip(times - still[0], 0.0, still[1] - still[0])
    path = Path(times, np.array([ridden_m, other_m]), even.path.height_m.copy())
    finish = np.array([finish_s, finish_s + 0.1])
    return replace(even, path=path, finish_s=finish, opens_s=opens_s)


def lasts(stretches: tuple[Stretch, ...], until_s: float) -> float:
    """Video seconds of what comes before a race time."""
    return sum(part.video_s for stretch in stretches if (part := stretch.clipped(0.0, until_s)))


@pytest.mark.parametrize("finish_s", [88.0, 92.0, 95.0])
def test_more_than_a_minute_of_watching_each_other_takes_some_seconds(finish_s: float) -> None:
    """The film lasts 20 to 30 s from start to line, or as much longer as its sprint is long."""
    stretches = full_stretches(race(finish_s=finish_s))
    assert 6.0 < lasts(stretches, OPENS_S) < 12.0
    assert 20.0 < lasts(stretches, finish_s) < max(30.0, finish_s - OPENS_S + 12.0)


@pytest.mark.parametrize("still", [(20.0, 23.0), (20.0, 28.0), (20.0, 50.0)])
def test_a_standstill_is_seen_at_the_speed_of_life(still: tuple[float, float]) -> None:
    """Some seconds of it, at no more than twice that speed; of a long one the first and the last."""
    stretches = full_stretches(race(still=still))
    shown = [part for stretch in stretches if (part := stretch.clipped(*still))]
    slow_s = sum(part.video_s for part in shown if max(part.speed_from, part.speed_to) <= 2.0)
    assert 2.0 < slow_s < 5.0
    assert sum(part.video_s for part in shown) < 6.5
    assert max(shown[0].speed_from, shown[-1].speed_to) <= 2.0


def test_what_is_told_is_seen() -> None:
    stretches = full_stretches(race(), ((40.0, 43.5),))
    reported = [part for stretch in stretches if (part := stretch.clipped(40.0, 43.5))]
    assert max(max(part.speed_from, part.speed_to) for part in reported) <= 2.0


@given(
    st.lists(st.tuples(st.floats(3.0, 66.0), st.floats(0.5, 30.0)), max_size=3),
    st.one_of(st.none(), st.tuples(st.floats(5.0, 40.0), st.floats(45.0, 68.0))),
)
def test_speeds_follow_one_another(reported: list[tuple[float, float]], still: tuple[float, float] | None) -> None:
    stretches = full_stretches(race(still=still), tuple((begin, begin + last) for begin, last in reported))
    for before, after in pairwise(stretches):
        assert before.race_to_s == pytest.approx(after.race_from_s)
        assert before.speed_to == after.speed_from
    assert stretches[0].race_from_s == 0.0


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


def test_one_who_stands_alone_makes_a_standstill_but_not_on_the_start_line() -> None:
    assert len(standstills(race(still=(20.0, 32.0), alone=True))) == 1
    assert standstills(race(still=(0.5, 6.0))) == ()
