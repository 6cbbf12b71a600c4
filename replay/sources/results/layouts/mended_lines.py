"""Lines of text as they were meant: rows that a narrow column broke in two, and lists that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEGINS_ROW = re.compile(r"\s*(?:\d{1,3}[.)]?|[A-Z]{2,4})\s{2,}")
_BREAK = re.compile(r"\s{2,}")
_LEAST_INDENT = 4
_SLACK = 1
"""Characters by which the second half of a name may begin beside the first."""

_PLACE = re.compile(r"\s*(?:\d{1,2}[.):](?!\d)|[A-Z]{2,4}\s)\s*[^\W\d_]")
_BAR = re.compile(r"\s\|\s")
_LEAST_LISTED = 2
_MOST_LISTS = 4


def with_whole_rows(lines: Sequence[str]) -> list[str]:
    """The lines with names in one piece that a column broke: 'SCHNEIDER-' over 'WAGNER Katharina'.

    As many lines: of two that are one row the second is empty.
    """
    whole = list(lines)
    for number in range(len(whole) - 1):
        first, second = whole[number].rstrip(), whole[number + 1]
        if _is_broken_in_two(first, second):
            joint = "" if first.endswith("-") else " "
            whole[number], whole[number + 1] = f"{first}{joint}{second.strip()}", ""
    return whole


def _is_broken_in_two(first: str, second: str) -> bool:
    """Whether a row ends in its name, and the next line goes on with that below it."""
    indent = len(second) - len(second.lstrip())
    if indent < _LEAST_INDENT or not second.strip() or not _BEGINS_ROW.match(first):
        return False
    columns = [found.end() for found in _BREAK.finditer(first)]
    goes_on = second.lstrip()[0].isalpha() and bool(_BREAK.search(second.strip()))
    return bool(columns) and goes_on and abs(columns[-1] - indent) <= _SLACK and first[columns[-1]].isalpha()


def side_by_side(lines: Sequence[str], begin: int) -> tuple[list[list[tuple[str, int]]], int] | None:
    """The lists that stand side by side from a line on, and where they end; None where none do.

    Each list is its lines with their numbers from 1: 'Heat 1 | Heat 2', '1. R1 | 1. R2'.
    """
    count = len(_BAR.findall(lines[begin]))
    if not 1 <= count < _MOST_LISTS:
        return None
    end = begin
    while end < len(lines) and len(_BAR.findall(lines[end])) == count and not lines[end].lstrip().startswith("|"):
        end += 1
    rows = [[part.strip() for part in _BAR.split(line)] for line in lines[begin:end]]
    if sum(all(_PLACE.match(part) for part in row) for row in rows) < _LEAST_LISTED:
        return None
    lists = [[(row[at], begin + number + 1) for number, row in enumerate(rows)] for at in range(count + 1)]
    return [[(text, number) for text, number in column if text] for column in lists], end
