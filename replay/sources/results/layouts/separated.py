"""Separated values: commas, semicolons, tabs and bars, between lines of other text or not."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from replay.sources.results.layouts.blocks import (
    LONGEST_LINE,
    WIDEST,
    Block,
    Cell,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
    tidy,
)
from replay.sources.results.layouts.mended_lines import side_by_side, with_whole_rows

_RULE = re.compile(r"^[\s|+:=_-]*$")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")
_DECIMALS = re.compile(r"^\d{1,3}\"?$")
_LEAST_ROWS = 2


def separated_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Runs of lines with separated values as tables; all other lines as text, those under `#` or `==` as headings."""
    comma = _separator_of(lines)
    lines = lines if comma else with_whole_rows(lines)
    at = 0
    while at < len(lines):
        beside = side_by_side(lines, at)
        if beside is not None:
            lists, at = beside
            for column in lists:
                for text, number in column:
                    yield from _plain(text, number)
            continue
        separator, end = _run(lines, at, comma)
        if separator:
            yield from _values(lines, at, end, separator)
            at = end
            continue
        yield from _plain(lines[at], at + 1)
        at += 1


def _plain(line: str, number: int) -> Iterator[Block]:
    if len(line) > LONGEST_LINE:
        yield TextLine(line[: LONGEST_LINE + 1], number)
        return
    found = _MARKDOWN_HEADING.match(line.strip())
    if found:
        yield HeadingBlock(tidy(found[2]), len(found[1]), number)
        return
    wiki = re.match(r"^(={2,6})\s*([^=].*?)\s*\1$", line.strip())
    if wiki:
        yield HeadingBlock(tidy(wiki[2]), len(wiki[1]), number)
        return
    bold = re.match(r"^(?:;\s*|\*\*|__|''')(.+?)(?:\*\*|__|'''|:)*$", line.strip())
    if bold and not re.match(r"^\W*$", bold[1]) and len(line) < 100:
        yield HeadingBlock(tidy(bold[1]), 9, number)
    elif line.strip():
        yield TextLine(line, number)


def _separator_of(lines: Sequence[str]) -> str:
    """Comma or semicolon, where the text has the form of such a file; else ''."""
    sample = [re.sub(r'"[^"]*"', "", line) for line in lines[:400] if line.strip() and len(line) <= LONGEST_LINE]
    if not sample:
        return ""
    for separator, least in ((";", 2), (",", 2)):
        counts = [line.count(separator) for line in sample]
        usual = max(set(counts), key=counts.count)
        near = sum(abs(count - usual) <= 1 and count > 0 for count in counts)
        spaced = sum(f"{separator} " in line for line in sample)
        if separator == "," and sum(_has_other_commas(line) for line in sample) < 0.5 * near:
            continue
        if usual >= least and near >= 0.5 * len(sample) and spaced < 0.5 * near:
            return separator
    return ""


def _has_other_commas(line: str) -> bool:
    """Whether a line has commas that are no marks of decimals."""
    return "," in re.sub(r"(?<=\d),(?=\d{2,3}(?!\d))", "", line)


def _run(lines: Sequence[str], begin: int, comma: str) -> tuple[str, int]:
    """The separator of the lines from one on, and the end of their run; '' where they have none."""
    line = lines[begin]
    for separator in ("\t", "|", comma or "\0", ";"):
        if not _has(line, separator):
            continue
        end = begin
        while end < len(lines) and _has(lines[end], separator):
            end += 1
        if end - begin >= _LEAST_ROWS or (separator == comma and comma):
            return separator, end
    return "", begin + 1


def _has(line: str, separator: str) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    count = line.count(separator)
    if separator == "|":
        return count >= 2
    if separator == ";":
        return count >= 2 and "; " not in line.rstrip("; ")
    return count >= (1 if separator == "\t" else 2)


def _values(lines: Sequence[str], begin: int, end: int, separator: str) -> Iterator[Block]:
    """The rows of a run. A row of one text alone is a heading."""
    rows: list[TableRow] = []
    for cells, number in _read(lines, begin, end, separator):
        line = lines[number - 1]
        if _RULE.match(line):
            continue
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and cells[0] and any(map(str.isalpha, cells[0])):
            if rows:
                yield TableBlock(tuple(rows))
                rows = []
            yield TextLine(filled[0], number)
            continue
        if filled:
            rows.append(TableRow(tuple(Cell(tidy(cell)) for cell in cells[:WIDEST]), number, text=tidy(line)))
    if rows:
        yield TableBlock(tuple(rows))


def _read(lines: Sequence[str], begin: int, end: int, separator: str) -> Iterator[tuple[list[str], int]]:
    """The cells of each row with the line on which it begins. Quoted cells may go over several lines."""
    if separator == "|":
        for number in range(begin, end):
            yield [cell.strip() for cell in _bars(lines[number])], number + 1
        return
    quoted = any('"' in line for line in lines[begin:end]) and _quotes_enclose(lines[begin:end], separator)
    reader = csv.reader(
        lines[begin:end], delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=False
    )
    first = begin + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            first = begin + reader.line_num + 1
            continue
        cells = [cell.strip() for cell in cells]
        yield (_with_decimals(cells) if separator == "," else cells), first
        first = begin + reader.line_num + 1


def _bars(line: str) -> list[str]:
    stripped = line.strip()
    inner = stripped[1:] if stripped.startswith("|") else stripped
    inner = inner[:-1] if inner.endswith("|") else inner
    return re.split(r"\|\|?", inner)


def _quotes_enclose(lines: Sequence[str], separator: str) -> bool:
    """Whether quotes stand around cells, and are no marks of seconds or of the same time."""
    mark = re.escape(separator)
    begin, end = rf"(?:^|{mark})", rf"(?:{mark}|$)"
    whole, alone = re.compile(rf'{begin}\s*"[^"]*"\s*{end}'), re.compile(rf'{begin}\s*"\s*{end}')
    begun = re.compile(rf'{begin}"[^"]+$')
    return any((whole.search(line) and not alone.search(line)) or begun.search(line) for line in lines)


def _with_decimals(cells: list[str]) -> list[str]:
    """Cells of which a decimal comma made two, put together again: `+0`, `763`."""
    whole: list[str] = []
    at = 0
    while at < len(cells):
        cell = cells[at]
        after = cells[at + 1] if at + 1 < len(cells) else ""
        if _is_split(cell, after):
            whole.append(f"{cell},{after}")
            at += 2
            continue
        whole.append(cell)
        at += 1
    return whole


def _is_split(cell: str, after: str) -> bool:
    """Whether two cells are the halves of a signed number, or of one below a second."""
    return bool(re.fullmatch(r"[+-]\s?\d{1,2}|0", cell) and _DECIMALS.match(after) and (cell != "0" or len(after) == 3))
