"""Whether it is seen that a rider is boxed in, shut out, comes through a hole, keeps his lane, works, or is touched."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from benchmarks.watching.ride import Ride, Sight
from replay.base.units import Mask
from replay.race.story.boards.boxed_in_fact import BoxedInFact
from replay.race.story.boards.contact_fact import ContactFact
from replay.race.story.boards.keeps_lane_fact import KeepsLaneFact
from replay.race.story.boards.shut_out_fact import ShutOutFact
from replay.race.story.boards.through_fact import ThroughFact
from replay.race.story.efforts.works_for_fact import WorksForFact

ABOUT_S = 0.5
"""A moment is told by eye: what is so at any time so near is so at the moment."""

SHARE = 0.9
"""What is so for so much of a time is so for all of it."""

WHEEL_M = (1.3, 4.2)
"""There is a wheel in front of him: from an overlap to a good length of daylight, front wheel to front wheel .."""

IN_LINE_M = 0.7
"""..and not a lane further up or down."""

OVERLAP_M = 1.75
"""Bicycles overlap along the track."""

ABOVE_M = 0.2
"""Less up the boards is the same line."""

BETWEEN_M = 2.2
"""Beside both at once: hardly more than a bicycle's length from the further of the two."""

THROUGH_S = 0.5
"""Who has come through is still ahead so long after, or at the line."""

TOUCH_ALONG_M, TOUCH_M = 1.5, 1.1
"""Along the track, and between the wheels in space: bars and elbows are 0.4 to 0.6 m less apart."""

LANE_M = 0.95
"""A wheel that is no more than a line's width above the red line is on it."""

LANE_SHARE = 0.95

WORK_S, EASES_MPS = 5.0, 1.1
"""How long one looks where no end is told; who loses four kilometres an hour has swung off or sat up."""

TRIES_M, BACK_M = 1.75, 1.2
"""As for who tries to pass: bicycles overlap, and hardly a wheel does before and after."""

DOOR_M = 0.2
"""The other comes so much nearer to where the rider is beside him, until that one is behind."""


def sees_boxed_in(fact: BoxedInFact, ride: Ride) -> Sight:
    """Whether there are a wheel in front of him and a rider above him, of those who are told."""
    rider, by = ride.index(fact.rider), {ride.index(name) for name in fact.by}
    start_s = ride.moment(fact.when)
    during = ride.during(start_s - ABOUT_S, start_s + ABOUT_S)
    if fact.until is not None:
        during = ride.during(start_s, ride.moment(fact.until))
    others = [other for other in ride.riders if other != rider]
    boxed: Mask = np.zeros(during.stop - during.start, dtype=bool)
    for ahead, outer in permutations(others, 2):
        if by <= {ahead, outer}:
            boxed |= _in_front(ride, rider, ahead, during) & _outside(ride, rider, outer, during)
    share = float(np.mean(boxed[: len(ride.time_s[during])]))
    return Sight(share >= SHARE if fact.until is not None else share > 0.0, f"boxed in for {share:.0%} of the time")


def _in_front(ride: Ride, rider: int, other: int, during: slice) -> Mask:
    lead, higher = ride.apart_m(other, rider, during), ride.height_m[other, during] - ride.height_m[rider, during]
    return np.asarray((lead >= WHEEL_M[0]) & (lead <= WHEEL_M[1]) & (np.abs(higher) <= IN_LINE_M))


def _outside(ride: Ride, rider: int, other: int, during: slice) -> Mask:
    higher = ride.height_m[other, during] - ride.height_m[rider, during]
    return np.asarray((np.abs(ride.apart_m(other, rider, during)) <= OVERLAP_M) & (higher >= ABOVE_M))


def sees_through(fact: ThroughFact, ride: Ride) -> Sight:
    """Whether he is behind both, once beside both with one on each side, and ahead of both."""
    rider, pair = ride.index(fact.rider), [ride.index(name) for name in fact.between]
    start_s = ride.moment(fact.when)
    end_s = min(start_s + fact.within_s, ride.races_until(rider))
    during = ride.during(start_s, end_s + THROUGH_S)
    leads = np.array([ride.apart_m(rider, other, during) for other in pair])
    higher = np.array([ride.height_m[other, during] - ride.height_m[rider, during] for other in pair])
    hole = (np.abs(leads).max(axis=0) <= BETWEEN_M) & (higher.min(axis=0) <= -ABOVE_M) & (higher.max(axis=0) >= ABOVE_M)
    before, after = float(-leads[:, 0].max()), float(leads.min(axis=0)[ride.time_s[during] >= end_s].max())
    seen = before > -ABOVE_M and after > 0.0 and bool(hole.any())
    return Sight(seen, f"{before:.2f} m behind, {hole.sum() / 20:.2f} s between them, {after:.2f} m ahead")


