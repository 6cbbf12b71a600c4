"""What a motion has and nobody told: another leader for a while, riders abreast, a wheel lost and found again.

The most likely motion has such things where they cost less than a change of pace. A viewer takes them for news. So the
motion is searched for them, and asked once more without: each becomes something imagined that is asked for with little
weight, so that facts, results and limits come before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.hold_wheel_fact import BESIDE_M, HoldWheelFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When
from replay.reconstruction.state.sampled_iterate import SampledMotion

_LEADS_S = 0.5
"""A rider who leads for less is not seen to lead."""

_AROUND_S = 1.0
"""So much longer than that rider's lead another is asked to lead: else it only becomes shorter."""

_BEFORE_S, _AFTER_S = 3.0, 8.0
"""What happens so long before or after a moment of a fact that names its rider belongs to that fact."""

_ABREAST_S = 8.0
"""Riders beside each other for so long are seen to duel; shorter is a pass."""

_SPRINT_S = 8.0
"""So long before the finish riders who end level may come level: the result tells of it."""

_SWING_M = 1.3 * BIKE_LENGTH_M
"""A gap that grows and shrinks by more than this is a wheel that was lost and found again."""

_SWING_S = 6.0
"""A swing counts for no longer: one that takes its time is seen less than one in a hurry, not more."""

_SURE = 1.0
"""As much as a sure account: an attempt in which a fact gives way to it is not taken."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """A rider leads between two samples of a motion."""

    rider: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Untold:
    """Something that nobody told.

    lasts_s  for how long it is seen, or how much it counts
    instead  what is to be asked for in its place, imagined
    """

    lasts_s: float
    instead: StoryFact


def untold(sampled: SampledMotion, reported: Sequence[StoryFact], first: int | None) -> tuple[Untold, ...]:
    """All that nobody told.

    reported: the facts that are asked for, those that are drawn by lot as well
    first: who is first over the line, None where nobody is
    """
    where = _racing(sampled)
    if where.stop - where.start < 2:
        return ()
    known = _Known(sampled, reported)
    wheels = _wheels(sampled, where, known)
    # Who leads, and when the lead changes, is part of a course that is drawn.
    return tuple(wheels if known.is_drawn else (*_leads(sampled, where, known, first), *wheels))


def _racing(sampled: SampledMotion) -> slice:
    """Samples from the pacer's leaving to the first finish, or to the end of a race that nobody finishes."""
    end_s = min(sampled.finish_s, sampled.end_s)
    return slice(*np.searchsorted(sampled.time_s, [max(sampled.problem.pull_off_s, sampled.start_s), end_s]).tolist())


@dataclass(frozen=True, slots=True)
class _Naming:
    """Whom a fact names, from when to when, and whether as riders one behind another."""

    riders: set[int]
    begin_s: float
    end_s: float
    in_file: bool


def _leading(fact: StoryFact) -> list[str]:
    """Who leads by a fact: in the first place, or ahead of the field."""
    if isinstance(fact, GapFact) and fact.behind is None:
        return [fact.ahead]
    return [name for name, place in fact.claims.places.items() if place == 1]


