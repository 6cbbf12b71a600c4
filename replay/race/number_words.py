"""Numbers as results sheets print them, read where they can mean one thing only.

A decimal comma, a Unicode minus, full-width digits, a unit behind the number, and times with minutes: `1:51,874`,
`1'51"874`, `PT1M51.874S`. What may mean two things is no number: `1,500` is 1.5 here and 1500 there.
"""

from __future__ import annotations

import re
import unicodedata


def any_case(word: str) -> str:
    """The pattern of a short word in capitals or not, with periods or spaces between its letters."""
    letters = (f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word.lower())
    return "".join(rf"{letter}[.\s]*" for letter in letters)


_LONGEST = 40
"""Characters beyond which no text is a number."""

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
"""Parts as they are printed."""

PRINTED_NUMBER_PATTERN = r"^[^\n]{0,39}[0-9０-９][^\n]{0,39}$"
"""Any text that may be a number, for the JSON Schema: the reader knows more."""

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_MINUSES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63, 0xFF0D), "-")
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x2009, 0x202F, 0x3000), " ")
_MARKS = {0xFF0B: "+", 0xFF0C: ",", 0xFF0E: ".", 0xFF0F: "/", 0xFF1A: ":", 0x2044: "/",
          0x2019: "'", 0x2032: "'", 0x201D: '"', 0x2033: '"'}  # fmt: skip
_AS_TYPED = str.maketrans({**_FULL_WIDTH, **_MINUSES, **_SPACES, **_MARKS})

_NUMBER = re.compile(r"([+-]?) ?([0-9]{0,18})(?:([.,])([0-9]{0,18}))?")
_CLOCKS = tuple(
    re.compile(rf"([+-]?)(?:{pattern})")
    for pattern in (
        r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])(?:[.,]([0-9]{1,9}))?",
        r"()([0-9]{1,3})'([0-5][0-9])(?:(?:\"|'')([0-9]{1,9})?|[.,]([0-9]{1,9})(?:\"|'')?)?",
        r"()([0-9]{1,3})\.([0-5][0-9])\.([0-9]{1,3})",
        r"PT(?:([0-9]{1,2})H)?(?:([0-9]{1,3})M)?(?:([0-9]{1,5})(?:[.,]([0-9]{1,9}))?S)?",
        r"()()([0-9]{1,2})(?:\"|'')([0-9]{1,9})",
        r"()(?:([0-9]{1,3}) ?m(?:in)? ?)([0-5]?[0-9])(?:[.,]([0-9]{1,9}))? ?s",
    )
)
"""Sign, hours, minutes, seconds and decimals of times with minutes, and of seconds as stopwatches print them."""

_GROUPED = tuple(
    re.compile(rf"([+-]?[0-9]{{1,3}}(?:{pattern}))(?:{point}([0-9]{{1,18}}))?")
    for pattern, point in (
        (r"(?:[ '][0-9]{3})+", r"[.,]"),
        (r"(?:,[0-9]{3}){2,}", r"\."),
        (r"(?:\.[0-9]{3}){2,}", r","),
        (r"(?:,[0-9]{3})+(?=\.)", r"\."),
        (r"(?:\.[0-9]{3})+(?=,)", r","),
    )
)
"""Thousands set apart by a mark that can be nothing else: `1 500`, `1'500`, `1.500,0`, `1,000,000`."""

_MARKS_OF_THOUSANDS = re.compile("[ ',.]")

_SAME = (
    "st", "mt", "zt", "sametime", "memetemps", "stessotempo", "mismotiempo", "zelfdetijd", "gleichezeit",
    "idem", "ditto",    '"', "''", ",,", "„", "〃",
)  # fmt: skip
"""How sheets say that a rider was given the time of the one before: s.t., m.t. (même temps), z.t. (zelfde tijd)."""

SAME_PATTERN = (
    r"^\s*(\.\.|" + "|".join(any_case(word).replace("e", "eêÊ").replace('"', '["″”]') for word in _SAME) + r")\s*$"
)
"""All of these as they may be written, for the JSON Schema."""


def as_typed(text: str) -> str:
    """A text with the digits, minus, marks and spaces that a keyboard has, without spaces around it."""
    return text.translate(_AS_TYPED).strip()


