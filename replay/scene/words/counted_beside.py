"""What the counter shows beside laps and metres: seconds of a standstill, and the clock of a timed last 200 m."""

from __future__ import annotations

import math

import numpy as np

from replay.motion.moments import find_moment
from replay.motion.standstills import STANDS_WITHIN_S, standstills
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.timed import LAST_M, Timed

_SHOWN_AFTER_S = 4.0
"""The time of the last 200 m stays so long after the line."""


def counted_beside(race: Race, motion: Motion, race_time_s: float) -> str:
    """'standing 7 s', '200 m in 8.3 s'; '' where neither is counted."""
    for begin, end in standstills(motion):
        if begin + 1.0 <= race_time_s < end:
            seconds = _sourced_seconds(race, motion, begin, end)
            counted = None if seconds is None else min(math.floor(race_time_s - begin), math.floor(seconds))
            return "standing" if counted is None else f"standing {counted} s"
    return _last_200(race, motion, race_time_s)


def _sourced_seconds(race: Race, motion: Motion, begin_s: float, end_s: float) -> float | None:
    """How long a standstill was by a source, s; None where no source has it: then nothing is counted."""
    facts = [fact for fact in race.story if isinstance(fact, StandstillFact)]
    moments = [find_moment(motion, fact.when) for fact in facts]
    near = [
        (abs(at_s - (begin_s + end_s) / 2), fact.seconds)
        for fact, at_s in zip(facts, moments, strict=True)
        if at_s is not None and begin_s - STANDS_WITHIN_S < at_s < end_s + STANDS_WITHIN_S
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


def _last_200(race: Race, motion: Motion, race_time_s: float) -> str:
    """The clock of the winner's last 200 m, where it was timed: running with one decimal, then as it was timed."""
    timed = next((time for time in race.timed if _is_last_200(race, time)), None)
    if timed is None or timed.rider not in motion.riders:
        return ""
    rider = motion.index(timed.rider)
    finish_s = float(motion.finish_s[rider])
    begun_s = finish_s - timed.time_s
    if not np.isfinite(finish_s) or not begun_s <= race_time_s < finish_s + _SHOWN_AFTER_S:
        return ""
    if race_time_s >= finish_s:
        return f"200 m in {timed.written} s"
    return f"200 m {race_time_s - begun_s:.1f} s"


def _is_last_200(race: Race, time: Timed) -> bool:
    event_m = race.event.distance_m
    return time.rider == race.winner and (time.from_m, time.to_m) == (event_m - LAST_M, event_m)
