"""Rows that stand together, and what lines were taken for that are no rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from replay.sources.results.meaning.contexts import RaceContext
from replay.sources.results.meaning.read_row import ReadRow

MOST_RIDERS = 24
"""As many as a race file may have."""


@dataclass(slots=True)
class RowGroup:
    """Rows that stand together under one heading: of one race, as far as can be said."""

    context: RaceContext
    rows: list[ReadRow] = field(default_factory=list)
    in_table: bool = True
    mentioned_in: int = 0
    """The line of the sentence from which event and round are taken, where no heading names them."""
    unread: list[str] = field(default_factory=list)
    """Lines before its rows that announce a heat which was not read."""


@dataclass(frozen=True, slots=True)
class LineNote:
    """What a line was taken for, where it is no row of a race. is_row: whether it looks like one and was not read."""

    line: int
    text: str
    said: str
    is_row: bool = False


def begins_anew(row: ReadRow, group: RowGroup) -> bool:
    """Whether a first place comes after others: another race begins."""
    if row.rank != 1 or row.shared:
        return False
    return any(one.rank is not None and one.rank > 1 for one in group.rows[-MOST_RIDERS:])


def number_in_list(ordered: int | None, group: RowGroup | None) -> int | None:
    """The number of an item of a list; of wikitext (0), which counts by itself, from the rows before."""
    if ordered == 0:
        counted = [row.rank for row in group.rows if row.rank is not None] if group else []
        return (counted[-1] if counted else 0) + 1
    return ordered
