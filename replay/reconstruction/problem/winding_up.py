"""How fast the slow part of a race ends, where a clock says how fast riders came to the line.

A plan drawn by lot opens a sprint at a usual speed. Whoever is timed over the last 200 m in 9.6 s was faster before he
jumped: the sprint was wound up. With a plan that does not know it, the motion reaches the line seconds later or earlier
than planned, and everything before stands tens of metres from its place, standstills among it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.events.tactics import GOES_MPS2, Tactics
from replay.motion.power import acceleration, power
from replay.motion.tactics_ride import head_of
from replay.race.riders.physique import Physique
from replay.race.story.duels.jump_fact import jump_w
from replay.reconstruction.problem.measured_passings import WINNER_FINISH, AnchorKind, Timing

_FAR_M, _NEAR_M = 450.0, 60.0
"""Stretches that begin so far from the line say how fast a sprint was: the last 200 m, a last lap, a last half lap."""

_WINDS_UP_MPS2, _FULL_SHARE = 0.3, 0.95
"""A sprint is wound up with the power with which a rider still gains so much as it is opened; from a standstill that is
near with more, up to a share of a full effort."""

_SLOWEST_SHARE, _TOP_SHARE = 0.8, 0.94
"""Of the usual speed of an opening at least, and of the speed that nobody exceeds at most: a jump gains some more."""

_MOST_GOES_MPS2 = 1.3
"""Gained out of a standstill at most: on the gear of a sprint nobody is quicker from rest."""

_SPARE_SHARE = 0.04
"""More than the least strength that is enough: with no more than that all efforts have the one shape that is left."""

_DROP_M = 0.8
"""Riders who jump come down from the boards by so much, which is speed."""

_STRENGTHS = (1.0, 1.08, 1.16, 1.24, 1.32, 1.4)
"""Shares of the power that is known of a category with which a fast time is tried, the least that is enough."""

_STRONGER, _FASTER, _USUALLY_WOUND_S, _LONGER_S = 0.12, 0.2, 16.0, 6.0
"""A share of power more is as unlikely as an opening that is faster by a share, and as a sprint that is wound up for
some seconds more than usual. With a fast opening a jump is hardly seen; with much power it is one of nobody."""

_WAY_M, _POWERS = 5.0, 8
_STEP_S, _SPEEDS = 0.05, 16
_LONGEST_S, _LEAST_MPS = 60.0, 1.0

_Stretch = tuple[float, float, float]


def wound_up(
    tactics: Tactics, physique: Physique, measured: tuple[_Stretch, ...], event_m: float
) -> tuple[Tactics, Physique]:
    """The plan with a speed of the opening from which riders come to the line as a clock has it, and who can ride so.

    measured  (event distance, seconds from there to the line at least, and at most), see `last_stretches`
    """
    if not measured:
        return tactics, physique
    from_m, least_s, most_s = measured[0]
    usual_s = _planned_s(tactics, physique, from_m, event_m, spent_j=0.0)
    if least_s <= usual_s <= most_s:
        return tactics, physique
    if usual_s < least_s:
        shares = np.linspace(1.0, _SLOWEST_SHARE, _SPEEDS)
        slower = [_opened_at(tactics, physique, share * tactics.opens_mps) for share in shares]
        found = next((one for one in slower if _planned_s(one, physique, from_m, event_m) >= least_s), slower[-1])
        return found, physique
    best, least = (tactics, physique), np.inf
    for share in _STRENGTHS:
        strong = _stronger(physique, share)
        for entry_mps in np.linspace(tactics.opens_mps, _fastest_mps(tactics, strong), _SPEEDS):
            found = _opened_at(tactics, strong, float(entry_mps))
            if _planned_s(found, strong, from_m, event_m) <= most_s:
                break
        else:
            best = best if np.isfinite(least) else (found, _stronger(physique, share + _SPARE_SHARE))
            continue
        unlikely = ((share - 1.0) / _STRONGER) ** 2 + (found.opens_mps / tactics.opens_mps - 1.0) / _FASTER
        unlikely += max(_wound_s(found) - _USUALLY_WOUND_S, 0.0) / _LONGER_S
        if unlikely < least:
            best, least = (found, _stronger(physique, share + _SPARE_SHARE)), unlikely
    return best


def _wound_s(tactics: Tactics) -> float:
    """For how long a sprint is wound up by the plan, s."""
    begins_m = tactics.opens_m if tactics.winds_m is None else tactics.winds_m
    begins_s, opens_s = np.interp([begins_m, tactics.opens_m], *head_of(tactics))
    return float(opens_s - begins_s)


def _stronger(physique: Physique, share: float) -> Physique:
    """A rider who has so much more power than is known of his category."""
    return replace(
        physique,
        critical_w=share * physique.critical_w,
        peak_w=share * physique.peak_w,
        effort_share=share * physique.effort_share,
    )


def _planned_s(
    tactics: Tactics, physique: Physique, from_m: float, event_m: float, spent_j: float | None = None
) -> float:
    """Seconds that a lone rider needs to the line by the plan, and from its opening on with all that is left.

    spent_j: what is gone at the opening of the work above critical power; None for what the winding up takes
    """
    way_m, way_s = head_of(tactics)
    opens_s = float(np.interp(tactics.opens_m, way_m, way_s))
    if spent_j is None:
        spent_j = max(tactics.winds_w - physique.critical_w, 0.0) * _wound_s(tactics)
    watts = jump_w(physique.effort_share, np.arange(0.0, _LONGEST_S, _STEP_S))
    at_m, time_s = tactics.opens_m, 0.0
    speed = float(np.sqrt(tactics.opens_mps**2 + 2 * GRAVITY_MPS2 * _DROP_M))
    passed_s = float(np.interp(from_m, way_m, way_s)) - opens_s if from_m < at_m else 0.0
    for asked_w in watts.tolist():
        left_w = physique.peak_w - (physique.peak_w - physique.critical_w) * spent_j / (1000 * physique.reserve_kj)
        given_w = min(asked_w, max(left_w, physique.critical_w))
        spent_j = max(spent_j + (given_w - physique.critical_w) * _STEP_S, 0.0)
        speed += acceleration(physique, speed, given_w) * _STEP_S
        time_s, at_m = time_s + _STEP_S, at_m + speed * _STEP_S
        if at_m - speed * _STEP_S < from_m <= at_m:
            passed_s = time_s
        if at_m >= event_m:
            break
    return time_s - passed_s


def last_stretches(timing: Timing, gap_s: Floats, winner: int | None, event_m: float) -> tuple[_Stretch, ...]:
    """(event distance, least and most seconds to the line) of what was timed of the end, the winner's first.

    gap_s  (R,) seconds behind the winner, nan where they are not known
    """
    found: list[tuple[bool, _Stretch]] = []
    for passing in timing.passings:
        own = passing.anchor.kind is AnchorKind.RIDER
        if own or passing.anchor == WINNER_FINISH:
            lasts_s = (0.0 if own else float(gap_s[passing.rider])) - passing.after_s
            found.append((passing.rider != winner, (passing.distance_m, lasts_s, lasts_s)))
    for one in timing.bounded:
        if one.to_m == event_m:
            found.append((one.rider != winner, (one.from_m, one.least_s or 0.0, one.most_s or np.inf)))
    near = [one for one in found if _NEAR_M <= event_m - one[1][0] <= _FAR_M]
    return tuple(stretch for _, stretch in sorted(near))


def _opened_at(tactics: Tactics, physique: Physique, entry_mps: float) -> Tactics:
    """The plan with another speed at the opening, to which riders get with a steady power, or all that it takes."""
    over_m = max((one.over_m for one in tactics.standings), default=0.0)
    way_m = max(tactics.opens_m - over_m, 1.0)
    usual_m, usual_mps = np.array(tactics.speeds).T
    most_w = _FULL_SHARE * physique.full_effort_w
    steady_w = float(power(physique, np.array(entry_mps), np.array(_WINDS_UP_MPS2)))
    for watts in np.linspace(min(steady_w, most_w), most_w, _POWERS):
        wound_m, wound_mps = _wound(physique, tactics.opens_m, entry_mps, float(watts))
        if not tactics.standings or wound_m[0] >= over_m:
            break
    needed = np.interp(usual_m, wound_m, wound_mps, left=0.0)
    speeds = np.minimum(np.maximum(usual_mps, needed), entry_mps)
    speeds[-1] = entry_mps
    winding = usual_m[needed > usual_mps]
    return replace(
        tactics,
        speeds=tuple(zip(usual_m.tolist(), speeds.tolist(), strict=True)),
        goes_mps2=min(max(entry_mps**2 / way_m, GOES_MPS2), _MOST_GOES_MPS2),
        winds_m=float(winding[0]) if len(winding) else tactics.opens_m,
        winds_w=float(watts),
    )


def _wound(physique: Physique, opens_m: float, entry_mps: float, watts: float) -> tuple[Floats, Floats]:
    """(event distances, speeds) backwards from the opening to where a steady power began, from rest or from afar."""
    ways, speeds = [opens_m], [entry_mps]
    while ways[-1] > 0 and speeds[-1] > 0:
        gain = acceleration(physique, max(speeds[-1], _LEAST_MPS), watts)
        squared = speeds[-1] ** 2 - 2 * max(gain, 0.0) * _WAY_M
        speeds.append(float(np.sqrt(max(squared, 0.0))))
        ways.append(ways[-1] - _WAY_M)
    return np.array(ways[::-1]), np.array(speeds[::-1])


def _fastest_mps(tactics: Tactics, physique: Physique) -> float:
    """The fastest that riders can be at the opening: from a standstill no faster than with all they have."""
    most = _TOP_SHARE * physique.top_mps
    if not tactics.standings:
        return most
    way_m, speed = tactics.opens_m - tactics.standings[-1].over_m, _LEAST_MPS
    for _ in range(int(way_m)):
        gain = min(acceleration(physique, speed, _FULL_SHARE * physique.full_effort_w), _MOST_GOES_MPS2)
        speed = float(np.sqrt(speed**2 + 2 * gain))
    return min(most, max(speed, tactics.opens_mps))
