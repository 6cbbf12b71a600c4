"""A report cut into paragraphs and sentences, each with the characters of the text that it is made of."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 1000
"""Characters beyond which a piece of text is cut, sentence or not: so that no text takes longer than its length."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text: its characters, the paragraph in which it stands, and which of them are quoted.

    folded   the same characters without accents, one for one
    heading  whether it stands alone on its line and ends without a stop
    """

    text: str
    folded: str
    start: int
    paragraph: int
    number: int
    quoted: tuple[tuple[int, int], ...] = ()
    heading: bool = False

    def is_quoted(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quoted)


_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
_STOPS = re.compile(r"(?:[.!?…]+[\"'”’)\]]*)(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|jr|sr|vs|no|nr|approx|e\.g|i\.e|etc|[a-z]|(?:[a-z]\.)+[a-z])\.$", re.I
)
_LABEL = re.compile(
    r"\s*(?:[-*•–—>]\s+|(?:[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?)(?!\s*(?:s\b|sec))\s*(?:[-–—:|]\s*|\s)|[0-9]{1,2}\s*[/.)]\s+|#+\s+|=+\s*)"
)
"""What stands before a line of a ticker or a list, and belongs to no sentence."""

_MOST_WRAPPED = 45
_SPECIAL = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "s", "æ": "a", "Æ": "A", "ð": "d",
            "’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ",
            "\u2009": " ", "ı": "i"}  # fmt: skip


def folded(text: str) -> str:
    """The text without accents, and with plain quotes, dashes and spaces; as many characters."""
    return text if text.isascii() else text.translate(_PLAIN_LETTERS)


class _PlainLetters(dict[int, str]):
    """The plain letter of every letter by its number, each worked out once."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        plain = letter if letter.isascii() else _SPECIAL.get(letter) or unicodedata.normalize("NFD", letter)[0]
        self[number] = plain
        return plain


_PLAIN_LETTERS = _PlainLetters()


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order."""
    number = 0
    for paragraph, (start, end, heading) in enumerate(_paragraphs(text)):
        quoted = _quotes(text, start, end)
        begins, ends = [a for a, _ in quoted], [b for _, b in quoted]
        for first, last in _cut(text, start, end):
            number += 1
            near = quoted[bisect_right(ends, first) : bisect_left(begins, last)]
            inside = tuple((max(a, first) - first, min(b, last) - first) for a, b in near)
            piece = text[first:last]
            yield Sentence(piece, folded(piece), first, paragraph, number, inside, heading)


def line_numbers(text: str, starts: list[int]) -> list[int]:
    """The line, from 1, in which each of some rising places of a text stands."""
    found, line, at = [], 1, 0
    for start in starts:
        line += text.count("\n", at, start)
        at = start
        found.append(line)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, heading) of every paragraph: lines that belong together, as texts are wrapped or not."""
    start, end, last = -1, -1, ""
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            if start >= 0:
                yield start, end, _is_heading(text[start:end])
            start = -1
            continue
        if start >= 0 and not _goes_on(last, line):
            yield start, end, _is_heading(text[start:end])
            start = -1
        if start < 0:
            label = _LABEL.match(found[0])
            start = found.start() + (label.end() if label else len(found[0]) - len(found[0].lstrip()))
        end, last = found.start() + len(found[0].rstrip()), line
    if start >= 0:
        yield start, end, _is_heading(text[start:end])


def _goes_on(last: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if _LABEL.match(line) or line.startswith(("|", "=", "{", ";")):
        return False
    return line[0].islower() or (len(last) > _MOST_WRAPPED and last[-1] not in '.!?…"”:=|')


def _is_heading(piece: str) -> bool:
    return len(piece) < 120 and "\n" not in piece and piece.rstrip("\"'”’ ")[-1:] not in {".", "!", "?", "…", ","}


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end."""
    first = start
    for stop in _STOPS.finditer(text, start, end):
        if _ends_sentence(text, first, stop, end):
            yield from _no_longer(first, stop.end())
            first = _next_letter(text, stop.end(), end)
    if first < end:
        yield from _no_longer(first, end)


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    at = _next_letter(text, stop.end(), end)
    following = text[at : at + 1]
    if following.islower() and not stop[0].startswith(("!", "?")) and not text[first].islower():
        return False
    tail = text[max(first, stop.end() - 12) : stop.start() + 1]
    return stop[0] != "." or not _ABBREVIATED.search(tail)


def _next_letter(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _no_longer(first: int, last: int) -> Iterator[tuple[int, int]]:
    while last - first > LONGEST_SENTENCE:
        yield first, first + LONGEST_SENTENCE
        first += LONGEST_SENTENCE
    yield first, last


_QUOTE_MARKS = re.compile("[\"'“”„«»‘’]")
_OPEN_CLOSE = {"“": "”", "„": "“", "«": "»"}


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of direct speech; one that is not closed lasts to the end of the paragraph."""
    found: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for mark in _QUOTE_MARKS.finditer(text, start, end):
        at, letter = mark.start(), mark[0]
        if opened >= 0:
            if letter == closing or (closing == "”" and letter == '"'):
                found.append((opened, at + 1))
                opened = -1
        elif letter in _OPEN_CLOSE or letter == '"' or _opens_single(text, at, start):
            opened, closing = at, _OPEN_CLOSE.get(letter, "'" if letter in "'‘" else letter)
            closing = "’" if letter == "‘" else closing
            if closing in "'’" and not _closes_single(text, at, end, closing):
                opened = -1
    if opened >= 0:
        found.append((opened, end))
    return found


def _opens_single(text: str, at: int, start: int) -> bool:
    return text[at] in "'‘" and (at == start or text[at - 1] in " (\n") and text[at + 1 : at + 2].isupper()


def _closes_single(text: str, at: int, end: int, closing: str) -> bool:
    """Whether a single quote that opens is closed behind a mark, as speech is."""
    window = text[at + 1 : min(end, at + 400)]
    return any(f"{mark}{closing}" in window for mark in ",.!?")
