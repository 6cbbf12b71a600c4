"""What is seen though nobody told it: the lead changes, riders go, ride abreast, lose a wheel and come again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from benchmarks.watching.efforts import gains_m
from benchmarks.watching.ride import RATE_HZ, Ride
from replay.base.units import BIKE_LENGTH_M, Floats, Mask
from replay.events.known_events import event_of
from replay.motion.standings import orders_at
from replay.race.facts import Race
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.move_fact import MoveFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact

LEADS_S = 1.0
"""Who leads for less has not taken the lead."""

BEFORE_S, AFTER_S = 3.0, 10.0
"""What is seen so long before or after the moment of a fact that names its rider belongs to it."""

GOES_MPS, GOES_S = 1.8, 4.0
"""A rider who gains 6.5 km/h in four seconds goes .."""

GOES_M, CLEAR_S = 3.0, 6.0
"""..and is seen to if that gives three metres on the median rival within six."""

SPRINT_S = 12.0
"""In the last seconds all of them go: that is the sprint, and needs no telling."""

ABREAST_S = 10.0
"""Riders beside each other for so long catch the eye."""

SWING_M = 1.5 * BIKE_LENGTH_M
"""A gap that opens or closes by more than this has opened or closed."""

SWINGS = 2
"""Opening and closing once is a yo-yo where nobody told of either."""


@dataclass(frozen=True, slots=True)
class Untold:
    """Counts of one race.

    lead_told: changes of the lead told by a fact, by the result where it is the last one, or by a course that is drawn.
    In a race of which nothing is told who leads is as imagined as all else, and said to be.
    """

    lead_told: int
    lead_untold: int
    attacks: int
    abreast: int
    yo_yos: int


def untold_of(race: Race, ride: Ride) -> Untold:
    """What is seen in a race and not told, from the pacer's leaving to the winner's finish."""
    told = _Told(race, ride)
    changes = list(_lead_changes(ride))
    known = [
        told.is_drawn
        or told.about((leader,), time_s, time_s)
        or told.leads_next(leader, time_s)
        or _is_last(changes, time_s, leader, ride)
        for leader, time_s in changes
    ]
    return Untold(
        lead_told=sum(known),
        lead_untold=len(known) - sum(known),
        attacks=sum(not told.about((rider,), time_s, time_s) for rider, time_s in _attacks(ride)),
        abreast=sum(not told.about_both(pair, *when) for pair, when in _abreast(ride)),
        yo_yos=sum(not told.about(pair, *when) for pair, when in _yo_yos(ride)),
    )


class _Told:
    """Which riders the story names, or a course that is drawn, and when."""

    def __init__(self, race: Race, ride: Ride) -> None:
        raced_m = race.event.distance_m - float(ride.motion.at(ride.racing_from_s).distance_m.max())
        course = event_of(race).usual_course(race, raced_m)
        drawn = [fact for fact in course if _names(fact) <= set(ride.motion.riders)]
        facts = [fact for fact in (*race.story, *drawn) if not fact.shown_only]
        self.is_drawn = bool(drawn)
        self._named = [({ride.index(name) for name in _names(fact)}, *_from_to(fact, ride)) for fact in facts]
        first = [(ride.moment(fact.when), name) for fact in facts for name in _in_front(fact)]
        self._in_front = [(time_s, ride.index(name)) for time_s, name in sorted(first)]

    def leads_next(self, rider: int, time_s: float) -> bool:
        """Whether the next fact that has somebody in front has this rider there: he has to come there before."""
        return next((leader == rider for when_s, leader in self._in_front if when_s >= time_s), False)

    def about(self, riders: Iterable[int], start_s: float, end_s: float) -> bool:
        """Whether a fact of about that time names one of the riders."""
        return any(not named.isdisjoint(riders) for named in self._at(start_s, end_s))

    def about_both(self, riders: Iterable[int], start_s: float, end_s: float) -> bool:
        """Whether a fact of about that time names all of them."""
        return any(named.issuperset(riders) for named in self._at(start_s, end_s))

    def _at(self, start_s: float, end_s: float) -> Iterator[set[int]]:
        return (named for named, begin, end in self._named if start_s <= end + AFTER_S and end_s >= begin - BEFORE_S)


def _in_front(fact: StoryFact) -> tuple[str, ...]:
    """Who is ahead of all others by a fact."""
    if isinstance(fact, GapFact):
        return () if fact.behind else (fact.ahead,)
    if isinstance(fact, MoveFact):
        return (fact.rider,) if fact.to == 1 else ()
    if isinstance(fact, OrderFact):
        return fact.order[:1] if fact.from_place == 1 else ()
    return fact.riders[:1] if isinstance(fact, LeadsFact) else ()


def _names(fact: StoryFact) -> set[str]:
    return {named.name for named in fact.named}


def _from_to(fact: StoryFact, ride: Ride) -> tuple[float, float]:
    moments = [ride.moment(when) for when in fact.moments]
    return min(moments), max(moments)


def _racing(ride: Ride) -> slice:
    """Samples from the pacer's leaving to the first finish."""
    end = np.nanmin([*ride.motion.finish_s, ride.motion.over_s])
    return ride.during(ride.racing_from_s, float(end))


