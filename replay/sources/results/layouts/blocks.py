"""What every layout becomes: headings, tables of cells and lines of text, each with its line in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from replay.base.letters.normal_text import normal_text

PAGE_TITLE = 0
CAPTION = 20
"""Levels of headings that no layout numbers: a caption is of its table alone."""

BOLD_LINE = 9
"""The level of a line that stands alone in bold, below all numbered headings."""

PLAIN_LINE = 10
"""The level of a line of plain text that says what follows."""

MOST_LINES = 4_000
"""Lines and rows of a source that are read: no results table is longer, and any file ends in time."""

LONGEST_LINE = 4_000
"""Characters of a line of text: a longer one is no row, and not taken apart."""

WIDEST = 60
"""Cells of a row, beyond which it is no row of a results table."""

LONGEST_CELL = 400
"""Characters of a cell that are kept."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Of marked-up layouts it holds what the mark-up says beside the text.

    nation       a code or name of a nation, from a flag
    first, last  the names, where the mark-up tells them apart
    """

    text: str
    nation: str = ""
    first: str = ""
    last: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.nation or self.last)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table. heads: whether the layout marks it as a heading of columns. text: the row as it is quoted."""

    cells: tuple[Cell, ...]
    line: int
    heads: bool = False
    text: str = ""

    @property
    def quoted(self) -> str:
        words = self.text or " | ".join(cell.text or cell.nation for cell in self.cells)
        return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """Words that stand over what follows. level: smaller is further out."""

    text: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows that belong together."""

    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line outside of tables. ordered: the number that a list of the mark-up gives it, if any."""

    text: str
    line: int
    ordered: int | None = None


Block: TypeAlias = HeadingBlock | TableBlock | TextLine


def tidy(text: str) -> str:
    """Text of a cell: one line, ordinary spaces and letters, flags and medals as words."""
    return " ".join(normal_text(in_letters(text[: 4 * LONGEST_CELL])).split())[:LONGEST_CELL]


_REGIONAL_A, _REGIONAL_Z = 0x1F1E6, 0x1F1FF
_HOME_NATIONS = {"gbeng": "ENG", "gbsct": "SCO", "gbwls": "WAL"}
_MEDALS = {"\N{FIRST PLACE MEDAL}": " 1. ", "\N{SECOND PLACE MEDAL}": " 2. ", "\N{THIRD PLACE MEDAL}": " 3. "}
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_BLACK_FLAG, _TAGS = "\N{WAVING BLACK FLAG}", 0xE0000


_PICTURES = re.compile("[（）\u20e3\u2600-\u27bf\U0001f000-\U0001faff\U000e0000-\U000e007f]")


def in_letters(text: str) -> str:
    """Flags as `(GB)`, medals and keycaps as `1. `; other pictures as spaces."""
    if text.isascii() or _PICTURES.search(text) is None:
        return text
    return _without_pictures(_with_keycaps(_with_flags(text.replace("（", " (").replace("）", ") "))))


def _with_flags(text: str) -> str:
    written: list[str] = []
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == _BLACK_FLAG:
            tags = ""
            at += 1
            while at < len(text) and _TAGS < ord(text[at]) <= _TAGS + 0x7F:
                tags += chr(ord(text[at]) - _TAGS) if ord(text[at]) < _TAGS + 0x7F else ""
                at += 1
            written.append(f" ({_HOME_NATIONS[tags]}) " if tags in _HOME_NATIONS else " ")
            continue
        pair = text[at : at + 2]
        if len(pair) == 2 and all(_REGIONAL_A <= ord(half) <= _REGIONAL_Z for half in pair):
            written.append(" (" + "".join(chr(ord(half) - _REGIONAL_A + ord("A")) for half in pair) + ") ")
            at += 2
            continue
        written.append(_MEDALS.get(letter, letter))
        at += 1
    return "".join(written)


def _with_keycaps(text: str) -> str:
    if _KEYCAP not in text:
        return text
    plain = text.replace("\ufe0f", "")
    for digit in "0123456789":
        plain = plain.replace(digit + _KEYCAP, f" {digit}. ")
    return plain.replace(_KEYCAP, " ")


def _without_pictures(text: str) -> str:
    return "".join("  " if 0x1F000 <= ord(c) <= 0x1FAFF or 0x2600 <= ord(c) <= 0x27BF else c for c in text)
