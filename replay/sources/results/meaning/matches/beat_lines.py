"""Rides of a sprint in words: 'Ride 2: Lavreysen beat Paul by 0.004', 'Paul relegated in the second ride'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from replay.race.status import Status
from replay.sources.results.meaning.matches.sprint_rides import is_last_200
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_rows import cell_parts
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import is_signed, seconds_of

_RIDE = (
    r"(?:(?:ride|race|run)\s*(?:no\.?\s*)?(?P<number>[1-3])|(?P<decider>decider|deciding (?:ride|race)))\s*[:.)–-]?\s*"
)
_BEAT = re.compile(
    rf"(?:{_RIDE})?(?P<winner>[^\d,;]+?)\s+(?:beats?|def\.?|defeats|defeated|bt\.?|d\.|won against|over)\s+"
    r"(?P<loser>[^\d,;+]+?)(?P<tail>(?:(?:\s*[,;(]\s*|\s+)(?:by\s+)?[+]?\d[\d.,:]*\s*s?\)?|\s*[,;(]?\s*\(?(?:rel|dsq|dnf|dns)\)?)*)\.?",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?P<by>by\s+)?(?P<text>\+?\d[\d.,:]*\d|\b(?:rel|dsq|dnf|dns)\b)", re.IGNORECASE)
_BEGINS_RIDE = re.compile(r"(?:ride|race|run|decider)\s*\d*\s*:\s*\S", re.IGNORECASE)
_RELEGATED = re.compile(
    r"(?P<name>[^\d,;]+?)\s+(?:was\s+|is\s+)?(?P<status>relegated|disqualified)\s+(?:in|from)\s+(?:the\s+)?"
    r"(?P<ride>first|second|third|last|deciding)?\s*(?:ride|race|run)?\s*(?P<number>[1-3])?\.?",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "last": 3, "deciding": 3}
_STATUS = {"relegated": Status.REL, "disqualified": Status.DSQ}


def rows_with_ride(text: str, line: int, rows: Sequence[ReadRow]) -> list[ReadRow] | None:
    """The rows of a match with what a line says of a ride; None for a line that says nothing of one.

    rows: those of the match so far, which get another ride
    """
    words = " ".join(text.split())
    beaten, relegated = _BEAT.fullmatch(words), _RELEGATED.fullmatch(words)
    if relegated and rows:
        return _relegated(relegated, rows)
    names = [cell_parts(beaten[part]) for part in ("winner", "loser")] if beaten else []
    pair = [name for name in names if name is not None and name.name and not name.leftover]
    if beaten is None or len(pair) != len(names):
        return None
    known = [_row_of(name.name, rows) for name in pair]
    if rows and (None in known or len(rows) != len(pair)):
        return None
    number = (
        3 if beaten["decider"] else int(beaten["number"] or 0) or max((len(row.rides) for row in rows), default=0) + 1
    )
    found = list(rows) or [replace(name, line=line, quoted=text) for name in pair]
    for name, cell in zip(pair, _cells(beaten["tail"]), strict=True):
        place = _row_of(name.name, found)
        assert place is not None
        found[place] = replace(found[place], rides=_with_cell(found[place].rides, number, cell))
    return found


def announces_ride(text: str) -> bool:
    """Whether a line begins as one of a ride does: what it says was to be read."""
    return _BEGINS_RIDE.match(" ".join(text.split())) is not None


def _cells(tail: str) -> tuple[str, str]:
    """What stands in the cells of the winner and of the other: the time of the last 200 m, and margin or status."""
    won, lost = ["X"], []
    for piece in _PIECE.finditer(tail):
        text = piece["text"]
        if status_of(text) is None and not piece["by"] and not is_signed(text) and is_last_200(text):
            won.append(text)
        else:
            lost.append(text if status_of(text) or is_signed(text) or seconds_of(text) is None else f"+{text}")
    return " ".join(won), " ".join(lost) or "L"


def _relegated(found: re.Match[str], rows: Sequence[ReadRow]) -> list[ReadRow] | None:
    place = _row_of(found["name"].strip(), rows)
    number = int(found["number"] or 0) or _ORDINALS.get((found["ride"] or "").lower(), 0)
    if place is None or not number:
        return None
    status = str(_STATUS[found["status"].lower()])
    changed = []
    for at, row in enumerate(rows):
        own = row.rides[number - 1] if len(row.rides) >= number else ""
        won = own if own.startswith("X") else "X"
        changed.append(replace(row, rides=_with_cell(row.rides, number, status if at == place else won)))
    return changed


def _with_cell(rides: tuple[str, ...], number: int, cell: str) -> tuple[str, ...]:
    cells = [*rides, *[""] * (number - len(rides))]
    cells[number - 1] = cell
    return tuple(cells)


def _row_of(name: str, rows: Sequence[ReadRow]) -> int | None:
    """The row of a rider who may be named by the family name alone."""
    words = name.casefold().split()
    found = [at for at, row in enumerate(rows) if set(words) <= set((row.name or row.last).casefold().split())]
    return found[0] if len(found) == 1 else None
