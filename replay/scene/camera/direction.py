"""Direction: which camera is on when, by where the leader is, how far he leads and what is left to ride."""

from __future__ import annotations

import numpy as np

from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import LIVE_END_S
from replay.scene.camera.setups import Setup, Who
from replay.scene.camera.stations import stations_of
from replay.scene.camera.wish import Wish
from replay.scene.cues import LeadSpan
from replay.scene.frame import Layout

_FOLLOW_LEAD_M = 15.0
_LONG_LEAD_M = 32.0
"""A lead that no camera beside the straight can hold."""

_START_S = 3.0, 6.0
"""From and until which second of the race the line behind the pacer is shown close in the first bend."""

_CLOSE_PULL_OFF_S = 3.7, 2.4
"""Before and after the pacer leaves the track, the first two and he are shown close."""


def setup_changes(
    motion: Motion,
    spans: tuple[LeadSpan, ...],
    race_from_s: float,
    race_to_s: float,
    wish: Wish,
) -> list[tuple[float, Setup]]:
    """Race times from which a setup is on, the first at `race_from_s`."""
    marks = sorted({race_from_s, *_switches(motion, race_from_s, race_to_s, wish)})
    setups = [_setup(motion, spans, time + 1e-3, wish) for time in marks]
    return [
        (t, setup) for k, (t, setup) in enumerate(zip(marks, setups, strict=True)) if k == 0 or setup != setups[k - 1]
    ]


_LAP_MARKS = (20, 30, 35, 50, 60, 65, 85, 95, 103, 130, 140, 145, 160, 185, 195, 205, 215, 225, 226, 240)
"""Metres after the finish line, on a 250 m track, at which the leader may be handed to another camera."""


