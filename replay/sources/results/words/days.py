"""The day that a text names, in six languages."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from replay.sources.results.words.plain_letters import plain_letters


def is_day_alone(text: str) -> bool:
    """Whether a line is nothing but a day: '12 October 2024', which begins as a row does."""
    return bool(date_in(text)) and len(text.split()) < _FEWEST_OF_ROW and not _WORD.search(without_date(text))


_FEWEST_OF_ROW = 4
_WORD = re.compile(r"[^\W\d_]{3,}")


@cache
def _months() -> dict[str, int]:
    table: dict[str, int] = {}
    for language in ("en", "de", "fr", "it", "es", "nl"):
        months = Locale(language).months
        for place in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                table |= {plain_letters(name).rstrip("."): number for number, name in months[place][width].items()}
    return table | {"sept": 9}


_PRINTED = re.compile(r"(?:printed|created|generated|report|stand|as of|edite|gedruckt|imprime|stampato)\b")
_DAY_MONTH = re.compile(
    r"(?<!\d)(?<!\d-)(?<!\d - )(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:of|de|di))?\s+([^\W\d_]{3,10})\.?,?(?:\s+de)?\s+(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


def date_in(text: str) -> str:
    """A day as race files write it, where a text names one beyond doubt; else ''."""
    plain = plain_letters(text[:300])
    if _PRINTED.search(plain):
        return ""
    found = _FIGURES.search(plain)
    if found:
        return _iso(found[1], found[2], found[3])
    found = _DAY_MONTH.search(plain)
    if found and found[2] in _months():
        return _iso(found[3], str(_months()[found[2]]), found[1])
    found = _MONTH_DAY.search(plain)
    if found and found[1] in _months():
        return _iso(found[3], str(_months()[found[1]]), found[2])
    found = _DOTTED.search(plain)
    if found and (found[2] == "." or int(found[1]) > 12):
        return _iso(found[4], found[3], found[1])
    return ""


def without_date(text: str) -> str:
    """The text without the day that it names: 'GP Brno' of 'GP Brno, 12 June 2026'; the text itself where it names none."""
    if not date_in(text):
        return text
    plain = plain_letters(text)
    if len(plain) != len(text):
        return text
    for pattern in (_FIGURES, _DAY_MONTH, _MONTH_DAY, _DOTTED):
        found = pattern.search(plain)
        if found and date_in(found[0]):
            rest = f"{_ON.sub('', text[: found.start()])} {text[found.end() :]}"
            return " ".join(rest.split()).strip(" ,;:()-–—|")
    return text


_ON = re.compile(
    r"[\s,(]*(?:\b(?:on|am|vom|le|du|il|del|el|op|van)\s+)?(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    re.IGNORECASE,
)
"""Words before a day that go with it."""


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""
