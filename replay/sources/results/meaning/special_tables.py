"""Tables that are not one rider a row: a race a row, two beside each other, one cell a line, or on their side."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from replay.sources.results.layouts.blocks import Cell, TableRow, TextLine
from replay.sources.results.meaning.columns import heads_columns
from replay.sources.results.meaning.contexts import plain_heading
from replay.sources.results.words.column_words import Meaning, meaning_of
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import rank_of

_MOST_CELLS = 8
"""Lines of one rider, where each cell has a line of its own."""

_LONGEST_CELL = 60


def matrix_rows(rows: Sequence[TableRow]) -> list[tuple[str, int, list[str]]] | None:
    """Heading, line and riders of each race of a table whose columns are the places 1, 2, 3 ..; None for any other."""
    for at, head in enumerate(rows[:2]):
        texts = [cell.text for cell in head.cells]
        places = [rank[0] if (rank := rank_of(text)) and len(text) <= 5 else None for text in texts]
        numbers = [place for place in places if place is not None]
        if (
            len(numbers) < 3
            or numbers != list(range(1, len(numbers) + 1))
            or len(numbers) < len([t for t in texts if t]) - 2
        ):
            continue
        first = next(index for index, place in enumerate(places) if place == 1)
        found = []
        for row in rows[at + 1 :]:
            title = " ".join(cell.text for cell in row.cells[:first])
            riders = [
                f"{place}. {cell.text}"
                for cell, place in zip(row.cells, places, strict=False)
                if place is not None and cell.text and any(map(str.isalpha, cell.text))
            ]
            if len(riders) > 1:
                found.append((title, row.line, riders))
        return found if found and first > 0 else None
    return None


def beside_each_other(rows: Sequence[TableRow]) -> list[Sequence[TableRow]]:
    """The tables that stand side by side in one: each with its columns of names; else the rows as they are."""
    for head in rows[:3]:
        meanings = [meaning_of(cell.text) for cell in head.cells]
        if meanings.count(Meaning.NAME) < 2 or meanings[0] is None:
            continue
        begins = [place for place, meaning in enumerate(meanings) if meaning is meanings[0]]
        if len(begins) != meanings.count(Meaning.NAME) or len({b - a for a, b in itertools.pairwise(begins)}) > 1:
            continue
        width = begins[1] - begins[0]
        return [[part for row in rows if (part := _part(row, begin, width)) is not None] for begin in begins]
    return [rows]


def _part(row: TableRow, begin: int, width: int) -> TableRow | None:
    cells = row.cells[begin : begin + width]
    if all(cell.is_empty for cell in cells):
        return None
    return TableRow(
        cells, row.line, row.heads, " | ".join(cell.text or cell.nation for cell in cells if not cell.is_empty)
    )


def one_cell_a_line(lines: Sequence[TextLine], begin: int) -> tuple[list[tuple[str, int]], int] | None:
    """Rows whose cells have a line each, with their lines, and where they end; None where none begin.

    Such a text comes from PDF files and from pages that are copied cell by cell: places stand alone on their lines.
    """
    first = begin
    while (
        first < len(lines)
        and first - begin < 12
        and meaning_of(lines[first].text) is not None
        and not _is_end(lines[first].text)
        and len(lines[first].text.split()) <= 3
    ):
        first += 1
    if first >= len(lines) or not _place_alone(lines[first].text, 1, any_place=True):
        return None
    rank = rank_of(lines[first].text)
    expected = rank[0] if rank else 1
    starts = [first]
    at = first + 1
    while at < len(lines) and at - starts[-1] <= _MOST_CELLS:
        if _is_end(lines[at].text):
            break
        if _place_alone(lines[at].text, expected + 1) and at - starts[-1] > 1:
            ranked = rank_of(lines[at].text)
            expected = ranked[0] if ranked else expected
            starts.append(at)
        at += 1
    if len(starts) < 2:
        return None
    longest = max(after - before for before, after in itertools.pairwise(starts))
    end = starts[-1] + 1
    while (
        end < len(lines)
        and end - starts[-1] < longest
        and not _is_end(lines[end].text)
        and len(lines[end].text) <= _LONGEST_CELL
    ):
        end += 1
    rows = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        cells = [line.text.strip() for line in lines[start:stop]]
        rows.append(
            (
                f"{cells[0].rstrip('.')}.  {'  '.join(cells[1:])}"
                if rank_of(cells[0])
                else "  ".join([f"{cells[0]}:", *cells[1:]]),
                lines[start].line,
            )
        )
    return rows, end


def _place_alone(text: str, expected: int, *, any_place: bool = False) -> bool:
    text = text.strip()
    ranked = rank_of(text) if len(text) <= 5 else None
    if ranked:
        return any_place or ranked[0] in (expected, expected - 1)
    return not any_place and text.isupper() and status_of(text) is not None


def _is_end(text: str) -> bool:
    heading = plain_heading(text)
    return len(text) > _LONGEST_CELL or (heading is not None and heading[1].says_race)


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
