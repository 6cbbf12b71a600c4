"""Direction: which camera is on when, by where the leader is, how far he leads and what is left to ride.

Metres `along` are those of the leader after the finish line, as on a track of 250 m: the home straight ends at 5, the
back straight lies from 92 to 130, the last bend ends at 217. Cuts come a little before or after these, so that a
rider is seen to enter what the next camera shows.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go
from replay.motion.trajectory import Motion
from replay.scene.camera.cutting.close_moments import (
    LOW_HOME_HALF,
    along_at,
    at_home,
    close_moments,
    close_pull_off,
    close_setup,
    near_station,
)
from replay.scene.camera.pacing import BEFORE_LATE_S, LIVE_END_S, late_rider_at
from replay.scene.camera.setups import (
    QUARTERS_M,
    Setup,
    Situation,
    StationName,
    Who,
    bend_ahead,
    beside_station,
    in_line_station,
)
from replay.scene.camera.stations import stations_of
from replay.scene.camera.wish import NamedCamera, Wish
from replay.scene.cues.breakaways import LeadSpan
from replay.scene.event_questions import pull_off_s
from replay.scene.frame.layout import Layout

LONG_LEAD_M = 15.0
"""From this lead on a breakaway is worth a camera of its own, and two shots share the picture: no one camera holds both
with riders large enough to be known. A shorter lead still looks like a bunch."""

START_S = 3.0, 6.0
"""From and until which second of the race the line behind the pacer is shown close in the first bend."""


_HALF_WAY_M = 62.0, 190.0
"""Where the leader of a long lead is half-way through each of the two shots of those who chase him, in landscape."""

_SAMPLE_S = 0.05

_LAP_MARKS = (0, 18, 20, 30, 35, 60, 66, 70, 85, 95, 103, 130, 138, 143, 145, 160, 185, 191, 195, 200, 205, 225, 226)
"""Metres after the finish line, on a 250 m track, at which the leader may be handed to another camera: every number
that a rule below compares `along` with. A rule with another number needs it here, too."""

_HOME_HALF = (226.0, 103.0)
_HOME_HALVES = {NamedCamera.FOLLOW: LOW_HOME_HALF, NamedCamera.BEND: (205.0, 103.0)}
"""Metres after the finish line from which, and until which, the first station of a pair has the leader. The low cameras
have him early and give him up as soon as he is past: they see nothing of a bike that is beside them."""


def setup_changes(
    motion: Motion,
    spans: tuple[LeadSpan, ...],
    race_from_s: float,
    race_to_s: float,
    wish: Wish,
) -> list[tuple[float, Setup]]:
    """Race times from which a setup is on, the first at `race_from_s`."""
    marks = sorted({race_from_s, *_switches(motion, race_from_s, race_to_s, wish)})
    setups = [setup_at(motion, spans, time + 1e-3, wish) for time in marks]
    return [
        (t, setup) for k, (t, setup) in enumerate(zip(marks, setups, strict=True)) if k == 0 or setup != setups[k - 1]
    ]


def setup_at(motion: Motion, spans: tuple[LeadSpan, ...], time_s: float, wish: Wish) -> Setup:
    """The setup for a race time: by the leader's place on the track, the laps to go and his lead; of a camera that
    follows a rider, by his."""
    along = along_at(motion, time_s, wish.followed)
    if wish.camera is not None:
        near, far = stations_of(wish.camera)
        start, end = _HOME_HALVES.get(wish.camera, _HOME_HALF)
        station = near if along < end or along >= start else far
        return Setup(station) if wish.followed is None else Setup(station, Who.RIDER, rider=wish.followed)
    upright = wish.layout is not Layout.LANDSCAPE
    late = late_rider_at(motion, time_s)
    if late is not None:
        return _of_late_rider(motion, late, time_s, upright=upright)
    close = close_setup(motion, time_s, upright=upright)
    if close is not None:
        return close
    off_s, pull_off = pull_off_s(motion), close_pull_off(motion)
    if off_s is not None and pull_off is not None and time_s < pull_off[1]:
        return _while_paced(motion, off_s, pull_off, time_s, upright=upright)
    # A stopped race never comes to its finish line, however few laps it had left: no camera waits there.
    laps = max(laps_to_go(motion, time_s), 1 if motion.stopped else 0)
    away = any(span.start_s <= time_s <= span.end_s for span in spans)
    situation = Situation(along, laps, _lead_m(motion, time_s) if away else 0.0)
    return upright_setup(situation) if upright else landscape_setup(situation)


def _of_late_rider(motion: Motion, rider: int, time_s: float, *, upright: bool) -> Setup:
    """The camera beside who fell and got up again: one for each of his two stretches, without a cut."""
    late = motion.finish_s[rider] - time_s < BEFORE_LATE_S + 0.5
    when_s = float(motion.finish_s[rider] if late else motion.up_s[rider])
    return Setup(near_station(motion, rider, when_s, upright=upright), Who.REMOUNTED)


def _switches(motion: Motion, start: float, end: float, wish: Wish) -> list[float]:
    """Race times inside start..end at which another setup may be on."""
    lap = motion.velodrome.lap_m
    if wish.followed is not None:
        his_m = motion.at(np.arange(motion.start_s, motion.end_s, _SAMPLE_S)).distance_m[wish.followed]
        laps = range(int(his_m.min() // lap) - 1, int(his_m.max() // lap) + 1)
        marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
        return [time for time in _passing_s(motion, his_m, marks) if start < time < end]
    first, last = float(motion.led_m(start)), float(motion.led_m(end))
    laps = range(int(first // lap) - 1, int(last // lap) + 1)
    marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
    times = [leader_crossing_s(motion, metres) for metres in marks if first < metres < last]
    times += _chasers_switch_s(motion, [lap * (n + metres / 250.0) for n in laps for metres in QUARTERS_M])
    off_s, pull_off = pull_off_s(motion), close_pull_off(motion)
    for from_s, to_s in close_moments(motion) if wish.camera is None else ():
        times = [*(time for time in times if not from_s < time < to_s), from_s, to_s]
    if wish.camera is None and off_s is not None and pull_off is not None:
        # No cut inside the close shot of the pull-off: it is what the race has waited for.
        times = [time for time in times if not pull_off[0] < time < pull_off[1]]
        times += [*pull_off, off_s - LIVE_END_S]
        times += [motion.start_s + after_s for after_s in START_S]
    return [time for time in times if start < time < end]


def _chasers_switch_s(motion: Motion, marks_m: list[float]) -> list[float]:
    """Race times at which the second passes marks: the cameras of two pictures change with each of the two."""
    if len(motion.riders) < 2:
        return []
    time_s = np.arange(motion.start_s, motion.end_s, _SAMPLE_S)
    return _passing_s(motion, np.sort(motion.at(time_s).distance_m, axis=0)[-2], marks_m)


def _passing_s(motion: Motion, distance_m: Floats, marks_m: list[float]) -> list[float]:
    """Race times at which marks are passed. distance_m: (N,) of the rider who does, every `_SAMPLE_S` of the motion"""
    time_s = np.arange(motion.start_s, motion.end_s, _SAMPLE_S)
    gone_m = np.maximum.accumulate(distance_m)
    return [float(np.interp(mark, gone_m, time_s)) for mark in marks_m if gone_m[0] < mark < gone_m[-1]]


def _lead_m(motion: Motion, time_s: float) -> float:
    """Metres from the first who rides to the second; 0 for one who rides alone."""
    order = np.sort(motion.at(time_s).distance_m[~motion.is_down(time_s)])
    return float(order[-1] - order[-2]) if len(order) > 1 else 0.0


def _while_paced(motion: Motion, off_s: float, pull_off: tuple[float, float], time_s: float, *, upright: bool) -> Setup:
    """Behind the pacer: the line at the start and close in the bend, the track from above, then close again.

    Nothing happens in the laps between, which are shown fast: from a still camera above them all, one can watch that
    without getting giddy.
    """
    along, live_s = along_at(motion, time_s), off_s - LIVE_END_S
    if time_s > pull_off[0]:
        return Setup(_at_pull_off(along_at(motion, off_s), upright=upright), Who.FRONT)
    if time_s < min(motion.start_s + START_S[0], live_s):
        return Setup(StationName.END_1 if upright else StationName.MAIN)
    if time_s < min(motion.start_s + START_S[1], live_s):
        return Setup(StationName.END_1 if upright else StationName.BEND_1)
    if time_s < live_s:
        return Setup(StationName.WHOLE_TRACK)
    if upright:
        return Setup(bend_ahead(along), Who.FRONT)
    return Setup(beside_station(along))


def _at_pull_off(along: float, *, upright: bool) -> StationName:
    """The camera beside, or in line with, the straight at which the pacer leaves."""
    home = at_home(along)
    if upright:
        # From behind them: who follows is below the first in the picture, and not under the words above him.
        return StationName.END_1 if home else StationName.END_2
    return StationName.MAIN if home else StationName.BACK


def upright_setup(now: Situation) -> Setup:
    """For pictures that are not wide: from the end stands the straights run up the picture, and bends sweep across it.

    From above the infield one would see helmets in the bends, and backs on the straights.
    """
    # The finish is shown from the end of the last bend on, which the camera past the line sees from its inside.
    if now.laps == 0 or (now.laps == 1 and now.along_m >= 200):
        return Setup(StationName.LINE)
    if now.lead_m > LONG_LEAD_M:
        return _upright_long_lead(now)
    if now.laps == 1 and now.along_m >= 143:
        return Setup(StationName.BEND_2)
    return Setup(in_line_station(now.along_m))


def _upright_long_lead(now: Situation) -> Setup:
    """Both in a picture each, in turn with the leader alone and with those who chase him."""
    if now.between(225, 18):
        return Setup(StationName.MAIN, Who.LEADER) if now.next_line_odd else now.split
    if now.along_m < 95:
        return Setup(bend_ahead(now.chase_m), Who.CHASE) if now.next_line_odd else now.split
    # Low inside the last bend he comes at the camera alone; then both again.
    return Setup(StationName.FOLLOW_2, Who.LEADER) if now.along_m < 145 else now.split


def landscape_setup(now: Situation) -> Setup:
    """For wide pictures: beside the straights, the bends from the stands, and every other lap from above."""
    if now.laps == 0 or (now.laps == 1 and now.along_m >= 225):
        return Setup(StationName.FINISH)
    if now.lead_m > LONG_LEAD_M:
        return _landscape_long_lead(now)
    if now.laps == 1:
        # The last lap is one way round: straight, bend, straight, bend, line. Nothing from above cuts into it.
        if now.along_m >= 143:
            return Setup(StationName.BEND_2)
        if now.along_m >= 85:
            return Setup(StationName.BACK)
        return Setup(StationName.MAIN if now.along_m < 35 else StationName.BEND_1)
    if now.between(205, 35):
        return Setup(StationName.MAIN)
    # Two ways round take turns, so that no two laps look the same.
    if now.along_m < 85:
        return Setup(StationName.BEND_1)
    if now.laps % 2 == 0:
        return Setup(StationName.OVERHEAD if now.along_m < 138 else StationName.BEND_2)
    if now.along_m < 160:
        return Setup(StationName.BACK)
    return Setup(StationName.BEND_2)


def _landscape_long_lead(now: Situation) -> Setup:
    """Leader and chasers are too far apart for one camera: both in a picture each, then him, then them, alone."""
    if now.between(225, 30):
        return Setup(StationName.MAIN, Who.LEADER) if now.next_line_odd else now.split
    odd = now.laps % 2 == 1
    # One camera for each of their two parts of a lap: that which sees them best half-way through it.
    half_way_m = _HALF_WAY_M[now.along_m >= 95]
    chase = Setup(beside_station((half_way_m - now.lead_m) % 250.0), Who.CHASE)
    if now.along_m < 95:
        return chase if odd else Setup(StationName.BEND_1, Who.LEADER)
    if now.along_m < 160:
        return Setup(StationName.FOLLOW_2, Who.LEADER) if odd else now.split
    return chase if odd and now.laps > 1 else now.split
