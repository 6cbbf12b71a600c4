"""How fast a race is shown: stretches of race time with their speeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.camera.slow_part import ramp_race_s, slow_speeds
from replay.scene.event_questions import is_stopped_at, pull_off_s

AFTER_FIRST_S, AFTER_LAST_S = 1.15, 0.5
"""The pictures of the race go on for at least so long after the first and the last crossing that is shown."""

AFTER_STOP_S = 7.0
"""And for so long after a race was stopped: riders sit up and roll on."""

LIVE_START_S, LIVE_END_S = 9.6, 9.4
"""Seconds behind the pacer that are shown live, at the start and before it leaves the track."""

_FAST = 8.0
"""Speed of the laps behind the pacer in between, where nothing happens: 48 s of riding in a line take six."""

_WORTH_FAST_S, _WORTH_FAST_TO_STOP_S = 30.0, 10.0
"""Fewer seconds behind the pacer are shown live: a burst of speed for so little looks like a mistake. The first
counts all of them, the second, where a race was stopped behind the pacer, those that would be fast."""

_WORTH_SLOW_S = 5.0
"""A pull-off so soon after the start is not slowed down: nothing has led up to it."""

PULL_OFF_SPEED = 0.5
_SLOW_BEFORE_PULL_OFF_S, _SLOW_AFTER_PULL_OFF_S = 0.7, 1.6
"""The pull-off is shown at half speed, from just before the pacer turns aside until the first attack can be told."""

_SLOW_AROUND_PULL_OFF_S = 0.8
"""In a short film it is slow for so long before and after the pull-off, because time is dear there."""

_FINISH_SPEED = 0.4
_SLOW_BEFORE_FINISH_S, _SLOW_AFTER_FINISH_S = 0.4, 0.35
"""The crossings are shown slowly, from and until so long before the first and after the last of those who come
together."""

_CLOSEST_SPEED = 0.12
_CLOSE_S = 0.25
_AROUND_CLOSE_S = 0.07
"""Two crossings closer than this are shown slowest, from and until so long before and after them: 0.01 s are five
pictures then."""

_FALL_SPEED = 0.4
_SLOW_BEFORE_FALL_S, _SLOW_AFTER_FALL_S, _FALLS_TOGETHER_S = 0.4, 1.2, 1.0
"""A fall is shown slowly, too. The next that begins within so long of the slow stretch's start or end lengthens it."""

LAST_FALLS_S = 20.0
"""Falls so long before the stop belong to the end of the race."""

_FAR_BEHIND_S = 0.9
"""Who crosses so long after the one before him is not waited for in slow motion."""

_LATEST_CROSSING_S = 3.0
"""Who crosses later than this after the winner is not waited for at all."""

BEFORE_LATE_S, AFTER_LATE_S = 4.0, 1.2
"""Who fell, got up again and finishes later than that is shown from so long before the line to so long after it .."""

_BEFORE_UP_S, _AFTER_UP_S = 2.0, 2.5
"""..and before that, so long before and after he rides on."""

_MOST_LATE, _SHORTEST_LATE_S = 2, 1.7
"""For more riders than that, and for less time, nothing is added."""

_SLOWEST = 0.08
"""No zone is shown slower than this, however much time there is."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Race time from..to, shown at a speed that goes from `speed_from` to `speed_to` by a smoothstep."""

    race_from_s: float
    race_to_s: float
    speed_from: float = 1.0
    speed_to: float = 1.0

    @property
    def video_s(self) -> float:
        """Video seconds that it takes: a smoothstep has the mean of its ends."""
        return (self.race_to_s - self.race_from_s) * 2 / (self.speed_from + self.speed_to)

    def clipped(self, start_s: float, end_s: float) -> Stretch | None:
        """The part inside start..end, None if there is none; a ramp that is cut keeps its mean speed."""
        start, end = max(self.race_from_s, start_s), min(self.race_to_s, end_s)
        if end - start < 1e-6:
            return None
        if (start, end) == (self.race_from_s, self.race_to_s):
            return self
        mean = (self.speed_from + self.speed_to) / 2
        return Stretch(start, end, mean, mean)


