"""The draw as reports tell it: the order behind the pacer, or on the line of a sprint, is the file's `start_order`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from replay.sources.found import UNSURE, FoundFact, FoundRace, Origin

BEHIND_PACER = {"between": ["start", "pull-off"]}
"""The time of which an order behind the pacer is told."""

ON_START_LINE = "start"
"""The moment of which the order on the start line of a sprint is told, from the inside."""

_USUAL_LAPS = (1.5, 5.0)
"""The fewest and the most laps to go at which a pacer is taken to leave: what else is read of it is rather misread."""


@dataclass(frozen=True, slots=True)
class PlacesBehindPacer:
    """Who was where behind the pacer.

    places   from the first on, None for one that is not known; those behind the last known one are left out
    origins  where they were read
    story    the facts that are left: all others, and orders that contradict those that were taken
    """

    places: tuple[str | None, ...]
    origins: tuple[Origin, ...]
    story: tuple[FoundFact, ...]


def places_behind_pacer(race: FoundRace) -> PlacesBehindPacer:
    """The places behind the pacer that reports tell. Of accounts that contradict each other the longest is taken."""
    started = _starters(race)
    places: list[str | None] = [None] * len(started)
    taken: list[FoundFact] = []
    orders = [fact for fact in race.story if fact.kind == "order" and fact.fields["when"] == BEHIND_PACER]
    for fact in sorted(orders, key=lambda fact: -len(_riders(fact))):
        first, riders = _first(fact), _riders(fact)
        if fact.sure > UNSURE and _fits(places, first, riders):
            places[first : first + len(riders)] = riders
            taken.append(fact)
    taken += _behind_wheels(race, places)
    last = max((place for place, name in enumerate(places) if name is not None), default=-1)
    origins = tuple(origin for fact in race.story if fact in taken for origin in fact.origins)
    left = tuple(fact for fact in race.story if fact not in taken)
    return PlacesBehindPacer(tuple(_with_last_one(places, started, last)), origins, left)


def places_on_start_line(race: FoundRace) -> PlacesBehindPacer:
    """Who starts where in a ride of a sprint, from the inside; accounts that contradict the first are remarks."""
    draws = [fact for fact in race.story if fact.kind == "order" and fact.fields["when"] == ON_START_LINE]
    others = tuple(fact for fact in race.story if fact not in draws)
    sure = [fact for fact in draws if fact.sure > UNSURE]
    if not sure:
        return PlacesBehindPacer((), (), race.story)
    places = tuple(_riders(sure[0]))
    taken = [fact for fact in sure if tuple(_riders(fact)) == places]
    doubtful = (replace(fact, sure=UNSURE, unsure_because=_DENIED) for fact in draws if fact not in taken)
    return PlacesBehindPacer(places, tuple(origin for fact in taken for origin in fact.origins), (*doubtful, *others))


_DENIED = "the draw is told otherwise as well"


def sourced_pull_off(race: FoundRace) -> tuple[str, Origin] | None:
    """The moment at which a report has the pacer leave, as laps to go, and where it was read; None if none says so."""
    for fact in race.story:
        laps = re.fullmatch(r"([0-9.]+) laps? to go", str(fact.fields["when"]))
        if fact.kind != "pacer_off" or fact.sure <= UNSURE or not fact.origins or laps is None:
            continue
        if _USUAL_LAPS[0] <= float(laps[1]) <= _USUAL_LAPS[1]:
            return laps[0], fact.origins[0]
    return None


def _starters(race: FoundRace) -> list[str]:
    pairs = zip(race.names, race.results, strict=True)
    return [name for name, r in pairs if r.started and (r.status is None or r.status.starts)]


def _behind_wheels(race: FoundRace, places: list[str | None]) -> Iterator[FoundFact]:
    """Fill in who is told to be on the wheel of a rider behind the pacer; the facts that did so."""
    for fact in race.story:
        content = fact.fields.get("hold_wheel")
        if fact.fields["when"] != BEHIND_PACER or fact.sure <= UNSURE or not isinstance(content, dict):
            continue
        rider, ahead = str(content["rider"]), content["of"]
        behind = places.index(ahead) + 1 if ahead in places else len(places)
        if _fits(places, behind, [rider]):
            places[behind] = rider
            yield fact


def _fits(places: Sequence[str | None], first: int, riders: Sequence[str]) -> bool:
    """Whether riders can be in some places beside those who are placed already."""
    if first < 0 or first + len(riders) > len(places):
        return False
    elsewhere = {name for place, name in enumerate(places) if not first <= place < first + len(riders)}
    return elsewhere.isdisjoint(riders) and all(
        places[place] in (None, name) for place, name in enumerate(riders, start=first)
    )


def _with_last_one(places: list[str | None], started: list[str], last: int) -> list[str | None]:
    """The places up to the last that is told; where one rider and one place are left, all of them."""
    rest = [name for name in started if name not in places]
    if len(rest) == 1:
        return [name or rest[0] for name in places]
    return places[: last + 1]


def _first(fact: FoundFact) -> int:
    """The place of the first rider of an order, from 0."""
    content = fact.fields["order"]
    first = content.get("from", 1) if isinstance(content, dict) else 1
    return first - 1 if isinstance(first, int) else -1


def _riders(fact: FoundFact) -> list[str]:
    content = fact.fields["order"]
    riders = content.get("riders", []) if isinstance(content, dict) else content
    return [str(rider) for rider in riders] if isinstance(riders, list | tuple) else []