class _Known:
    """Which riders facts name, and when; and who is told to lead, and when."""

    def __init__(self, sampled: SampledMotion, reported: Iterable[StoryFact]) -> None:
        self._named: list[_Naming] = []
        self._leaders: list[tuple[float, int]] = []
        self.is_drawn = False
        for fact in reported:
            moments = [time_s for time_s in map(sampled.moment, fact.moments) if np.isfinite(time_s)]
            if not moments or fact.shown_only:
                continue
            self.is_drawn |= fact.imagined
            named = {sampled.index(one.name) for one in fact.named}
            self._named.append(_Naming(named, min(moments), max(moments), isinstance(fact, OrderFact)))
            self._leaders += [(min(moments), sampled.index(name)) for name in _leading(fact)]
        self._leaders.sort()

    def names_one(self, riders: Iterable[int], begin_s: float, end_s: float) -> bool:
        """Whether a fact of about that time names one of the riders."""
        return any(not one.riders.isdisjoint(riders) for one in self._at(begin_s, end_s))

    def places_beside(self, riders: Iterable[int], begin_s: float, end_s: float) -> bool:
        """Whether a fact of about that time names all of them, other than one behind another."""
        return any(one.riders.issuperset(riders) and not one.in_file for one in self._at(begin_s, end_s))

    def _at(self, begin_s: float, end_s: float) -> Iterator[_Naming]:
        return (one for one in self._named if begin_s <= one.end_s + _AFTER_S and end_s >= one.begin_s - _BEFORE_S)

    def takes_the_lead(self, rider: int, time_s: float) -> bool:
        """Whether he is told to: he is the next who is told to lead, or a fact of about that time names him."""
        leads_next = next((leader == rider for when, leader in self._leaders if when >= time_s), False)
        return leads_next or self.names_one([rider], time_s, time_s)


def _leads(sampled: SampledMotion, where: slice, known: _Known, first: int | None) -> Iterator[Untold]:
    """For each rider who leads for a while untold: who was, or is told to be next, in front leads in his place.

    Who leads on in place of another does not take the lead again after him, so that no two are asked to lead at once.
    """
    leads = _leads_of(sampled, where)
    holder = leads[0].rider
    for place, lead in enumerate(leads[1:], start=1):
        after = None if place == len(leads) - 1 else leads[place + 1]
        begin_s = float(sampled.time_s[lead.begin])
        last_and_first = after is None and lead.rider == first
        if lead.rider == holder or last_and_first or known.takes_the_lead(lead.rider, begin_s):
            holder = lead.rider
            continue
        others = [holder]
        if after is not None and known.takes_the_lead(after.rider, begin_s):
            others.append(after.rider)
        holder = min(others, key=lambda other: _behind_m(sampled, lead, other))
        instead = LeadsFact(
            id=f"imagined leader {place}",
            when=_at(sampled, lead.begin, -_AROUND_S),
            until=_at(sampled, lead.end, _AROUND_S),
            riders=(sampled.riders[holder],),
            sure=_SURE,
            imagined=True,
        )
        yield Untold(float(sampled.time_s[lead.end]) - begin_s, instead)


def _behind_m(sampled: SampledMotion, lead: _Lead, rider: int) -> float:
    """How far a rider is behind the leader during a lead, at most, m."""
    part = slice(lead.begin, lead.end + 1)
    return float(np.max(sampled.distance_m[lead.rider, part] - sampled.distance_m[rider, part]))


def _leads_of(sampled: SampledMotion, where: slice) -> list[_Lead]:
    """Who leads, one after another; who leads for too short to be seen is left out, but for the last."""
    leaders = np.where(sampled.down, -np.inf, sampled.distance_m)[:, where].argmax(axis=0)
    edges = [0, *(np.flatnonzero(np.diff(leaders)) + 1).tolist(), len(leaders)]
    least = _LEADS_S / float(sampled.time_s[1] - sampled.time_s[0])
    found: list[_Lead] = []
    for begin, end in pairwise(edges):
        rider = int(leaders[begin])
        if found and end - begin < least and end < len(leaders):
            continue
        if found and found[-1].rider == rider:
            found[-1] = _Lead(rider, found[-1].begin, where.start + end - 1)
        else:
            found.append(_Lead(rider, where.start + begin, where.start + end - 1))
    return found


def _at(sampled: SampledMotion, index: int, offset_s: float = 0.0) -> When:
    """The moment of a sample, and so many seconds, told by how far the leader has to go: it moves with the race."""
    time_s = np.clip(sampled.time_s[index] + offset_s, sampled.problem.pull_off_s, sampled.finish_s)
    leader = sampled.order(float(time_s))[0]
    to_go_m = sampled.course.event_m - float(sampled.distance(float(time_s))[leader])
    return When(Mark.METRES_TO_GO, round(max(to_go_m, 0.0), 1))