@dataclass(frozen=True, slots=True)
class Zone:
    """A wish for a speed from a race time on."""

    race_from_s: float
    speed: float


def full_stretches(motion: Motion, reported_s: Sequence[tuple[float, float]] = ()) -> tuple[Stretch, ...]:
    """The whole race: the middle of the paced laps fast, pull-off and finish slow, the rest live.

    reported_s  race times from..to of what sources tell
    """
    slow = (Zone(one.race_from_s, one.speed) for one in slow_speeds(motion, reported_s))
    zones = (Zone(motion.start_s, 1.0), *_paced_zones(motion), *slow, *end_zones(motion))
    return stretch_zones(zones, race_end_s(motion))


def _paced_zones(motion: Motion) -> tuple[Zone, ...]:
    """Behind the pacer: fast between the start and what comes before it leaves, or before the race is stopped."""
    start, off_s = motion.start_s, pull_off_s(motion)
    if off_s is None:
        return ()
    if is_stopped_at(motion, off_s):
        live_s = motion.stop_s - LIVE_END_S
        worth = live_s - start > LIVE_START_S + _WORTH_FAST_TO_STOP_S
        return (Zone(start + LIVE_START_S, _FAST), Zone(live_s, 1.0)) if worth else ()
    zones: tuple[Zone, ...] = ()
    if off_s - start > _WORTH_FAST_S:
        zones += (Zone(start + LIVE_START_S, _FAST), Zone(off_s - LIVE_END_S, 1.0))
    if off_s - start > _WORTH_SLOW_S:
        slow_s, over_s = off_s - _SLOW_BEFORE_PULL_OFF_S, off_s + _SLOW_AFTER_PULL_OFF_S
        zones += (Zone(slow_s, PULL_OFF_SPEED), Zone(over_s, 1.0))
    return zones


def pull_off_zones(motion: Motion) -> tuple[Zone, ...]:
    """Slow for a moment before and after the pacer leaves; shorter than in the whole race, for films that are short."""
    off_s = pull_off_s(motion)
    if off_s is None or is_stopped_at(motion, off_s):
        return ()
    return Zone(off_s - _SLOW_AROUND_PULL_OFF_S, PULL_OFF_SPEED), Zone(off_s + _SLOW_AROUND_PULL_OFF_S, 1.0)


def late_stretches(motion: Motion, *, getting_up: bool) -> tuple[Stretch, ...]:
    """Shown after the end of the race: how riders who fell get up, if that is asked for, and how they finish."""
    end_s = race_end_s(motion)
    windows = []
    for rider in late_riders(motion):
        up_s, finish_s = float(motion.up_s[rider]), float(motion.finish_s[rider])
        windows += [(up_s - _BEFORE_UP_S, up_s + _AFTER_UP_S)] if getting_up else []
        windows.append((finish_s - BEFORE_LATE_S, finish_s + AFTER_LATE_S))
    found: list[Stretch] = []
    for start, until in sorted(windows):
        begin = max(start, found[-1].race_to_s if found else end_s)
        last = min(until, motion.end_s)
        if last - begin > _SHORTEST_LATE_S:
            found.append(Stretch(begin, last))
    return tuple(found)


def late_riders(motion: Motion) -> tuple[int, ...]:
    """Riders who fell, got up again and finish after the pictures of the race have ended; two at most."""
    late = np.flatnonzero(np.isfinite(motion.up_s) & (motion.finish_s > race_end_s(motion)))
    return tuple(int(rider) for rider in late[np.argsort(motion.finish_s[late], kind="stable")][:_MOST_LATE])


def late_rider_at(motion: Motion, time_s: float) -> int | None:
    """The late rider whom the pictures at a race time are about: the next of them to cross the line; None before."""
    if time_s <= race_end_s(motion):
        return None
    return next((rider for rider in late_riders(motion) if time_s < motion.finish_s[rider] + AFTER_LATE_S), None)