def parse_number(text: str, *units: str, decimal_comma: bool = False) -> float | None:
    """The number that a text is, perhaps with one of some units behind it; None if it is not surely one.

    decimal_comma   whether a comma before three digits can only be a decimal one
    """
    if len(text) > _LONGEST:
        return None
    plain = _without_unit(as_typed(text), units)
    found = _NUMBER.fullmatch(plain)
    if found is None or not (found[2] or found[4]):
        return None if decimal_comma else _grouped(plain)
    if found[3] == "," and _may_be_thousands(found[2], found[4]) and not decimal_comma:
        return None
    return float(f"{found[1]}{found[2] or 0}.{found[4] or 0}")


def _grouped(plain: str) -> float | None:
    """The number whose thousands are set apart by a mark that can be nothing else."""
    found = next((found for pattern in _GROUPED if (found := pattern.fullmatch(plain))), None)
    return float(f"{_MARKS_OF_THOUSANDS.sub('', found[1])}.{found[2] or 0}") if found else None


def parse_metres(text: str, shortest: float, longest: float) -> float | None:
    """The metres that a text is where only those between two bounds can be meant; None if it is none surely.

    With the bounds `1,500` is 1500, and kilometres are known: `1.5 km`.
    """
    number = parse_number(text, "metres", "meters", "m")
    if number is None and len(text) <= _LONGEST:
        plain = as_typed(text).lower()
        km = parse_number(plain, "km", decimal_comma=True) if plain.endswith("km") else None
        if km is not None:
            return round(1000 * km, 6)
        readings = map(float, two_readings(_without_unit(plain, ("metres", "meters", "m"))) or ())
        possible = [reading for reading in readings if shortest <= reading <= longest]
        number = possible[0] if len(possible) == 1 else None
    return number


def says_same(text: str) -> bool:
    """Whether a sheet says with a text that a rider has the time of the one before."""
    if len(text) > _LONGEST:
        return False
    letters = unicodedata.normalize("NFD", as_typed(text).lower())
    return re.sub("[ .\u0302]", "", letters) in _SAME or letters == ".."


def parse_seconds(text: str) -> float | None:
    """The seconds that a text is, as a number or as a time with minutes; None if it is not surely that."""
    number = parse_number(text, "seconds", "sec", "s", decimal_comma=True)
    if number is not None or len(text) > _LONGEST:
        return number
    for pattern in _CLOCKS:
        found = pattern.fullmatch(as_typed(text))
        if found and any(found.groups()[1:]):
            sign, hours, minutes, seconds, *decimals = found.groups()
            part = next((digits for digits in decimals if digits), "0")
            whole = 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(seconds or 0)
            return float(f"{sign}{whole}.{part}")
    return None


def parse_whole(written: object) -> int | None:
    """The whole number that was written as `1.`, `2nd`, `=2` or `2=`, as ranks are printed; None if it is none."""
    if isinstance(written, float):
        return int(written) if written.is_integer() and abs(written) < 1e9 else None
    if not isinstance(written, str) or len(written) > _LONGEST:
        return None
    found = re.fullmatch(r"=?\s*([+-]?[0-9]{1,9})\s*(?:\.0*|=|st|nd|rd|th|º|°|\))?", as_typed(written).lower())
    return int(found[1]) if found else None


def two_readings(text: str) -> tuple[str, str] | None:
    """What a number with a comma before three digits may mean: '1500' and '1.5'; None for any other text."""
    found = _NUMBER.fullmatch(as_typed(text)) if len(text) <= _LONGEST else None
    if found is None or found[3] != "," or not _may_be_thousands(found[2], found[4]):
        return None
    return f"{found[1]}{found[2]}{found[4]}", f"{found[1]}{found[2]}.{found[4]}"


def written_decimals(text: str) -> int | None:
    """How many decimals a number has as it is written; None if that cannot be said."""
    plain = as_typed(text.strip().strip("\"'"))
    if len(plain) > _LONGEST or re.search(r"[0-9][eE]", plain):
        return None
    found = re.search(r"[0-9]?(?:[.,]|\"|'')([0-9]*)[^0-9]*$", plain)
    return len(found[1]) if found else 0 if re.search("[0-9]", plain) else None


def _may_be_thousands(whole: str, decimals: str) -> bool:
    return len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def _without_unit(text: str, units: tuple[str, ...]) -> str:
    folded = text.lower()
    unit = next((unit for unit in units if folded.endswith(unit)), "")
    return text[: len(text) - len(unit)].rstrip()
