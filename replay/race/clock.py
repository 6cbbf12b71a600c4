"""The arithmetic of measured times: what follows from them, and which of them cannot be true together.

Every time links two passings of riders, so many seconds apart give or take half a unit of its last decimal. Such links
form a system of difference constraints: they contradict each other exactly if, as ways through a graph, they hold a
cycle of negative length (Cormen et al., Introduction to Algorithms, chapter on difference constraints; Bellman-Ford).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from replay.base.units import mps
from replay.race.facts import Race
from replay.race.timed import START_M, Timed

SLOWEST_MPS = mps(5.0)
FASTEST_MPS = mps(85.0)
"""Mean speeds between which riders of a race are: what is outside is a slip of the pen."""

_SAME_S = 1e-9

Passage = tuple[str, float]
"""A rider, and the event distance that he passes. The start is one passage for all riders."""

START: Passage = ("", START_M)


@dataclass(frozen=True, slots=True)
class Link:
    """From one passage to another: time_s, give or take open_s. fact: the time that says so; None for gaps and speeds.

    speed   whether it only says that riders are neither faster nor slower than riders are
    """

    before: Passage
    after: Passage
    time_s: float
    open_s: float
    fact: Timed | None = None
    speed: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """When riders pass: each passage belongs to a group within which all is known to each other.

    group    passage -> number of its group; group 0 is that of the start
    times_s  passage -> seconds, within its group; race time in group 0
    """

    group: Mapping[Passage, int]
    times_s: Mapping[Passage, float]

    def between(self, before: Passage, after: Passage) -> float | None:
        """Seconds from one passage to another, None where that does not follow."""
        if before == after:
            return 0.0
        if before not in self.group or self.group[before] != self.group.get(after):
            return None
        return self.times_s[after] - self.times_s[before]


def passage(rider: str, distance_m: float) -> Passage:
    return START if distance_m == START_M else (rider, distance_m)


def finish_of(race: Race, rider: str) -> Passage:
    return (rider, race.event.distance_m)


def links_of(race: Race, times: Iterable[Timed] | None = None) -> list[Link]:
    """The measured times (all of them if none are named) and the timed gaps. Gaps are met to the last digit."""
    starters = set(race.starters)
    links = [
        Link(passage(time.rider, time.from_m), passage(time.rider, time.to_m), time.time_s, time.half_unit_s, time)
        for time in (race.timed if times is None else times)
        if time.rider in starters
    ]
    winner = race.winner
    if winner is not None:
        links += [
            Link(finish_of(race, winner), finish_of(race, result.rider), result.gap_s, 0.0)
            for result in race.results
            if result.gap_s is not None and result.rider != winner and result.rider in starters
        ]
    return links


def winner_time(race: Race, finish_s: float) -> tuple[float, int] | None:
    """(seconds, decimals) of the winner, if his time follows from what was measured and is that of his finish: with no
    more decimals than the times have. Else None."""
    if not race.timed or race.winner is None:
        return None
    clock, finish = clock_of(links_of(race)), finish_of(race, race.winner)
    time_s = clock.between(START, finish) if clock else None
    own = [
        time.decimals for time in race.timed if (time.rider, time.from_m, time.to_m) == (finish[0], START_M, finish[1])
    ]
    decimals = max(own, default=min(time.decimals for time in race.timed))
    if time_s is None or abs(time_s - finish_s) > 0.5 * 10.0**-decimals + _SAME_S:
        return None
    return time_s, decimals


def speed_links(links: Sequence[Link]) -> list[Link]:
    """Between neighbouring passages of each rider: what any rider needs for the way."""
    riders = {place[0] for link in links for place in (link.before, link.after) if place != START}
    found = []
    for rider in sorted(riders):
        places = {place for link in links for place in (link.before, link.after) if place[0] == rider}
        for before, after in pairwise([START, *sorted(places, key=lambda place: place[1])]):
            way_m = after[1] - before[1]
            least, most = way_m / FASTEST_MPS, way_m / SLOWEST_MPS
            found.append(Link(before, after, (least + most) / 2, (most - least) / 2, speed=True))
    return found


def contradiction(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links that cannot all be true, in a ring; none if all can be."""
    ways = _ways(links)
    lengths = {place: 0.0 for way in ways for place in way[:2]}
    last: dict[Passage, tuple[Passage, Link]] = {}
    changed = None
    for _ in range(len(lengths) + 1):
        changed = None
        for before, after, length, link in ways:
            if lengths[before] + length < lengths[after] - _SAME_S:
                lengths[after] = lengths[before] + length
                last[after] = (before, link)
                changed = after
        if changed is None:
            return ()
    assert changed is not None
    for _ in range(len(lengths)):
        changed = last[changed][0]
    ring, place = [last[changed][1]], last[changed][0]
    while place != changed:
        ring.append(last[place][1])
        place = last[place][0]
    return tuple(dict.fromkeys(ring))


