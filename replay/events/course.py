"""The way of a race on a track: how far it is to the places at which moments are told, and laps of it."""

from __future__ import annotations

import math

from replay.race.when import Course
from replay.track.velodrome import Velodrome


def course_of(event_m: float, velodrome: Velodrome) -> Course:
    """The course of a race of `event_m` metres on a track."""
    shape = velodrome.shape
    return Course(event_m, velodrome.lap_m, shape.straight_m, last_bend_m(velodrome, event_m))


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
