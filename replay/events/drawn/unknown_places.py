"""Riders of whom no source says in which place they finished: where the reconstruction puts them, drawn by lot.

They have to cross the line somewhere. So the places that nobody is known to have are shared out among them, by a lot
that hangs on which race it is (`lots.py`); what is told or timed of the finish is kept as far as it can be. The
race that comes of it is for the reconstruction alone: whatever is shown or said is taken from the race as the file has
it, in which these riders have no place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count, islice

from replay.events.drawn.lots import lot
from replay.race.facts import Race, Result
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.timed import START_M

_TRIES = 200
"""Orders that are drawn until one agrees with everything that is known; else the one that breaks least is taken."""


def supposed(race: Race) -> Race:
    """The race with a place for every rider whose place is not known and who may have finished; else the race itself.

    Gaps that follow from the times of two riders are filled in, as they are where the winner is known. Whoever was
    relegated or disqualified and has no place crosses the line somewhere after the winner.
    """
    through = race.ridden_through
    race = _placed(race)
    return replace(race, crossing_order=_with_others(race, through)) if through and race.crossers else race


def _placed(race: Race) -> Race:
    """The race with a place for those who have none and no status."""
    free = _may_have_finished(race)
    if not free:
        return race
    if race.crossing_order:
        order = _with_others(race, free)
        race = replace(race, crossing_order=order)
        ranks = dict(zip((name for name in order if name in free), _free_ranks(race), strict=False))
    else:
        ranks = _drawn_ranks(race, free)
    ranked = tuple(replace(result, rank=ranks.get(result.rider, result.rank)) for result in race.results)
    return _with_gaps(replace(race, results=ranked))


def _may_have_finished(race: Race) -> tuple[str, ...]:
    """Riders without a known place who crossed the line as far as anybody says: who falls stays down."""
    down = {name for fact in race.story if isinstance(fact, CrashFact) for name in fact.all_down}
    timed = {result.rider for result in race.results if result.gap_s is not None}
    return tuple(name for name in race.unplaced if name not in down or name in timed)


def _with_others(race: Race, free: Sequence[str]) -> tuple[str, ...]:
    """The order over the line with those whom it does not name anywhere in it, but not before the winner."""
    chance, order = lot(race, "places"), list(race.crossers)
    for name in free:
        if name not in order:
            first = order.index(race.winner) + 1 if race.winner in order else 0
            order.insert(chance.randint(first, len(order)), name)
    return tuple(order)


def _drawn_ranks(race: Race, free: Sequence[str]) -> dict[str, int]:
    """A rank that nobody is known to have for each rider, in an order drawn by lot."""
    chance, known = lot(race, "places"), _Known.of(race)
    ranks = list(islice(_free_ranks(race), len(free)))
    fixed = {name: known.places[name] for name in free if known.places.get(name) in ranks}
    others, left = [name for name in free if name not in fixed], [rank for rank in ranks if rank not in fixed.values()]
    best: tuple[int, dict[str, int]] | None = None
    for _ in range(_TRIES):
        drawn = fixed | dict(zip(known.in_order(chance.sample(others, len(others))), left, strict=False))
        broken = known.broken_by(race, drawn)
        if best is None or broken < best[0]:
            best = broken, drawn
        if not broken:
            break
    assert best is not None
    return best[1]


def _free_ranks(race: Race) -> Iterator[int]:
    """Ranks that nobody is known to have, from the first on; of those who came level all share one, and use up more."""
    ranks = [result.rank for result in race.results if result.rank is not None]
    level = Counter(result.rank for result in race.results if result.rank is not None and result.status is None)
    taken = {rank + more for rank in ranks for more in range(max(level[rank], 1))}
    return (rank for rank in count(1) if rank not in taken)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is told or timed of the order over the line.

    pairs   the first of two crosses before the second
    places  riders with the place, from 1, in which they are told to finish; one rider for each place
    """

    pairs: frozenset[tuple[str, str]]
    places: dict[str, int]

    @classmethod
    def of(cls, race: Race) -> _Known:
        pairs, found = set(_timed_pairs(race)), dict[str, int]()
        for fact in race.story:
            if fact.is_at_finish:
                pairs |= fact.claims.ahead
                found |= fact.claims.places
                if isinstance(fact, GapFact):
                    group = (fact.behind,) if isinstance(fact.behind, str) else fact.behind or ()
                    pairs |= {(fact.ahead, name) for name in group}
                    found |= {fact.ahead: 1} if fact.behind is None else {}
        stopped = {fact.rider for fact in race.story if isinstance(fact, StopRacingFact)}
        pairs |= {(name, last) for last in stopped for name in race.starters if name not in stopped}
        places = {place: name for name, place in found.items()}
        return cls(frozenset(pairs), {name: place for place, name in places.items()})

    def in_order(self, names: Sequence[str]) -> list[str]:
        """The same riders, nobody before one who is known to be ahead of him; as they are where these go in a ring."""
        left, found = list(names), list[str]()
        while left:
            free = (name for name in left if not any((other, name) in self.pairs for other in left))
            found.append(next(free, left[0]))
            left.remove(found[-1])
        return found

    def broken_by(self, race: Race, ranks: dict[str, int]) -> int:
        """How many things that are known a distribution of ranks contradicts."""
        whole = {r.rider: r.rank for r in race.results if r.rank is not None and r.status is None} | ranks
        turned = sum(whole[first] > whole[second] for first, second in self.pairs if first in whole and second in whole)
        return turned + sum(whole.get(name, place) != place for name, place in self.places.items())


def _timed_pairs(race: Race) -> Iterator[tuple[str, str]]:
    """Pairs of riders of whom the clock says that the first came before the second."""
    event_m = race.event.distance_m
    spans: list[tuple[str, bool, float, float]] = [
        (result.rider, False, result.gap_s, result.gap_s) for result in race.results if result.gap_s is not None
    ]
    spans += [
        (time.rider, True, time.time_s, time.time_s)
        for time in race.timed
        if (time.from_m, time.to_m) == (START_M, event_m)
    ]
    spans += [
        (time.rider, True, time.least_s or 0.0, float("inf") if time.most_s is None else time.most_s)
        for time in race.bounded
        if (time.from_m, time.to_m) == (START_M, event_m)
    ]
    for (one, by_clock, least, most), (other, clocked, low, high) in combinations(spans, 2):
        if by_clock is clocked and one != other:
            yield from [(one, other)] if most < low else [(other, one)] if high < least else []


def _with_gaps(race: Race) -> Race:
    """The race with the gaps that follow from the times of riders and of the one who is supposed to have won."""
    won = race.result(race.winner) if race.winner is not None else None
    if won is None or won.gap_s == 0.0:
        return race

    def completed(result: Result) -> Result:
        if result.rider == won.rider:
            return replace(result, gap_s=0.0)
        both = won.time_s is not None and result.time_s is not None and result.may_have_crossed
        return replace(result, gap_s=round(result.time_s - won.time_s, 6)) if both else result  # type: ignore[operator]

    return replace(race, results=tuple(map(completed, race.results)))
