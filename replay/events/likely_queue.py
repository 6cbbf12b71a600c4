"""The order behind the pacer where no source gives it: the one from which what is told soon after is soonest done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from replay.events.course import course_of_race
from replay.race.facts import Race
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark

_SOON_M = 400.0
"""Facts of the first so many metres after the pacer's leaving say something of the order behind it .."""

_HALF_M = 100.0
"""..and one that comes so much later half as much."""

_RACING_MPS = 15.0
"""What a second after the pacer's leaving is in metres."""

_NEXT_WEIGHT = 1.0
"""Of a place between two riders of whom one is told to come past or beside the other."""

_ATTACK_WEIGHT = 0.3
"""Of a place further back for who attacks: most who go at the pacer's leaving come from the first half of the line."""

_USUAL_WEIGHT = 0.05
"""Of a place away from the usual order: it decides where nothing that is told does."""

_ALL_ORDERS = 6
"""So many free places are tried in all orders (720); with more, two riders change places as long as that is better."""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What facts that come soon make likely, each with a weight.

    following  who is directly behind whom: (ahead, behind, weight)
    forward    who is rather in front: (name, weight)
    """

    following: tuple[tuple[str, str, float], ...]
    forward: tuple[tuple[str, float], ...]

    def cost(self, order: Sequence[str], usual: Sequence[str]) -> float:
        """How much has to be ridden from this order, in places."""
        place = {name: number for number, name in enumerate(order)}
        apart = sum(weight * abs(place[behind] - place[ahead] - 1) for ahead, behind, weight in self.following)
        back = sum(weight * place[name] for name, weight in self.forward)
        moved = sum(abs(place[name] - number) for number, name in enumerate(usual))
        return _NEXT_WEIGHT * apart + _ATTACK_WEIGHT * back + _USUAL_WEIGHT * moved


def likely_queue(race: Race, usual: Sequence[str], free: Sequence[str]) -> tuple[str, ...]:
    """The usual order, with the riders in `free` in the places that they have there in the likeliest order."""
    wishes = _wishes(race, usual)
    places = [number for number, name in enumerate(usual) if name in free]
    if len(places) < 2 or not (wishes.following or wishes.forward):
        return tuple(usual)
    orders = _all_orders(usual, places) if len(places) <= _ALL_ORDERS else _better_and_better(wishes, usual, places)
    return min(orders, key=lambda order: wishes.cost(order, usual))


def _all_orders(usual: Sequence[str], places: list[int]) -> Iterator[tuple[str, ...]]:
    for names in permutations([usual[place] for place in places]):
        order = list(usual)
        for place, name in zip(places, names, strict=True):
            order[place] = name
        yield tuple(order)


def _better_and_better(wishes: _Wishes, usual: Sequence[str], places: list[int]) -> Iterator[tuple[str, ...]]:
    """Orders in which two riders have changed places, each better than the one before."""
    best = tuple(usual)
    while True:
        yield best
        better = min((_swapped(best, *pair) for pair in combinations(places, 2)), key=lambda o: wishes.cost(o, usual))
        if wishes.cost(better, usual) >= wishes.cost(best, usual):
            return
        best = better


def _swapped(order: tuple[str, ...], one: int, other: int) -> tuple[str, ...]:
    swapped = list(order)
    swapped[one], swapped[other] = order[other], order[one]
    return tuple(swapped)


def sourced_queue(race: Race) -> dict[str, int]:
    """The places behind the pacer, from 0, that the story tells; of two accounts of one rider or place the first."""
    course, places = course_of_race(race), dict[str, int]()
    for fact in race.story if course else ():
        assert course is not None
        if not isinstance(fact, OrderFact) or fact.from_place is None or not _is_behind_pacer(race, fact, course):
            continue
        for place, name in enumerate(fact.order, start=fact.from_place - 1):
            if place not in places.values():
                places.setdefault(name, place)
    return places


def _is_behind_pacer(race: Race, fact: StoryFact, course: Course) -> bool:
    """Whether what a fact tells was over, or had begun, as the pacer left."""
    end = fact.during.end if fact.during else fact.when
    off_m = course.distance_m(race.pacer.off) if race.pacer else None
    at_m = off_m if end.mark is Mark.PULL_OFF else course.distance_m(end)
    if end.mark is Mark.RACE_TIME and end.value <= 0.0:
        return race.pacer is not None
    if off_m is None or at_m is None:
        return False
    return at_m + end.offset_s * _RACING_MPS <= off_m


def _wishes(race: Race, usual: Sequence[str]) -> _Wishes:
    course, following, forward = course_of_race(race), [], []
    for fact in race.story if course else ():
        assert course is not None
        weight = fact.sure * _soon(race, fact, course)
        if weight == 0.0:
            continue
        following += [(*pair, weight) for pair in fact.comes_behind if set(pair) <= set(usual)]
        forward += [(fact.rider, weight)] if isinstance(fact, AttackFact) and fact.rider in usual else []
    return _Wishes(tuple(following), tuple(forward))


def _soon(race: Race, fact: StoryFact, course: Course) -> float:
    """1 for a fact of the pacer's leaving, less for a later one; 0 for what comes before it, or long after it."""
    off_m = course.distance_m(race.pacer.off) if race.pacer else None
    at_m = off_m if fact.when.mark is Mark.PULL_OFF else course.distance_m(fact.when)
    if off_m is None or at_m is None or fact.during is not None:
        return 0.0
    after_m = at_m + fact.when.offset_s * _RACING_MPS - off_m
    return 1 / (1 + after_m / _HALF_M) if 0 <= after_m <= _SOON_M else 0.0
