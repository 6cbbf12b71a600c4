"""Matches of a sprint: rows of riders with a cell for each ride, and the rides that follow from them.

Two layouts are usual: columns `Race 1`, `Race 2`, `Decider`, in which the winner of a ride has an X (or nothing) and
the other the margin; and lines of text, `Lavreysen **` above `Paul +0.061 +0.100`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from replay.race.status import Crossed, Status
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_rows import cell_parts
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import is_signed, says_nothing, seconds_of

MOST_IN_RACE = 4
"""Riders of a sprint, at most."""

_WON = ("x", "w", "won", "win", "1", "✓", "*", "o", "w/o")
"""What stands in the cell of who won a ride."""

_LOST = ("l", "lost", "2", "0")

_FASTEST_S, _SLOWEST_S = 8.5, 17.0
"""Between these are times of the last 200 m."""

_TAIL = re.compile(
    r"^(?:(?P<rank>\d{1,2})[.)]?\s+)?(?P<name>[^+*]*?[^+*\s])\s+(?P<tail>\*{1,3}|(?:(?:\+\d+[.,]\d+|[XxWw]|DNS|DNF|REL|DSQ)\s*)+)$"
)


def row_of_ride_line(text: str, line: int) -> ReadRow | None:
    """The row of a rider with stars for the rides won, or a cell for each ride; None for any other line of text."""
    found = _TAIL.match(" ".join(text.split()))
    parts = None if found is None else cell_parts(found["name"])
    if found is None or parts is None or not parts.name:
        return None
    tail = found["tail"]
    cells = ("X",) * len(tail) if set(tail) == {"*"} else tuple(tail.split())
    rank = int(found["rank"]) if found["rank"] else None
    return ReadRow(line, text, rank=rank, name=parts.name, nation=parts.nation, club=parts.club, rides=cells)


def matches_of(rows: Sequence[ReadRow]) -> list[tuple[ReadRow, ...]]:
    """The rows of each match of a group: two after two where more than one match stands under one heading."""
    if len(rows) > 2 and _are_pairs(rows):
        return [tuple(rows[at : at + 2]) for at in range(0, len(rows), 2)]
    return [tuple(rows)]


def _are_pairs(rows: Sequence[ReadRow]) -> bool:
    """Whether rows are matches of two, one after another: each pair has a winner of its own."""
    if len(rows) % 2 or not all(row.rides for row in rows):
        return False
    matches = [rides_of(rows[at : at + 2]) for at in range(0, len(rows), 2)]
    return all(rides and is_in_order(rides) for rides in matches)


def _has_won(cell: str) -> bool:
    """Whether a cell is that of who won a ride, with a time of the last 200 m beside the mark or without."""
    mark, *times = cell.casefold().split() or [""]
    return mark in _WON and all(map(is_last_200, times))


def is_last_200(text: str) -> bool:
    """Whether a text can be a time of the last 200 m: without a sign, and as long as that takes."""
    seconds = seconds_of(text)
    return not is_signed(text) and seconds is not None and _FASTEST_S < seconds < _SLOWEST_S


def rides_of(rows: Sequence[ReadRow]) -> list[tuple[ReadRow, ...]]:
    """The rows of each ride of a match, with place, margin or status of that ride; one ride without cells for rides."""
    if not any(row.rides for row in rows):
        return _by_last_200(rows) or [tuple(rows)]
    count = max(len(row.rides) for row in rows)
    cells = _with_times(rows, [(*row.rides, *[""] * (count - len(row.rides))) for row in rows])
    found = []
    for ride in range(count):
        own = [column[ride] for column in cells]
        if all(says_nothing(cell) and not _has_won(cell) for cell in own):
            continue
        found.append(tuple(_of_ride(rows, own, alone=count == 1)))
    return found


def _with_times(rows: Sequence[ReadRow], cells: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The cells with the times that stand in a row without cells: those of the last 200 m of the rides that it won."""
    for place, row in enumerate(rows):
        times = () if row.rides else _last_200_s(row)
        others = [own for at, own in enumerate(cells) if at != place]
        won = [ride for ride in range(len(cells[place])) if all(not says_nothing(own[ride]) for own in others)]
        if times and len(times) == len(won):
            given = dict(zip(won, times, strict=True))
            lost = str(row.status or "")  # a status beside times is that of the ride that was lost
            cells[place] = tuple(f"X {given[ride]}" if ride in given else lost for ride in range(len(cells[place])))
    return cells


