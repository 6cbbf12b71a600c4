"""Measuring told facts on the finished motion: what was asked, what the motion shows, and by how much it misses.

Nothing here looks at the solver: a fact is held because the motion shows it, or it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from replay.base.units import GRAVITY_MPS2, kmh
from replay.motion.trajectory import Motion
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.story.story_facts import (
    AttackFact,
    CaptionFact,
    CrashFact,
    GapFact,
    HesitateFact,
    HoldWheelFact,
    LookBackFact,
    MoveFact,
    PacerOffFact,
    RideHighFact,
    SideFact,
    StopRacingFact,
    StoryFact,
)
from replay.reconstruction.constraints.told_facts import (
    ATTACK_S,
    HESITATE_S,
    HOLD_S,
    MOVE_S,
    WHEEL_M,
    attack_gain,
    gap_partner,
    hesitating,
    rows_of,
)
from replay.reconstruction.lateral.height import HIGH_M, SIDE_M
from replay.reconstruction.state.sampled_iterate import SampledMotion

ORDER_M = 0.25
"""An order that is told may be missed by so much: nobody tells riders apart who are more level."""

HIGH_TOLERANCE_M = 0.3
PACER_OFF_S = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact against the motion. asked and got in `unit`; miss >= 0 in `unit`; tolerance: up to there it is 'within'.

    exact_within  a miss up to here counts as none: 0.5 ms, half a centimetre, rounding
    note          what there is to say when a number alone would mislead
    """

    asked: float
    got: float
    miss: float
    unit: str
    tolerance: float
    exact_within: float = 0.005
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The finished motion, and the same as a SampledMotion for facts that name moments and orders."""

    motion: Motion
    sampled: SampledMotion

    def height(self, rider: int, time_s: float) -> float:
        return float(self.motion.at(time_s).height_m[rider])

    def effort_speed(self, rider: int, time_s: float) -> float:
        """Speed over the ground with height counted as the speed it gives back (kept energy), m/s."""
        state = self.motion.at(time_s)
        place = self.motion.velodrome.place(state.distance_m[rider], state.height_m[rider])
        return float(np.sqrt(self.motion.ground_speed(time_s)[rider] ** 2 + 2 * GRAVITY_MPS2 * max(place[2], 0.0)))


def finding_of(fact: StoryFact, evidence: Evidence) -> Finding:
    """Measure one told fact."""
    moments = (fact.when, fact.until) if isinstance(fact, HoldWheelFact) and fact.until else (fact.when,)
    if not all(np.isfinite(evidence.sampled.moment(when)) for when in moments):
        return Finding(1.0, 0.0, 1.0, "", 0.0, note="the race was stopped before")
    return _find(fact, evidence)


def tolerance_of(amount: Quantity, metres: float) -> float:
    """How far from a told amount still agrees with it: a tenth of it, at least a metre or 0.1 s; little if exact."""
    exact = amount.bound is Bound.EXACTLY
    if amount.unit is Unit.SECONDS:
        return 0.02 if exact else max(0.1 * amount.value, 0.1)
    return 0.5 if exact else max(0.1 * metres, 1.0)


@singledispatch
def _find(fact: StoryFact, evidence: Evidence) -> Finding:
    """Facts of order: the least lead among the pairs that should follow each other."""
    leads = [
        sum(term.factor * float(evidence.sampled.distance(term.time_s)[term.rider]) for term in row.terms)
        for row in rows_of(fact, evidence.sampled)
    ]
    least = min(leads, default=0.0)
    return Finding(
        0.0, least, max(-least, 0.0), "m", ORDER_M, note="least lead between riders told to be in this order"
    )


@_find.register
def _(fact: GapFact, evidence: Evidence) -> Finding:
    sampled, ahead = evidence.sampled, evidence.sampled.problem.row(fact.ahead)
    time = sampled.moment(fact.when)
    partner = gap_partner(fact, sampled, time)
    if fact.amount.unit is Unit.SECONDS:
        asked, unit = fact.amount.value, "s"
        got = sampled.crossing(partner, float(sampled.distance(time)[ahead])) - time
    else:
        asked, unit = sampled.problem.course.metres(fact.amount), "m"
        where = sampled.distance(time)
        got = float(where[ahead] - where[partner])
    got = got if np.isfinite(got) else sampled.time_s[-1] - time
    miss = {Bound.AT_LEAST: max(asked - got, 0.0), Bound.AT_MOST: max(got - asked, 0.0)}
    return Finding(
        asked=asked,
        got=float(got),
        miss=float(miss.get(fact.amount.bound, abs(got - asked))),
        unit=unit,
        tolerance=tolerance_of(fact.amount, asked),
        exact_within=0.0005 if unit == "s" else 0.01,
        note=f"to {sampled.problem.riders[partner]}",
    )


@_find.register
def _(fact: AttackFact, evidence: Evidence) -> Finding:
    rider, start = evidence.sampled.problem.row(fact.rider), evidence.sampled.moment(fact.when)
    before = evidence.effort_speed(rider, start)
    gain = evidence.effort_speed(rider, start + ATTACK_S) - before
    asked = attack_gain(before)
    note = f"speed gained in {ATTACK_S:g} s, height counted as speed"
    return Finding(kmh(asked), kmh(gain), kmh(max(asked - gain, 0.0)), "km/h", kmh(0.3 * asked), 0.05, note)


@_find.register
def _(fact: HesitateFact, evidence: Evidence) -> Finding:
    start, duration = evidence.sampled.moment(fact.when), fact.seconds or HESITATE_S
    rises = [
        evidence.effort_speed(rider, start + duration * share) - evidence.effort_speed(rider, start)
        for rider in hesitating(fact, evidence.sampled)
        for share in (0.5, 1.0)
    ]
    rise = max(rises, default=0.0)
    note = f"most speed gained by any of them in {duration:g} s"
    return Finding(kmh(0.3), kmh(rise), kmh(max(rise - 0.3, 0.0)), "km/h", kmh(0.6), 0.3, note)


@_find.register
def _(fact: StopRacingFact, evidence: Evidence) -> Finding:
    rider, start = evidence.sampled.problem.row(fact.rider), evidence.sampled.moment(fact.when)
    change = evidence.effort_speed(rider, start + 4.0) - evidence.effort_speed(rider, start)
    return Finding(kmh(-0.5), kmh(change), kmh(max(change + 0.5, 0.0)), "km/h", kmh(0.5), 0.05, "change within 4 s")


@_find.register
def _(fact: HoldWheelFact, evidence: Evidence) -> Finding:
    sampled = evidence.sampled
    rider, wheel = sampled.problem.row(fact.rider), sampled.problem.row(fact.wheel)
    start = sampled.moment(fact.when)
    end = max(sampled.moment(fact.until) if fact.until else start + HOLD_S, start + 0.5)
    gaps = [float(where[wheel] - where[rider]) for where in map(sampled.distance, np.linspace(start, end, 21))]
    worst = max(gaps, key=lambda gap: max(gap - WHEEL_M, -gap))
    miss = max(worst - WHEEL_M, -worst, 0.0)
    return Finding(WHEEL_M, worst, miss, "m", 1.0, note="front wheel to front wheel, at the worst moment")


@_find.register
def _(fact: MoveFact, evidence: Evidence) -> Finding:
    sampled, rider, time = (
        evidence.sampled,
        evidence.sampled.problem.row(fact.rider),
        evidence.sampled.moment(fact.when),
    )
    place = sampled.order(time).index(rider) + 1
    if fact.to is not None:
        return Finding(fact.to, place, abs(place - fact.to), "places", 0.0, note="place at that moment")
    before = sampled.order(max(time - MOVE_S, 0.0)).index(rider) + 1
    gained = (before - place) if fact.up else (place - before)
    return Finding(1.0, gained, max(1.0 - gained, 0.0), "places", 0.0, note=f"places within {MOVE_S:g} s")


@_find.register
def _(fact: RideHighFact, evidence: Evidence) -> Finding:
    rider, time = evidence.sampled.problem.row(fact.rider), evidence.sampled.moment(fact.when)
    top = max(evidence.height(rider, moment) for moment in np.linspace(time - 2.0, time + 2.0, 41))
    asked = fact.height_m or HIGH_M
    return Finding(
        asked, top, max(asked - top, 0.0), "m", HIGH_TOLERANCE_M if fact.height_m else 0.8, 0.01, "up the boards"
    )


@_find.register
def _(fact: SideFact, evidence: Evidence) -> Finding:
    sampled = evidence.sampled
    rider, of, time = sampled.problem.row(fact.rider), sampled.problem.row(fact.of), sampled.moment(fact.when)
    room = evidence.height(of, time) - evidence.height(rider, time)
    room = room if fact.inside else -room
    return Finding(0.0, room, max(-room, 0.0), "m", SIDE_M / 3, note="up the boards, between the two")


@_find.register
def _(fact: PacerOffFact, evidence: Evidence) -> Finding:
    asked, got = evidence.sampled.moment(fact.when), evidence.motion.pull_off_s
    got = got if np.isfinite(got) else 0.0
    return Finding(asked, got, abs(got - asked), "s", PACER_OFF_S, note="race time")


@_find.register
def _(fact: CrashFact, evidence: Evidence) -> Finding:
    asked = evidence.sampled.moment(fact.when)
    fall = float(evidence.motion.fall_s[evidence.sampled.problem.row(fact.rider)])
    got = fall if np.isfinite(fall) else 0.0
    return Finding(asked, got, abs(got - asked), "s", 0.5, note="race time")


@_find.register(LookBackFact)
@_find.register(CaptionFact)
def _(fact: StoryFact, evidence: Evidence) -> Finding:  # noqa: ARG001
    return Finding(0.0, 0.0, 0.0, "", 0.0, note="shown; it asks nothing of the motion")