def clock_of(links: Sequence[Link]) -> Clock | None:
    """What follows from links that do not contradict each other; None if they do.

    Where rounded times do not add up to the last digit, each is moved by no more than its own rounding.
    """
    if contradiction(links):
        return None
    group: dict[Passage, int] = {}
    times: dict[Passage, float] = {}
    for root in (START, *(link.before for link in links)):
        if root not in group:
            number = len(set(group.values()))
            found = _added_up(root, links)
            group |= dict.fromkeys(found, number)
            times |= found
    within = all(abs(times[x.after] - times[x.before] - x.time_s) <= _SAME_S for x in links)
    return Clock(group, times if within else _moved(group, times, links))


def _ways(links: Sequence[Link]) -> list[tuple[Passage, Passage, float, Link]]:
    """Each link there and back: how long after the one passage the other is at most."""
    there = [(x.before, x.after, x.time_s + x.open_s, x) for x in links]
    return there + [(x.after, x.before, x.open_s - x.time_s, x) for x in links]


def _added_up(root: Passage, links: Sequence[Link]) -> dict[Passage, float]:
    """Times of all passages that are linked with one, counted from it."""
    beside: dict[Passage, list[tuple[Passage, float]]] = {}
    for link in links:
        beside.setdefault(link.before, []).append((link.after, link.time_s))
        beside.setdefault(link.after, []).append((link.before, -link.time_s))
    times, ahead = {root: 0.0}, [root]
    while ahead:
        place = ahead.pop(0)
        for other, seconds in beside.get(place, []):
            if other not in times:
                times[other] = times[place] + seconds
                ahead.append(other)
    return times


def _moved(group: dict[Passage, int], times: dict[Passage, float], links: Sequence[Link]) -> dict[Passage, float]:
    """Times that agree with all links: passage after passage in the middle of what the others leave open.

    Those that link riders (finishes) come first; then each rider's others follow from his own links alone.
    """
    roots = {number: place for place, number in reversed(group.items())}
    moved = {root: times[root] for root in roots.values()}
    settled: list[Link] = []
    shared = {place for x in links if x.fact is None for place in (x.before, x.after)}
    for place in sorted(group, key=lambda place: (place not in shared, place)):
        root = roots[group[place]]
        if place == root:
            continue
        own = [x for x in links if place in shared or place[0] in (x.before[0], x.after[0])]
        known = [x for x in settled if place in shared or x.after[0] == place[0] or x.after in shared]
        low, high = _room(root, place, [*own, *known])
        moved[place] = moved[root] + (low + high) / 2
        settled.append(Link(root, place, (low + high) / 2, 0.0))
    return moved


def _room(root: Passage, place: Passage, links: Sequence[Link]) -> tuple[float, float]:
    """The least and the most seconds from one passage to another."""
    ways = _ways([replace(x, open_s=x.open_s + _SAME_S) for x in links])
    most = _shortest(root, place, ways)
    least = _shortest(place, root, ways)
    return -least, most


def _shortest(start: Passage, end: Passage, ways: Sequence[tuple[Passage, Passage, float, Link]]) -> float:
    lengths = {start: 0.0}
    for _ in range(len(ways)):
        changed = False
        for before, after, length, _link in ways:
            if before in lengths and lengths[before] + length < lengths.get(after, float("inf")) - _SAME_S:
                lengths[after] = lengths[before] + length
                changed = True
        if not changed:
            break
    return lengths[end]
