"""What comes of an attack along the track: metres gained on others, places, a tempo that others must follow."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.observed import ObservedMotion, ObservedRide

GAINED_M = 1.5
"""Gained on the rival in the middle of those around him, an attack is seen from the stands: nearly a bike length .."""

WITHIN_S = 10.0
"""..within so long: half a lap, after which nobody takes it for the attack any more."""

_ASKED_M = 2.0
"""What is asked of the motion: somewhat more, since distances still settle on the heights."""

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
    """That he gains on as many rivals as it takes for the median, those on whom he gains most in the motion so far."""
    return _rows(motion, rider, start_s, 1.0, _ASKED_M)


def loss_rows(motion: ObservedMotion, rider: int, start_s: float) -> tuple[ConstraintRow, ...]:
    """That as many rivals as it takes for the median gain on him, those who gain most in the motion so far."""
    return _rows(motion, rider, start_s, -1.0, LOST_M + _ASKED_M - GAINED_M)


def _rows(motion: ObservedMotion, rider: int, start_s: float, sign: float, low_m: float) -> tuple[ConstraintRow, ...]:
    """sign * metres gained on each of the rivals who are nearest to it. The first terms are those of who gains."""
    end_s = _until(motion, rider, start_s)
    others = rivals(motion, rider, start_s)
    if end_s <= start_s or not others:
        return ()
    gained = sign * (_leads(motion, rider, others, end_s) - _leads(motion, rider, others, start_s))
    easiest = [others[place] for place in np.argsort(-gained, kind="stable")[: len(others) // 2 + 1]]
    pairs = [(rider, other) if sign > 0 else (other, rider) for other in easiest]
    return tuple(
        ConstraintRow(
            (Term(one, end_s, 1.0), Term(other, end_s, -1.0), Term(one, start_s, -1.0), Term(other, start_s, 1.0)),
            low=low_m,
        )
        for one, other in pairs
    )


def gained_m(ride: ObservedRide, rider: int, start_s: float) -> float:
    """Metres gained on the median rival at best; at least GAINED_M where he gains a place, or others must follow."""
    motion = ride.sampled
    end_s, others = _until(motion, rider, start_s), rivals(motion, rider, start_s)
    if end_s <= start_s or not others:
        return GAINED_M  # nobody is there on whom he could gain, so nothing is asked
    looks = [float(time) for time in np.arange(start_s, end_s, _LOOKS_S)] + [end_s]
    leads = np.array([_leads(motion, rider, others, time) for time in looks])
    metres = float(np.median(leads - leads[0], axis=1).max())
    passed = int((leads > 0).sum(axis=1).max()) > int((leads[0] > 0).sum())
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
    """When what comes of the attack is over: after WITHIN_S, or as the first of them is at the line."""
    first_s = min(motion.crossing(other, motion.course.event_m) for other in (rider, *rivals(motion, rider, start_s)))
    return min(start_s + WITHIN_S, first_s, motion.end_s)


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
