"""What comes of an attack along the track: metres gained on others, places, a tempo that others must follow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.observed import ObservedMotion, ObservedRide

GAINED_M = 1.5
"""Gained on the rival in the middle of those around him, an attack is seen from the stands: nearly a bike length .."""

WITHIN_S = 10.0
"""..within so long: half a lap, after which nobody takes it for the attack any more."""

BEFORE_S = 5.0
"""What he let go in the seconds before and takes back is no gain: who watches sees a rider in the place that he had."""

_ASKED_M = 2.0
"""What is asked of the motion: somewhat more, since distances still settle on the heights."""

_UNPASSED_S, _AHEAD_M = 4.0, 0.3
"""So long nobody comes past who attacks, by so much: whoever is passed at once is seen to be attacked."""

AROUND_M = 25.0
"""Riders so far ahead and behind are around him: a field in file. Where there are none, everybody is a rival."""

_LOOKS_S = 0.5
"""From one look to the next: nobody gains a place and loses it again in between."""

_TOWED_M = 5.0
"""With a rider so near ahead he does not set the tempo, but is towed."""

_LIFTS_MPS, _FOLLOWS_MPS, _LIFTS_S = 1.0, 0.7, 5.0
"""Who sets the tempo attacks without gaining a metre if he is so much faster within so long, and who is on his wheel
has to be so much faster to stay there."""


LOST_M = 3.0
"""Who eases is seen to drop back by the hole that he leaves: nearly two bike lengths on the rival in the middle."""


def gain_rows(motion: ObservedMotion, rider: int, start_s: float) -> tuple[ConstraintRow, ...]:
    """That he gains on as many rivals as it takes for the median, those on whom he gains most in the motion so far.

    He gains on them since the moment, and since the seconds before it: no hole that he leaves first is his gain.
    """
    earlier = dict.fromkeys(max(start_s - before_s, motion.start_s) for before_s in (0.0, BEFORE_S / 2, BEFORE_S))
    gains = [row for since_s in earlier for row in _rows(motion, rider, start_s, 1.0, _ASKED_M, since_s)]
    return (*gains, *_unpassed_rows(motion, rider, start_s)) if gains else ()


def _unpassed_rows(motion: ObservedMotion, rider: int, start_s: float) -> Iterator[ConstraintRow]:
    """That those who are behind him before are so until he has come to something."""
    until_s = min(start_s + _UNPASSED_S, _until(motion, rider, start_s))
    others, before_s = rivals(motion, rider, start_s), max(start_s - BEFORE_S, motion.start_s)
    for other, lead in zip(others, _leads(motion, rider, others, before_s), strict=True):
        if lead > 0:
            yield ConstraintRow((Term(rider, until_s, 1.0), Term(other, until_s, -1.0)), low=_AHEAD_M)


def loss_rows(motion: ObservedMotion, rider: int, start_s: float) -> tuple[ConstraintRow, ...]:
    """That as many rivals as it takes for the median gain on him, those who gain most in the motion so far."""
    return _rows(motion, rider, start_s, -1.0, LOST_M + _ASKED_M - GAINED_M, start_s)


def _rows(
    motion: ObservedMotion, rider: int, start_s: float, sign: float, low_m: float, since_s: float
) -> tuple[ConstraintRow, ...]:
    """sign * metres gained since then on each of the rivals nearest to it. The first terms are those of who gains."""
    end_s = _until(motion, rider, start_s)
    others = rivals(motion, rider, start_s)
    if end_s <= start_s or not others:
        return ()
    gained = sign * (_leads(motion, rider, others, end_s) - _leads(motion, rider, others, since_s))
    easiest = [others[place] for place in np.argsort(-gained, kind="stable")[: len(others) // 2 + 1]]
    pairs = [(rider, other) if sign > 0 else (other, rider) for other in easiest]
    return tuple(
        ConstraintRow(
            (Term(one, end_s, 1.0), Term(other, end_s, -1.0), Term(one, since_s, -1.0), Term(other, since_s, 1.0)),
            low=low_m,
        )
        for one, other in pairs
    )


def gained_m(ride: ObservedRide, rider: int, start_s: float) -> float:
    """Metres gained on the median rival at best; at least GAINED_M where he gains a place, or others must follow.

    Gained is what he comes to have and had at no time in the seconds before, while nobody has come past him.
    """
    motion = ride.sampled
    end_s, others = _until(motion, rider, start_s), rivals(motion, rider, start_s)
    if end_s <= start_s or not others:
        return GAINED_M  # nobody is there on whom he could gain, so nothing is asked
    looks = [float(time) for time in np.arange(start_s, end_s, _LOOKS_S)] + [end_s]
    earlier = [float(time) for time in np.arange(start_s, max(start_s - BEFORE_S, motion.start_s) - 1e-9, -_LOOKS_S)]
    leads, before = (np.array([_leads(motion, rider, others, time) for time in times]) for times in (looks, earlier))
    behind, were_behind = (leads > 0).sum(axis=1), int((before > 0).sum(axis=1).max())
    passed, kept = int(behind.max()) > were_behind, behind >= were_behind
    gained = np.array([np.median(leads - had, axis=1) for had in before])
    metres = float(np.where(kept, gained, np.minimum(gained, 0.0)).max(axis=1).min())
    return max(metres, GAINED_M) if passed or _lifts_the_tempo(ride, rider, start_s, end_s) else metres


def lost_m(ride: ObservedRide, rider: int, start_s: float) -> float:
    """Metres lost on the median rival by the end; LOST_M where nobody is there on whom he could lose."""
    end_s, others = _until(ride.sampled, rider, start_s), rivals(ride.sampled, rider, start_s)
    if end_s <= start_s or not others:
        return LOST_M
    before, after = (_leads(ride.sampled, rider, others, time) for time in (start_s, end_s))
    return float(np.median(before - after))


def rivals(motion: ObservedMotion, rider: int, time_s: float) -> list[int]:
    """The riders around him; all others where he is alone."""
    where = motion.distance(time_s)
    others = [other for other in range(len(where)) if other != rider]
    return [other for other in others if abs(where[other] - where[rider]) <= AROUND_M] or others


def _leads(motion: ObservedMotion, rider: int, others: list[int], time_s: float) -> Floats:
    where = motion.distance(time_s)
    return np.asarray(where[rider] - where[others])


def _until(motion: ObservedMotion, rider: int, start_s: float) -> float:
    """When what comes of it is over: after WITHIN_S, as the first of them is at the line, or as he falls."""
    first_s = min(motion.crossing(other, motion.course.event_m) for other in (rider, *rivals(motion, rider, start_s)))
    return min(start_s + WITHIN_S, first_s, motion.falling(rider), motion.end_s)


def _lifts_the_tempo(ride: ObservedRide, rider: int, start_s: float, end_s: float) -> bool:
    """Whether nobody tows him, and who is on his wheel has to accelerate as he does."""
    leads = -_leads(ride.sampled, rider, others := rivals(ride.sampled, rider, start_s), start_s)
    behind = {other: -lead for other, lead in zip(others, leads, strict=True) if lead < 0}
    if not behind or ((leads > 0) & (leads < _TOWED_M)).any():
        return False
    follower = min(behind, key=lambda other: float(behind[other]))
    lifts = _faster(ride, rider, start_s, min(start_s + _LIFTS_S, end_s)) >= _LIFTS_MPS
    follows = _faster(ride, follower, start_s, end_s) >= _FOLLOWS_MPS
    return bool(lifts and follows and behind[follower] <= _TOWED_M)


def _faster(ride: ObservedRide, rider: int, start_s: float, end_s: float) -> float:
    speeds = ride.effort_speeds(rider, np.arange(start_s, end_s, _LOOKS_S))
    return float(speeds.max() - speeds[0]) if len(speeds) else 0.0
