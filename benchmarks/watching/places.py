"""Whether it is seen that riders are in an order, so far apart, past each other, on a wheel."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.watching.boards import higher_m
from benchmarks.watching.ride import Ride, Sight
from replay.base.units import Floats
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.story.places.chase_fact import ChaseFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.hold_wheel_fact import HoldWheelFact
from replay.race.story.places.move_fact import MoveFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.places.overtake_fact import OvertakeFact

ABOUT_S = 0.5
"""A moment is told by eye: what is so at any time so near is so at the moment."""

AHEAD_M = 0.2
"""A front wheel that leads by less is level to the eye; at the line the camera tells any lead."""

OFF_SHARE, OFF_M, OFF_S = 0.2, 1.0, 0.15
"""An amount is estimated to a fifth of itself, and no better than half a bike length or a tenth and a half .."""

EXACT_M, EXACT_S = 0.5, 0.02
"""..unless it is called exact."""

WHEELS_OFF_M = {Unit.WHEELS: 0.3, Unit.WHISKERS: 0.15}
"""What is told in wheels is seen to less than half of one, and a whisker to two tyres."""

CHASE_GAP_M = 3.5
"""There is a chase behind a gap of two bike lengths from front wheel to front wheel: nearer is on the wheel."""

CHASE_S, CHASE_SLOWS_MPS = 3.0, 0.5
"""Who is slower by two kilometres an hour three seconds later does not chase."""

WHEEL_M = (1.3, 4.5)
"""On the wheel: from a slight overlap to a bike length and a half of daylight, front wheel to front wheel .."""

WHEEL_HIGHER_M = 1.3
"""..and not two lanes further up or down .."""

WHEEL_SHARE = 0.9
"""..for so much of the time that is told."""

WHEEL_S = 5.0
"""How long a wheel is looked at where no end is told."""

MOVE_S = 10.0
"""Places gained or lost longer ago are no move any more."""

BEFORE_PASS_M = 20.0
"""Who is further behind when the pass is told is not seen to begin one."""

LINE_MPS = 17.0
"""What makes metres of seconds at the line: about 61 km/h."""

PASS_S = 0.5
"""Who has passed is still ahead so long after, or at the line."""


def sees_order(fact: OrderFact, ride: Ride) -> Sight:
    """Whether each is clearly ahead of the next, and the first in his place."""
    chain = [ride.index(name) for name in fact.order]
    least = 0.0 if fact.is_at_finish else AHEAD_M
    best = Sight(False, "no such moment")
    for time_s in _about(ride.moment(fact.when), at_line=fact.is_at_finish):
        order = ride.order(time_s)
        place = order.index(chain[0]) + 1
        leads = [_lead_at(ride, one, other, time_s) for one, other in pairwise(chain)]
        first = fact.from_place
        placed = first is None or [order.index(rider) + 1 for rider in chain] == [*range(first, first + len(chain))]
        lead = min(leads, default=np.inf)
        best = Sight(placed and lead >= least, f"leads {_listed(leads)} m, the first in place {place}")
        if best.seen:
            return best
    return best


def _about(time_s: float, *, at_line: bool = False) -> Floats:
    """Moments at which one looks: about the one told, or the line alone."""
    if not np.isfinite(time_s):
        return np.zeros(0)
    return np.array([time_s]) if at_line else time_s + np.array([0.0, -0.25, 0.25, -ABOUT_S, ABOUT_S])


def _lead_at(ride: Ride, ahead: int, behind: int, time_s: float) -> float:
    """By how much one leads another; at and after their finish, by who crossed the line first, as metres."""
    finish, where = ride.motion.finish_s, ride.motion.at(time_s).distance_m
    if np.isfinite(finish[[ahead, behind]]).all() and min(finish[ahead], finish[behind]) <= time_s + 1e-6:
        return float(finish[behind] - finish[ahead]) * LINE_MPS
    return float(where[ahead] - where[behind])


def _listed(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values) or "of nobody"


def sees_gap(fact: GapFact, ride: Ride) -> Sight:
    """Whether the gap is what one would call so much."""
    ahead, time_s = ride.index(fact.ahead), ride.moment(fact.when)
    in_seconds = fact.amount.unit is Unit.SECONDS
    asked = fact.amount.value if in_seconds else ride.motion.course.metres(fact.amount)
    seen, shown = False, np.nan
    for at_s in _about(time_s, at_line=fact.is_at_finish):
        names = (fact.behind,) if isinstance(fact.behind, str) else fact.behind
        followers = [ride.index(name) for name in names] if names else [r for r in ride.riders if r != ahead]
        shown = min(_gap(ride, ahead, other, float(at_s), in_seconds=in_seconds) for other in followers)
        seen = _is_about(shown, asked, fact.amount, in_seconds=in_seconds)
        if seen:
            break
    unit = "s" if in_seconds else "m"
    return Sight(seen, f"told {fact.amount.bound} {asked:.2f} {unit}, shown {shown:.2f} {unit}")


def _gap(ride: Ride, ahead: int, behind: int, time_s: float, *, in_seconds: bool) -> float:
    if not in_seconds:
        return _lead_at(ride, ahead, behind, time_s)
    there = ride.motion.at(time_s).distance_m[ahead]
    passed_s = float(ride.motion.path.times_at(behind, there))
    return passed_s - time_s if np.isfinite(passed_s) else ride.motion.end_s - time_s


def _is_about(shown: float, asked: float, amount: Quantity, *, in_seconds: bool) -> bool:
    bound = amount.bound
    if amount.unit in WHEELS_OFF_M:
        return bool(max(asked - WHEELS_OFF_M[amount.unit], 0.0) <= shown <= asked + WHEELS_OFF_M[amount.unit])
    if bound in (Bound.ALMOST, Bound.A_FEW):
        least, most = (share * asked / amount.value for share in amount.agreeing)
        return bool(least - OFF_M <= shown <= most + OFF_M)
    exact, least = (EXACT_S, OFF_S) if in_seconds else (EXACT_M, OFF_M)
    off = exact if bound is Bound.EXACTLY else max(OFF_SHARE * asked, least)
    if bound is Bound.AT_MOST:  # said of riders who are level: either may be in front by as much
        return bool(abs(shown) <= asked + off)
    # Who is behind leads by no amount, however small it was.
    low, high = max(asked - off, 0.0), np.inf if bound is Bound.AT_LEAST else asked + off
    return bool(low <= shown <= high)


def sees_chase(fact: ChaseFact, ride: Ride) -> Sight:
    """Whether he is the first behind a gap, ahead of the others, and keeps his speed."""
    rider = ride.index(fact.leader)
    best = Sight(False, "no such moment")
    for time_s in _about(ride.moment(fact.when)):
        order = ride.order(time_s)
        place = order.index(rider)
        if place == 0:
            best = Sight(False, "he leads the race")
            continue
        gap = _lead_at(ride, order[place - 1], rider, time_s)
        after = _lead_at(ride, rider, order[place + 1], time_s) if place + 1 < len(order) else np.inf
        speed = ride.effort_mps[rider, ride.during(time_s, min(time_s + CHASE_S, ride.races_until(rider)))]
        slows = float(speed[0] - speed[-1])
        seen = gap >= CHASE_GAP_M and after >= AHEAD_M and slows <= CHASE_SLOWS_MPS
        best = Sight(seen, f"place {place + 1}, {gap:.1f} m behind, {after:.1f} m ahead, loses {slows:.1f} m/s")
        if seen:
            return best
    return best


def sees_pass(fact: OvertakeFact, ride: Ride) -> Sight:
    """Whether he is behind, comes past on the side that is told, and is ahead afterwards."""
    rider, other = ride.index(fact.rider), ride.index(fact.of)
    start_s = ride.moment(fact.when)
    until = min(start_s + fact.within_s, ride.races_until(rider))
    before = _lead_at(ride, other, rider, start_s)
    after = max(_lead_at(ride, rider, other, until), _lead_at(ride, rider, other, until + PASS_S))
    figures = f"{before:.2f} m behind at first, then {after:.2f} m ahead"
    passes = 0.0 < before <= BEFORE_PASS_M and after > 0.0
    if fact.side is None:
        return Sight(passes, figures)
    higher = higher_m(ride, rider, other, start_s, until)
    on_side = higher < 0 if fact.side == "inside" else higher > 0
    return Sight(passes and on_side, f"{figures}, {higher:+.2f} m up the boards when level")


def sees_wheel(fact: HoldWheelFact, ride: Ride) -> Sight:
    """Whether he is directly behind for nearly all of the time."""
    rider, wheel, start_s = ride.index(fact.rider), ride.index(fact.wheel), ride.moment(fact.when)
    end_s = ride.moment(fact.until) if fact.until else start_s + WHEEL_S
    during = ride.during(start_s, min(end_s, ride.races_until(rider), ride.races_until(wheel)))
    gap = ride.apart_m(wheel, rider, during)
    higher = np.abs(ride.height_m[rider, during] - ride.height_m[wheel, during])
    share = float(np.mean((gap >= WHEEL_M[0]) & (gap <= WHEEL_M[1]) & (higher <= WHEEL_HIGHER_M)))
    figures = f"on the wheel for {share:.0%}, {gap.min():.1f} to {gap.max():.1f} m behind, {higher.max():.1f} m beside"
    return Sight(share >= WHEEL_SHARE, figures)


def sees_move(fact: MoveFact, ride: Ride) -> Sight:
    """Whether he is in the place that is told, and was not so some seconds before."""
    rider = ride.index(fact.rider)
    best = Sight(False, "no such moment")
    for time_s in _about(ride.moment(fact.when)):
        place = ride.place(rider, time_s)
        earlier = np.arange(max(time_s - MOVE_S, ride.motion.start_s), time_s, ABOUT_S)
        before = [ride.place(rider, moment) for moment in earlier] or [place]
        moved = max(before) > place if fact.up else min(before) < place
        best = Sight(moved and fact.to in (None, place), f"place {place}, {min(before)} to {max(before)} before")
        if best.seen:
            return best
    return best