def race_end_s(motion: Motion) -> float:
    """Race time at which the pictures of the race end: shortly after the last crossing that is waited for, or stop."""
    if motion.stopped:
        return min(motion.stop_s + AFTER_STOP_S, motion.end_s)
    waited = waited_crossings(motion)
    if len(waited) == 0:
        return motion.end_s
    return float(min(max(waited[-1] + AFTER_LAST_S, waited[0] + AFTER_FIRST_S), motion.end_s))


def waited_crossings(motion: Motion) -> Floats:
    """Race times of the crossings that are shown, in order."""
    finish = np.sort(motion.finish_s[np.isfinite(motion.finish_s)])
    return np.asarray(finish[finish <= finish[:1] + _LATEST_CROSSING_S])


def stretch_zones(zones: tuple[Zone, ...], end_s: float) -> tuple[Stretch, ...]:
    """Stretches of even speed with ramps between them; a ramp ends where the new zone begins."""
    stretches: list[Stretch] = []
    for zone, after in zip(zones, (*zones[1:], None), strict=True):
        until = end_s if after is None else min(after.race_from_s, end_s)
        begin = stretches[-1].race_to_s if stretches else zone.race_from_s
        if until <= begin:
            continue
        ramp = 0.0 if after is None else min(ramp_race_s(zone.speed, after.speed), until - begin)
        if until - ramp > begin + 1e-9:
            stretches.append(Stretch(begin, until - ramp, zone.speed, zone.speed))
        if ramp and after is not None:
            stretches.append(Stretch(until - ramp, until, zone.speed, after.speed))
    return tuple(stretches)


def tempered(zones: tuple[Zone, ...], slowness: float) -> tuple[Zone, ...]:
    """Zones with so much of their slow motion: 0 none, 1 as they have it, more for slower than that."""
    return tuple(
        replace(zone, speed=max(1.0 - slowness * (1.0 - zone.speed), _SLOWEST)) if zone.speed < 1.0 else zone
        for zone in zones
    )


def end_zones(motion: Motion) -> tuple[Zone, ...]:
    """How the end of a race is shown: slow at the finish, or at the falls for which it was stopped."""
    return _fall_zones(motion) if motion.stopped else _finish_zones(motion)


def _fall_zones(motion: Motion) -> tuple[Zone, ...]:
    """Slow over the falls in the time before the stop; those that come together in one."""
    zones: list[Zone] = []
    for fall in sorted(float(time) for time in motion.fall_s if LAST_FALLS_S > motion.stop_s - time >= 0):
        slow_s, over_s = fall - _SLOW_BEFORE_FALL_S, fall + _SLOW_AFTER_FALL_S
        if zones and slow_s < zones[-1].race_from_s + _FALLS_TOGETHER_S:
            zones[-1] = Zone(over_s, 1.0)
        else:
            zones += [Zone(slow_s, _FALL_SPEED), Zone(over_s, 1.0)]
    return tuple(zones)


def _finish_zones(motion: Motion) -> tuple[Zone, ...]:
    """Slow over the crossings, slowest over the closest two, live again where the rest is far behind."""
    finish = waited_crossings(motion)
    if len(finish) == 0:
        return ()
    gaps = np.diff(finish)
    far = np.flatnonzero(gaps > _FAR_BEHIND_S)
    last = float(finish[far[0]] if len(far) else finish[-1])
    slow = Zone(float(finish[0]) - _SLOW_BEFORE_FINISH_S, _FINISH_SPEED)
    zones = [slow]
    if len(gaps) and gaps.min() <= _CLOSE_S:
        closest = int(np.argmin(gaps))
        # Not before the speed has come down to slow: two ramps in one would be a jolt.
        slowest_s = max(float(finish[closest]) - _AROUND_CLOSE_S, slow.race_from_s + 0.1)
        over_s = float(finish[closest + 1]) + _AROUND_CLOSE_S + ramp_race_s(_CLOSEST_SPEED, slow.speed)
        zones += [Zone(slowest_s, _CLOSEST_SPEED), Zone(over_s, slow.speed)]
    return (*zones, Zone(last + _SLOW_AFTER_FINISH_S, 1.0))
