"""Rows of tables: every cell by the meaning of its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from replay.sources.results.layouts.blocks import Cell, TableRow
from replay.sources.results.meaning.columns import Columns
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_rows import cell_parts, row_of_line
from replay.sources.results.words.column_words import RIDES, Meaning
from replay.sources.results.words.nation_codes import nation_of
from replay.sources.results.words.status_words import status_of, status_within
from replay.sources.results.words.time_marks import (
    rank_of,
    says_length,
    says_not_a_number,
    says_nothing,
    says_qualified,
    says_same_time,
    seconds_of,
)

_TEXTS = {
    Meaning.STATE: "state",
    Meaning.ROUND: "round",
    Meaning.HEAT: "heat",
    Meaning.RIDE: "ride",
    Meaning.EVENT: "event",
    Meaning.CATEGORY: "category",
    Meaning.DATE: "date",
    Meaning.PLACE: "place",
    Meaning.MEET: "meet",
    Meaning.FIRST: "first",
    Meaning.LAST: "last",
}
_TIMES = {
    Meaning.GAP: "gap",
    Meaning.GAP_BEFORE: "gap_before",
    Meaning.TIME: "time",
    Meaning.LAST_200_M: "last_200",
}


def row_of_cells(row: TableRow, columns: Columns) -> ReadRow | None:
    """The row that the cells of a table make; None if no name is among them."""
    said: dict[str, Any] = {}
    leftover: list[str] = []
    rides = [""] * len(RIDES)
    for cell, meaning in zip(row.cells, columns, strict=False):
        if meaning in RIDES:
            rides[RIDES.index(meaning)] = cell.text
            continue
        if cell.is_empty or (says_nothing(cell.text) and not cell.nation and meaning is not Meaning.GAP):
            continue
        if meaning is None:
            _take_unknown(said, cell, leftover)
        elif meaning in _TEXTS:
            said[_TEXTS[meaning]] = cell.text
        elif meaning in _TIMES:
            _take_time(said, _TIMES[meaning], cell.text, leftover)
        else:
            _TAKE[meaning](said, cell, leftover)
    if not (said.get("name") or said.get("last")):
        return None
    if any(meaning in RIDES for meaning in columns):
        said["rides"] = tuple(rides)
    for cell in row.cells:  # a flag may stand in any cell of the row
        if cell.nation and not said.get("nation"):
            said["nation"] = nation_of(cell.nation)
    said["leftover"] = "; ".join(words for words in leftover if words and not says_qualified(words))
    return ReadRow(row.line, row.quoted, **said)


def row_of_joined(row: TableRow) -> ReadRow | None:
    """The row that the cells make as a line of text, where no column of names was found."""
    text = "  ".join(cell.text or f"({cell.nation})" for cell in row.cells if not cell.is_empty)
    found = row_of_line(text, row.line)
    return None if found is None else replace(found, quoted=row.quoted)


def _take_rank(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    """A place, a status, or both: '4', 'DNF', '6 REL', 'REL (6)'."""
    if says_qualified(cell.text) and not rank_of(cell.text):
        return
    ranked = rank_of(cell.text)
    status = status_of(cell.text)
    if status is not None:
        said["status"] = status
    elif ranked:
        said["rank"], said["shared"] = ranked
    else:
        for word in cell.text.replace("(", " ").replace(")", " ").split():
            if (found := rank_of(word)) and "rank" not in said:
                said["rank"], said["shared"] = found
            elif (known := status_of(word)) and "status" not in said:
                said["status"] = known
            elif not says_qualified(word):
                leftover.append(word)


def _take_number(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    digits = cell.text.strip("#. ")
    if digits.isdecimal() and len(digits) <= 4:
        said["number"] = int(digits)
    elif not digits.isdecimal():
        leftover.append(cell.text)


def _take_name(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    """A name, and what stands in brackets behind it."""
    if cell.last:
        said["first"], said["last"] = cell.first, cell.last
        return
    parts = cell_parts(cell.text)
    if parts is None:
        if any(c.isalpha() for c in cell.text):
            said["name"] = cell.text
        return
    said["name"] = parts.name
    for key in ("nation", "number", "status", "reason", "club", "figures"):
        if getattr(parts, key) and not said.get(key):
            said[key] = getattr(parts, key)
    leftover.append(parts.leftover)


def _take_nation(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    for words in (cell.nation, cell.text, cell.text.split(" ")[0], cell.text.rpartition(" ")[2].strip("()")):
        if words and (nation := nation_of(words)):
            said["nation"] = nation
            return
    leftover.append(cell.text)


def _take_club(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    del leftover
    nation = nation_of(cell.text) or nation_of(cell.nation)
    if nation and not said.get("nation"):
        said["nation"] = nation
    elif cell.text:
        said["club"] = cell.text


def _take_status(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    status, reason = status_within(cell.text)
    if status is not None:
        said["status"] = status
        said["reason"] = reason or said.get("reason", "")
    elif not says_qualified(cell.text):
        leftover.append(cell.text)


def _take_notes(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    status, reason = status_within(cell.text)
    if status is not None and "status" not in said:
        said["status"] = status
        said["reason"] = reason
    elif status is not None or "status" in said:
        said["reason"] = said.get("reason") or reason
    elif seconds_of(cell.text) is not None and cell.text.lstrip().startswith("+"):
        said["gap"] = said.get("gap") or cell.text
    else:
        leftover.append(cell.text)


def _take_time(said: dict[str, Any], key: str, text: str, leftover: list[str]) -> None:
    """A time or gap; or a status that stands in its place, or two figures."""
    if says_not_a_number(text.lower()):
        leftover.append(text)
        return
    if says_nothing(text) or says_same_time(text) or seconds_of(text) is not None:
        said[key] = text if not says_nothing(text) else ""
        return
    status, reason = status_within(text)
    if status is not None:
        said["status"] = said.get("status") or status
        said["reason"] = said.get("reason") or reason
        return
    words = text.replace("(", " ").replace(")", " ").split()
    figures = [] if says_length(text) else [word for word in words if seconds_of(word) is not None]
    if figures:
        said[key] = figures[0]
        said["figures"] = (*said.get("figures", ()), *figures[1:])
    elif not says_qualified(text):
        leftover.append(text)


def _take_unknown(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    """A column whose meaning is not known: a status is one wherever it stands."""
    status = status_of(cell.text)
    if status is not None and "status" not in said:
        said["status"] = status
    elif cell.text:
        leftover.append(cell.text)


def _take_nothing(said: dict[str, Any], cell: Cell, leftover: list[str]) -> None:
    """A column that says nothing which a race file holds."""
    del said, cell, leftover


_TAKE = {
    Meaning.RANK: _take_rank,
    Meaning.NUMBER: _take_number,
    Meaning.NAME: _take_name,
    Meaning.NATION: _take_nation,
    Meaning.CLUB: _take_club,
    Meaning.STATUS: _take_status,
    Meaning.NOTES: _take_notes,
    Meaning.UNUSED: _take_nothing,
}
"""What becomes of a cell; those of rides are taken together."""


def unread_columns(head: TableRow | None, columns: Columns, rows: Sequence[TableRow]) -> list[str]:
    """The words over columns that are not read and hold something."""
    if head is None:
        return []
    return [
        cell.text
        for place, (cell, meaning) in enumerate(zip(head.cells, columns, strict=False))
        if meaning is None and cell.text and any(place < len(row.cells) and row.cells[place].text for row in rows)
    ]