def sees_contact(fact: ContactFact, ride: Ride) -> Sight:
    """Whether their wheels are so near in space that elbows meet."""
    one, other = (ride.index(name) for name in fact.riders)
    time_s = ride.moment(fact.when)
    during = ride.during(time_s - ABOUT_S, time_s + ABOUT_S)
    along = np.abs(ride.apart_m(one, other, during))
    level = (ride.distance_m[one, during] + ride.distance_m[other, during]) / 2
    track = ride.motion.velodrome
    places = [track.place(level, ride.height_m[rider, during]) for rider in (one, other)]
    apart = np.linalg.norm(places[0] - places[1], axis=-1)
    near = (along <= TOUCH_ALONG_M) & (apart <= TOUCH_M)
    nearest = int(np.argmin(along))
    return Sight(bool(near.any()), f"{along[nearest]:.2f} m along the track, {apart[nearest]:.2f} m between the wheels")


def sees_lane(fact: KeepsLaneFact, ride: Ride) -> Sight:
    """Whether he is below or on the red line nearly all the time."""
    rider, start_s = ride.index(fact.rider), ride.moment(fact.when)
    end_s = start_s + WORK_S if fact.until is None else ride.moment(fact.until)
    heights = ride.height_m[rider, ride.during(start_s, end_s)]
    share = float(np.mean(heights <= LANE_M))
    return Sight(share >= LANE_SHARE, f"in the lane for {share:.0%} of the time, {heights.max():.2f} m up at most")


def sees_work(fact: WorksForFact, ride: Ride) -> Sight:
    """Whether the other is behind him nearly all the time with nobody between, and he keeps his speed."""
    rider, other, start_s = ride.index(fact.rider), ride.index(fact.other), ride.moment(fact.when)
    end_s = start_s + WORK_S if fact.until is None else ride.moment(fact.until)
    during = ride.during(start_s, min(end_s, ride.races_until(rider)))
    gap = ride.apart_m(rider, other, during)
    share = float(np.mean((gap >= WHEEL_M[0]) & (gap <= WHEEL_M[1])))
    speed = ride.effort_mps[rider, during]
    lost = float(speed[0] - speed[-1])
    figures = f"on his wheel for {share:.0%}, {gap.min():.1f} to {gap.max():.1f} m behind; loses {lost:.1f} m/s"
    return Sight(share >= SHARE and lost <= EASES_MPS, figures)


def sees_shut_out(fact: ShutOutFact, ride: Ride) -> Sight:
    """Whether he comes up beside the other, falls back, and the other has come to where he was."""
    rider, other, start_s = ride.index(fact.rider), ride.index(fact.of), ride.moment(fact.when)
    end_s = min(start_s + 2 * fact.within_s, ride.races_until(rider))
    during = ride.during(start_s, end_s)
    behind, own, his = ride.apart_m(other, rider, during), ride.height_m[rider, during], ride.height_m[other, during]
    level = int(np.argmin(behind))
    tries = 0.0 < behind[level] <= TRIES_M and behind[0] >= BACK_M
    back = behind[-1] >= BACK_M or end_s < start_s + 2 * fact.within_s
    higher = float(own[level] - his[level])
    beside = his[behind <= TRIES_M] if (behind <= TRIES_M).any() else his[[level]]
    nearer = float(((his[-1] - beside) * np.sign(higher)).max())
    on_side = fact.side is None or (higher > 0) is (fact.side == "outside")
    figures = (
        f"{behind[0]:.1f} m behind, {behind[level]:.2f} m where he is nearest, {behind[-1]:.1f} m behind again; "
        f"{higher:+.2f} m up the boards there, the other then {nearer:+.2f} m towards him"
    )
    return Sight(bool(tries and back and on_side and nearer >= DOOR_M), figures)
