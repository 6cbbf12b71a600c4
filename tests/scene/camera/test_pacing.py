"""Pacing: which moments of a race are shown fast, live and slow."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import (
    Stretch,
    full_stretches,
    late_rider_at,
    late_stretches,
    race_end_s,
    waited_crossings,
)
from tests.helpers.situations import ridden

OFF_S = 67.5


def race(
    *crossings_s: float, off_s: float | None = OFF_S, falls_s: tuple[float, ...] = (), stop_s: float = np.inf
) -> Motion:
    """Four riders over 140 s, with the crossings and falls of the situation."""
    motion = ridden(0.0, "A.B.C.D", 140.0, "A.B.C.D", off_s=off_s, event_m=1e6, stop_s=stop_s)
    finish, falls = np.full(4, np.nan), np.full(4, np.nan)
    finish[: len(crossings_s)], falls[: len(falls_s)] = crossings_s, falls_s
    return replace(motion, finish_s=finish, fall_s=falls)


def speed_at(stretches: tuple[Stretch, ...], time_s: float) -> float:
    """Speed of the stretch in which a race time lies; nan in a ramp."""
    (on,) = (stretch for stretch in stretches if stretch.race_from_s <= time_s < stretch.race_to_s)
    return on.speed_from if on.speed_from == on.speed_to else float("nan")


KEIRIN = race(112.0, 112.5, 112.6, 113.2)
BUNCH = race(112.0, 112.1, 112.2, 112.3)
APART = race(112.0, 112.3)
STRAGGLER = race(112.0, 112.4, 113.5)
SHORT_PACED = race(112.0, 112.4, off_s=25.0)
LEAVES_AT_ONCE = race(112.0, 112.4, off_s=4.0)
UNPACED = race(112.0, 112.4, off_s=None)
FALL = race(falls_s=(100.0, 100.3), stop_s=105.0)
EARLY_FALL = race(falls_s=(84.0,), stop_s=105.0)
STOPPED_PACED = race(stop_s=50.0)
STOPPED_AT_ONCE = race(stop_s=25.0)


@pytest.mark.parametrize(
    ("motion", "time_s", "speed"),
    [
        pytest.param(KEIRIN, 2.0, 1.0, id="the start is live"),
        pytest.param(KEIRIN, 9.7, 8.0, id="behind the pacer it is fast"),
        pytest.param(KEIRIN, OFF_S - 13.5, 8.0, id="until nine seconds before the pacer leaves, and a change of speed"),
        pytest.param(KEIRIN, OFF_S - 9.3, 1.0, id="before the pacer leaves it is live"),
        pytest.param(KEIRIN, OFF_S - 1.4, 1.0, id="until just before"),
        pytest.param(KEIRIN, OFF_S - 0.6, 0.5, id="the pull-off is slow"),
        pytest.param(KEIRIN, OFF_S + 0.7, 0.5, id="until the first attack can be told"),
        pytest.param(KEIRIN, OFF_S + 1.7, 1.0, id="the sprint is live"),
        pytest.param(KEIRIN, 110.9, 1.0, id="until it comes to the line"),
        pytest.param(KEIRIN, 111.7, 0.4, id="the crossings are slow"),
        pytest.param(KEIRIN, 112.55, 0.12, id="the closest two are slowest"),
        pytest.param(KEIRIN, 112.85, 0.4, id="the last of those who come together is slow, too"),
        pytest.param(KEIRIN, 113.6, 1.0, id="then it is live again"),
        pytest.param(BUNCH, 112.05, 0.12, id="of a bunch the first of the closest"),
        pytest.param(APART, 111.96, 0.4, id="two who are 0.3 s apart are slow, not slowest"),
        pytest.param(STRAGGLER, 112.9, 1.0, id="nobody who is far behind is waited for in slow motion"),
        pytest.param(race(112.0, off_s=31.0), 12.0, 8.0, id="half a minute behind the pacer is fast"),
        pytest.param(SHORT_PACED, 12.0, 1.0, id="fewer seconds are live"),
        pytest.param(SHORT_PACED, 25.0, 0.5, id="though the pull-off is slow"),
        pytest.param(race(112.0, off_s=5.5), 5.5, 0.5, id="even five seconds after the start"),
        pytest.param(LEAVES_AT_ONCE, 4.0, 1.0, id="a pacer that leaves at once is not slowed down"),
        pytest.param(UNPACED, 30.0, 1.0, id="without a pacer all is live"),
        pytest.param(FALL, 98.9, 1.0, id="before a fall it is live"),
        pytest.param(FALL, 99.8, 0.4, id="a fall is slow"),
        pytest.param(FALL, 100.8, 0.4, id="two falls are slow together"),
        pytest.param(race(falls_s=(100.0, 102.5), stop_s=105.0), 101.6, 0.4, id="also two and a half seconds apart"),
        pytest.param(race(falls_s=(100.0, 102.8), stop_s=105.0), 101.5, 1.0, id="not more"),
        pytest.param(FALL, 101.6, 1.0, id="then riders roll on live"),
        pytest.param(EARLY_FALL, 84.1, 1.0, id="a fall long before the stop is live"),
        pytest.param(STOPPED_PACED, 20.0, 8.0, id="stopped behind the pacer: fast"),
        pytest.param(STOPPED_PACED, 41.0, 1.0, id="stopped behind the pacer: live before the stop"),
        pytest.param(race(stop_s=30.0), 12.0, 8.0, id="though ten seconds of it are fast"),
        pytest.param(STOPPED_AT_ONCE, 12.0, 1.0, id="stopped soon after the start: live"),
    ],
)
def test_speed(motion: Motion, time_s: float, speed: float) -> None:
    assert speed_at(full_stretches(motion), time_s) == speed


def test_stretches_follow_each_other_and_speeds_meet() -> None:
    for motion in (KEIRIN, BUNCH, STRAGGLER, SHORT_PACED, UNPACED, FALL, STOPPED_PACED):
        stretches = full_stretches(motion)
        for before, after in pairwise(stretches):
            assert after.race_from_s == before.race_to_s
            assert after.speed_from == before.speed_to
        assert stretches[0].race_from_s == motion.start_s
        assert stretches[-1].race_to_s == pytest.approx(race_end_s(motion))


def test_a_change_of_speed_takes_the_same_video_time_whatever_the_speeds() -> None:
    ramps = [stretch.video_s for stretch in full_stretches(KEIRIN) if stretch.speed_from != stretch.speed_to]
    assert {round(video_s, 6) for video_s in ramps} == {0.9, 0.5}


@pytest.mark.parametrize(
    ("motion", "end_s"),
    [
        (KEIRIN, 113.7),  # half a second after the last
        (BUNCH, 113.15),  # 1.15 s after the first
        (race(112.0, 114.9, 115.1), 115.4),  # who comes more than 3 s after the first is not waited for
        (FALL, 112.0),  # 7 s after the stop
        (race(), 140.0),  # nobody finishes: to the end of the motion
    ],
)
def test_the_pictures_end(motion: Motion, end_s: float) -> None:
    assert race_end_s(motion) == pytest.approx(end_s)


def test_crossings_are_waited_for_in_their_order() -> None:
    assert waited_crossings(race(113.0, 112.0, 116.1)).tolist() == [112.0, 113.0]


@pytest.mark.parametrize(
    ("start_s", "end_s", "left"),
    [
        (0.0, 20.0, Stretch(10.0, 12.0, 1.0, 0.5)),
        (11.0, 20.0, Stretch(11.0, 12.0, 0.75, 0.75)),
        (12.0, 20.0, None),
    ],
)
def test_a_stretch_that_is_cut_keeps_its_mean_speed(start_s: float, end_s: float, left: Stretch | None) -> None:
    assert Stretch(10.0, 12.0, 1.0, 0.5).clipped(start_s, end_s) == left


REMOUNTED = replace(
    race(112.0, 112.5, 130.0, 114.0, falls_s=(np.nan, np.nan, 105.0)), up_s=np.array([np.nan, np.nan, 120.0, np.nan])
)


def test_who_fell_is_shown_getting_up_and_finishing_after_the_others() -> None:
    shown = late_stretches(REMOUNTED, getting_up=True)
    assert [(s.race_from_s, s.race_to_s, s.speed_from) for s in shown] == [(118.0, 122.5, 1.0), (126.0, 131.2, 1.0)]
    assert [s.race_from_s for s in late_stretches(REMOUNTED, getting_up=False)] == [126.0]
    assert [late_rider_at(REMOUNTED, time_s) for time_s in (111.0, 120.0, 130.0, 132.0)] == [None, 2, 2, None]


def test_nothing_is_added_for_who_is_late_and_did_not_fall() -> None:
    assert late_stretches(race(112.0, 112.5, 130.0), getting_up=True) == ()


def test_what_overlaps_is_shown_once() -> None:
    soon = replace(REMOUNTED, up_s=np.array([np.nan, np.nan, 125.0, np.nan]))
    shown = late_stretches(soon, getting_up=True)
    assert [(s.race_from_s, s.race_to_s) for s in shown] == [(123.0, 127.5), (127.5, 131.2)]
