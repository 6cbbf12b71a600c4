"""Matches and rides in words: 'Ride 2: Lavreysen beat Paul by 0.004', 'Wilk bt Brook 2-0 (10.2, 10.4)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from replay.race.status import Status
from replay.sources.results.layouts.blocks import in_letters
from replay.sources.results.meaning.contexts import names_heat_too
from replay.sources.results.meaning.matches.sprint_rides import UNKNOWN, is_last_200
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_rows import cell_parts
from replay.sources.results.words.column_words import RIDES, ride_of_words
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import is_signed, seconds_of

_BEAT = re.compile(
    r"(?P<winner>\S.*?)\s+(?:beats?|b\.|def\.?|defeats|defeated|bt\.?|d\.|won against|"
    r"w/o|w\.o\.|walk-?over (?:over|against)|"
    r"over|schl[aä]gt|besiegt|bat|vence a|"
    r"vence|batte|verslaat|klopt|wint van)\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"(?P<winner>\S.*?)\s+(?:v\.?|vs\.?|gegen|contre|tegen|contra|[-–—])\s+(?P<rest>\S.*)", re.IGNORECASE
)
_LOSER = re.compile(
    r"(?P<loser>[^\W\d_][^\d,;:+(]*?(?:\s*\([^\W\d_]{2,30}\))?)"
    r"(?P<tail>\s*[,;:+\d(].*|\s+(?:by|in|two|three|straight|rel|dsq|dnf|dns|margins?)\b.*)?",
    re.IGNORECASE,
)
_STATUS_IN_BRACKETS = re.compile(r"\s*\((rel|dsq|dnf|dns)\)$", re.IGNORECASE)
_SCORE_BETWEEN = re.compile(
    r"^(?P<winner>[^\d]*?(?:\d[:.)]\s[^\d]*?)?[^\W\d_)]\)?)\s+(?P<score>[0-2]\s?[-–:]\s?[0-2])\s+"
    r"(?P<loser>[^\W\d_][^\d(]*?(?:\([A-Z]{2,3}\))?)(?P<tail>\s*[(,]\s*[\d+].*)?$"
)
"""A score between two names: 'Wilk POL 2 - 0 Brook AUS'."""
_BEFORE = re.compile(r"(?P<before>.{1,60}?)\s*(?::|\s[-–—])\s+(?P<winner>\S.*)")
_NUMBERED = re.compile(r"(?P<before>\d{1,2})[.)]\s+(?P<winner>\S.*)")
_BEGINS_RIDE = re.compile(r"(?:ride|race|run|decider)\s*\d*\s*:\s*\S", re.IGNORECASE)
_RELEGATED = re.compile(
    r"(?P<name>[^\d,;]+?)\s+(?:was\s+|is\s+)?(?P<status>relegated|disqualified)\s+(?:in|from)\s+(?:the\s+)?"
    r"(?P<ride>first|second|third|last|deciding)?\s*(?:ride|race|run)?\s*(?P<number>[1-3])?\.?",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "last": 3, "deciding": 3}
_STATUS = {"relegated": Status.REL, "disqualified": Status.DSQ}

_SCORE_WORDS = (
    (r"(?<![\d.,])([0-2])\s?[-–—:]\s?([0-2])(?![\d.,]\d)", None),
    (r"\b(?:two|2)(?: rides?| races?)? (?:to )?(?:nil|none|love|zero|0)(?: rides?| races?)?\b|"
     r"\b(?:in )?(?:two )?straight (?:rides|races)\b|\bin two(?: rides| races)?\b", (2, 0)),
    (r"\b(?:two|2)(?: rides?| races?)? (?:to )?one(?: rides?| races?)?\b|\bin three(?: rides| races)?\b", (2, 1)),
)  # fmt: skip
_PIECE = re.compile(
    r"[+-]?\d{1,2}[.,\"]\d{1,3}(?![\d.])|(?<![^\W_])(?:rel|dsq|dnf|dns)(?![^\W_])|(?<![^\W_])[xX](?![^\W_])",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"\b(?:by|and|y|und|et|e|en|in|the|sec|secs|seconds?|s|margins?(?: of)?|times?|rides?|final)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class BeatLine:
    """Who beat whom, as a line says it.

    before   words before the winner: a heading, or ''
    ride     of the match, from 1; 0 where none is named
    rows     the winner's and the other's, without cells
    cells    those of each ride that the line tells, (winner's, other's)
    why      why the cells are not known; '' where they are
    """

    before: str
    ride: int
    rows: tuple[ReadRow, ReadRow]
    cells: tuple[tuple[str, str], ...] = ()
    why: str = ""


def beat_line(text: str, line: int, *, heats_are_rides: bool = False) -> BeatLine | None:
    """What a line says of who beat whom; None for a line that says nothing of it.

    heats_are_rides  whether 'Heat 2' before it is a ride of a match, and no match of a round
    """
    words = " ".join(in_letters(text).split())
    if len(words) > _LONGEST:
        return None
    words = _STATUS_IN_BRACKETS.sub(r" \1", words)
    words = _SCORE_BETWEEN.sub(r"\g<winner> bt \g<loser> \g<score>\g<tail>", words)
    found = _BEAT.fullmatch(words)
    versus = None if found else _VERSUS.fullmatch(words)
    match = found or versus
    loser = _LOSER.fullmatch(match["rest"]) if match else None
    if match is None or loser is None:
        return None
    before, winner = _without_before(match["winner"])
    names = (cell_parts(winner), cell_parts(loser["loser"]))
    rows = [replace(name, line=line, quoted=words) for name in names if name is not None and _is_name_alone(name)]
    if len(rows) != len(names):
        return None
    score, tail = _score(loser["tail"] or "")
    if versus and (score is None or score[0] == score[1]):
        return None
    if score is not None and score[0] < score[1]:
        rows, score = rows[::-1], (score[1], score[0])
    pieces = [*rows[0].figures, *(piece[0] for piece in _PIECE.finditer(tail))]
    if rows[1].figures:
        return None
    rows = [replace(row, figures=()) for row in rows]
    rest = " ".join(re.findall(r"[^\W_]+", _FILLING.sub(" ", _PIECE.sub(" ", tail))))
    ride = ride_of_words(before) if heats_are_rides or not names_heat_too(before) else 0
    cells, why = ((), f"not understood: {rest[:60]}") if rest else _cells(score, pieces, one_ride=bool(ride))
    return BeatLine("" if ride else before, ride, (rows[0], rows[1]), cells, why)


_LONGEST = 200

NOT_SAID = (UNKNOWN, UNKNOWN)
"""The cells of a ride of which nobody says who won it."""


def _without_before(text: str) -> tuple[str, str]:
    """The words before the name of a winner, and the name."""
    found = _BEFORE.fullmatch(text) or _NUMBERED.fullmatch(text)
    if found is None:
        decider = re.fullmatch(
            r"(?P<before>decider|(?:ride|race|run) ?[1-3])\)?\s+(?P<winner>\S.*)", text, re.IGNORECASE
        )
        return (decider["before"], decider["winner"]) if decider else ("", text)
    return found["before"].strip(), found["winner"].strip()


def _is_name_alone(row: ReadRow) -> bool:
    """Whether words are a name, with times of the last 200 m in brackets at most."""
    return bool(row.name) and not row.leftover and row.status is None and all(map(is_last_200, row.figures))


def _score(tail: str) -> tuple[tuple[int, int] | None, str]:
    """The rides won and lost that words say, and the words without them."""
    for pattern, known in _SCORE_WORDS:
        found = re.search(pattern, tail, re.IGNORECASE)
        if found:
            said = known or (int(found[1]), int(found[2]))
            return said, f"{tail[: found.start()]} {tail[found.end() :]}"
    return None, tail


def _cells(
    score: tuple[int, int] | None, pieces: Sequence[str], *, one_ride: bool
) -> tuple[tuple[tuple[str, str], ...], str]:
    """The cells of each ride that a score and figures make, (winner's, other's); or () and why they make none."""
    times = [is_last_200(piece) for piece in pieces]
    if one_ride or score == (1, 0) or (score is None and sum(times) < 2 and len(pieces) - sum(times) < 2):
        return _one_ride(pieces)
    if score == (2, 0) or (score is None and len(pieces) == 2 and len(set(times)) == 1):
        if not pieces:
            return (("X", "L"), ("X", "L")), ""
        if len(pieces) == 2 and len(set(times)) == 1:
            return tuple(_won(piece) for piece in pieces), ""
        return (), "which ride each figure is of is not said"
    if score == (2, 1) and len(pieces) == len(RIDES) and sum(map(_is_lost, pieces)) == 1 and not _is_lost(pieces[-1]):
        return tuple(_lost(piece) if _is_lost(piece) else _won(piece) for piece in pieces), ""
    if score == (2, 1) and not pieces:
        return (NOT_SAID, NOT_SAID, ("X", "L")), ""  # who wins by two to one has won the last
    if score == (2, 1):
        return (), "which of the first two rides each won is not said: write a line for each, 'Ride 1: A beat B'"
    return (), "which ride each figure is of is not said"


def _one_ride(pieces: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """The cells of one ride: the time of the last 200 m of the winner, and margin or status of the other."""
    times = [piece for piece in pieces if is_last_200(piece)]
    others = [piece for piece in pieces if not is_last_200(piece)]
    if len(times) > 1 or len(others) > 1:
        return (), "which ride each figure is of is not said"
    lost = _won(others[0])[1] if others else "L"
    return ((" ".join(["X", *times]), lost),), ""


def _is_lost(piece: str) -> bool:
    """Whether a figure in a list of who won most rides is of one that he lost: a margin or a status among times."""
    return status_of(piece) is not None or (seconds_of(piece) is not None and not is_last_200(piece))


def _won(piece: str) -> tuple[str, str]:
    if piece in ("x", "X"):
        return "X", "L"
    if is_last_200(piece):
        return f"X {piece}", "L"
    return "X", piece if status_of(piece) or is_signed(piece) else f"+{piece}"


def _lost(piece: str) -> tuple[str, str]:
    return (piece if status_of(piece) or is_signed(piece) else f"+{piece.lstrip('-')}"), "X"


def rows_with_rides(beat: BeatLine, rows: Sequence[ReadRow]) -> list[ReadRow] | None:
    """The rows of a match with the rides of a line; None where it is of other riders. rows: of the match so far."""
    known = [_row_of(row.name, rows) for row in beat.rows]
    if rows and (None in known or len(rows) != len(known)):
        return None
    found = list(rows) or list(beat.rows)
    places = [place for place in known if place is not None] if rows else [0, 1]
    first = beat.ride or max((len(row.rides) for row in rows), default=0) + 1
    if first + len(beat.cells) - 1 > len(RIDES):
        return None
    for number, cells in enumerate(beat.cells, start=first):
        for place, cell in zip(places, cells, strict=True):
            found[place] = replace(found[place], rides=_with_cell(found[place].rides, number, cell))
    return found


def rows_with_relegation(text: str, rows: Sequence[ReadRow]) -> list[ReadRow] | None:
    """The rows of a match with what a line says of a relegation: 'Rudyk was relegated in the third ride'; else None."""
    found = _RELEGATED.fullmatch(" ".join(text.split()))
    place = _row_of(found["name"].strip(), rows) if found and rows else None
    number = (int(found["number"] or 0) or _ORDINALS.get((found["ride"] or "").lower(), 0)) if found else 0
    if found is None or place is None or not number:
        return None
    status = str(_STATUS[found["status"].lower()])
    changed = []
    for at, row in enumerate(rows):
        own = row.rides[number - 1] if len(row.rides) >= number else ""
        won = own if own.startswith("X") else "X"
        changed.append(replace(row, rides=_with_cell(row.rides, number, status if at == place else won)))
    return changed


def announces_ride(text: str) -> bool:
    """Whether a line begins as one of a ride does: what it says was to be read."""
    return _BEGINS_RIDE.match(" ".join(text.split())) is not None


def _with_cell(rides: tuple[str, ...], number: int, cell: str) -> tuple[str, ...]:
    cells = [*rides, *[""] * (number - len(rides))]
    cells[number - 1] = cell
    return tuple(cells)


def _row_of(name: str, rows: Sequence[ReadRow]) -> int | None:
    """The row of a rider who may be named by the family name alone."""
    words = name.casefold().split()
    found = [at for at, row in enumerate(rows) if set(words) <= set((row.name or row.last).casefold().split())]
    return found[0] if len(found) == 1 else None
