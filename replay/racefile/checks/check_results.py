"""Rules for the results: places, gaps, and the order over the line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from replay.base.document import Document
from replay.base.errors import Mistake
from replay.events.event import Decider
from replay.events.known_events import event_of
from replay.race.facts import Race, Result, Status

_WITHOUT_PLACE = (Status.DNF, Status.DNS, Status.DSQ)


def rank_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every rider has a place or a reason for having none, and the places follow one another."""
    if not race.results:
        yield document.mistake(("results",), "results is an empty list", "write a line for each rider")
        return
    listed, known = {result.rider for result in race.results}, {rider.name for rider in race.riders}
    for rider in race.riders:
        if rider.name not in listed and listed <= known:  # else he may be the one whose name is misspelt
            remedy = f"add `{{rider: {rider.name}, rank: …}}`, or `status: DNF`"
            yield document.mistake(("results",), f"{rider.name} is not in the results", remedy, at_key=True)
    for index, result in enumerate(race.results):
        wrong = _place_of(result)
        if wrong:
            yield document.mistake(("results", index, "rank"), *wrong)
    if all(result.rank is None for result in race.results):
        yield document.mistake(("results",), "the results have no winner", "give the winner `rank: 1`", at_key=True)
    yield from _ranks_in_order(race, document)


def _place_of(result: Result) -> tuple[str, str] | None:
    name, rank, status = result.rider, result.rank, result.status
    if rank is not None and not result.started:
        return f"{name} did not start and has rank {rank}", "take `rank` or `started: false` out"
    if rank is not None and status in _WITHOUT_PLACE:
        return f"{name} has rank {rank} and is {status}", "take `rank` or `status` out"
    if rank is None and status is None and result.started:
        return f"{name} has no rank", "add `rank: …`, or `status:` REL, DNF, DNS or DSQ"
    if status is Status.DNS and result.started is True and result.gap_s is not None:
        return f"{name} is DNS and has a gap", "take `gap_s` or `status` out"
    return None


def _ranks_in_order(race: Race, document: Document) -> Iterator[Mistake]:
    """No two winners, no place twice but in a dead heat, none left out."""
    placed = sorted(((r.rank, i, r) for i, r in enumerate(race.results) if r.rank is not None), key=lambda p: p[:2])
    for position, ((before, _, first), (rank, index, second)) in enumerate(pairwise(placed), start=1):
        location = ("results", index, "rank")
        expected = placed[0][0] + position
        if rank == before and rank == placed[0][0]:
            yield document.mistake(location, f"two winners: {first.rider} and {second.rider}", f"is it {expected}?")
        elif rank == before and first.gap_s != second.gap_s:
            yield document.mistake(
                location, f"{first.rider} and {second.rider} both have rank {rank}", f"is it {expected}?"
            )
        elif rank != before and rank != expected:
            yield document.mistake(location, f"nobody has rank {expected}", f"is it {second.rider}?")


def gap_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Gaps count from the winner, and are in the order of the places where the crossing decides."""
    for index, result in enumerate(race.results):
        wrong = _gap_of(race, result)
        if wrong:
            yield document.mistake(("results", index, "gap_s"), *wrong)
    if event_of(race).decider is not Decider.CROSSING:
        return
    placed = [(r.rank, i, r) for i, r in enumerate(race.results) if r.rank is not None and r.status is None]
    timed = [(i, r) for _, i, r in sorted(placed, key=lambda p: p[:2]) if r.gap_s is not None]
    for (_, before), (index, after) in pairwise(timed):
        if after.gap_s is not None and before.gap_s is not None and after.gap_s < before.gap_s:
            message = f"{after.rider} is behind {before.rider} in rank and ahead in time ({before.gap_s:.3f} s)"
            yield document.mistake(
                ("results", index, "gap_s"), message, "gaps count from the winner, not from one before"
            )


def _gap_of(race: Race, result: Result) -> tuple[str, str] | None:
    gap_s, name = result.gap_s, result.rider
    if gap_s is None:
        return None
    if not result.started or result.status in (Status.DNF, Status.DNS):
        return f"{name} has a gap and did not finish", "take `gap_s` or `status` out"
    if _won(race, result):
        return (
            (f"{name} won and has a gap of {gap_s:g} s", "gaps count from the winner: take it out") if gap_s else None
        )
    if gap_s > event_of(race).largest_gap_s:
        meant = f"{gap_s / 1000:.3f}" if gap_s >= 100 else f"{gap_s / 100:.2f}"
        return f"a gap of {gap_s:g} s", f"was {meant} meant?"
    if gap_s < 0 and result.status not in (Status.REL, Status.DSQ):
        return f"{name} has a gap of {gap_s:g} s, ahead of the winner", f"was {-gap_s:g} meant?"
    if gap_s < -event_of(race).largest_gap_s:
        return f"a gap of {gap_s:g} s", "count seconds from the winner"
    return None


def _won(race: Race, result: Result) -> bool:
    ranks = [other.rank for other in race.results if other.rank is not None]
    return bool(ranks) and result.rank == min(ranks)


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
        crossed = result.started and (result.rank is not None or result.gap_s is not None)
        if crossed and result.rider not in race.crossing_order:
            message = f"{result.rider} crossed the line and is not in crossing_order"
            yield document.mistake(("crossing_order",), message, "add the name", at_key=True)
    timed = [(i, name, r.gap_s) for i, name in listed if (r := race.result(name)) and r.gap_s is not None]
    for (_, before, before_s), (index, after, after_s) in pairwise(timed):
        if after_s < before_s:
            message = f"{after} crossed after {before} and has a smaller gap ({after_s:g} s, {before_s:g} s)"
            yield document.mistake(("crossing_order", index), message, "mend the order or the gap")


def _not_crossed(result: Result | None) -> str:
    if result is None or result.rank is not None or result.gap_s is not None:
        return ""
    if not result.started:
        return "did not start"
    return f"did not cross the line ({result.status})" if result.status in (Status.DNF, Status.DNS) else ""
