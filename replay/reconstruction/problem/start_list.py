"""The order behind the pacer: known places, and the rest filled so that nobody has to pass many."""

from __future__ import annotations

from replay.race.facts import Race
from replay.race.story.story_facts import CrashFact, OrderFact
from replay.race.when import Mark


def queue_of(race: Race, riders: tuple[str, ...], timed: dict[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names in the order behind the pacer, names whose place no fact gives).

    timed  by name: the place, from 0, that follows from a passing that was timed behind the pacer

    Places of the draw stand. Timed places come next, then riders whom a fact puts into some place later: they start in
    it. The others go as they finish. Of each two who come next to each other in that order the better one gets the
    wheel of the other: sprints are won from the wheel, so each has one rider to pass and none has to pass many
    (decision "unknown draw"). The swap is left out where facts name places, because then that order leads.
    """
    known = list(race.start_order[: len(riders)])
    places = known + [None] * (len(riders) - len(known))
    early = {name: place for name in riders if name not in known and (place := _early_place(race, name)) is not None}
    asked = {**early, **{name: place for name, place in timed.items() if name not in known}}
    for name in sorted(asked, key=lambda name: (name not in timed, asked[name])):
        free = [place for place, holder in enumerate(places) if holder is None]
        places[next((place for place in free if place >= round(asked[name])), free[-1])] = name
    rest = sorted((name for name in riders if name not in places), key=lambda name: _likely_place(race, name))
    if not early:
        finishing = [name for name in rest if name in race.crossers]
        for place in range(0, len(finishing) - 1, 2):
            rest[place], rest[place + 1] = rest[place + 1], rest[place]
    queue = tuple(name if name is not None else rest.pop(0) for name in places)
    return queue, tuple(name for name in queue if name not in known and name not in timed)


def _early_place(race: Race, name: str) -> int | None:
    """The place, from 0, in which a fact first puts a rider before the finish; None if none does."""
    places = [
        fact.order.index(name) + (fact.from_place or 1) - 1
        for fact in race.story
        if isinstance(fact, OrderFact) and name in fact.order and fact.when.mark is not Mark.FINISH
    ]
    return places[0] if places else None


def _likely_place(race: Race, name: str) -> tuple[int, int]:
    """Sorts riders as they finish; behind them who falls, and last whom the fallen bring down: they fall on a wheel."""
    crossers = race.crossers
    falls = [fact for fact in race.story if isinstance(fact, CrashFact)]
    down = 2 * any(name in fact.down for fact in falls) or 1 * any(name == fact.rider for fact in falls)
    return (crossers.index(name) if name in crossers else len(crossers)), down
