"""The arithmetic of measured times: what follows from them, and which of them cannot be true together.

Every time links two passings of riders, so many seconds apart give or take half a unit of its last decimal. Such links
form a system of difference constraints: they contradict each other exactly if, as ways through a graph, they hold a
cycle of negative length (Cormen et al., Introduction to Algorithms, chapter on difference constraints; Bellman-Ford).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from replay.base.units import Floats, mps
from replay.race.facts import Race
from replay.race.timed import START_M, Bounded, Timed

SLOWEST_MPS = mps(5.0)
FASTEST_MPS = mps(85.0)
"""Mean speeds between which riders of a race are: what is outside is a slip of the pen."""

MOST_TIMES = 200
"""Times of one rider: half laps of the longest race and some stretches are fewer, and the arithmetic is bounded."""

_SAME_S = 1e-9

Passage = tuple[str, float]
"""A rider, and the event distance that he passes. The start is one passage for all riders."""

START: Passage = ("", START_M)


@dataclass(frozen=True, slots=True)
class Link:
    """From one passage to another: time_s, give or take open_s. fact: the time that says so; None for gaps and speeds.

    speed   whether it only says that riders are neither faster nor slower than riders are
    order   whether it only says that one rider crosses the line before another
    """

    before: Passage
    after: Passage
    time_s: float
    open_s: float
    fact: Timed | Bounded | None = None
    speed: bool = False
    order: bool = False


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


def too_many_of(race: Race) -> Timed | Bounded | None:
    """The first time of a rider who has more than anybody needs; None if there is none."""
    seen: Counter[str] = Counter()
    for time in race.all_timed:
        seen[time.rider] += 1
        if seen[time.rider] > MOST_TIMES:
            return time
    return None


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
    passed: dict[str, set[Passage]] = {}
    for place in (place for link in links for place in (link.before, link.after) if place != START):
        passed.setdefault(place[0], set()).add(place)
    found = []
    for rider in sorted(passed):
        for before, after in pairwise([START, *sorted(passed[rider], key=lambda place: place[1])]):
            way_m = after[1] - before[1]
            least, most = way_m / FASTEST_MPS, way_m / SLOWEST_MPS
            found.append(Link(before, after, (least + most) / 2, (most - least) / 2, speed=True))
    return found


def contradiction(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links that cannot all be true, in a ring; none if all can be."""
    ways = _ways(links)
    back = ways[::-1]  # chains of laps are settled in two sweeps, one for each direction
    lengths = {place: 0.0 for way in ways for place in way[:2]}
    last: dict[Passage, tuple[Passage, Link]] = {}
    for sweep in range(len(lengths) + 1):
        changed = False
        for before, after, length, link in back if sweep % 2 else ways:
            if lengths[before] + length < lengths[after] - _SAME_S:
                lengths[after] = lengths[before] + length
                last[after] = (before, link)
                changed = True
        ring = _ring(last)
        if ring or not changed:
            return ring
    return ()


def _ring(last: Mapping[Passage, tuple[Passage, Link]]) -> tuple[Link, ...]:
    """The links of a ring among those by which passages were last shortened; none if there is no ring yet."""
    seen: dict[Passage, Passage] = {}
    for start in last:
        place = start
        while place in last and place not in seen:
            seen[place] = start
            place = last[place][0]
        if place in last and seen[place] == start:
            ring, end = [last[place][1]], place
            place = last[place][0]
            while place != end:
                ring.append(last[place][1])
                place = last[place][0]
            return tuple(dict.fromkeys(ring))
    return ()


def clock_of(links: Sequence[Link]) -> Clock | None:
    """What follows from links that do not contradict each other; None if they do.

    Where rounded times do not add up to the last digit, each is moved by no more than its own rounding.
    """
    if contradiction(links):
        return None
    group: dict[Passage, int] = {}
    times: dict[Passage, float] = {}
    beside = _beside(links)
    groups = 0
    for root in (START, *(link.before for link in links)):
        if root not in group:
            found = _added_up(root, beside)
            group |= dict.fromkeys(found, groups)
            times |= found
            groups += 1
    within = all(abs(times[x.after] - times[x.before] - x.time_s) <= _SAME_S for x in links)
    return Clock(group, times if within else _moved(group, times, links))


