"""What the columns of a table hold: by the words over them, and where there are none by what is in them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from replay.sources.results.layouts.blocks import Cell, TableRow
from replay.sources.results.words.column_words import Meaning, meaning_of, ride_of_words
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.nation_codes import nation_of, nation_of_code
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import (
    has_decimals,
    is_signed,
    rank_of,
    says_nothing,
    says_same_time,
    seconds_of,
)

_ENOUGH = 0.6
"""Of the cells of a column that are of one kind, for it to be of that kind."""

Columns = tuple[Meaning | None, ...]


def heads_columns(row: TableRow) -> bool:
    """Whether a row holds the words over the columns."""
    words = [cell.text for cell in row.cells if cell.text]
    if not words or any(has_decimals(text) and seconds_of(text) is not None for text in words):
        return False
    known = [meaning for text in words if (meaning := meaning_of(text)) is not None]
    if row.heads:
        return len(known) >= 1 and len(words) > 1
    figures = sum(text.isdecimal() for text in words)
    return len(set(known)) >= 2 and len(known) >= 0.5 * len(words) and not figures


def heat_over_names(row: TableRow) -> tuple[str, TableRow]:
    """A heat that stands over the names among words over rides, and the row without it: `Heat 1 | Race 1 | Race 2`.

    '' and the row itself where none does: a `Heat 1` without rides beside it is a ride.
    """
    place = next((at for at, cell in enumerate(row.cells) if cell.text), None)
    rides = {ride_of_words(cell.text) for cell in row.cells[(place or 0) + 1 :]} - {0}
    if place is None or not {1, 2} <= rides or not heading_facts(row.cells[place].text).heat:
        return "", row
    return row.cells[place].text, replace(row, cells=(*row.cells[:place], Cell(""), *row.cells[place + 1 :]))


def beside_places(head: TableRow, rows: Sequence[TableRow]) -> TableRow:
    """The words over columns, moved by one where an empty first cell was lost: all rows have one cell more."""
    moved = bool(rows) and head.cells[0].is_empty and min(len(row.cells) for row in rows) == len(head.cells) + 1
    return replace(head, cells=(Cell(""), *head.cells)) if moved else head


def columns_under(head: TableRow, rows: Sequence[TableRow]) -> Columns:
    """What the columns under their words hold. Of two of one meaning the first that holds something counts."""
    meanings: list[Meaning | None] = [meaning_of(cell.text) if cell.text else None for cell in head.cells]
    width = max([len(meanings), *(len(row.cells) for row in rows)])
    meanings += [None] * (width - len(meanings))
    if Meaning.FIRST in meanings and Meaning.LAST not in meanings and Meaning.NAME in meanings:
        meanings[meanings.index(Meaning.NAME)] = Meaning.LAST
    if Meaning.LAST in meanings and not {Meaning.FIRST, Meaning.NAME} & set(meanings):
        meanings[meanings.index(Meaning.LAST)] = Meaning.NAME
    if Meaning.NAME in meanings:
        for place, meaning in enumerate(meanings):
            if meaning in (Meaning.FIRST, Meaning.LAST) and not {Meaning.FIRST, Meaning.LAST} <= set(meanings):
                meanings[place] = None
    for meaning in set(meanings) - {None, Meaning.UNUSED, Meaning.NOTES}:
        places = [place for place, one in enumerate(meanings) if one is meaning]
        kept = max(places, key=lambda place: (_filled(rows, place, meaning), -place))
        for place in places:
            if place != kept:
                meanings[place] = None if len(places) == 2 and _filled(rows, place, meaning) else Meaning.UNUSED
    return tuple(_by_content(rows, meanings))


def _filled(rows: Sequence[TableRow], place: int, meaning: Meaning | None) -> bool:
    cells = [row.cells[place] for row in rows if place < len(row.cells)]
    if meaning is Meaning.NATION:
        return any(cell.nation or nation_of(cell.text) for cell in cells)
    return any(not says_nothing(cell.text) for cell in cells)


def _by_content(rows: Sequence[TableRow], meanings: list[Meaning | None]) -> list[Meaning | None]:
    """Columns without words, or with words that are not known, by what they hold."""
    for place, meaning in enumerate(meanings):
        if meaning is not None:
            continue
        found = _kind_of(rows, place)
        if found is not None and found not in meanings:
            meanings[place] = found
    if not {Meaning.NAME, Meaning.LAST} & set(meanings):
        named = [place for place, meaning in enumerate(meanings) if meaning in (None, Meaning.NATION, Meaning.CLUB)]
        names = [place for place in named if _share(rows, place, _is_name) >= _ENOUGH]
        if names:
            meanings[names[0]] = Meaning.NAME
    return meanings


def columns_by_content(rows: Sequence[TableRow]) -> Columns:
    """What columns without any words over them hold."""
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(_by_content(rows, [None] * width))


def _kind_of(rows: Sequence[TableRow], place: int) -> Meaning | None:
    texts = [row.cells[place].text for row in rows if place < len(row.cells)]
    filled = [text for text in texts if not says_nothing(text)]
    if not filled:
        flags = sum(bool(row.cells[place].nation) for row in rows if place < len(row.cells))
        return Meaning.NATION if flags >= _ENOUGH * len(rows) else None
    if _are_ranks(filled):
        return Meaning.RANK
    if all(text.isdecimal() and len(text) <= 3 for text in filled):
        return Meaning.NUMBER
    if all(text.isdecimal() for text in filled):
        return Meaning.UNUSED
    kinds = Counter(_kind(text) for text in filled)
    kind, count = kinds.most_common(1)[0]
    return kind if kind is not None and count >= _ENOUGH * len(filled) else None


def _kind(text: str) -> Meaning | None:
    if seconds_of(text) is not None and (has_decimals(text) or is_signed(text)):
        return Meaning.GAP if is_signed(text) else Meaning.TIME
    if says_same_time(text):
        return Meaning.GAP
    if status_of(text):
        return Meaning.STATUS
    if nation_of_code(text) or (len(text) > 3 and nation_of(text)):
        return Meaning.NATION
    facts = heading_facts(text)
    if facts.round and not facts.rest:
        return Meaning.ROUND
    if _is_name(text):
        return Meaning.NAME
    return None


def _are_ranks(texts: Sequence[str]) -> bool:
    """Whether a column counts on: places, perhaps with codes in between."""
    ranks = [rank_of(text) for text in texts]
    numbers = [rank[0] for rank in ranks if rank]
    others = [text for text, rank in zip(texts, ranks, strict=True) if not rank]
    if not numbers or not all(status_of(text) for text in others):
        return False
    steps = list(itertools.pairwise(numbers))
    return numbers[0] in (1, 4, 7, 13) and all(second - first in (0, 1, 2) or second == 1 for first, second in steps)


def _is_name(text: str) -> bool:
    words = text.split()
    letters = sum(c.isalpha() for c in text)
    return (
        1 <= len(words) <= 7
        and letters >= 0.7 * len(text.replace(" ", ""))
        and (len(words) > 1 or text[:1] >= "\u2e80")
    )


def _share(rows: Sequence[TableRow], place: int, test: object) -> float:
    texts = [row.cells[place].text for row in rows if place < len(row.cells) and row.cells[place].text]
    return sum(map(test, texts)) / len(texts) if texts and callable(test) else 0.0