def _by_last_200(rows: Sequence[ReadRow]) -> list[tuple[ReadRow, ...]]:
    """The rides of two riders of whom one has the times of the last 200 m of the rides won, and the other none."""
    times = [_last_200_s(row) for row in rows]
    (place, own), *others = [(place, found) for place, found in enumerate(times) if found] or [(0, ())]
    if len(rows) != 2 or others or not own:
        return []
    plain = [replace(row, rides=(), figures=(), gap="", time="", last_200="") for row in rows]
    return [
        tuple(
            replace(row, rank=1, last_200=time) if at == place else replace(row, rank=2) for at, row in enumerate(plain)
        )
        for time in own
    ]


def _last_200_s(row: ReadRow) -> tuple[str, ...]:
    """Times in a row that can be those of 200 m: without a sign, and as long as that takes."""
    figures = [text for text in (row.last_200, row.time, *row.figures) if text]
    return tuple(figures) if all(map(is_last_200, figures)) else ()


def says_a_ride(rows: Sequence[ReadRow]) -> bool:
    """Whether rows without a cell for each ride are of one: somebody has a margin, or one alone has times of 200 m.

    Else it is a classification, or a table of the qualifying.
    """
    if any(row.rides for row in rows):
        return True
    timed = [bool(_last_200_s(row)) for row in rows]
    margins = [row.gap or row.gap_before or any(map(is_signed, row.figures)) for row in rows]
    return any(margins) or sum(timed) == 1


def _of_ride(rows: Sequence[ReadRow], cells: Sequence[str], *, alone: bool) -> Iterator[ReadRow]:
    """The rows as those of one ride. alone: there is no other, so places that are printed are those of this one."""
    won = [_has_won(cell) for cell in cells]
    beaten = [_is_beaten(cell) for cell in cells]
    if not any(won):  # an empty cell, or the time of the last 200 m, beside a margin is the winner's
        won = [not lost and sum(beaten) == len(cells) - 1 for lost in beaten]
    for row, cell, is_first in zip(rows, cells, won, strict=True):
        plain = replace(row, rides=(), figures=(), gap="", time="", status=None, reason="", leftover="")
        if is_first:
            times = [text for text in cell.split() if is_last_200(text)]
            yield replace(plain, rank=1, last_200=times[0] if times else "")
        elif (status := _status(cell)) is not None:
            ridden = status.crossed is not Crossed.NO and len(rows) == 2  # who is relegated came to the line
            yield replace(plain, rank=2 if ridden else None, status=status)
        else:
            printed = row.rank if alone else None
            yield replace(plain, rank=2 if len(rows) == 2 else printed, gap=_margin(cell))


def _is_beaten(cell: str) -> bool:
    """Whether a cell is that of who did not win: a margin, a status or a mark."""
    margin = bool(_margin(cell)) and not is_last_200(cell.strip())
    return margin or _status(cell) is not None or cell.strip().casefold() in _LOST


def _margin(cell: str) -> str:
    """The margin in a cell, '' for none: a sign or a decimal point tells it from a place."""
    text = cell.strip()
    return text if seconds_of(text) is not None and (is_signed(text) or "." in text or "," in text) else ""


def _status(cell: str) -> Status | None:
    return status_of(cell.strip())


def is_in_order(rides: Sequence[Sequence[ReadRow]]) -> bool:
    """Whether each ride has one winner, and nobody goes on who has won two."""
    won: list[str] = []
    for ride in rides:
        first = [row.name or row.last for row in ride if row.rank == 1]
        if len(first) != 1 or any(won.count(name) >= 2 for name in won):
            return False
        won += first
    return all(one is not other for one, other in pairwise(rides))
