"""What the counter shows beside laps and metres: seconds of a standstill, and the clock of a timed last 200 m."""

from __future__ import annotations

import math

import numpy as np

from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.timed import LAST_M, Timed

_SHOWN_AFTER_S = 4.0
"""The time of the last 200 m stays so long after the line."""


def counted_beside(race: Race, motion: Motion, race_time_s: float) -> str:
    """'standing 7 s', '200 m in 8.3 s'; '' where neither is counted."""
    for begin, end in standstills(motion):
        if begin + 1.0 <= race_time_s < end:
            return f"standing {math.floor(race_time_s - begin)} s"
    return _last_200(race, motion, race_time_s)


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
