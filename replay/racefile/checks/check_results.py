"""Rules for the results: places, gaps, and the order over the line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from replay.base.errors import Mistake
from replay.base.files.document import Document
from replay.events.course import width_of_race_m
from replay.events.drawn.unknown_places import supposed
from replay.events.event import Decider
from replay.events.known_events import event_of
from replay.race.facts import Race, Result
from replay.race.status import Status
from replay.track.room import most_abreast

_ABREAST_S = 0.1
"""Riders who cross the line within this are beside each other: a bicycle at 63 km/h needs it for its own length."""

LARGEST_LEAD_S = 25.0
"""Nobody who lost the win by a decision of the commissaires was farther ahead: more is a slip of the pen."""


def rank_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every rider has a place or a reason for having none; places may leave numbers out, as sheets do."""
    listed, known = {result.rider for result in race.results}, {rider.name for rider in race.riders}
    for rider in race.riders:
        if rider.name not in listed and listed <= known:  # else he may be the one whose name is misspelt
            remedy = f"add `{{rider: {rider.name}, rank: …}}`, or `rank: unknown`, or `status: DNF`"
            yield document.mistake(("results",), f"{rider.name} is not in the results", remedy, at_key=True)
    for index, result in enumerate(race.results):
        said = any(document.has(("results", index, key)) for key in ("gap_s", "time_s", "last_200_m_s"))
        unknown = document.has(("results", index, "rank")) or not said
        wrong = _place_of(race, result, unknown=unknown)
        if wrong:
            key, message, remedy = wrong
            yield document.mistake(("results", index, key), message, remedy)
    if race.winner is None and not race.unplaced:
        remedy = "give the winner `rank: 1`, or write `stopped: …` for results if the race has none"
        yield document.mistake(("results",), "the results have no winner", remedy, at_key=True)
    elif supposed(race).winner is None:
        message = "by results and story nobody can have finished"
        yield document.mistake(("results",), message, "write `stopped: …` if the race was stopped", at_key=True)
    yield from _dead_heats(race, document)


def _place_of(race: Race, result: Result, *, unknown: bool) -> tuple[str, str, str] | None:
    """Key, message and remedy of a line that cannot be.

    unknown: whether a rank that it lacks is not known, and not forgotten
    """
    name, rank, status = result.rider, result.rank, result.status
    if status is not None and not status.starts and result.started and status not in (Status.WDN, Status.WDR):
        return "started", f"{name} is {status} ({status.words}) and has `started: true`", "take one of them out"
    if rank is not None and status is None and not result.started:
        remedy = "take `rank` or `started: false` out, or add `status: DNS`"
        return "rank", f"{name} did not start and has rank {rank}", remedy
    if rank is None and status is None and result.started and not unknown:
        remedy = f"add `rank: …`, or `rank: unknown` if it is not known, or `status:` {', '.join(Status)}"
        return "rank", f"{name} has no rank", remedy
    if rank is not None and status is None and race.unplaced and rank > len(race.starters):
        message = f"{name} has rank {rank} of {len(race.starters)} riders"
        return "rank", message, "mend the rank, or list the riders who are missing"
    winner = race.result(race.winner) if race.winner is not None else None
    if rank is not None and winner is not None and winner.rank is not None and rank <= winner.rank and status:
        message = f"{name} is {status} and has rank {rank}, and {winner.rider} won with rank {winner.rank}"
        return "rank", message, "mend the rank, or take it out: nobody with a status has the first place"
    return None


