"""Direction: which camera is on when, by where the leader is, how far he leads and what is left to ride."""

from __future__ import annotations

import numpy as np

from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go
from replay.motion.trajectory import Motion
from replay.scene.cameras import stations_of
from replay.scene.cues import LeadSpan
from replay.scene.frame import Layout
from replay.scene.wish import Wish

_FOLLOW_LEAD_M = 15.0
_LONG_LEAD_M = 32.0
"""A lead that no camera beside the straight can hold."""


def station_changes(
    motion: Motion,
    spans: tuple[LeadSpan, ...],
    race_from_s: float,
    race_to_s: float,
    wish: Wish,
) -> list[tuple[float, str]]:
    """Race times from which a station is on, the first at `race_from_s`."""
    marks = sorted({race_from_s, *_switches(motion, race_from_s, race_to_s, wish)})
    names = [_station(motion, spans, time + 1e-3, wish) for time in marks]
    return [(t, name) for k, (t, name) in enumerate(zip(marks, names, strict=True)) if k == 0 or name != names[k - 1]]


_LAP_MARKS = (20, 35, 50, 60, 65, 90, 95, 103, 130, 140, 145, 160, 195, 205, 215, 222, 226, 240)
"""Metres after the finish line, on a 250 m track, at which the leader may be handed to another camera."""


def _switches(motion: Motion, start: float, end: float, wish: Wish) -> list[float]:
    lap = motion.velodrome.lap_m
    first = float(motion.at(start).distance_m.max())
    last = float(motion.at(end).distance_m.max())
    laps = range(int(first // lap) - 1, int(last // lap) + 1)
    marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
    times = [leader_crossing_s(motion, metres) for metres in marks if first < metres < last]
    if wish.camera is None and motion.pacer is not None:
        times += [motion.pull_off_s, motion.pull_off_s - _NEAR_PULL_OFF_S, motion.start_s + _START_S]
    return [time for time in times if start < time < end]


_START_S = 6.5
_NEAR_PULL_OFF_S = 13.0


def _station(motion: Motion, spans: tuple[LeadSpan, ...], time_s: float, wish: Wish) -> str:
    """The station for the moment: by the leader's place on the track, the laps to go and his lead."""
    lap = motion.velodrome.lap_m
    along = float(np.mod(motion.at(time_s).distance_m.max(), lap)) * 250.0 / lap
    if wish.camera is not None:
        near, far = stations_of(wish.camera)
        start, end = _HOME_HALVES.get(wish.camera, (226.0, 103.0))
        return near if along < end or along >= start else far
    upright = wish.layout is not Layout.LANDSCAPE
    if motion.pacer is not None and time_s < motion.pull_off_s:
        return _while_paced(motion, along, time_s, upright=upright)
    laps = laps_to_go(motion, time_s)
    away = any(span.start_s <= time_s <= span.end_s for span in spans)
    lead_m = _lead_m(motion, time_s) if away else 0.0
    return _upright(along, laps, lead_m) if upright else _landscape(along, laps, lead_m)


_HOME_HALVES = {"follow": (160.0, 35.0), "bend": (205.0, 103.0)}
"""Metres after the finish line from which, and until which, the first station of a pair has the leader."""


def _lead_m(motion: Motion, time_s: float) -> float:
    order = np.sort(motion.at(time_s).distance_m)
    return float(order[-1] - order[-2]) if len(order) > 1 else 0.0


def _while_paced(motion: Motion, along: float, time_s: float, *, upright: bool) -> str:
    """Behind the pacer: the line rides by, then the whole track from above, then close until the pacer leaves."""
    if time_s < motion.start_s + _START_S:
        return "end 1" if upright else "main"
    if time_s < motion.pull_off_s - _NEAR_PULL_OFF_S:
        return "whole track"
    if upright:
        return _upright(along, laps_to_go(motion, time_s), 0.0)
    return "back" if 50 <= along < 130 else "bend 2" if 130 <= along < 195 else "main"


def _upright(along: float, laps: int, lead_m: float) -> str:
    """From the end stands the straights run up the picture; a lead in a bend shows best from above."""
    if laps <= 1 and along >= 226:
        return "end 1"
    if lead_m > _LONG_LEAD_M:
        return _from_the_ends(along)
    lead = lead_m > _FOLLOW_LEAD_M
    if along < (65 if lead else 103) or along >= (240 if lead else 226):
        return "end 1"
    return "overhead" if (lead and along < 130) or (laps == 2 and not lead) else "end 2"


def _landscape(along: float, laps: int, lead_m: float) -> str:
    if laps == 0 or (laps == 1 and along >= 222):
        return "finish"
    if lead_m > _LONG_LEAD_M:
        return _landscape_long_lead(along, laps)
    if laps == 1:
        return "main" if along < 50 else "back" if along < 130 else "bend 2"
    if along < 35 or along >= 205:
        return "main"
    if laps % 2 == 0:
        return "main" if along < 60 else "overhead"
    if along < 95:
        return "bend 1"
    if along < 160:
        return "follow 2" if lead_m > _FOLLOW_LEAD_M else "back"
    return "main"


def _landscape_long_lead(along: float, laps: int) -> str:
    """Leader and chasers are too far apart for a camera at the side."""
    if laps == 1 and along >= 140:
        return "bend 2"
    if laps % 2 == 1 and 95 <= along < 160:
        return "follow 2"
    if laps % 2 == 0 and 60 <= along < 140:
        return "overhead"
    return _from_the_ends(along)


def _from_the_ends(along: float) -> str:
    """The high stand in line with the straight on which the leader or his chasers are: the lead runs up the picture."""
    if 20 <= along < 90:
        return "end 1"
    if 90 <= along < 145:
        return "head 2"
    return "end 2" if 145 <= along < 215 else "head 1"