def _switches(motion: Motion, start: float, end: float, wish: Wish) -> list[float]:
    lap = motion.velodrome.lap_m
    first = float(motion.at(start).distance_m.max())
    last = float(motion.at(end).distance_m.max())
    laps = range(int(first // lap) - 1, int(last // lap) + 1)
    marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
    times = [leader_crossing_s(motion, metres) for metres in marks if first < metres < last]
    if wish.camera is None and motion.pacer is not None:
        off, (before, after) = motion.pull_off_s, _CLOSE_PULL_OFF_S
        times = [time for time in times if not off - before < time < off + after]
        times += [off - before, off + after, off - LIVE_END_S]
        times += [motion.start_s + after_s for after_s in _START_S]
    return [time for time in times if start < time < end]


def _setup(motion: Motion, spans: tuple[LeadSpan, ...], time_s: float, wish: Wish) -> Setup:
    """The setup for the moment: by the leader's place on the track, the laps to go and his lead."""
    along = _along(motion, time_s)
    if wish.camera is not None:
        near, far = stations_of(wish.camera)
        start, end = _HOME_HALVES.get(wish.camera, (226.0, 103.0))
        return Setup(near if along < end or along >= start else far)
    upright = wish.layout is not Layout.LANDSCAPE
    if motion.pacer is not None and time_s < motion.pull_off_s + _CLOSE_PULL_OFF_S[1]:
        return _while_paced(motion, along, time_s, upright=upright)
    laps = max(laps_to_go(motion, time_s), 1 if motion.stopped else 0)
    away = any(span.start_s <= time_s <= span.end_s for span in spans)
    lead_m = _lead_m(motion, time_s) if away else 0.0
    return _upright(along, laps, lead_m) if upright else _landscape(along, laps, lead_m)


_HOME_HALVES = {"follow": (160.0, 35.0), "bend": (205.0, 103.0)}
"""Metres after the finish line from which, and until which, the first station of a pair has the leader."""


def _along(motion: Motion, time_s: float) -> float:
    """Metres of the leader after the finish line, as on a track of 250 m."""
    lap = motion.velodrome.lap_m
    return float(np.mod(motion.at(time_s).distance_m.max(), lap)) * 250.0 / lap


def _lead_m(motion: Motion, time_s: float) -> float:
    order = np.sort(motion.at(time_s).distance_m)
    return float(order[-1] - order[-2]) if len(order) > 1 else 0.0


def _while_paced(motion: Motion, along: float, time_s: float, *, upright: bool) -> Setup:
    """Behind the pacer: the line at the start and close in the bend, the track from above, then close again."""
    start, off = motion.start_s, motion.pull_off_s
    if time_s > off - _CLOSE_PULL_OFF_S[0]:
        return Setup(_at_pull_off(_along(motion, off), upright=upright), Who.FRONT)
    if time_s < min(start + _START_S[0], off - LIVE_END_S):
        return Setup("end 1" if upright else "main")
    if time_s < min(start + _START_S[1], off - LIVE_END_S):
        return Setup("end 1" if upright else "bend 1")
    if time_s < off - LIVE_END_S:
        return Setup("whole track")
    if upright:
        return Setup("head 2" if 60 <= along < 205 else "end 1", Who.FRONT)
    return Setup("back" if 50 <= along < 130 else "bend 2" if 130 <= along < 195 else "main")


def _at_pull_off(along: float, *, upright: bool) -> str:
    """The camera beside, or in line with, the straight at which the pacer leaves."""
    home = along < 65 or along >= 190
    if upright:
        return "end 1" if home else "end 2"
    return "main" if home else "back"


def _upright(along: float, laps: int, lead_m: float) -> Setup:
    """From the end stands the straights run up the picture; bends show best from above."""
    if laps == 0 or (laps == 1 and along >= (205 if lead_m > _FOLLOW_LEAD_M else 185)):
        return Setup("line")
    if lead_m > _LONG_LEAD_M:
        return _upright_long_lead(along, laps)
    if lead_m > _FOLLOW_LEAD_M:
        return Setup("end 1" if along < 65 or along >= 240 else "overhead" if along < 130 else "end 2")
    if along < 20 or along >= 215:
        return Setup("end 1")
    return Setup("end 2" if 85 <= along < 140 else "overhead")


def _upright_long_lead(along: float, laps: int) -> Setup:
    """All in one picture, in turn with the leader alone and with those who chase him."""
    coming = laps - 1 if along >= 125 else laps
    if along >= 215 or along < 20:
        return Setup("main", Who.LEADER) if coming % 2 == 1 else Setup("head 1")
    if along < 95:
        return Setup("head 1", Who.CHASE) if coming % 2 == 1 else Setup("head 1" if along < 50 else "end 1")
    return Setup("follow 2", Who.LEADER) if along < 145 else Setup("end 2")


def _landscape(along: float, laps: int, lead_m: float) -> Setup:
    if laps == 0 or (laps == 1 and along >= 222):
        return Setup("finish")
    if lead_m > _LONG_LEAD_M:
        return _landscape_long_lead(along, laps)
    if laps == 1 and along >= 130:
        return Setup("bend 2", Who.FRONT if lead_m > _FOLLOW_LEAD_M else Who.EVERYBODY)
    if laps == 1:
        return Setup("main" if along < 50 else "back")
    if along < 35 or along >= 205:
        return Setup("main")
    if laps % 2 == 0:
        return Setup("main" if along < 60 else "overhead" if along < 130 else "bend 2")
    if along < 95:
        return Setup("bend 1")
    if along < 160:
        return Setup("follow 2", Who.LEADER) if lead_m > _FOLLOW_LEAD_M else Setup("back")
    return Setup("main")


def _landscape_long_lead(along: float, laps: int) -> Setup:
    """Leader and chasers are too far apart for a camera at the side: all from an end, then him, then them, alone."""
    coming = laps - 1 if along >= 125 else laps
    if along >= 225 or along < 30:
        return Setup("main", Who.LEADER) if coming % 2 == 1 else Setup("head 1")
    if along < 95:
        return Setup("main", Who.CHASE) if laps % 2 == 1 else Setup("bend 1", Who.LEADER)
    if along < 160:
        return Setup("follow 2", Who.LEADER) if laps % 2 == 1 else Setup("main", Who.CHASE)
    if laps == 1:
        return Setup("bend 2", Who.FRONT)
    return Setup("back", Who.CHASE) if laps % 2 == 1 else Setup("end 2")
