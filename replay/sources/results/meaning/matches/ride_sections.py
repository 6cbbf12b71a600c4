"""Rides of a match that stand under headings of their own, 'Race 1', 'Race 2', 'Decider': joined to one match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.sources.results.meaning.contexts import RaceContext
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.row_groups import RowGroup
from replay.sources.results.words.column_words import RIDES
from replay.sources.results.words.heading_facts import SPRINT


def with_rides_joined(groups: Sequence[RowGroup]) -> list[RowGroup]:
    """The groups, those of the rides of one match as one: the same riders under one heading, ride after ride.

    Two riders meet once in a round, so that heats of the same two are rides as well. What is no ride of a match with
    others is a heat of that number, as its heading may be read too.
    """
    joined: list[RowGroup] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, group):
            before.rides = [*(before.rides or [before.rows]), _in_order_of(before.rows, group.rows)]
            before.unread += group.unread
        else:
            joined.append(group)
    for group in joined:
        group.context = _outer(group.context) if group.rides else _as_heat(group.context)
    return joined


def _goes_on(match: RowGroup, group: RowGroup) -> bool:
    """Whether rows are the next ride of a match."""
    ridden = len(match.rides) or 1
    context, own = group.context, match.context
    if context.event != SPRINT or ridden >= len(RIDES) or _outer(context) != _outer(own):
        return False
    if not _same_riders(match.rows, group.rows) or _says_rides(match.rows) or _says_rides(group.rows):
        return False
    number, first = _number(context), _number(own)
    if first:
        unnamed = number == ridden == len(RIDES) - 1  # behind words that were not read stands the third
        return first == 1 and (number == ridden + 1 or unnamed) and bool(context.ride) == bool(own.ride)
    return not number and [row.quoted for row in match.rows] != [row.quoted for row in group.rows]


def _says_rides(rows: Sequence[ReadRow]) -> bool:
    """Whether rows have cells for several rides: they are a match already."""
    return any(len(row.rides) > 1 and sum(map(bool, row.rides)) > 1 for row in rows)


def _number(context: RaceContext) -> int:
    return context.ride or (int(context.heat) if context.heat.isdecimal() else 0)


def _outer(context: RaceContext) -> RaceContext:
    """What is known of the match: without the ride, or the heat that is one."""
    if context.ride:
        return replace(context, ride=0)
    return replace(context, heat="") if context.heat.isdecimal() else context


def _as_heat(context: RaceContext) -> RaceContext:
    """A ride that stands alone: a heat of this number where no heading names one."""
    return replace(context, heat=context.heat or str(context.ride), ride=0) if context.ride else context


def _words(row: ReadRow) -> frozenset[str]:
    return frozenset((row.name or f"{row.first} {row.last}").casefold().replace(",", " ").split())


def _is_same(one: ReadRow, other: ReadRow) -> bool:
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def _same_riders(rows: Sequence[ReadRow], others: Sequence[ReadRow]) -> bool:
    """Whether two rides have the same riders, who may be named by the family name alone."""
    if len(rows) != len(others) or len(rows) < 2:
        return False
    return all(sum(_is_same(row, other) for other in others) == 1 for row in rows)


def _in_order_of(rows: Sequence[ReadRow], others: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows of a later ride in the order of the first, with the riders named as there."""
    found = []
    for row in rows:
        other = next(other for other in others if _is_same(row, other))
        found.append(replace(other, name=row.name, first=row.first, last=row.last, nation=row.nation or other.nation))
    return found
