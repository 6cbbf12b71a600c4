"""Numbers as reports write them: in figures, in words, with halves and quarters."""

from __future__ import annotations

import re

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: float(number) for number, word in enumerate(_COUNTED, start=1)},
    "a": 1.0, "an": 1.0, "half": 0.5, "half a": 0.5, "half an": 0.5, "a quarter of a": 0.25, "quarter of a": 0.25,
    "three quarters of a": 0.75, "three-quarters of a": 0.75, "a third of a": 0.33, "two thirds of a": 0.67,
    **{word: float(number) for number, word in enumerate(_TEENS, start=13)},
    **{word: float(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{f"{ten}-{one}": float(tens + ones) for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
       for ones, one in enumerate(_COUNTED[:9], start=1)},
    "hundred": 100.0, "a hundred": 100.0,
    **{f"{count} hundred": 100.0 * number for number, count in enumerate(_COUNTED[:9], start=1)},
    **{f"{count} hundred and fifty": 100.0 * number + 50.0 for number, count in enumerate(_COUNTED[:9], start=1)},
    "a hundred and fifty": 150.0, "a couple of": 2.0, "a dozen": 12.0,
    "half a dozen": 6.0, "a couple": 2.0,
}  # fmt: skip
_PARTS = {
    "three quarters": 0.75,
    "half": 0.5,
    "a half": 0.5,
    "quarter": 0.25,
    "a quarter": 0.25,
    "third": 0.33,
    "a third": 0.33,
}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_WHOLE = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_FIGURES = r"[0-9]{0,6}(?:[.,][0-9]{1,4})|[0-9]{1,6}\s?[½¼¾]?|[½¼¾]"

_AND = r"(?:and|(?:laps?|turns?|rounds?) and)[ -](?:a[ -])?"

NUMBER = rf"(?:(?:{_FIGURES}|{_WHOLE})(?:[ -]{_AND}(?:half|quarter|third|three[ -]quarters))?)"
"""A pattern of a number in lower case."""

_MIXED = re.compile(rf"(.+?)[ -]{_AND}(half|quarter|third|three quarters)")


def number_said(words: str) -> float | None:
    """The number that words in lower case mean, None if they mean none: 'two and a half', 'a lap and a half'."""
    words = " ".join(words.lower().replace("-", " ").split()) if words not in _WORDS else words
    mixed = _MIXED.fullmatch(words)
    if mixed:
        whole = number_said(mixed[1])
        return None if whole is None else whole + _PARTS[mixed[2]]
    if words in _WORDS:
        return _WORDS[words]
    part = _FRACTIONS.get(words[-1:])
    plain = (words[:-1] if part else words).strip().replace(",", ".")
    if part and not plain:
        return part
    if not re.fullmatch(r"[0-9]*\.?[0-9]+", plain):
        return None
    return float(plain) + (part or 0.0)
