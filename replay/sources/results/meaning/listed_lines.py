"""Lines of text that name several riders: by place, by medal, or all who did not finish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replay.race.status import Status
from replay.sources.results.layouts.blocks import in_letters
from replay.sources.results.words.status_words import starts_with_status
from replay.sources.results.words.time_marks import MEDALS

_IN_LIST = re.compile(
    r"(?:(?<=^)|(?<=[\s,;/|.:!]))(?:(?P<number>\d{1,2})(?:[.):](?!\d)|(?:st|nd|rd|th|er|ers|ère|e|ème|º|ª|°)(?![^\W_])|着|位|\s*[-–—](?=\s))\s*(?=[^\W\d_]|\()"
    r"|(?:(?<=^)|(?<=[,;:] )|(?<=[^\W\d_] )|(?<=\) ))(?P<bare>\d{1,2}) "
    r"(?=(?:(?:de|van|von|der|den|du|le|la|di|da|del|al|el|bin|ten|ter|dos) ){0,3}[A-ZÀ-Þ][^\W\d_]))"
)
_MEDALS_IN_LIST = re.compile(
    rf"(?:(?<=^)|(?<=[\s,;/|.!]))(?:{MEDALS})(?: medal)?\s*[:–—-]\s*(?=[^\W\d_])", re.IGNORECASE
)


def listed_in(text: str) -> list[str]:
    """The pieces of a line that lists several riders by place, with what stands before them; [] if it lists none."""
    if len(text) > 4000:
        return []
    text = in_letters(text)
    begins: list[int] = []
    expected: int | None = None
    for found in _IN_LIST.finditer(text):
        number = int(found["number"] or found["bare"])
        if expected is None or number in (expected, expected - 1):
            begins.append(found.start())
            expected = number + 1
    if len(begins) < 2:
        begins = [found.start() for found in _MEDALS_IN_LIST.finditer(text)]
    if len(begins) < 2:
        return []
    ends = [*begins[1:], len(text)]
    pieces = [text[begin:end].strip(" ,;/|") for begin, end in zip(begins, ends, strict=True)]
    return [text[: begins[0]], *(part for piece in pieces for part in _one_rider_each(piece))]


def in_order(text: str) -> tuple[str, list[str]] | None:
    """What stands before a list of riders that has commas and no places, and the riders; None for any other line.

    'Rep 1: Muir (GBR), Kral (SVK) +0.1, Blanc (FRA) rel.': everybody has a nation, and somebody a gap or a status.
    """
    before, _, listed = in_letters(text[:_LONGEST]).rpartition(": ")
    pieces = [piece.strip(" .") for piece in re.split(r",\s+", listed)]
    nations = [_NATION_BEHIND.search(piece) for piece in pieces]
    if len(pieces) < _FEWEST or not all(nations) or not any(found and found["behind"].strip() for found in nations):
        return None
    return before, pieces


_LONGEST, _FEWEST = 400, 2
_NATION_BEHIND = re.compile(r"^[^\W\d_][^\d()]* \([A-Z]{2,3}\)(?P<behind>[^()]{0,30})$")
_NATION = re.compile(r"\((?:[A-Z]{2,3})\)")


def _one_rider_each(piece: str) -> Iterator[str]:
    """A piece in two, where a second rider with a nation stands behind the first without a place of his own."""
    nations = list(_NATION.finditer(piece))
    second = re.compile(r"\s{2,}(?=[^\W\d_])").search(piece, nations[0].end()) if len(nations) > 1 else None
    if second is None:
        yield piece
        return
    yield piece[: second.start()].strip()
    yield piece[second.end() :].strip()


def by_status(text: str) -> Iterator[tuple[Status, str]]:
    """The riders of a line such as 'DNF: Hugo Barrette (CAN), Shah Sahrom (MAS)'."""
    begun = starts_with_status(in_letters(text).strip())
    if begun is None:
        return
    for piece in re.split(
        r"\s*[;/]\s*|,\s+(?=[^\W\d_])|\s+(?:and|und|et|y|e|en|&)\s+", in_letters(text).strip()[begun[1] :]
    ):
        if piece.strip(" ."):
            yield begun[0], piece.strip(" .")
