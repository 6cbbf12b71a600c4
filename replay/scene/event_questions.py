"""What the scene asks about the kind of event: the pacer, the winner, the laps, the end.

All of it is asked here, so that another kind of event answers in one place. Only where the pacer is in space (its pose,
its place in the framing) is asked of the motion itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from replay.motion.trajectory import Motion
from replay.race.facts import Race

AT_ONCE_S = 1e-4
"""A time so shortly before a crossing is the crossing: race times are written with four decimals at most."""


def pull_off_s(motion: Motion) -> float | None:
    """Race time at which the pacer leaves the track; None for a race without a pacer."""
    return motion.pull_off_s if motion.pacer is not None else None


def opens_s(motion: Motion) -> float | None:
    """Race time at which a race that begins slowly is raced in earnest; None for one that begins fast."""
    return motion.opens_s if np.isfinite(motion.opens_s) else None


def is_paced_at(motion: Motion, time_s: float) -> bool:
    """Whether riders follow a pacer at a race time."""
    off_s = pull_off_s(motion)
    return off_s is not None and time_s < off_s


def free_from_s(motion: Motion) -> float:
    """Race time from which everybody rides as he likes: when the pacer leaves, else the start."""
    off_s = pull_off_s(motion)
    return motion.start_s if off_s is None else off_s


def first_at(race: Race, motion: Motion, leader: int, time_s: float) -> tuple[int, ...]:
    """Riders (indices) who are first while one of them leads: over the line all with whom he is in a dead heat."""
    level = [motion.index(name) for name in race.level_with(motion.riders[leader]) if name in motion.riders]
    return tuple(level) if len(level) > 1 and have_crossed(motion, level, time_s) else (leader,)


def have_crossed(motion: Motion, riders: Iterable[int], time_s: float) -> bool:
    """Whether all of some riders are over the line at a race time."""
    return all(motion.finish_s[rider] <= time_s + AT_ONCE_S for rider in riders)


def is_stopped_at(motion: Motion, time_s: float) -> bool:
    """Whether the race has been stopped by a race time."""
    return motion.stopped and time_s >= motion.stop_s


def last_fallen(motion: Motion, time_s: float) -> int | None:
    """Who fell last before a race time and within the second before it; None where nobody did."""
    since_s = time_s - motion.fall_s
    fell = np.flatnonzero((since_s >= 0) & (since_s <= 1.0))
    return int(fell[np.argmin(since_s[fell])]) if len(fell) else None


def winner_of(race: Race, motion: Motion) -> int | None:
    """The official winner as an index of the motion's riders; None where there is none or he does not ride."""
    return motion.riders.index(race.winner) if race.winner in motion.riders else None


def first_crossing_s(motion: Motion) -> float:
    """Race time at which the first rider finishes; inf if nobody does."""
    return float(np.nan_to_num(motion.finish_s, nan=np.inf).min(initial=np.inf))


def crossing_order(motion: Motion) -> tuple[int, ...]:
    """Riders who cross the finish line, in that order; of two who are level, the earlier in the list."""
    order = np.argsort(motion.finish_s, kind="stable")
    return tuple(int(rider) for rider in order if np.isfinite(motion.finish_s[rider]))


def begun_laps(motion: Motion) -> int:
    """Laps of the race, one that is ridden in part counted whole: a race of 1500 m on 250 m has 6."""
    return int(np.ceil(motion.event_distance_m / motion.velodrome.lap_m - 1e-9))


def is_place_known(race: Race) -> bool:
    """Whether a source gives the place behind the pacer of everybody: nobody is named for an invented one."""
    return set(race.starters) <= set(race.start_order)
