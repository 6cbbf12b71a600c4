"""Measured passings: riders who are at a known distance at a known time, counted from an anchor.

What is measured links passings of riders with each other (`race.clock`). Here each of them hangs on the first anchor
whose distance in time from it is known, so that the solver needs one row for a passing, however many times led to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from replay.motion.pacer import BEHIND_PACER_M, JOINED_S, PITCH_M, USUAL_GAP_M, PacerRide
from replay.race.clock import START, Clock, Passage, clock_of, finish_of, links_of
from replay.race.facts import Race
from replay.race.timed import Bounded, Timed


class AnchorKind(StrEnum):
    """What the time of a passing is counted from, the surest first.

    RACE_TIME  race time 0: nothing is left open
    WINNER     the winner's finish: open as long as the winner's time is
    RIDER      the finish of a rider whose gap nobody timed: open by that gap as well
    FLOATING   the first passing of a group that only the times inside of the group link: a moment of its own
    """

    RACE_TIME = "race time"
    WINNER = "the winner's finish"
    RIDER = "a rider's finish"
    FLOATING = "a floating moment"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment from which passings are counted. number: the rider of RIDER, the group of FLOATING, 0 for the others."""

    kind: AnchorKind
    number: int = 0

    @property
    def floats(self) -> bool:
        """Whether nothing links this moment with a finish or with race time."""
        return self.kind is AnchorKind.FLOATING


RACE_TIME = Anchor(AnchorKind.RACE_TIME)
"""Race time 0."""

WINNER_FINISH = Anchor(AnchorKind.WINNER)
"""The moment at which the official winner finishes."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A rider is at a distance of the event `after_s` seconds after an anchor (before it if negative)."""

    rider: int
    distance_m: float
    anchor: Anchor
    after_s: float


@dataclass(frozen=True, slots=True)
class BoundedStretch:
    """A rider goes from one distance to another in no less and no more than so many seconds; None where all is open."""

    rider: int
    from_m: float
    to_m: float
    least_s: float | None
    most_s: float | None


@dataclass(frozen=True, slots=True)
class Timing:
    """What is measured beside gaps.

    winner_s  race time of the winner's finish, None where it is not known
    clocked   (rider, race time) of riders whose own finish is known while the winner's is not
    passings  all between start and finish, by rider and distance
    bounded   stretches of whose time only bounds are known
    """

    winner_s: float | None = None
    clocked: tuple[tuple[int, float], ...] = ()
    passings: tuple[Passing, ...] = ()
    bounded: tuple[BoundedStretch, ...] = ()

    def __bool__(self) -> bool:
        return self.winner_s is not None or bool(self.clocked or self.passings or self.bounded)

    def of(self, rider: int) -> tuple[Passing, ...]:
        """The passings of one rider, by distance."""
        return tuple(passing for passing in self.passings if passing.rider == rider)

    @property
    def floating(self) -> tuple[Anchor, ...]:
        """The floating moments, once each."""
        return tuple(dict.fromkeys(passing.anchor for passing in self.passings if passing.anchor.floats))


UNTIMED = Timing()
"""Nothing is measured but gaps."""


def timing_of(race: Race, riders: tuple[str, ...], times: Iterable[Timed | Bounded] | None = None) -> Timing:
    """What the measured times of a race (all of them if none are named) fix. riders: names by index.

    Raises ValueError if they cannot be true together, which those of a race that was read always can.
    """
    every = race.all_timed if times is None else tuple(times)
    chosen = [time for time in every if isinstance(time, Timed)]
    bounded = tuple(
        BoundedStretch(riders.index(time.rider), time.from_m, time.to_m, time.least_s, time.most_s)
        for time in every
        if isinstance(time, Bounded) and time.rider in riders
    )
    if not chosen:
        return Timing(bounded=bounded)
    clock = clock_of(links_of(race, chosen))
    if clock is None:
        raise ValueError("the measured times contradict each other")
    winner = START if race.winner is None else finish_of(race, race.winner)
    winner_s = clock.between(START, winner) if winner != START else None
    places = sorted(place for place in clock.group if place != START)
    finishes = [(riders.index(place[0]), clock.between(START, place)) for place in places if place[1] == winner[1]]
    passings = [_anchored(clock, place, winner, riders) for place in places if place[1] != race.event.distance_m]
    return Timing(
        winner_s=winner_s,
        clocked=tuple((rider, time_s) for rider, time_s in finishes if time_s is not None and winner_s is None),
        passings=tuple(sorted(passings, key=lambda p: (p.rider, p.distance_m))),
        bounded=bounded,
    )


def _anchored(clock: Clock, place: Passage, winner: Passage, riders: tuple[str, ...]) -> Passing:
    """A passing on the first anchor that is known, in the order of `AnchorKind`."""
    name, distance_m = place
    rider, group = riders.index(name), clock.group[place]
    first = min((other for other in clock.group if clock.group[other] == group), key=lambda other: other[1])
    anchors = (
        (RACE_TIME, START),
        (WINNER_FINISH, winner),
        (Anchor(AnchorKind.RIDER, rider), (name, winner[1])),
        (Anchor(AnchorKind.FLOATING, group), first),
    )
    for anchor, base in anchors:
        after_s = clock.between(base, place)
        if after_s is not None:
            return Passing(rider, distance_m, anchor, after_s)
    raise AssertionError("a passage is in its own group")


def timed_places(timing: Timing, pacer: PacerRide | None) -> dict[int, float]:
    """By rider: the place in the line, from 0, in which the rider was first timed behind the pacer.

    A fraction is left where the spacing was not the usual one.
    """
    places: dict[int, float] = {}
    for passing in timing.passings:
        if pacer and passing.anchor == RACE_TIME and JOINED_S < passing.after_s < pacer.off_s:
            behind_m = float(pacer.distance(passing.after_s)) - passing.distance_m
            places.setdefault(passing.rider, max((behind_m - BEHIND_PACER_M - USUAL_GAP_M) / PITCH_M, 0.0))
    return places
