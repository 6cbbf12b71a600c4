"""Rows of results written as a line of text: '1. Jason Kenny (GBR) +0.763', '2 45 KENNY Jason GBR 0.763 Q'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from replay.race.status import Status
from replay.sources.results.layouts.blocks import in_letters, tidy
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.text_tokens import TextParts, sorted_tokens, take_nations, take_statuses
from replay.sources.results.words.column_words import Meaning
from replay.sources.results.words.nation_codes import nation_of_name
from replay.sources.results.words.status_words import starts_with_status, status_of, status_within
from replay.sources.results.words.time_marks import (
    MEDALS,
    is_signed,
    rank_of,
    says_qualified,
)
from replay.sources.results.words.word_lists import words_in

LONGEST_ROW = 300
"""Characters of a line, beyond which it is no row."""

_MOST_NAME_WORDS = 7
_MOST_OTHER_WORDS = 4
"""Words in small letters that a row may have beside a name: more of them make a sentence."""

_RANK = re.compile(
    r"(?P<rank>(?:#|=|T(?=\d))?\d{1,3}(?:st|nd|rd|th|ers?|ere|ère|e|eme|ème|º|ª|°)?=?(?:[.):](?!\d)(?:º|ª)?|\.-|位|着)?|\(\d{1,2}\))(?:\s*[-–—:|]\s+|\s+|(?<=[.):位着])(?=[^\W\d_]))",
    re.IGNORECASE,
)  # fmt: skip
_MEDAL = re.compile(rf"(?P<rank>{MEDALS}|winner|sieger|金|銀|銅)(?: medal)?\s*[:–—-]\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·‣▪>–—]\s+)+")


def row_of_line(
    text: str, line: int, *, ordered: int | None = None, columns: Sequence[Meaning] = (), among_rows: bool = False
) -> ReadRow | None:
    """The row that a line of text is; None for a line that is none.

    ordered     its number in a list of the mark-up
    columns     what the words over the columns say, in their order
    among_rows  whether rows stand before it, so that a name with a status behind it is one too
    """
    text = in_letters(text).strip()
    if not text or len(text) > LONGEST_ROW:
        return None
    unplaced = re.match(r"[-–—]\s{2,}", text) is not None
    text = _BULLET.sub("", text)
    rank, shared, status, rest = (None, False, None, text) if unplaced and columns else _place(text)
    if rank is None and status is None:
        rank, rest = ordered, text
    if rank is None and status is None and not among_rows and not unplaced:
        return None
    parts = sorted_tokens(rest)
    if parts.status is None:
        parts.status = status
    row = _row(parts, columns)
    if row is None or (rank is None and (parts.status is None or (status is None and len(row.leftover.split()) > 3))):
        return None
    return replace(
        row, line=line, quoted=tidy(text), rank=rank, shared=shared, counted=ordered is not None and rank == ordered,
        status=parts.status, reason=parts.reason,
    )  # fmt: skip


def _place(text: str) -> tuple[int | None, bool, Status | None, str]:
    """Place, whether it is shared, status, and the rest of a line."""
    found = _RANK.match(text) or _MEDAL.match(text)
    if found:
        ranked = rank_of(found["rank"])
        if ranked:
            rest = text[found.end() :]
            begun = starts_with_status(rest)
            if begun:
                return ranked[0], ranked[1], begun[0], rest[begun[1] :]
            return ranked[0], ranked[1], None, rest
    begun = starts_with_status(text)
    if begun:
        return None, False, begun[0], text[begun[1] :]
    dash = re.match(r"(?:[-–—*x]|--)\s+(?=[^\W_])", text)
    if dash:
        return None, False, None, text
    first = text.split(None, 1)
    if len(first) == 2 and (status := status_of(first[0])) and not first[0].isascii():
        return None, False, status, first[1]
    return None, False, None, text


_BEFORE_GAPS = frozenset({"a", "à", "by", "at", "zu", "op", "con", "mit", "+"})
"""Words between a name and a gap that say nothing: 'Bianchi a 0"045'."""


def _row(parts: TextParts, columns: Sequence[Meaning]) -> ReadRow | None:
    """The row that sorted tokens make; None if they have no name."""
    segments = [(words, number in parts.commas) for number, words in enumerate(parts.segments) if words]
    take_statuses(parts, segments)
    segments = [(words, comma) for words, comma in segments if words]
    if not columns or Meaning.NATION in columns or not {Meaning.STATE, Meaning.CLUB} & set(columns):
        take_nations(parts, segments)
    segments = [(words, comma) for words, comma in segments if words]
    name, others = _name_of(segments)
    if not name or name.lower() in _NO_NAMES:
        return None
    leftover = [" ".join(words) for words in others]
    small = sum(word[:1].islower() for words in others for word in words)
    if small > _MOST_OTHER_WORDS and parts.status is None:
        return None
    if parts.status is None:
        for place, words in enumerate(leftover):
            status, reason = status_within(words)
            if status is not None:
                parts.status, parts.reason = status, reason
                leftover[place] = ""
                break
    elif small:
        parts.reason, leftover = parts.reason or " ".join(words for words in leftover if words), []
    number = next((int(digits) for digits, before in parts.whole if before and len(digits) <= 4), None)
    if columns and Meaning.NUMBER not in columns and Meaning.RANK in columns:
        number = None
    club = parts.brackets[0] if parts.brackets else ""
    if not club and Meaning.CLUB in columns and leftover:
        club, leftover = leftover[0], leftover[1:]
        if not parts.nation and (nation := nation_of_name(club)):  # a column 'Team' of national teams
            parts.nation, club = nation, ""
    state = ""
    if Meaning.STATE in columns and leftover:
        state, leftover = leftover[0], leftover[1:]
    figures = _by_columns(parts.figures, columns)
    unread = [
        words
        for words in (*leftover, *parts.brackets[1:], *parts.lost)
        if words and words not in _BEFORE_GAPS and not says_qualified(words) and any(map(str.isalnum, words))
    ]
    return ReadRow(
        0,
        "",
        name=name,
        nation=parts.nation,
        number=number,
        club=club,
        state=state,
        leftover="; ".join(unread),
        **figures,
    )


_NO_NAMES = words_in(
    "match heat race ride run lauf manche manga batteria rit serie semifinal quarterfinal repechage final"
)
"""Words of headings that are nobody's name: 'Heat 2: ..', of which the rest was not understood."""


