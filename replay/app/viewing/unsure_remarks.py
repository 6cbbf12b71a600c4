"""What a race file holds back: the remarks `# unsure:` that `new` writes, and how each becomes a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from replay.base.files.bounded_read import STDIN, read_file
from replay.base.files.part_of_file import whole_file_of

_MOST_BYTES = 1_000_000
"""Race files are a hundredth of this; larger ones are no race files."""

_REMARK = re.compile(r"(?P<before>[^#]*)#\s*unsure:\s*(?P<reason>.*)")
_LEFT_OUT = re.compile(r"\s*#(?: (?P<item>- .*)|\s{2,}(?P<part>\S.*))")
"""A fact as a remark: an item of a list, whose mark alone is in the way, or a part of the line above."""


@dataclass(frozen=True, slots=True)
class UnsureRemark:
    """One remark.

    line    where it stands, from 1
    fact    as it is written in the file; '': the remark is about a fact that nobody wrote down
    reason  why it is not sure
    remedy  what to write if it is true after all
    """

    line: int
    fact: str
    reason: str
    remedy: str


def unsure_in(race_file: Path) -> tuple[UnsureRemark, ...]:
    """The remarks of a race file; none of one that cannot be read a second time."""
    if race_file == STDIN:
        return ()
    with suppress(OSError):
        return unsure_remarks(read_file(whole_file_of(race_file), _MOST_BYTES).decode("utf-8", "replace"))
    return ()


def unsure_remarks(text: str) -> tuple[UnsureRemark, ...]:
    """The remarks of the text of a race file, in its order."""
    lines = text.splitlines()
    return tuple(found for place in range(len(lines)) for found in _remarks_at(lines, place))


def _remarks_at(lines: Sequence[str], place: int) -> Iterator[UnsureRemark]:
    found = _REMARK.fullmatch(lines[place])
    if found is None:
        return
    reason, value = found["reason"].strip(), found["before"].strip()
    if value:
        yield UnsureRemark(place + 1, value, reason, "it counts; if it is right, take the remark away")
        return
    left_out = tuple(_left_out(lines, place))
    if not left_out:
        yield UnsureRemark(place + 1, "", reason, "if it is known, write it there")
    for line, fact, remedy in left_out:
        yield UnsureRemark(line + 1, fact, reason, remedy)


def _left_out(lines: Sequence[str], place: int) -> Iterator[tuple[int, str, str]]:
    """Lines (from 0) of the facts below a remark, the facts, and how each is taken in."""
    above = next((line for line in range(place - 1, -1, -1) if not lines[line].lstrip().startswith("#")), place)
    first = place + 1
    if first < len(lines) and not lines[first].lstrip().startswith("#"):
        above, first = first, first + 1  # it takes the place of the fact
    for line in range(first, len(lines)):
        found = _LEFT_OUT.match(lines[line])
        if found is None or _REMARK.fullmatch(lines[line]) is not None:
            return
        fact = (found["item"] or found["part"]).strip()
        if found["item"]:
            yield line, fact.removeprefix("- "), f"take the # of line {line + 1} away"
        else:
            into = "instead of what stands there" if fact.startswith("{") else "into its braces"
            yield line, fact, f"write it in line {above + 1}, {into}"
