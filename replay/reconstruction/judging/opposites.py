"""Told things that say the opposite of each other in the same terms, so that one of them is not true of this race."""

from __future__ import annotations

from itertools import combinations

from replay.race.story.story_facts import CrashFact, MoveFact, OrderFact, PacerOffFact, SideFact, StoryFact

Pairs = frozenset[tuple[str, str]]


def are_opposites(fact: StoryFact, other: StoryFact) -> bool:
    """Whether not both can be true whatever the motion: orders, places, sides, falls, leavings of the pacer."""
    if isinstance(fact, CrashFact) and isinstance(other, CrashFact):
        return fact.when != other.when and not {fact.rider, *fact.down}.isdisjoint({other.rider, *other.down})
    if isinstance(fact, PacerOffFact) and isinstance(other, PacerOffFact):
        return fact.when != other.when and other.main
    if fact.when != other.when:
        return False
    if isinstance(fact, SideFact) and isinstance(other, SideFact):
        return _inner_outer(fact) == _inner_outer(other)[::-1]
    return _are_turned(_orders(fact), _orders(other)) or _share_a_place(_places(fact), _places(other))


def _inner_outer(fact: SideFact) -> tuple[str, str]:
    return (fact.rider, fact.of) if fact.inside else (fact.of, fact.rider)


def _orders(fact: StoryFact) -> Pairs:
    """Who is told to be ahead of whom."""
    return frozenset(combinations(fact.order, 2)) if isinstance(fact, OrderFact) else frozenset()


def _are_turned(pairs: Pairs, others: Pairs) -> bool:
    return any((behind, ahead) in others for ahead, behind in pairs)


def _places(fact: StoryFact) -> dict[str, int]:
    """Places, from 1, that riders are told to be in."""
    if isinstance(fact, MoveFact) and fact.to is not None:
        return {fact.rider: fact.to}
    if isinstance(fact, OrderFact) and fact.from_place is not None:
        return {name: place for place, name in enumerate(fact.order, start=fact.from_place)}
    return {}


def _share_a_place(places: dict[str, int], others: dict[str, int]) -> bool:
    """Whether two riders are told to be in one place, or one rider in two."""
    return any((name == other) != (place == there) for name, place in places.items() for other, there in others.items())
