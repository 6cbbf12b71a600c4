"""The tokens of a line of results by what they are: figures, nations, statuses, and words that may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from replay.race.status import Status
from replay.sources.results.words.nation_codes import nation_of, nation_of_code, nation_of_name
from replay.sources.results.words.person_names import is_particle
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import (
    has_decimals,
    is_signed,
    says_not_a_number,
    says_nothing,
    says_qualified,
    says_same_time,
    seconds_of,
)
from replay.sources.results.words.word_lists import words_in

_TOKEN = re.compile(
    r"(?P<bracket>\([^()]{0,80}\)|\[[^\[\]]{0,80}\])"
    r"|(?P<break>\s{2,}|\t|\s*[;|]\s*|,\s+|,$|\s+[-–—]\s+(?![\d.])|\s*:\s+)"
    r"|(?P<figure>(?:[+±]|(?<=\s)[-−–](?=\d{1,3}[.,:]\d))(?:\s?\d[\d.,:'\"’”″]*|\s?[.,]\d+\"?)(?:\s?(?:sec\.?|secs|s)(?!\w))?|\d[\d.,:'\"’”″]*[\d\"”″](?:s(?!\w))?|[.,]\d+\"?)(?=[\s)\],;|]|$|秒)"
    r"|(?P<space>\s+)"
    r"|(?P<word>[^\s;|()\[\]]+?(?=,\s|,$|:\s|[\s;|()\[\]]|$)|[^\s])"
)  # fmt: skip
_SPEED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{1,3})? ?(?:km ?/ ?h|kph|kmh|mph)(?!\w)", re.IGNORECASE)
"""A speed, of which a race file holds nothing: it is no time."""

_QUALIFIED_MARKS = words_in("Q q QF QS QA QB FA FB qR Q*")
_HASHTAG = re.compile(r"(?:#|@|https?://)\w\S*$")


@dataclass(slots=True)
class TextParts:
    """What the tokens of a line are, sorted."""

    segments: list[list[str]] = field(default_factory=lambda: [[]])
    commas: set[int] = field(default_factory=set)
    brackets: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    whole: list[tuple[str, bool]] = field(default_factory=list)
    """Whole numbers, and whether they stand before the name."""
    nation: str = ""
    nation_at: int | None = None
    status: Status | None = None
    reason: str = ""
    lost: list[str] = field(default_factory=list)
    """Words that stand where a figure is looked for, and are none."""


def sorted_tokens(text: str) -> TextParts:
    """The tokens of a line by what they are."""
    parts = TextParts()
    for token in _TOKEN.finditer(_SPEED.sub(" ", text)):
        kind, words = token.lastgroup, token[0].strip()
        if kind == "break":
            if parts.segments[-1]:
                if words.startswith(","):
                    parts.commas.add(len(parts.segments))
                parts.segments.append([])
        elif kind == "bracket":
            _take_bracket(parts, words[1:-1].strip())
            if parts.segments[-1]:
                parts.segments.append([])
        elif kind == "figure" or (kind == "word" and words.isdecimal()):
            _take_figure(parts, words)
        elif kind == "word" and words and not _HASHTAG.match(words):
            if _CODE.match(words) and not any(parts.segments):
                parts.lost.append(words)
            elif (says_same_time(words) and words not in ("''", '"')) or words in ('"', "〃"):
                parts.figures.append(words)
            else:
                parts.segments[-1].append(words)
    return parts


def _take_bracket(parts: TextParts, inner: str) -> None:
    nation = nation_of(inner)
    if nation and not parts.nation:
        parts.nation = nation
    elif (status := status_of(inner)) and parts.status is None:
        parts.status = status
    elif says_not_a_number(inner):
        parts.lost.append(inner)
    elif says_qualified(inner) or says_nothing(inner):
        return
    elif seconds_of(inner) is not None and (has_decimals(inner) or is_signed(inner)):
        parts.figures.append(inner)
    elif inner.isascii() and inner.islower() and " " in inner:
        parts.lost.append(inner)
    elif inner.isdecimal():
        parts.whole.append((inner, not any(parts.segments)))
    else:
        parts.brackets.append(inner)


def _take_figure(parts: TextParts, words: str) -> None:
    if seconds_of(words) is not None and (has_decimals(words) or is_signed(words)):
        parts.figures.append(words)
    elif words.isdecimal():
        parts.whole.append((words, not any(parts.segments)))
    else:
        parts.segments[-1].append(words)


_CODE = re.compile(r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{2,7}$")
"""A code of a sheet, of capitals and figures: 'W3A' before a name is no part of it."""


def take_statuses(parts: TextParts, segments: list[tuple[list[str], bool]]) -> None:
    """Statuses, marks of qualification and dashes out of the words."""
    for place, (words, _) in enumerate(segments):
        if place and says_same_time(" ".join(words)):
            parts.figures.append(" ".join(words))
            words.clear()
            continue
        if place and parts.status is None and (status := status_of(" ".join(words))):
            parts.status = status
            words.clear()
            continue
        kept: list[str] = []
        for at, word in enumerate(words):
            bare = word.strip(".,;:")
            if (at or place) and says_not_a_number(word):
                parts.lost.append(word)
                continue
            if says_nothing(word) and word not in ("Nan", "NAN"):
                continue
            if (at or place) and bare in _QUALIFIED_MARKS and not _is_named_on(words[at + 1 :]):
                continue
            known = (
                status_of(word)
                if (at > 0 or place) and (bare.isupper() or not word.isascii() or word.endswith(".") or bare.islower())
                else None
            )
            if (
                known is not None
                and parts.status is None
                and (len(bare) > 1)
                and not (nation_of_code(bare) and bare not in Status.__members__)
            ):
                parts.status = known
                rest = words[at + 1 :]
                if len(rest) > 1 or (rest and rest[0][:1].islower()):
                    parts.reason = " ".join(words[at:])
                    break
                continue
            kept.append(word)
        words[:] = kept


def _is_named_on(words: list[str]) -> bool:
    """Whether a name goes on with these words: what stands before its end is no mark, as FA in TJON EN FA Cleo."""
    return any(word[:1].isupper() and word[1:2].islower() for word in words)


def take_nations(parts: TextParts, segments: list[tuple[list[str], bool]]) -> None:
    """The nation out of the words: a code in capitals, or a name that is not all that there is."""
    if parts.nation:
        return
    for place in range(len(segments) - 1, -1, -1):
        words = segments[place][0]
        joined = " ".join(words)
        if len(segments) > 1 and len(words) <= 4 and (place > 0 or len(segments[1][0]) > 1):
            found = nation_of_code(joined) or nation_of_name(joined)
            if found:
                parts.nation = found
                words.clear()
                return
    for words, _ in segments:
        codes = [at for at, word in enumerate(words) if nation_of_code(word)]
        if codes:
            at = codes[-1]
            if 0 < at < len(words) - 1 and words[at - 1].isupper() and len(words[at - 1]) > 1:
                continue  # VAN DEN BERG: Denmark is none of it
            if 0 < at < len(words) - 1 and is_particle(words[at]) and words[at + 1].isupper():
                continue  # Pieter VAN ASSEN: nor is Vanuatu
            others = words[:at] + words[at + 1 :]
            if at == 0 and len(words) > 1 and words[0] == "VAN":
                continue  # VAN DER MEER: Vanuatu is none of it
            if at == 0 and len(others) < 2:
                continue
            if any(any(c.isalpha() for c in word) for word in others) or len(segments) > 1:
                parts.nation = nation_of_code(words[at])
                del words[at]
                return
    for words, _ in segments:
        for count in (3, 2, 1):
            if len(words) - count < 2 or words[-count - 1].lower() in ("de", "du", "of", "la", "der"):
                continue  # Ile de France
            if found := nation_of_name(" ".join(words[-count:])):
                parts.nation = found
                del words[-count:]
                return
