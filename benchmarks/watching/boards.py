"""Whether it is seen that riders are beside each other, ride high, fall, or that the pacer leaves."""

from __future__ import annotations

import numpy as np

from benchmarks.watching.ride import Ride, Sight
from replay.race.story.boards.ride_high_fact import RideHighFact
from replay.race.story.boards.side_fact import SideFact
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.incidents.passes_pacer_fact import PassesPacerFact

ABREAST_M = 2.5
"""Nearer along the track two riders are beside each other: wheels overlap, or all but overlap. Further apart one is
behind the other, whatever their heights."""

BESIDE_M = 0.2
"""Less up the boards is the same line."""

ABOUT_S = 0.5
"""A moment is told by eye."""

HIGH_M = 2.2
"""From here on a rider is 'high' where no height is told: up to a hand below the stayers' line."""

LOWER_M = 0.5
"""A told height is an estimate: half a metre lower is the same to the eye."""

CLIMB_M = 0.8
"""He comes from so much further down and goes there again: a lane is as wide."""

HIGH_S, CLIMB_S = 3.0, 10.0
"""He is at the top so near to the moment, and down so long before and after."""

FALL_S, BROUGHT_DOWN_S = 1.0, 3.0
"""A fall is seen within a second of its moment, those brought down within three."""

STOPS_S, STOPS_MPS = 8.0, 0.5
"""Who fell has come to rest after so long, or slid over the line."""

PACER_S = (1.5, 4.0)
"""The pacer is off the track between so long before and after the moment at which it was told to leave."""


PAST_PACER_M = 0.2
"""Front wheel to front wheel, who is not further behind than this is not behind to the eye."""


def higher_m(ride: Ride, rider: int, other: int, start_s: float, end_s: float) -> float:
    """How far up the boards from another a rider is when the two are most nearly level."""
    during = ride.during(start_s, end_s)
    level = int(np.argmin(np.abs(ride.apart_m(rider, other, during))))
    return float((ride.height_m[rider, during] - ride.height_m[other, during])[level])


def sees_side(fact: SideFact, ride: Ride) -> Sight:
    """Whether the two are beside each other, he on that side."""
    rider, other, time_s = ride.index(fact.rider), ride.index(fact.of), ride.moment(fact.when)
    during = ride.during(time_s - ABOUT_S, time_s + ABOUT_S)
    apart = np.abs(ride.apart_m(rider, other, during))
    outer, inner = (other, rider) if fact.inside else (rider, other)
    room = ride.height_m[outer, during] - ride.height_m[inner, during]
    both = (apart <= ABREAST_M) & (room >= BESIDE_M)
    nearest = int(np.argmin(apart))
    figures = f"{apart[nearest]:.1f} m apart along the track, {room[nearest]:+.2f} m on that side"
    return Sight(bool(both.any()), figures)


def sees_high(fact: RideHighFact, ride: Ride) -> Sight:
    """Whether he goes up the boards, and comes down again."""
    rider, time_s = ride.index(fact.rider), ride.moment(fact.when)
    heights, about = ride.height_m[rider], ride.during(time_s - HIGH_S, time_s + HIGH_S)
    top = about.start + int(np.argmax(heights[about]))
    top_s, top_m = float(ride.time_s[top]), float(heights[top])
    up = top_m - float(heights[ride.during(top_s - CLIMB_S, top_s)].min())
    down = top_m - float(heights[ride.during(top_s, top_s + CLIMB_S)].min())
    asked = fact.height_m - LOWER_M if fact.height_m else HIGH_M
    figures = f"{top_m:.1f} m up of {asked:.1f} m at least, {up:.1f} m up before and {down:.1f} m down after"
    return Sight(top_m >= asked and min(up, down) >= CLIMB_M, figures)


def sees_crash(fact: CrashFact, ride: Ride) -> Sight:
    """Whether he and all whom he brings down fall, and slide to a stop."""
    time_s = ride.moment(fact.when)
    falls = [float(ride.motion.fall_s[ride.index(name)]) for name in (fact.rider, *fact.down)]
    if not np.all(np.isfinite(falls)):
        return Sight(False, "somebody stays up")
    late = max(falls) - time_s
    rest = [_comes_to_rest(ride, ride.index(name)) for name in (fact.rider, *fact.down)]
    seen = abs(falls[0] - time_s) <= FALL_S and late <= BROUGHT_DOWN_S and all(rest)
    return Sight(seen, f"falls {falls[0] - time_s:+.1f} s, the last {late:+.1f} s; {sum(rest)} of {len(rest)} stop")


def _comes_to_rest(ride: Ride, rider: int) -> bool:
    fall_s, finish_s = float(ride.motion.fall_s[rider]), float(ride.motion.finish_s[rider])
    sliding = ride.speed_mps[rider, ride.during(fall_s, fall_s + STOPS_S)]
    return bool(sliding.min() <= STOPS_MPS) or fall_s <= finish_s <= fall_s + STOPS_S


def sees_pacer_off(fact: PacerOffFact, ride: Ride) -> Sight:
    """Whether the pacer rides ahead of all before the moment, and is off the track soon after."""
    pacer, time_s = ride.motion.pacer, ride.moment(fact.when)
    if pacer is None:
        return Sight(False, "there is no pacer")
    times = np.arange(ride.motion.start_s, min(float(pacer.time_s[-1]), ride.motion.end_s), 0.1)
    off = times[pacer.at(times).height_m[0] < 0.0]
    off_s = float(off[0]) if len(off) else float(ride.motion.pacer_gone_s)
    before_s, after_s = PACER_S
    return Sight(-before_s <= off_s - time_s <= after_s, f"off the track {off_s - time_s:+.1f} s after the moment")


def sees_passes_pacer(fact: PassesPacerFact, ride: Ride) -> Sight:
    """Whether he is ahead of the pacer at the moment, and the pacer is on the track."""
    pacer, time_s = ride.motion.pacer, ride.moment(fact.when)
    if pacer is None:
        return Sight(False, "there is no pacer")
    state = pacer.at(time_s)
    lead = float(ride.motion.at(time_s).distance_m[ride.index(fact.rider)] - state.distance_m[0])
    seen = lead > -PAST_PACER_M and float(state.height_m[0]) > 0.0
    return Sight(seen, f"{lead:+.2f} m ahead of it, which is {float(state.height_m[0]):.2f} m up the boards")


def sees_words(fact: CaptionFact, ride: Ride) -> Sight:
    """Words are read, if their moment comes; those for a time after the motion stand on the card."""
    comes = bool(np.isfinite(ride.moment(fact.when)))
    return Sight(True, "shown at its moment" if comes else "shown on the card")