def _ways(links: Sequence[Link]) -> list[tuple[Passage, Passage, float, Link]]:
    """Each link there and back: how long after the one passage the other is at most."""
    there = [(x.before, x.after, x.time_s + x.open_s, x) for x in links]
    return there + [(x.after, x.before, x.open_s - x.time_s, x) for x in links]


_Beside = dict[Passage, list[tuple[Passage, float]]]


def _beside(links: Sequence[Link]) -> _Beside:
    """For each passage those that are linked with it, and how long after it they are."""
    beside: _Beside = {}
    for link in links:
        beside.setdefault(link.before, []).append((link.after, link.time_s))
        beside.setdefault(link.after, []).append((link.before, -link.time_s))
    return beside


def _added_up(root: Passage, beside: _Beside) -> dict[Passage, float]:
    """Times of all passages that are linked with one, counted from it."""
    times, ahead = {root: 0.0}, deque([root])
    while ahead:
        place = ahead.popleft()
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
    shared = {place for x in links if x.fact is None for place in (x.before, x.after)}
    riders = sorted({place[0] for place in group if place != START})
    own: dict[str, list[Link]] = {rider: [] for rider in riders}
    for link in links:
        for rider in {link.before[0], link.after[0]} - {START[0]}:
            own[rider].append(link)
    anchors = [place for place in group if place in shared or place in moved]
    tables = {rider: _Spans.of(own[rider]) for rider in riders}
    whole = _Spans.over(anchors, tables.values())
    for place in sorted(group, key=lambda place: (place not in shared, place)):
        root = roots[group[place]]
        if place == root:
            continue
        spans = whole if place in shared else tables[place[0]]
        known = [q for q in spans.places if q in moved and group[q] == group[place] and q != root]
        low, high = spans.room(root, place, {q: moved[q] - moved[root] for q in known})
        moved[place] = moved[root] + (low + high) / 2
    return moved


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
    """The most seconds from each of some passages to each other (P, P): inf where they are not linked.

    Found by Floyd and Warshall's algorithm (Cormen et al., chapter on all-pairs shortest paths).
    """

    places: dict[Passage, int]
    most_s: Floats

    @classmethod
    def of(cls, links: Sequence[Link]) -> _Spans:
        """Between all passages of some links."""
        ways = _ways([replace(x, open_s=x.open_s + _SAME_S) for x in links])
        places = {place: n for n, place in enumerate(dict.fromkeys(place for way in ways for place in way[:2]))}
        most_s = np.full((len(places), len(places)), np.inf)
        for before, after, length, _ in ways:
            here = places[before], places[after]
            most_s[here] = min(most_s[here], length)
        return cls(places, _closed(most_s))

    @classmethod
    def over(cls, places: Sequence[Passage], parts: Iterable[_Spans]) -> _Spans:
        """Between some passages, over all ways through the parts, which meet in no others."""
        index = {place: n for n, place in enumerate(dict.fromkeys([*places, START]))}
        most_s = np.full((len(index), len(index)), np.inf)
        for part in parts:
            met = [place for place in part.places if place in index]
            here, there = [index[place] for place in met], [part.places[place] for place in met]
            most_s[np.ix_(here, here)] = np.minimum(most_s[np.ix_(here, here)], part.most_s[np.ix_(there, there)])
        return cls(index, _closed(most_s))

    def room(self, root: Passage, place: Passage, known: Mapping[Passage, float]) -> tuple[float, float]:
        """The least and the most seconds from a root to a place. known: seconds from the root to settled passages."""
        here = self.places[place]
        most, back = np.inf, np.inf
        if root in self.places:
            most, back = self.most_s[self.places[root], here], self.most_s[here, self.places[root]]
        settled = [self.places[q] for q in known]
        after_s = np.array(list(known.values()))
        if settled:
            most = min(most, float(np.min(after_s + _SAME_S + self.most_s[settled, here])))
            back = min(back, float(np.min(self.most_s[here, settled] - after_s + _SAME_S)))
        return -float(back), float(most)


def _closed(most_s: Floats) -> Floats:
    """The shortest of all ways, from the lengths of single steps."""
    np.fill_diagonal(most_s, 0.0)
    for k in range(len(most_s)):
        most_s = np.minimum(most_s, most_s[:, k, None] + most_s[None, k, :])
    return most_s
