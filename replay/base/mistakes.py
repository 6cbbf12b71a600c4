"""Mistakes in input files, as the user sees them: the place, the line, the remedy."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from replay.base.errors import InputError, Mistake
from replay.base.letters.steering import one_line

MAX_SHOWN = 20
_MARGIN = 7
_WIDEST_EXCERPT = 110


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of one line: line and column from 1, length in characters."""

    line: int
    column: int
    length: int = 1


class WrittenError(ValueError):
    """Something that was written cannot be meant. `remedy` says what to write instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def mistake_at(file: str, lines: Sequence[str], mark: TextSpan, message: str, remedy: str = "") -> Mistake:
    """A mistake at a place of a file whose lines are known."""
    excerpt = lines[mark.line - 1] if 1 <= mark.line <= len(lines) else ""
    length = max(1, min(mark.length, len(excerpt) - mark.column + 1))
    return Mistake(file, mark.line, mark.column, message, remedy, excerpt, length)


def format_mistakes(error: InputError) -> str:
    """All mistakes of a file, each with its line and what to write instead; at most 20, then how many more."""
    shown_ones = sorted(error.mistakes, key=lambda mistake: (mistake.line, mistake.column))[:MAX_SHOWN]
    blocks = [_block(mistake) for mistake in shown_ones]
    more = len(error.mistakes) - len(shown_ones)
    return "\n".join([*blocks, f"and {more} more"] if more else blocks)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was most probably meant, if one is near: letters count, capitals and accents do not."""
    folded = {_folded(choice): choice for choice in choices}
    found = difflib.get_close_matches(_folded(word[:80]), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str], *, otherwise: str = "") -> str:
    """A remedy for a word that is not known."""
    meant = nearest(word, choices)
    return f"did you mean {meant}?" if meant else otherwise


def shown(value: object) -> str:
    """What was written, short enough for a sentence."""
    text = "nothing" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
    text = text.lower() if isinstance(value, bool) else text.replace("\n", " ")
    text = text or "an empty text"
    return text if len(text) <= 60 else text[:59] + "…"


def _folded(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _block(mistake: Mistake) -> str:
    file, message, remedy = map(one_line, (mistake.file, mistake.message, mistake.remedy))
    if mistake.line == 0:
        return f"{file}: {message}" + (f"\n{'':{_MARGIN}}{remedy}" if remedy else "")
    head = f"{file}:{mistake.line}:{mistake.column}: {message}"
    text, start = _excerpt(mistake)
    marked = max(1, _width(text[start : start + mistake.length]))
    under = " " * (_MARGIN + _width(text[:start])) + "^" * marked
    return f"{head}\n{mistake.line:4} | {text}\n{under} {remedy}".rstrip()


def _excerpt(mistake: Mistake) -> tuple[str, int]:
    """The part of the line that is shown, and the characters before the mistake in it."""
    text, start = mistake.excerpt, mistake.column - 1
    if start + mistake.length > _WIDEST_EXCERPT:
        cut = max(0, start - _WIDEST_EXCERPT // 2)
        text, start = "…" + text[cut:], start - cut + 1
    if len(text) > _WIDEST_EXCERPT:
        text = text[: _WIDEST_EXCERPT - 1] + "…"
    text = "".join(c if c.isprintable() else " " for c in text)
    return text, start


def _width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
