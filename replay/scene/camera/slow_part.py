"""How the slow part of a race is shown: the start live, standstills and the rest fast, then live before it opens."""

from __future__ import annotations

from dataclasses import dataclass

from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.event_questions import opens_s

START_S, BEFORE_OPENING_S = 1.8, 1.5
"""So long after the start, and before the opening, the slow part is live: one sees who is where, and who goes."""

_CLOSING_S, _CLOSING_SPEED = 5.0, 2.0
"""The last seconds before that are hardly faster, so that cameras can follow: heights on the boards are the story."""

_FAST_S = 4.0
"""All the rest of the riding lasts so long on the picture .."""

_FASTEST, _LEAST_FASTER = 15.0, 2.5
"""..at no more than that speed, and is live where it would be hardly faster."""

_STANDING_S = 2.0
"""A standstill lasts so long on the picture: time to see that nobody moves, and how long for."""

_WORTH_S = 8.0
"""Less of slow riding is shown live."""


@dataclass(frozen=True, slots=True)
class SlowSpeed:
    """From a race time on the slow part is shown at a speed."""

    race_from_s: float
    speed: float


def slow_speeds(motion: Motion) -> tuple[SlowSpeed, ...]:
    """The speeds of the slow part, one after another, the last of them live; none in a race that begins fast."""
    opening_s = opens_s(motion)
    if opening_s is None:
        return ()
    start, live_s = motion.start_s + START_S, opening_s - BEFORE_OPENING_S
    until = live_s - _CLOSING_S
    still = [(max(begin, start), min(end, until)) for begin, end in standstills(motion)]
    still = [(begin, end) for begin, end in still if end - begin > _STANDING_S]
    moving_s = until - start - sum(end - begin for begin, end in still)
    if moving_s < _WORTH_S:
        return ()
    fast = min(moving_s / _FAST_S, _FASTEST)
    fast = fast if fast > _LEAST_FASTER else 1.0
    found = [SlowSpeed(start, fast)]
    for begin, end in still:
        found += [SlowSpeed(begin, max((end - begin) / _STANDING_S, 1.0)), SlowSpeed(end, fast)]
    return (*found, SlowSpeed(until, _CLOSING_SPEED), SlowSpeed(live_s, 1.0))