def _lead_changes(ride: Ride) -> Iterator[tuple[int, float]]:
    """(who takes the lead, when), of those who keep it for LEADS_S, or to the end."""
    during = _racing(ride)
    leaders = orders_at(ride.motion, ride.time_s[during])[:, 0]
    leader = int(leaders[0])
    for begin, end in runs_of_equal(leaders):
        new = int(leaders[begin])
        if new != leader and (end - begin >= LEADS_S * RATE_HZ or end == len(leaders) - 1):
            leader = new
            yield new, float(ride.time_s[during][begin])


def _is_last(changes: list[tuple[int, float]], time_s: float, leader: int, ride: Ride) -> bool:
    """Whether it is the change by which the winner comes to lead: the result tells that he did."""
    return time_s == changes[-1][1] and leader == int(np.nanargmin(ride.motion.finish_s)) if _any(ride) else False


def _any(ride: Ride) -> bool:
    return bool(np.isfinite(ride.motion.finish_s).any())


def _attacks(ride: Ride) -> Iterator[tuple[int, float]]:
    """(rider, when) of each who goes and comes away, before the sprint."""
    during = _racing(ride)
    times = ride.time_s[during]
    for rider in ride.riders:
        after_s = -np.inf
        for start_s in np.arange(times[0], min(times[-1] - SPRINT_S, ride.races_until(rider) - CLEAR_S), 0.5):
            if start_s < after_s:
                continue
            speed = ride.effort_mps[rider, ride.during(start_s, start_s + GOES_S)]
            if speed[-1] - speed[0] >= GOES_MPS and gains_m(ride, rider, start_s, start_s + CLEAR_S)[-1] >= GOES_M:
                after_s = start_s + AFTER_S
                yield rider, float(start_s)


def _abreast(ride: Ride) -> Iterator[tuple[tuple[int, int], tuple[float, float]]]:
    """Pairs who are level within a bike length for ABREAST_S, each time."""
    for one, other in combinations(ride.riders, 2):
        during = _racing_both(ride, one, other)
        level = np.abs(ride.apart_m(one, other, during)) <= BIKE_LENGTH_M
        for begin, end in _runs(level):
            if end - begin >= ABREAST_S * RATE_HZ:
                yield (one, other), (float(ride.time_s[during][begin]), float(ride.time_s[during][end]))


def _racing_both(ride: Ride, one: int, other: int) -> slice:
    until = min(ride.races_until(one), ride.races_until(other))
    return ride.during(ride.racing_from_s, until)


def _yo_yos(ride: Ride) -> Iterator[tuple[tuple[int, int], tuple[float, float]]]:
    """(who is ahead, who is behind) and from when to when the gap between neighbours opened and closed again."""
    during = _racing(ride)
    orders = orders_at(ride.motion, ride.time_s[during])
    for ahead, behind in ((a, b) for a in ride.riders for b in ride.riders if a != b):
        places = np.argmax(orders == ahead, axis=1), np.argmax(orders == behind, axis=1)
        for begin, end in _runs(places[0] + 1 == places[1]):
            part = slice(during.start + begin, during.start + end + 1)
            turns = turning_points(ride.lead_m(ahead, behind, part), SWING_M)
            gap = ride.lead_m(ahead, behind, part)
            opens = [k for k in range(len(turns) - SWINGS) if gap[turns[k + 1]] > gap[turns[k]]]
            times = ride.time_s[part]
            yield from (((ahead, behind), (float(times[turns[k]]), float(times[turns[k + SWINGS]]))) for k in opens)


def turning_points(values: Floats, swing: float) -> list[int]:
    """Indices of the ends of all swings that are larger than `swing`, first to last; empty where there is none."""
    low = high = 0
    turns: list[int] = []
    rising: bool | None = None
    for k, value in enumerate(values):
        low = k if value < values[low] else low
        high = k if value > values[high] else high
        if rising is not True and value - values[low] > swing:
            turns, rising, high = [*turns, low], True, k
        elif rising is not False and values[high] - value > swing:
            turns, rising, low = [*turns, high], False, k
        if rising is True:
            low = high
        elif rising is False:
            high = low
    last = {True: [high], False: [low], None: []}[rising]
    return [*turns, *last]


def runs_of_equal(values: np.ndarray[tuple[int], np.dtype[np.intp]]) -> list[tuple[int, int]]:
    """First and last index of every run of equal values."""
    edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return [(begin, end - 1) for begin, end in pairwise(edges)]


def _runs(mask: Mask) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(begin), int(end) - 1) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
