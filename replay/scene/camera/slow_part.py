"""How the slow part of a race is shown: fast, but for its start, its standstills, what is told, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.event_questions import opens_s

START_S, BEFORE_OPENING_S = 1.3, 1.0
"""So long after the start, and before the opening, the slow part is live: one sees who is where, and who goes."""

_WHOLE_S, _AROUND_LINE_S = 27.0, 1.5
"""From start to line a film lasts about so long, the sprint live and its end by the second longer than that; where the
sprint is a long one the film is longer, for all the rest is as short as it can be."""

_CLOSING_S, _CLOSING_SPEED = 3.2, 2.2
"""The last seconds before that are hardly faster, so that cameras can follow: heights on the boards are the story."""

_SPEEDS = tuple(float(speed) for speed in np.geomspace(2.5, 12.0, 17))
"""Speeds of the rest of the riding: the least at which the film is no longer than it should be. Twice as fast saves two
seconds, and no camera can follow the riders then: they would be a few pixels in a picture of the whole hall."""

_SEEN_FAST_S = 0.6
"""For so long at least one speed is kept between two ramps: all three are one shot from above then, and not a blink."""

_STANDS_S, _STANDING_SPEED = 4.0, 2.0
"""A standstill lasts about so long on the picture, at no more than that speed .."""

_COMES_S, _GOES_S, _LINGERS_S = 0.4, 0.6, 1.8
"""..from so long before to so long after; of a longer one the first seconds are live, how it ends, and no more."""

_REPORTED_SPEED = 1.5
"""What a source tells of the slow part is shown no faster than this."""

_WORTH_S = 10.0
"""Less of slow riding is shown live."""

_RAMP_S, _SLOW_RAMP_S = 0.9, 0.5
"""Seconds of video that a change of speed takes; the second between two slow speeds."""


@dataclass(frozen=True, slots=True)
class SlowSpeed:
    """From a race time on the slow part is shown at a speed, which is reached by then."""

    race_from_s: float
    speed: float


@dataclass(frozen=True, slots=True)
class _Calm:
    """Race time from..to that is shown at a speed at which it can be followed."""

    from_s: float
    to_s: float
    speed: float


def slow_speeds(motion: Motion, reported_s: Sequence[tuple[float, float]] = ()) -> tuple[SlowSpeed, ...]:
    """The speeds of the slow part, one after another, the last of them live; none in a race that begins fast.

    reported_s  race times from..to of what sources tell
    """
    opening_s = opens_s(motion)
    if opening_s is None:
        return ()
    live_s = opening_s - BEFORE_OPENING_S
    calm = _calm_parts(motion, live_s, reported_s)
    if sum(after.from_s - before.to_s for before, after in pairwise(calm)) < _WORTH_S:
        return ()
    sprint_s = float(np.nanmin(motion.finish_s)) - opening_s if np.isfinite(motion.finish_s).any() else 0.0
    known_s = sprint_s + _AROUND_LINE_S + sum((part.to_s - part.from_s) / part.speed for part in calm)
    fast = next((speed for speed in _SPEEDS if _fast_video_s(calm, speed) <= _WHOLE_S - known_s), _SPEEDS[-1])
    found: list[SlowSpeed] = []
    for before, after in pairwise(calm):
        between = _between(before, after, fast)
        if between is not None:
            found.append(SlowSpeed(before.to_s + ramp_race_s(before.speed, between), between))
        found.append(SlowSpeed(after.from_s, after.speed))
    return tuple(found)


def ramp_race_s(speed_from: float, speed_to: float) -> float:
    """Race seconds that pass during a change of speed."""
    lasts_s = _RAMP_S if max(speed_from, speed_to) >= 1 else _SLOW_RAMP_S
    return lasts_s * (speed_from + speed_to) / 2


def _calm_parts(motion: Motion, live_s: float, reported_s: Sequence[tuple[float, float]]) -> list[_Calm]:
    """Start, standstills, what is told, and the end of the slow part, in order; none overlaps the one before."""
    wanted = [part for begin, end in standstills(motion) for part in _standing_parts(begin, end)]
    wanted += [_Calm(begin, end, _REPORTED_SPEED) for begin, end in reported_s]
    wanted.append(_Calm(live_s - _CLOSING_S, live_s, _CLOSING_SPEED))
    found = [_Calm(motion.start_s, motion.start_s + START_S, 1.0)]
    for part in sorted(wanted, key=lambda part: part.from_s):
        from_s, to_s = max(part.from_s, found[-1].to_s), min(part.to_s, live_s)
        if to_s > from_s:
            found.append(_Calm(from_s, to_s, part.speed))
    return [*found, _Calm(live_s, live_s + BEFORE_OPENING_S, 1.0)]


def _standing_parts(begin_s: float, end_s: float) -> tuple[_Calm, ...]:
    """How a standstill is shown: at one speed; a long one live as it begins and ends, its seconds fast in between."""
    from_s, to_s = begin_s - _COMES_S, end_s + _GOES_S
    if to_s - from_s <= _STANDS_S * _STANDING_SPEED:
        return (_Calm(from_s, to_s, max((to_s - from_s) / _STANDS_S, 1.0)),)
    return _Calm(from_s, begin_s + _LINGERS_S, 1.0), _Calm(end_s - _GOES_S, to_s, 1.0)


def _between(before: _Calm, after: _Calm, fast: float) -> float | None:
    """The speed between two calm parts: fast, or what there is room for; None where they all but touch."""
    room_s = after.from_s - before.to_s
    fits = (room_s - _RAMP_S * (before.speed + after.speed) / 2) / (_RAMP_S + _SEEN_FAST_S)
    speed = min(fast, fits)
    return speed if speed > max(before.speed, after.speed) else None


def _fast_video_s(calm: Sequence[_Calm], fast: float) -> float:
    """Seconds of video between the calm parts."""
    total = 0.0
    for before, after in pairwise(calm):
        room_s, speed = after.from_s - before.to_s, _between(before, after, fast)
        if speed is None:
            total += room_s / max(before.speed, after.speed)
        else:
            ramps_s = ramp_race_s(before.speed, speed) + ramp_race_s(speed, after.speed)
            total += 2 * _RAMP_S + (room_s - ramps_s) / speed
    return total
