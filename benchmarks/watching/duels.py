"""Whether it is seen that a rider leads, is level with another or at his shoulder, or tries to pass him."""

from __future__ import annotations

import numpy as np

from benchmarks.watching.boards import higher_m
from benchmarks.watching.ride import Ride, Sight
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.level_fact import LevelFact, ShoulderFact
from replay.race.story.places.try_fact import TryFact

ABOUT_S = 0.5
"""A moment is told by eye: what is so at any time so near is so at the moment."""

LEADS_SHARE = 0.95
"""Who leads for so much of a time leads for all of it: what is missing are moments at which another is level."""

LEVEL_M = 0.6
"""Front wheels no further apart than a wheel are level from the stands."""

SHOULDER_M = (0.0, 1.75)
"""At the shoulder: behind, and the bicycles overlap."""

TRIES_M = 1.75
"""Beside, once the bicycles overlap, front wheel behind front wheel .."""

BACK_M = 1.2
"""..and behind again, before and after, with hardly a wheel beside the other's rear wheel."""


def sees_leads(fact: LeadsFact, ride: Ride) -> Sight:
    """Whether the riders told are ahead of all others nearly all the time."""
    named = [ride.index(name) for name in fact.riders]
    start_s = ride.moment(fact.when)
    end_s = ride.moment(fact.until) if fact.until else start_s
    during = (
        ride.during(start_s, max(end_s, start_s)) if fact.until else ride.during(start_s - ABOUT_S, start_s + ABOUT_S)
    )
    others = [rider for rider in ride.riders if rider not in named]
    leads = ride.distance_m[named, during].min(axis=0) - ride.distance_m[others, during].max(axis=0)
    share = float(np.mean(leads > 0.0))
    seen = share >= LEADS_SHARE if fact.until else share > 0.0
    return Sight(seen, f"ahead for {share:.0%} of the time, by {leads.min():.2f} to {leads.max():.2f} m")


def sees_level(fact: LevelFact, ride: Ride) -> Sight:
    """Whether front wheels are level."""
    named, time_s = [ride.index(name) for name in fact.riders], ride.moment(fact.when)
    spread = np.ptp(ride.distance_m[named, ride.during(time_s - ABOUT_S, time_s + ABOUT_S)], axis=0)
    return Sight(bool(spread.min() <= LEVEL_M), f"{spread.min():.2f} m from the first front wheel to the last")


def sees_shoulder(fact: ShoulderFact, ride: Ride) -> Sight:
    """Whether he is beside the other and a little behind."""
    time_s = ride.moment(fact.when)
    during = ride.during(time_s - ABOUT_S, time_s + ABOUT_S)
    behind = ride.apart_m(ride.index(fact.of), ride.index(fact.rider), during)
    seen = (behind > SHOULDER_M[0]) & (behind <= SHOULDER_M[1])
    return Sight(bool(seen.any()), f"{behind.min():.2f} to {behind.max():.2f} m behind, front wheel to front wheel")


def sees_try(fact: TryFact, ride: Ride) -> Sight:
    """Whether he comes up beside the other on the side that is told, is never ahead, and is behind again."""
    rider, other, start_s = ride.index(fact.rider), ride.index(fact.of), ride.moment(fact.when)
    end_s = min(start_s + 2 * fact.within_s, ride.races_until(rider))
    behind = ride.apart_m(other, rider, ride.during(start_s, end_s))
    nearest = float(behind.min())
    clear = behind[0] >= BACK_M and (behind[-1] >= BACK_M or end_s < start_s + 2 * fact.within_s)
    tries = bool(0.0 < nearest <= TRIES_M and clear)
    figures = f"{behind[0]:.1f} m behind, {nearest:.2f} m where he is nearest, {behind[-1]:.1f} m behind again"
    if fact.side is None:
        return Sight(tries, figures)
    higher = higher_m(ride, rider, other, start_s, end_s)
    on_side = higher < 0 if fact.side == "inside" else higher > 0
    return Sight(tries and on_side, f"{figures}, {higher:+.2f} m up the boards there")
