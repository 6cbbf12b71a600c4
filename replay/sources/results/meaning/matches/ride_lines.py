"""Lines of text with a cell for each ride: 'Wilk (POL) 10.012 REL 9.987', 'Lavreysen **', 'Brook 1-2 +0.034 9.954'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from replay.sources.results.layouts.blocks import in_letters
from replay.sources.results.meaning.matches.sprint_rides import is_last_200
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_rows import cell_parts
from replay.sources.results.words.column_words import RIDES, Meaning, meaning_of, ride_of_words
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import has_decimals, is_signed, says_qualified, seconds_of

_TOKEN = re.compile(r"\+\s?\d\S*|w\. ?o\.|\S+", re.IGNORECASE)
_SCORE = re.compile(r"([0-2])\s?[-–—:]\s?([0-2])")
_WALK_OVER = re.compile(r"w\.? ?o\.?|w/o|walk-?over|bye", re.IGNORECASE)
_DASHES = ("-", "–", "—", "--", "---")
_MARKS = ("x", "w", "l", "✓", "*")
_WINS = (
    "winner",
    "wins",
    "sieger",
    "siegerin",
    "vainqueur",
    "vincitore",
    "vincitrice",
    "ganador",
    "ganadora",
    "winnaar",
)
_LEAD = re.compile(r"\s*(?:(?P<first>\d{1,3})(?:[.):]|st|nd|rd|th|º|°)?\s+)?(?:(?P<second>\d{1,3})\s+)?(?=[^\W\d_])")
_LONGEST = 300
_LONGEST_MARGIN_S = 8.0
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class RideColumns:
    """The words over the cells of rides. spans: (begin, end) of each in its line; before: what stands over the rest."""

    spans: tuple[tuple[int, int], ...]
    before: tuple[Meaning, ...] = ()


def ride_columns(text: str) -> RideColumns | None:
    """The columns that a line of words names, if it names two rides or more in their order; None for any other line."""
    words = list(re.finditer(r"\S+", text))
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        for count in (2, 1):
            piece = words[at : at + count]
            begin, end = piece[0].start(), piece[-1].end()
            if len(piece) == count and ride_of_words(text[begin:end]) == len(spans) + 1:
                spans.append((begin, end))
                at += count - 1
                break
        at += 1
    if not 2 <= len(spans) <= len(RIDES) or len(text) > _LONGEST:
        return None
    before = text[: spans[0][0]]
    parts = re.split(r"\s{2,}|\t", before) if "  " in before.strip() else before.split()
    return RideColumns(tuple(spans), tuple(one for part in parts if (one := meaning_of(part)) is not None))


@dataclass(slots=True)
class _Cell:
    """The text of a cell, and where it stands."""

    text: str
    begin: int
    end: int
    place: str = ""


def row_of_ride_line(
    text: str, line: int, *, columns: RideColumns | None = None, among_rows: bool = False
) -> ReadRow | None:
    """The row of a rider with a cell for each ride; None for any other line of text.

    among_rows: whether rows stand before it, so that one figure behind a name makes it a row too
    """
    text = in_letters(text)
    if len(text) > _LONGEST:
        return None
    tokens = list(_TOKEN.finditer(text))
    begin = len(tokens)
    while begin and _may_be_cell(tokens[begin - 1][0]):
        begin -= 1
    if begin in (0, len(tokens)):
        return None
    numbers, parts = _named(text[: tokens[begin].start()], columns)
    cells, score = _cells(tokens[begin:])
    if parts is None or cells is None or not (cells or score):
        return None
    if (parts.leftover and columns is None) or (
        len(parts.name.split()) > _MOST_NAMES and not (parts.nation or numbers)
    ):
        return None
    alone = len(cells) == 1 and score is None and columns is None and is_last_200(cells[0].text)
    if alone and not (parts.nation or numbers or among_rows):
        return None
    found = replace(
        parts, line=line, quoted=" ".join(text.split()), rides=_in_columns(cells, columns), score=score, figures=()
    )
    return replace(
        found,
        rank=numbers.get(Meaning.RANK),
        number=numbers.get(Meaning.NUMBER, parts.number),
        heat=str(numbers.get(Meaning.HEAT, "")),
    )


def _named(text: str, columns: RideColumns | None) -> tuple[dict[Meaning, int], ReadRow | None]:
    """The numbers before a name by their meaning, and what stands with the name; None where it is no name."""
    lead = _LEAD.match(text)
    numbers = [int(digits) for digits in lead.groups() if digits] if lead else []
    meanings = [
        one for one in (columns.before if columns else ()) if one in (Meaning.RANK, Meaning.HEAT, Meaning.NUMBER)
    ]
    meanings = meanings or [Meaning.RANK, Meaning.NUMBER]
    if len(numbers) < len(meanings) and columns and Meaning.NUMBER in columns.before:
        meanings = meanings[len(meanings) - len(numbers) :]  # the heat stands beside its first rider alone
    parts = cell_parts(text[lead.end() if lead else 0 :])
    if parts is None or not parts.name or parts.figures or parts.status or any(map(str.isdecimal, parts.leftover)):
        return {}, None
    return dict(zip(meanings, numbers, strict=False)), parts


def _may_be_cell(token: str) -> bool:
    bare = token.strip("()[];,|")
    return (
        bare in _DASHES
        or bare in ("1", "2", "0")
        or bare.casefold() in (*_MARKS, *_WINS)
        or set(bare) == {"*"}
        or _is_figure(bare)
        or _SCORE.fullmatch(bare) is not None
        or _WALK_OVER.fullmatch(bare) is not None
        or (bare.isupper() and status_of(bare) is not None)
        or (says_qualified(bare) and len(bare) < 3)
    )  # fmt: skip


def _is_figure(text: str) -> bool:
    seconds = seconds_of(text)
    if seconds is None or not (has_decimals(text) or is_signed(text)):
        return False
    return is_last_200(text) or 0.0 <= seconds < _LONGEST_MARGIN_S


def _cells(tokens: Sequence[re.Match[str]]) -> tuple[list[_Cell] | None, tuple[int, int] | None]:
    """The cells of a row and the score that it says; None for cells that contradict each other."""
    cells: list[_Cell] = []
    score = None
    for token in tokens:
        text, begin, end = token[0].strip("()[];,|"), token.start(), token.end()
        said = _SCORE.fullmatch(text)
        if said:
            score = (int(said[1]), int(said[2]))
        elif text.casefold() in _WINS or (says_qualified(text) and text.casefold() not in _MARKS):
            continue
        elif set(text) == {"*"}:
            cells += [_Cell("X", begin, end, place="*") for _ in text]
        elif text in ("1", "2") and cells and _takes_place(cells):
            cells[-1].place = text
        elif cells and cells[-1].place == "*" and is_last_200(text):
            cells[-1].text, cells[-1].place = f"X {text}", "1"
        else:
            walked = _WALK_OVER.fullmatch(text) is not None
            cells.append(_Cell("w/o" if walked else text.replace("+ ", "+"), begin, end))
    return (list(_placed(cells)) if _agree(cells) else None), score


def _takes_place(cells: Sequence[_Cell]) -> bool:
    """Whether a place may stand behind the last cell: it is a figure or a status, and has none."""
    last = cells[-1]
    return not last.place and not last.text.isdecimal() and (_is_figure(last.text) or status_of(last.text) is not None)


def _agree(cells: Sequence[_Cell]) -> bool:
    """Whether places beside cells are those that the cells say."""
    return not any(
        cell.place == "1" and (is_signed(cell.text) or status_of(cell.text) is not None) for cell in cells
    )  # fmt: skip


def _placed(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    for cell in cells:
        if cell.place == "1" and is_last_200(cell.text):
            yield replace(cell, text=f"X {cell.text}")
        elif cell.place == "2" and is_last_200(cell.text):
            yield replace(cell, text="L")  # the time of who lost is no margin
        else:
            yield cell


def _in_columns(cells: Sequence[_Cell], columns: RideColumns | None) -> tuple[str, ...]:
    """The cells with empty ones between them, where they stand under words over columns; else one after another."""
    texts = tuple(cell.text for cell in cells)
    if columns is None or len(cells) >= len(columns.spans):
        return texts
    found = [
        [at for at, (begin, end) in enumerate(columns.spans) if begin < cell.end and cell.begin < end] for cell in cells
    ]
    places = [under[0] for under in found if len(under) == 1]
    if len(places) < len(cells) or len(set(places)) < len(places) or places == list(range(len(cells))):
        return texts
    padded = [""] * len(columns.spans)
    for place, text in zip(places, texts, strict=True):
        padded[place] = text
    return tuple(padded)
