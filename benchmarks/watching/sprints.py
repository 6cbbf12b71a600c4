"""Whether what reporters tell of sprint matches is seen: standstills, jumps, drops from the boards, who goes up."""

from __future__ import annotations

import numpy as np

from benchmarks.watching.boards import CLIMB_M, HIGH_M, LOWER_M
from benchmarks.watching.duels import ABOUT_S, LEADS_SHARE, LEVEL_M
from benchmarks.watching.efforts import SLOWS_MPS
from benchmarks.watching.ride import RATE_HZ, Ride, Sight
from replay.base.units import kmh
from replay.race.story.duels.draw_level_fact import DrawLevelFact
from replay.race.story.duels.drop_down_fact import DropDownFact
from replay.race.story.duels.feint_fact import FeintFact
from replay.race.story.duels.forced_up_fact import ForcedUpFact
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.duels.standstill_fact import StandstillFact

LEFT_LINE_M = 20.0
"""So far from the start line one sees who leads."""

STANDS_MPS, STANDS_S, STANDS_SHARE, STANDS_ABOUT_M = 0.6, 1.5, 0.75, 25.0
"""A rider who creeps at less stands, to the eye; for as long as told, but for a quarter, or so long at least; no
further along the track from where they are told to stand: the last metres at walking pace may take ten seconds."""

JUMP_MPS, JUMP_S = 1.7, 5.0
"""So much speed, height counted, is gained within so long: out of the saddle for ten turns of the pedals."""

DROP_M, DROP_S, DROP_ABOUT_S = 0.8, 4.0, 2.0
"""So much is lost up the boards within so long, from where he is highest about the moment."""

FEINT_DOWN_M, FEINT_WAY_S, FEINT_FROM_S, FEINT_TO_S = 0.5, 3.5, 2.0, 6.0
"""Whoever feints is so much lower than he was, and than he is again, each within so long; he turns within these seconds
before and after the moment."""

FORCED_ABOUT_S = 2.5

BEHIND_S, BEHIND_M = 3.0, 0.5
"""Who draws level was so far behind so long before: a third of a wheel more than level."""


def sees_lead_out(fact: LeadOutFact, ride: Ride) -> Sight:
    """Whether he is ahead nearly all the time from where they have left the start line."""
    rider = ride.index(fact.riders[0])
    others = [other for other in ride.riders if other != rider]
    half_lap_m = ride.motion.velodrome.lap_m / 2
    first = ride.distance_m.max(axis=0)
    end_s = ride.moment(fact.until) if fact.until else float(ride.time_s[np.argmax(first >= half_lap_m)])
    during = ride.during(float(ride.time_s[np.argmax(first >= LEFT_LINE_M)]), end_s)
    leads = ride.distance_m[rider, during] - ride.distance_m[others, during].max(axis=0)
    share = float(np.mean(leads > 0.0))
    return Sight(share >= LEADS_SHARE, f"ahead for {share:.0%} of the time")


def sees_standstill(fact: StandstillFact, ride: Ride) -> Sight:
    """Whether those named, or all, stand for long enough about the moment."""
    named = [ride.index(name) for name in fact.riders] or list(ride.riders)
    time_s, told_s = ride.moment(fact.when), fact.seconds
    asked_s = STANDS_S if told_s is None else max(STANDS_SHARE * told_s, STANDS_S)
    first = ride.distance_m.max(axis=0)
    there = np.abs(first - np.interp(time_s, ride.time_s, first)) <= STANDS_ABOUT_M
    fastest = ride.speed_mps[named].max(axis=0)
    longest, run = 0, 0
    for stands in ((fastest <= STANDS_MPS) & there).tolist():
        run = run + 1 if stands else 0
        longest = max(longest, run)
    return Sight(longest / RATE_HZ >= asked_s, f"{longest / RATE_HZ:.1f} s of {asked_s:.1f} s at least")


def sees_jump(fact: JumpFact, ride: Ride) -> Sight:
    """Whether he gains speed at once, and does not slow down first."""
    rider, time_s = ride.index(fact.rider), ride.moment(fact.when)
    speed = ride.effort_mps[rider, ride.during(time_s, min(time_s + JUMP_S, ride.races_until(rider)))]
    gained, slowed = float(speed.max() - speed[0]), float(speed[0] - speed[: max(int(np.argmax(speed)), 1)].min())
    figures = f"gains {kmh(gained):.1f} km/h in {JUMP_S:g} s, slows by {kmh(slowed):.1f} first"
    return Sight(gained >= JUMP_MPS and slowed <= SLOWS_MPS, figures)


def sees_drop(fact: DropDownFact, ride: Ride) -> Sight:
    """Whether he comes down from the boards."""
    rider, time_s = ride.index(fact.rider), ride.moment(fact.when)
    about = ride.during(time_s - DROP_ABOUT_S, time_s + DROP_ABOUT_S)
    top = about.start + int(np.argmax(ride.height_m[rider, about]))
    top_s, top_m = float(ride.time_s[top]), float(ride.height_m[rider, top])
    lost = top_m - float(ride.height_m[rider, ride.during(top_s, top_s + DROP_S)].min())
    asked = fact.from_m - LOWER_M if fact.from_m else HIGH_M - LOWER_M
    return Sight(top_m >= asked and lost >= DROP_M, f"from {top_m:.1f} m up, {lost:.1f} m lower in {DROP_S:g} s")


def sees_feint(fact: FeintFact, ride: Ride) -> Sight:
    """Whether he comes down the boards and goes up again."""
    rider, time_s = ride.index(fact.rider), ride.moment(fact.when)
    turns = ride.during(time_s - FEINT_FROM_S, time_s + FEINT_TO_S)
    height, way = ride.height_m[rider], round(FEINT_WAY_S * RATE_HZ)
    dips = [
        min(height[max(k - way, 0) : k + 1].max(), height[k : k + way + 1].max()) - height[k]
        for k in range(turns.start, turns.stop)
    ]
    deepest = float(max(dips, default=0.0))
    return Sight(deepest >= FEINT_DOWN_M, f"{deepest:.2f} m down and up again")


def sees_forced_up(fact: ForcedUpFact, ride: Ride) -> Sight:
    """Whether he is up the boards, above who drives him there."""
    rider, other, time_s = ride.index(fact.rider), ride.index(fact.by), ride.moment(fact.when)
    during = ride.during(time_s - FORCED_ABOUT_S, time_s + FORCED_ABOUT_S)
    own, others = ride.height_m[rider, during], ride.height_m[other, during]
    above = own > others
    top = float(own[above].max(initial=0.0))
    return Sight(top >= HIGH_M - CLIMB_M, f"{top:.1f} m up, above {fact.by}")


def sees_draws_level(fact: DrawLevelFact, ride: Ride) -> Sight:
    """Whether he is level, and was behind before."""
    rider, other, time_s = ride.index(fact.rider), ride.index(fact.of), ride.moment(fact.when)
    level = np.abs(ride.apart_m(rider, other, ride.during(time_s - ABOUT_S, time_s + ABOUT_S))).min()
    before_s = max(time_s - BEHIND_S, ride.motion.start_s)
    behind = float(ride.apart_m(other, rider, ride.during(before_s, before_s)).max())
    figures = f"{level:.2f} m apart, {behind:.2f} m behind {BEHIND_S:g} s before"
    return Sight(bool(level <= LEVEL_M and behind >= BEHIND_M), figures)
