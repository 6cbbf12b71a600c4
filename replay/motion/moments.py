"""Named moments of a race as race times: 'bell', '200 m to go', 'pull-off-1'."""

from __future__ import annotations

import math

import numpy as np

from replay.base.errors import UsageError
from replay.motion.trajectory import Motion
from replay.race.when import Mark, When, is_at_line


def when_to_time(motion: Motion, when: When, *, winner: int | None = None) -> float:
    """Race time of a moment.

    `winner` is the index of the official winner, whose crossing is the finish; None takes whoever crosses first.
    Raises UsageError when the race has no such moment.
    """
    found = find_moment(motion, when, winner=winner)
    if found is None:
        raise UsageError(f"the race has no moment '{when}'")
    return found


def find_moment(motion: Motion, when: When, *, winner: int | None = None) -> float | None:
    """As `when_to_time`, None when the race has no such moment."""
    moment = _mark_s(motion, when, winner) + when.offset_s
    return moment if math.isfinite(moment) else None


def _mark_s(motion: Motion, when: When, winner: int | None) -> float:
    """Race time of a moment without its offset; nan where the race has none."""
    if when.mark is Mark.RACE_TIME:
        return when.value
    if when.mark is Mark.PULL_OFF:
        return motion.pull_off_s
    if is_at_line(when):
        return _finish_s(motion, winner)
    distance_m = motion.course.distance_m(when)
    if distance_m is None:
        return math.nan
    own_s = _own_crossing_s(motion, when.rider, distance_m)
    return own_s if math.isfinite(own_s) else leader_crossing_s(motion, distance_m)


def _own_crossing_s(motion: Motion, rider: str | None, distance_m: float) -> float:
    """Race time at which a rider comes to a distance on the bicycle; nan if that never is, or of nobody."""
    if rider is None or rider not in motion.riders:
        return math.nan
    row = motion.index(rider)
    time_s = float(motion.path.crossing_times(distance_m)[row])
    return math.nan if not math.isfinite(time_s) or motion.is_down(time_s)[row] else time_s


def leader_crossing_s(motion: Motion, distance_m: float) -> float:
    """Race time at which the first rider reaches a distance; nan if nobody does. Who is down leads nobody there."""
    times = motion.path.crossing_times(distance_m)
    riding = np.array([time_s for rider, time_s in enumerate(times) if not motion.is_down(time_s)[rider]])
    times = riding if np.any(np.isfinite(riding)) else times
    return float(np.nanmin(times)) if np.any(np.isfinite(times)) else math.nan


def _finish_s(motion: Motion, winner: int | None) -> float:
    """Race time at which the official winner, or else the first, is on the line; nan where nobody is."""
    if winner is not None:
        return float(motion.finish_s[winner])
    return float(np.nanmin(motion.finish_s)) if np.any(np.isfinite(motion.finish_s)) else math.nan