def _dead_heats(race: Race, document: Document) -> Iterator[Mistake]:
    """Who shares a place came level: with one gap, as far as there are gaps."""
    ridden = [(r.rank, r.gap_s, i, r) for i, r in enumerate(race.results) if len(race.level_with(r.rider)) > 1]
    timed = sorted(
        ((rank, gap_s, i, r) for rank, gap_s, i, r in ridden if rank and gap_s is not None), key=lambda p: p[:3]
    )
    taken = {result.rank for result in race.results if result.rank is not None}
    for (rank, first_s, before, first), (other, second_s, after, second) in pairwise(timed):
        if rank != other or first_s == second_s:
            continue
        message = f"{first.rider} and {second.rider} both have rank {rank}, {second_s - first_s:.3g} s apart"
        index, remedy = after, "in a dead heat both have one gap: mend a gap or a rank"
        if rank > 1 and rank - 1 not in taken and before == next(i for place, _, i, _ in timed if place == rank):
            index, remedy = before, f"is it {rank - 1}?"
        elif rank + 1 not in taken:
            remedy = f"is it {rank + 1}?"
        yield document.mistake(("results", index, "rank"), message, remedy)


def gap_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Gaps count from the winner, and are in the order of the places where the crossing decides."""
    for index, result in enumerate(race.results):
        wrong = _gap_of(race, result)
        if wrong:
            yield document.mistake(("results", index, "gap_s"), *wrong)
    if event_of(race).decider is not Decider.CROSSING:
        return
    yield from _gaps_without_place(race, document)
    placed = [(r.rank, i, r) for i, r in enumerate(race.results) if r.rank is not None and r.status is None]
    timed = [(i, r) for _, i, r in sorted(placed, key=lambda p: p[:2]) if r.gap_s is not None]
    for (_, before), (index, after) in pairwise(timed):
        if (
            after.gap_s is not None
            and before.gap_s is not None
            and 0 < after.gap_s < before.gap_s
            and after.rank != before.rank
        ):
            message = f"{after.rider} is behind {before.rider} in rank and ahead in time ({before.gap_s:.3f} s)"
            yield document.mistake(
                ("results", index, "gap_s"), message, "gaps count from the winner, not from one before"
            )


def crowd_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """No more riders come to the line beside each other than the boards are wide."""
    width_m = width_of_race_m(race)
    if width_m is None:
        return
    most = most_abreast(width_m)
    spans_s = {index: _across_s(race, result) for index, result in enumerate(race.results)}
    crossed = sorted((*span, index) for index, span in spans_s.items() if span is not None)
    for first_s in sorted({after_s for after_s, _, _ in crossed}):
        last_s = first_s + _ABREAST_S
        together = sorted((by_s, index) for after_s, by_s, index in crossed if first_s <= after_s and by_s < last_s)
        if (count := len(together)) > most:
            _, index = together[most]
            message = f"{count} riders cross the line within {_ABREAST_S:g} s, and {most} fit beside each other"
            key = "gap_s" if document.has(("results", index, "gap_s")) else "rank"
            remedy = f"mend the gaps, which count from the winner: the boards are {width_m:g} m wide"
            yield document.mistake(("results", index, key), message, remedy)
            return


def _across_s(race: Race, result: Result) -> tuple[float, float] | None:
    """Between which times after the winner a rider crossed the line: as timed, or between those of the next timed."""
    if not result.may_have_crossed:
        return None
    if result.rider in race.winners:
        return 0.0, 0.0
    if result.gap_s is not None or result.rank is None:
        return None if result.gap_s is None else (result.gap_s, result.gap_s)
    timed = [(r.rank, r.gap_s) for r in race.results if r.rank and r.status is None and r.gap_s is not None]
    before = max((gap_s for rank, gap_s in timed if rank <= result.rank), default=0.0)
    return before, min((gap_s for rank, gap_s in timed if rank >= result.rank), default=inf)


def _gaps_without_place(race: Race, document: Document) -> Iterator[Mistake]:
    """Riders without a known place have one that nobody is known to have: before a rank only where one is free."""
    placed = sorted(
        ((r.rank, r.gap_s, r) for r in race.results if r.rank and r.status is None and r.gap_s is not None),
        key=lambda line: line[:2],
    )
    before = {index: r for index, r in enumerate(race.results) if r.rider in race.unplaced and r.gap_s is not None}
    for index, result in before.items():
        for rank, gap_s, other in placed:
            timed_ahead = sum(one.gap_s is not None and one.gap_s < gap_s for one in before.values())
            ranked_ahead = sum(r.rank is not None and r.rank < rank and r.status is None for r in race.results)
            if (result.gap_s or 0.0) < gap_s and ranked_ahead + timed_ahead > rank - 1:
                message = (
                    f"{result.rider} has no known place and a gap of {result.gap_s:g} s, "
                    f"less than {other.rider} with rank {rank} ({gap_s:g} s)"
                )
                yield document.mistake(("results", index, "gap_s"), message, "mend the gap, or one of the ranks")
                break


def _gap_of(race: Race, result: Result) -> tuple[str, str] | None:
    gap_s, name = result.gap_s, result.rider
    if gap_s is None:
        return None
    if race.winner is None and race.unplaced:
        message = f"{name} has a gap to the winner, and nobody has rank 1"
        return message, "give the winner `rank: 1`, or take `gap_s` out: it is not known from whom it counts"
    if not result.may_have_crossed:
        return f"{name} has a gap and did not finish", "take `gap_s` or `status` out"
    if name in race.winners:
        return _gap_of_winner(race, result) if gap_s else None
    largest_s = event_of(race).largest_gap_s(race, name)
    if gap_s > largest_s:
        otherwise = "" if name in race.delayed else " Else tell in the story how it came: `crash` or `stops_racing`"
        return f"a gap of {gap_s:g} s", f"was {gap_s / 1000:.3f} meant?{otherwise}"
    if gap_s < 0 and result.status is None:
        return f"{name} has a gap of {gap_s:g} s, ahead of the winner", f"was {-gap_s:g} meant?"
    if gap_s < -LARGEST_LEAD_S:
        return f"a gap of {gap_s:g} s", "count seconds from the winner"
    return None


def _gap_of_winner(race: Race, result: Result) -> tuple[str, str] | None:
    """Who won has no gap. Where several share the win and differ, `_dead_heats` says so."""
    gaps = {level.gap_s for level in map(race.result, race.winners) if level is not None}
    if len(gaps) > 1:
        return None
    if result.rank != 1:
        message = f"{result.rider} has rank {result.rank} and a gap of {result.gap_s:g} s, and nobody has rank 1"
        return message, "gaps count from the winner: give him `rank: 1`, or take this gap out"
    return f"{result.rider} won and has a gap of {result.gap_s:g} s", "gaps count from the winner: take it out"


def crossing_order_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """The order over the line holds exactly those who crossed it, and agrees with the gaps."""
    if not race.crossing_order:
        return
    listed = [(index, name) for index, name in enumerate(race.crossing_order) if race.result(name)]
    for index, name in listed:
        wrong = _not_crossed(race.result(name))
        if wrong:
            yield document.mistake(("crossing_order", index), f"{name} {wrong}", "take the name out")
    for result in race.results:
        if result.crossed and result.rider not in race.crossing_order:
            message = f"{result.rider} crossed the line and is not in crossing_order"
            yield document.mistake(("crossing_order",), message, "add the name", at_key=True)
    timed = [(i, name, r.gap_s) for i, name in listed if (r := race.result(name)) and r.gap_s is not None]
    for (_, before, before_s), (index, after, after_s) in pairwise(timed):
        if after_s < before_s:
            message = f"{after} crossed after {before} and has a smaller gap ({after_s:g} s, {before_s:g} s)"
            yield document.mistake(("crossing_order", index), message, "mend the order or the gap")
    for index, name in listed[1:]:
        own = race.result(name)
        level = set(race.level_with(name)) if own and own.gap_s is None else set()
        earlier = race.crossing_order[:index]
        if not level.isdisjoint(earlier) and earlier[-1] not in level:
            message = f"{earlier[-1]} stands between {name} and who came level with him (rank {race.place_of(name)})"
            yield document.mistake(("crossing_order", index), message, "riders of one rank stand one after another")


def _not_crossed(result: Result | None) -> str:
    if result is None or result.may_have_crossed:
        return ""
    return f"did not cross the line ({result.status})" if result.started else "did not start"
