"""Wikitext: headings, tables and lists of a wiki page, its templates of flags, athletes and medals.

Tables are read line by line, for they are written so and a page may hold much else; what stands in a cell is parsed by
mwparserfromhell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from replay.sources.results.layouts.blocks import (
    BOLD_LINE,
    CAPTION,
    WIDEST,
    Block,
    Cell,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
)
from replay.sources.results.layouts.wiki_cells import LONGEST_PARSED, cell_of_wiki
from replay.sources.results.words.nation_codes import nation_of

_HEADING = re.compile(r"^(={1,6})\s*([^=].*?)\s*\1\s*$")
_BOLD = re.compile(r"^(?:;\s*(.+?)|'''\s*(.+?)\s*''':?)\s*:?$")
_LONGEST_READ = 20_000
"""Characters of a line that are read."""

_ATTRIBUTES = re.compile(r"^\s*(?:[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|\"']+)\s*)+$")
_SPAN = re.compile(r"(rowspan|colspan)\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)


def wiki_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Headings, tables and lines of text of a wiki page."""
    table: _WikiTable | None = None
    hidden = _Hidden()
    for number, raw in enumerate(lines, start=1):
        line = hidden.seen(raw[:_LONGEST_READ])
        if line is None:
            continue
        stripped = line.strip()
        if table is not None:
            if stripped.startswith("|}"):
                yield from table.blocks()
                table = None
            else:
                table.take(line, number)
            continue
        if re.match(r"^:*\{\|", stripped):
            table = _WikiTable(begun=number)
            continue
        yield from _outside(line, number)
    if table is not None:
        yield from table.blocks()


def _outside(line: str, number: int) -> Iterator[Block]:
    """What a line outside of tables is."""
    found = _HEADING.match(line.strip())
    if found:
        yield HeadingBlock(cell_of_wiki(found[2]).text, len(found[1]), number)
        return
    bold = _BOLD.match(line.strip())
    if bold and len(line) < 120:
        yield HeadingBlock(cell_of_wiki(bold[1] or bold[2]).text, BOLD_LINE, number)
        return
    marks = re.match(r"^[*#:;]+\s*", line)
    text = cell_of_wiki(line[marks.end() :] if marks else line)
    if not text.is_empty:
        flag = (
            f" ({text.nation})"
            if text.nation and nation_of(text.nation) not in re.findall(r"\((\w+)\)", text.text)
            else ""
        )
        yield TextLine(text.text + flag, number, 0 if marks and "#" in marks[0] else None)


@dataclass(slots=True)
class _Hidden:
    """Comments and footnotes, which may go over several lines, are not part of the text."""

    until: str = ""
    templates: int = 0

    def seen(self, line: str) -> str | None:
        """The part of a line that is text; None if it has none. Templates over many lines are left out."""
        if self.until:
            _before, found, line = line.partition(self.until)
            if not found:
                return None
            self.until = ""
        line = re.sub(r"<!--.*?-->|<ref[^>/]*/>|<ref[^>]*>.*?</ref>", "", line[:20_000])
        for begin, end in (("<!--", "-->"), ("<ref", "</ref>")):
            at = line.find(begin)
            if at >= 0 and end not in line[at:] and not line[at:].rstrip().endswith("/>"):
                line, self.until = line[:at], end
        opened, closed = line.count("{{"), line.count("}}")
        inside = self.templates > 0
        self.templates = max(self.templates + opened - closed, 0)
        if inside or (self.templates and line.lstrip().startswith("{{")):
            return None if not line.lstrip().startswith(("{|", "|}", "|-")) else self._given_up(line)
        return line

    def _given_up(self, line: str) -> str:
        """A table cannot stand in an open template: its end was forgotten."""
        self.templates = 0
        return line


@dataclass(slots=True)
class _WikiTable:
    """A table that is being read."""

    begun: int
    caption: tuple[str, int] | None = None
    rows: list[TableRow] = field(default_factory=list)
    cells: list[tuple[str, bool]] = field(default_factory=list)
    line: int = 0
    spans: dict[int, tuple[int, Cell]] = field(default_factory=dict)

    def take(self, line: str, number: int) -> None:
        stripped = line.strip()
        if stripped.startswith("|+") and not (self.rows or self.cells):  # amid rows '|+0.034' is a cell
            self.caption = (stripped[2:], number)
        elif stripped.startswith("|-"):
            self._end_row()
        elif stripped.startswith(("|", "!")):
            heads = stripped.startswith("!")
            self.line = self.line or number
            for part in _split_cells(stripped[1:], heads=heads):
                if len(self.cells) < WIDEST:
                    self.cells.append((part, heads))
        elif self.cells and stripped:
            text, heads = self.cells[-1]
            self.cells[-1] = (f"{text} {stripped}"[:LONGEST_PARSED], heads)

    def _end_row(self) -> None:
        if not self.cells:
            return
        cells: list[Cell] = []
        for text, _ in self.cells:
            self._fill(cells)
            attributes, inner = _attributes_of(text)
            cell = cell_of_wiki(inner)
            spans = {name.lower(): int(count) for name, count in _SPAN.findall(attributes)}
            for extra in range(min(max(spans.get("colspan", 1), 1), 30)):
                if spans.get("rowspan", 1) > 1:
                    self.spans[len(cells)] = (spans["rowspan"] - 1, cell)
                cells.append(cell if extra == 0 else Cell(""))
        self._fill(cells)
        heads = all(head for _, head in self.cells)
        self.rows.append(TableRow(tuple(cells[:WIDEST]), self.line, heads))
        self.cells, self.line = [], 0

    def _fill(self, cells: list[Cell]) -> None:
        while len(cells) in self.spans and len(cells) < WIDEST:
            left, cell = self.spans.pop(len(cells))
            if left > 1:
                self.spans[len(cells)] = (left - 1, cell)
            cells.append(cell)

    def blocks(self) -> Iterator[Block]:
        self._end_row()
        if self.caption:
            yield HeadingBlock(cell_of_wiki(_attributes_of(self.caption[0])[1]).text, CAPTION, self.caption[1])
        if self.rows:
            yield TableBlock(tuple(self.rows))


def _split_cells(text: str, *, heads: bool) -> list[str]:
    """The cells of a line, at `||` and `!!` that are not inside of links and templates."""
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in ("{{", "[["):
            depth, at = depth + 1, at + 2
        elif pair in ("}}", "]]"):
            depth, at = max(depth - 1, 0), at + 2
        elif depth == 0 and (pair == "||" or (heads and pair == "!!")):
            parts.append(text[begin:at])
            at += 2
            begin = at
        else:
            at += 1
    return [*parts, text[begin:]]


def _attributes_of(text: str) -> tuple[str, str]:
    """The attributes before the text of a cell, and the text."""
    before, bar, after = text.partition("|")
    if bar and "[[" not in before and "{{" not in before and (_ATTRIBUTES.match(before) or not before.strip()):
        return before, after
    return "", text
