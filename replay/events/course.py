"""The way of a race on a track: how far it is to the places at which moments are told, and laps of it."""

from __future__ import annotations

import math
from functools import lru_cache

from replay.base.errors import UsageError
from replay.base.mistakes import WrittenError
from replay.race.facts import Race, TrackChoice
from replay.race.when import Course
from replay.track.catalogue import velodrome_of
from replay.track.velodrome import Velodrome


def course_of(event_m: float, velodrome: Velodrome) -> Course:
    """The course of a race of `event_m` metres on a track."""
    shape = velodrome.shape
    return Course(event_m, velodrome.lap_m, shape.straight_m, last_bend_m(velodrome, event_m), shape.finish_m)


def last_bend_m(velodrome: Velodrome, event_m: float) -> float:
    """Event distance at which the last bend begins: where the measurement line starts to turn."""
    shape = velodrome.shape
    half_lap, half_straight = velodrome.lap_m / 2, shape.straight_m / 2
    past_middle = event_m + shape.finish_m
    halves = math.floor((past_middle - half_straight) / half_lap)
    return halves * half_lap + half_straight - shape.finish_m


A_CROSSING_LAPS = 1e-8
"""A crossing counts from this share of a lap before the line (a few micrometres): distances come from splines."""


def laps_left(to_go_m: float, lap_m: float) -> int:
    """Laps begun or still to begin in a number of metres: 3 from the crossing at three to go, 0 from the finish."""
    return math.ceil(to_go_m / lap_m - A_CROSSING_LAPS)


def course_of_race(race: Race) -> Course | None:
    """The way of a race, None while the file's track is not one that can be built."""
    return _course(race.track, race.event.distance_m)


def width_of_race_m(race: Race) -> float | None:
    """How wide the boards are, None while the file's track is not one that can be built."""
    velodrome = _velodrome(race.track)
    return None if velodrome is None else velodrome.width_m


@lru_cache(maxsize=16)
def _course(track: TrackChoice, event_m: float) -> Course | None:
    velodrome = _velodrome(track)
    return None if velodrome is None else course_of(event_m, velodrome)


@lru_cache(maxsize=16)
def _velodrome(track: TrackChoice) -> Velodrome | None:
    try:
        return velodrome_of(track.name, dict(track.measures))
    except (WrittenError, UsageError):
        return None