def _wheels(sampled: SampledMotion, where: slice, known: _Known) -> Iterator[Untold]:
    """For pairs who are abreast too long, or who part and meet again, untold: the one behind is on the wheel."""
    until = slice(where.start, int(np.searchsorted(sampled.time_s, sampled.time_s[where.stop - 1] - _SPRINT_S)))
    for pair in permutations(range(len(sampled.riders)), 2):
        lead_m = sampled.distance_m[pair[0], until] - sampled.distance_m[pair[1], until]
        lead_m = np.where(sampled.down[list(pair), until].any(axis=0), np.nan, lead_m)
        for begin, end in _abreast(sampled, lead_m):
            times = _times(sampled, until, begin, end)
            if not known.places_beside(pair, *times):
                wheel = _on_the_wheel(sampled, pair, until.start + begin, until.start + end)
                yield Untold(times[1] - times[0], wheel)
        for begin, end in _swings(sampled, until, *pair, lead_m):
            times = _times(sampled, until, begin, end)
            if not known.names_one(pair, *times):
                wheel = _on_the_wheel(sampled, pair, until.start + begin, until.start + end)
                yield Untold(min(times[1] - times[0], _SWING_S), wheel)


def _times(sampled: SampledMotion, part: slice, begin: int, end: int) -> tuple[float, float]:
    return float(sampled.time_s[part.start + begin]), float(sampled.time_s[part.start + end])


def _on_the_wheel(sampled: SampledMotion, pair: tuple[int, int], begin: int, end: int) -> HoldWheelFact:
    """That the second of a pair is on the wheel ahead of him from one sample to another: that of the first, or of who
    is between the two."""
    where_m = sampled.distance_m[:, begin : end + 1].mean(axis=1)
    between = [rider for rider in range(len(where_m)) if where_m[pair[1]] < where_m[rider] < where_m[pair[0]]]
    ahead, behind = (sampled.riders[rider] for rider in (min([pair[0], *between], key=where_m.__getitem__), pair[1]))
    return HoldWheelFact(
        id=f"imagined wheel {ahead} {behind} {begin}",
        when=_at(sampled, begin),
        until=_at(sampled, end),
        rider=behind,
        wheel=ahead,
        sure=_SURE,
        imagined=True,
    )


def _abreast(sampled: SampledMotion, lead_m: Floats) -> list[tuple[int, int]]:
    """First and last sample of each time in which two riders are level, the one ahead on the whole in front."""
    level = np.concatenate([[False], np.abs(lead_m) <= BIKE_LENGTH_M, [False]])
    edges = np.flatnonzero(np.diff(level.astype(np.int8)))
    least = _ABREAST_S / float(sampled.time_s[1] - sampled.time_s[0])
    runs = zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)
    return [(begin, end) for begin, end in runs if end - begin >= least and lead_m[begin : end + 1].sum() > 0]


def _swings(sampled: SampledMotion, until: slice, ahead: int, behind: int, gap: Floats) -> list[tuple[int, int]]:
    """First and last sample of each time in which a gap between neighbours opens and closes again."""
    where = sampled.distance_m[:, until]
    between = ((where < where[ahead]) & (where > where[behind])).any(axis=0)
    neighbours = np.concatenate([[False], (gap > BESIDE_M) & ~between, [False]])
    edges = np.flatnonzero(np.diff(neighbours.astype(np.int8)))
    found = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        peak = begin + int(np.argmax(gap[begin:end]))
        opened = gap[peak] - gap[begin : peak + 1].min()
        closed = gap[peak] - gap[peak:end].min()
        if min(opened, closed) > _SWING_M:
            found.append((begin + int(np.argmin(gap[begin : peak + 1])), peak + int(np.argmin(gap[peak:end]))))
    return found