def _name_of(segments: list[tuple[list[str], bool]]) -> tuple[str, list[list[str]]]:
    """The name, and the other words in their segments. '' where the first words are no name."""
    if not segments:
        return "", []
    words, others = segments[0][0], [list(words) for words, _ in segments[1:]]
    end = 0
    while end < len(words) and _may_be_name(words, end):
        end += 1
    name, rest = words[:end], words[end:]
    if (
        not name
        or len(name) > _MOST_NAME_WORDS
        or not any(len(word.strip(".")) > 1 or word >= "\u2e80" for word in name)
    ):
        return "", []
    after_given = _capitals_after_given(name)
    if after_given:
        name, rest = name[:after_given], [*name[after_given:], *rest]
    if rest:
        others.insert(0, rest)
    elif len(segments) > 1 and segments[1][1] and len(name) <= 3 and (len(name) == 1 or " ".join(name).isupper()):
        after = segments[1][0]
        if 1 <= len(after) <= 3 and all(_may_be_name(after, at) for at in range(len(after))) and not after[0].isupper():
            return f"{' '.join(name)}, {' '.join(after)}", others[1:]
    return " ".join(name), others


def _capitals_after_given(words: list[str]) -> int:
    """Where capitals begin again behind 'LEROY Tom BRETAGNE': a club or region; 0 where they do not."""
    loud = [word.isupper() and (len(word) > 1 or _joins_capitals(words, at)) for at, word in enumerate(words)]
    if not loud or not loud[0] or False not in loud:
        return 0
    given = loud.index(False)
    return next((at for at in range(given, len(words)) if loud[at]), 0)


def _joins_capitals(words: list[str], at: int) -> bool:
    """Whether a letter joins two parts of one family name: 'DOS SANTOS E SILVA'."""
    return (
        words[at] in ("E", "Y", "I") and 0 < at < len(words) - 1 and words[at - 1].isupper() and words[at + 1].isupper()
    )


_IN_NAMES = words_in(
    "van von vom de der den del della di da do dos du des la le el al bin ter ten te af av y i e en und zu"
)


def _may_be_name(words: list[str], at: int) -> bool:
    """Whether a word may be part of a name: with a capital, of a script without them, or a particle before such."""
    word = words[at].strip(".,")
    if not word or not (word[0].isalpha() or word[0] in "'’") or any(c.isdecimal() for c in word):
        return False
    letters = word.lstrip("'’")
    if letters[:1].isupper() or letters[:1] >= "\u0590" or re.match(r"[dl]['’][A-ZÀ-Þ]", word):
        return True
    return at + 1 < len(words) and (word.lower() in _IN_NAMES or word in ("'t",)) and _may_be_name(words, at + 1)


_TIMED = (Meaning.GAP, Meaning.GAP_BEFORE, Meaning.TIME, Meaning.LAST_200_M)
_KEY = {Meaning.GAP: "gap", Meaning.GAP_BEFORE: "gap_before", Meaning.TIME: "time", Meaning.LAST_200_M: "last_200"}


def _by_columns(figures: Sequence[str], columns: Sequence[Meaning]) -> dict[str, Any]:
    """The figures under the columns that hold such; those that no column tells stay figures."""
    timed = [meaning for meaning in columns if meaning in _TIMED]
    if len(timed) == len(figures) and timed:
        return {_KEY[meaning]: figure for meaning, figure in zip(timed, figures, strict=True)}
    if len(timed) > len(figures) == 1:
        for meaning in timed:
            if is_signed(figures[0]) == (meaning in (Meaning.GAP, Meaning.GAP_BEFORE)):
                return {_KEY[meaning]: figures[0]}
    if len(timed) == 1 and figures:
        return {_KEY[timed[0]]: figures[0], "figures": tuple(figures[1:])}
    return {"figures": tuple(figures)}


def cell_parts(text: str) -> ReadRow | None:
    """What a cell of names says beside the name: nation in brackets, number, status."""
    parts = sorted_tokens(in_letters(text))
    row = _row(parts, ())
    return None if row is None else replace(row, status=parts.status, reason=parts.reason)


_WHOLE_NUMBER = re.compile(r"(?<![\w.,:'\"+])\d{1,4}(?![\w.,:'\"]*\d)")


def row_of_named_line(text: str, line: int) -> ReadRow | None:
    """The row of a name with its nation, with a gap or status or nothing behind; None for any other line."""
    row = cell_parts(text) if len(text) <= LONGEST_ROW else None
    if row is None or not row.nation or row.leftover or len(row.figures) > 1 or _WHOLE_NUMBER.search(text):
        return None
    return replace(row, line=line, quoted=tidy(text))
