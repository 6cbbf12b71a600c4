"""Matches of a sprint: rows of riders with a cell for each ride, and the rides that follow from them.

Two layouts are usual: columns `Race 1`, `Race 2`, `Decider`, in which the winner of a ride has an X (or nothing) and
the other the margin; and lines of text, `Lavreysen **` above `Paul +0.061 +0.100`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from replay.race.status import Crossed, Status
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import is_signed, says_nothing, seconds_of

MOST_IN_RACE = 4
"""Riders of a sprint, at most."""

_WON = ("x", "w", "won", "win", "1", "✓", "*", "o", "w/o")
"""What stands in the cell of who won a ride."""

UNKNOWN = "?"
"""What stands in the cells of a ride of which it is not said who won it."""

_LOST = ("l", "lost", "2", "0")

_FASTEST_S, _SLOWEST_S = 8.5, 17.0
"""Between these are times of the last 200 m."""


def matches_of(rows: Sequence[ReadRow]) -> list[tuple[ReadRow, ...]]:
    """The rows of each match of a group: two after two where more than one match stands under one heading."""
    if len(rows) > 2 and _are_pairs(rows):
        return [tuple(rows[at : at + 2]) for at in range(0, len(rows), 2)]
    return [tuple(rows)]


def _are_pairs(rows: Sequence[ReadRow]) -> bool:
    """Whether rows are matches of two, one after another: each pair has a winner of its own."""
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    if len(rows) % 2 or not all(any(row.rides for row in pair) for pair in pairs):
        return False
    won = sum(bool(rides) and is_in_order(rides) for rides in map(rides_of, pairs))
    return won == len(pairs) or (len(rows) > MOST_IN_RACE and won >= 0.5 * len(pairs))


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
        return _by_score(rows) or _by_last_200(rows) or ([] if _has_several(rows) else [tuple(rows)])
    counts = {len(row.rides) for row in rows if row.rides}
    if len(counts) > 1:
        return []  # cells in lines of text, of which nobody can say of which ride they are
    count = max(counts)
    if count > 1 and any(not row.rides and _says_margin(row) for row in rows):
        return []
    cells = [(*row.rides, *[""] * (count - len(row.rides))) for row in rows]
    cells = [(_cell_of(row),) for row in rows] if count == 1 else _with_times(rows, cells)
    found: list[tuple[ReadRow, ...]] = []
    for ride in range(count):
        own = [column[ride] for column in cells]
        if all(says_nothing(cell) and not _has_won(cell) for cell in own) and set(own) != {UNKNOWN}:
            continue
        named = rows if not found else [replace(row, leftover="") for row in rows]  # said once
        found.append(tuple(_of_ride(named, own, alone=count == 1)))
    return found


def _cell_of(row: ReadRow) -> str:
    """The cell of the only ride: its own, or what stands in a row without one."""
    figures = (row.gap, row.gap_before, row.time, row.last_200, *row.figures)
    return row.rides[0] if row.rides else next((text for text in (str(row.status or ""), *figures) if text), "")


def _says_margin(row: ReadRow) -> bool:
    """Whether a row has a margin of which nobody can say of which ride it is."""
    return bool(row.gap or row.gap_before) or any(map(is_signed, row.figures))


def _has_several(rows: Sequence[ReadRow]) -> bool:
    """Whether somebody has several figures, and no cells that say of which ride each is."""
    return any(len(row.figures) + bool(row.gap or row.gap_before) + bool(row.time or row.last_200) > 1 for row in rows)


def _by_score(rows: Sequence[ReadRow]) -> list[tuple[ReadRow, ...]]:
    """The rides of two riders of whom one has won both, as a score says, and no figure more."""
    scores = [row.score for row in rows]
    if len(rows) != 2 or not {(2, 0), (0, 2)} & set(scores) or _has_figures(rows):
        return []
    first = next(at for at, score in enumerate(scores) if score == (2, 0) or scores[1 - at] == (0, 2))
    plain = [replace(row, score=None) for row in rows]
    ride = tuple(replace(row, rank=1 if at == first else 2) for at, row in enumerate(plain))
    return [ride, ride]


def _has_figures(rows: Sequence[ReadRow]) -> bool:
    return any(row.figures or row.gap or row.gap_before or row.time or row.last_200 or row.status for row in rows)


def fits_score(rows: Sequence[ReadRow], rides: Sequence[Sequence[ReadRow]]) -> bool:
    """Whether the rides that were read make the score that stands beside the riders."""
    won = [sum(ride[at].rank == 1 for ride in rides) for at in range(len(rows))]
    return all(row.score is None or row.score == (own, sum(won) - own) for row, own in zip(rows, won, strict=True))


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
    if len(rows) != 2 or others or not own or _has_figures([row for at, row in enumerate(rows) if at != place]):
        return []
    plain = [replace(row, rides=(), figures=(), gap="", time="", last_200="") for row in rows]
    return [
        tuple(
            replace(row, rank=1, last_200=time, assumed_200=time != rows[at].last_200)
            if at == place
            else replace(row, rank=2)
            for at, row in enumerate(plain)
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
    if any(row.score for row in rows):
        return True
    if any(row.rides for row in rows):
        alone = [row.rides[0] for row in rows if len(row.rides) == 1]
        return len(alone) < len(rows) or not all(map(is_last_200, alone))
    timed = [bool(_last_200_s(row)) for row in rows]
    margins = [row.gap or row.gap_before or any(map(is_signed, row.figures)) for row in rows]
    return any(margins) or sum(timed) == 1


def _of_ride(rows: Sequence[ReadRow], cells: Sequence[str], *, alone: bool) -> Iterator[ReadRow]:
    """The rows as those of one ride. alone: there is no other, so places that are printed are those of this one."""
    if set(cells) == {UNKNOWN}:
        yield from (replace(row, rides=(), figures=(), gap="", time="", rank=None) for row in rows)
        return
    won = [_has_won(cell) for cell in cells]
    beaten = [_is_beaten(cell) for cell in cells]
    if not any(won):  # an empty cell, or the time of the last 200 m, beside a margin is the winner's
        won = [not lost and sum(beaten) == len(cells) - 1 for lost in beaten]
    if not any(won):  # and so is a time beside nothing
        timed = [is_last_200(cell) for cell in cells]
        nothing = sum(map(says_nothing, cells))
        won = [own and nothing == len(cells) - 1 for own in timed]
    printed = alone and len(rows) > 2
    for row, cell, is_first in zip(rows, cells, won, strict=True):
        plain = replace(row, rides=(), figures=(), gap="", time="", status=None, reason="")
        if is_first:
            times = [text for text in cell.split() if is_last_200(text)]
            own = row.rank if printed and row.rank else 1
            time = times[0] if times else ""
            yield replace(plain, rank=own, last_200=time, assumed_200=time not in ("", row.last_200))
        elif (status := _status(cell)) is not None:
            ridden = status.crossed is not Crossed.NO and len(rows) == 2  # who is relegated came to the line
            yield replace(plain, rank=2 if ridden else row.rank if printed else None, status=status)
        else:
            yield replace(plain, rank=2 if len(rows) == 2 else row.rank if printed else None, gap=_margin(cell))


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


def is_unknown(ride: Sequence[ReadRow]) -> bool:
    """Whether nobody says who won a ride."""
    return all(row.rank is None and row.status is None for row in ride)


def is_in_order(rides: Sequence[Sequence[ReadRow]]) -> bool:
    """Whether each ride has one winner, or nobody says who won it, and nobody goes on who has won two."""
    won: list[str] = []
    for ride in rides:
        if is_unknown(ride):
            continue
        first = [row.name or row.last for row in ride if row.rank == 1]
        if len(first) != 1 or any(won.count(name) >= 2 for name in won):
            return False
        won += first
    return all(one is not other for one, other in pairwise(rides))
