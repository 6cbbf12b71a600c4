"""Moments that are seen close, each in one shot without a cut: falls, standstills, and how a slow race is opened.

Metres `along` are those after the finish line, as on a track of 250 m.
"""

from __future__ import annotations

import numpy as np

from replay.motion.moments import leader_crossing_s
from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.camera.setups import Setup, StationName, Who, beside_station, in_line_station
from replay.scene.event_questions import first_crossing_s, opens_s, pull_off_s

_CLOSE_PULL_OFF_S, _WHO_GOES_S, _GONE_M = (3.7, 1.8), 2.4, 6.0
"""So long before and after the pacer leaves the track, the first two and it are shown close: before, one sees who sits
where; after, who goes, for longer where somebody is so far ahead by then."""

CLOSE_FALL_S = 1.0, 2.6
"""So long before and after a fall who falls is shown close: before, one sees that he rides; after, that he lies, while
one reads it."""

_BEFORE_FINISH_S = 3.0
"""A fall so soon before the first crossing has no shot of its own."""

LOW_OPENING_S = 0.5, 3.2
"""From so long before to so long after a race that begins slowly is opened it is seen by a low camera: what was watched
from the stands comes at one."""

_PASSED_M = 37.0, 162.0
"""Metres after the finish line, on a 250 m track, at which the leader has come so near to a low camera that the next
moment he is past it."""

_LEAST_OPENING_S = 1.6
"""The low camera has him for so long after the opening, wherever he is then."""

AROUND_STILL_S = 0.7
"""A standstill is seen close from so long before to so long after it."""

_STANDING = {True: StationName.MAIN, False: StationName.BACK}
_STANDING_UPRIGHT = {True: StationName.END_1, False: StationName.END_2}
"""Who stands on the home straight (True), and on the other, is seen from there."""

LOW_HOME_HALF = 160.0, 35.0
"""Metres after the finish line, on a 250 m track, from and until which the first of the low cameras has the leader."""


def close_moments(motion: Motion) -> tuple[tuple[float, float], ...]:
    """Race times from..to of all of them: no other camera comes on between."""
    still = [(begin - AROUND_STILL_S, end + AROUND_STILL_S) for begin, end in standstills(motion)]
    opening = low_opening_s(motion)
    return (*still, *(() if opening is None else (opening,)), *falls_seen(motion))


def close_pull_off(motion: Motion) -> tuple[float, float] | None:
    """Race times from..to for which the pacer's leaving is shown close; None where none leaves."""
    off_s = pull_off_s(motion)
    if off_s is None:
        return None
    before, after = _CLOSE_PULL_OFF_S
    distance = np.sort(motion.at(off_s + after).distance_m)
    gone = len(distance) > 1 and distance[-1] - distance[-2] > _GONE_M
    return off_s - before, off_s + (_WHO_GOES_S if gone else after)


def falls_seen(motion: Motion) -> tuple[tuple[float, float], ...]:
    """Race times from..to for which who falls is shown close; falls that come together are one. None while the pacer
    leaves, nor once the finish is near: that is what the race was about."""
    close, crossing_s = close_pull_off(motion), first_crossing_s(motion)
    before, after = CLOSE_FALL_S
    found: list[tuple[float, float]] = []
    for fall_s in sorted(motion.fall_s[np.isfinite(motion.fall_s)].tolist()):
        start, end = fall_s - before, fall_s + after
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], end
        elif close is None or start > close[1] or end < close[0]:
            found.append((start, end))
    return tuple((start, end) for start, end in found if end < crossing_s - _BEFORE_FINISH_S)


def close_setup(motion: Motion, time_s: float, *, upright: bool) -> Setup | None:
    """The setup of a fall, of a standstill, and of the opening of a slow race; None at all other times."""
    if any(start <= time_s < end for start, end in falls_seen(motion)):
        return _of_fallen(motion, time_s, upright=upright)
    still = _standstill_at(motion, time_s)
    if still is not None:
        station = (_STANDING_UPRIGHT if upright else _STANDING)[at_home(along_at(motion, still[0]))]
        return Setup(station, Who.FRONT if len(motion.riders) == 2 else Who.EVERYBODY)
    shown = low_opening_s(motion)
    if shown is None or not shown[0] <= time_s < shown[1]:
        return None
    start, end = LOW_HOME_HALF
    opened = along_at(motion, float(motion.opens_s))
    return Setup(StationName.FOLLOW_1 if opened < end or opened >= start else StationName.FOLLOW_2, Who.FRONT)


def _of_fallen(motion: Motion, time_s: float, *, upright: bool) -> Setup:
    """The camera nearest to where the first of those who fall does."""
    start, end = next((start, end) for start, end in falls_seen(motion) if start <= time_s < end)
    rider = min(np.flatnonzero((motion.fall_s > start) & (motion.fall_s < end)), key=lambda k: motion.fall_s[k])
    return Setup(near_station(motion, int(rider), float(motion.fall_s[rider]), upright=upright), Who.FALLEN)


def near_station(motion: Motion, rider: int, time_s: float, *, upright: bool) -> StationName:
    """The camera nearest to where a rider is at a race time."""
    along = _along(motion, float(motion.at(time_s).distance_m[rider]))
    return in_line_station(along) if upright else beside_station(along)


def at_home(along: float) -> bool:
    """Whether a place on the track belongs to the home straight, and not to the other one."""
    return along < 65 or along >= 190


def along_at(motion: Motion, time_s: float, rider: int | None = None) -> float:
    """Metres of a rider (index) after the finish line, as on a track of 250 m; None: of the leader."""
    at_m = motion.led_m(time_s) if rider is None else motion.at(time_s).distance_m[rider]
    return _along(motion, float(at_m))


def _along(motion: Motion, distance_m: float) -> float:
    """Metres after the finish line, as on a track of 250 m."""
    lap = motion.velodrome.lap_m
    return float(np.mod(distance_m, lap)) * 250.0 / lap


def _standstill_at(motion: Motion, time_s: float) -> tuple[float, float] | None:
    """The standstill that is on at a race time, a moment before and after it included; None without one."""
    around = (still for still in standstills(motion) if still[0] - AROUND_STILL_S <= time_s < still[1] + AROUND_STILL_S)
    return next(around, None)


def low_opening_s(motion: Motion) -> tuple[float, float] | None:
    """From and until when a low camera shows how a race is opened that begins slowly; None for any other race. It gives
    the leader up as he comes past it."""
    opening_s = opens_s(motion)
    if opening_s is None:
        return None
    until_s, lap = opening_s + LOW_OPENING_S[1], motion.velodrome.lap_m
    led_m = float(motion.led_m(opening_s))
    cameras_m = [lap * (led_m // lap + n + metres / 250.0) for n in (0, 1) for metres in _PASSED_M]
    passed = (leader_crossing_s(motion, metres) for metres in cameras_m if metres > led_m)
    passed_s = min((time for time in passed if np.isfinite(time)), default=until_s)
    return opening_s - LOW_OPENING_S[0], max(min(until_s, passed_s), opening_s + _LEAST_OPENING_S)
