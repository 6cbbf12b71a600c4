"""Tables that lie on their side, stand under two lines of words or bear the marks of a sheet, made as others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.sources.results.layouts.blocks import Cell, TableRow
from replay.sources.results.meaning.columns import heads_columns
from replay.sources.results.words.column_words import Meaning, meaning_of
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.time_marks import rank_of

_FEWEST = 3
"""Riders of a table that lies on its side, and columns of a sheet, at least."""

_LEAST_ROWS = 2
"""Rows of a table that lies on its side, at least: places or gaps beside the names."""

_EMPTY = Cell("")


def as_expected(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows of a table with one rider each, under one line of words."""
    return _under_one_head(upright(without_sheet_marks(rows)))


def without_sheet_marks(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows without the letters over the columns of a sheet and the numbers before its rows."""
    letters = [cell.text for cell in rows[0].cells] if rows else []
    named = letters[1:]
    if len(named) < _FEWEST or letters[0] or named != [chr(ord("A") + k) for k in range(len(named))]:
        return rows
    numbers = [row.cells[0].text for row in rows[1:] if row.cells]
    if not all(number.isdecimal() for number in numbers) or len(numbers) < len(rows) - 1:
        return rows
    return [replace(row, cells=row.cells[1:], text="") for row in rows[1:]]


def upright(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows of a table whose riders stand side by side, one a row; others as they are."""
    if len(rows) < _LEAST_ROWS or heads_columns(rows[0]):
        return rows
    meanings = [meaning_of(row.cells[0].text) if row.cells else None for row in rows]
    known = {meaning for meaning in meanings if meaning is not None}
    if None in meanings or not known & {Meaning.NAME, Meaning.LAST} or len(known) < 2:
        return rows
    named = next(row for row, meaning in zip(rows, meanings, strict=True) if meaning in (Meaning.NAME, Meaning.LAST))
    if len(named.cells) <= _FEWEST or any(rank_of(cell.text) for cell in named.cells[1:]):
        return rows
    width = max(len(row.cells) for row in rows)
    turned = [tuple(row.cells[at] if at < len(row.cells) else _EMPTY for row in rows) for at in range(width)]
    return [
        TableRow(cells, named.line, heads=not place) for place, cells in enumerate(turned) if any(c.text for c in cells)
    ]


def _under_one_head(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows under one line of words where two stand over each other: 'Ride 1' over '200 m'."""
    for at in range(min(2, len(rows) - 1)):
        upper, lower = rows[at], rows[at + 1]
        if not _is_lower_head(upper, lower):
            continue
        width = len(lower.cells)
        above = [upper.cells[k].text if k < len(upper.cells) else "" for k in range(width)]
        cells = tuple(Cell(f"{over} {cell.text}".strip()) for over, cell in zip(above, lower.cells, strict=True))
        round_word = cells[0].text if heading_facts(cells[0].text).round else ""
        body = _with_rounds_repeated(rows[at + 2 :], round_word)
        cells = (Cell("Round"), *cells[1:]) if round_word else cells
        return [*rows[:at], TableRow(cells, lower.line, heads=True, text=lower.text), *body]
    return rows


def _is_lower_head(upper: TableRow, lower: TableRow) -> bool:
    """Whether a row of words has words over some of its columns, which are alike without them."""
    if not heads_columns(lower) and not lower.heads:
        return False
    meanings = [meaning_of(cell.text) for cell in lower.cells]
    if meanings.count(Meaning.NAME) > 1 or meanings.count(Meaning.RANK) > 1:
        return False  # two tables stand side by side
    words = [cell.text for cell in lower.cells]
    over = {k: cell.text for k, cell in enumerate(upper.cells) if cell.text}
    below = [words[k] for k in over if k < len(words)]
    return (
        len(over) >= 2 and len(set(below)) < len(below) and "" not in below and len(over) < len([w for w in words if w])
    )


def _with_rounds_repeated(rows: Sequence[TableRow], round_word: str) -> list[TableRow]:
    """The rows with the words of the first column that stand once for several: 'Gold' of a match, under 'Final'."""
    found: list[TableRow] = []
    said = ""
    for row in rows:
        first = row.cells[0].text if row.cells else ""
        is_race = heading_facts(f"final {first}").heat != "" or heading_facts(first).says_race
        if first and not is_race:
            return list(rows)
        said = first or said
        found.append(replace(row, cells=(Cell(f"{round_word} {said}".strip()), *row.cells[1:])))
    return found if said else list(rows)
