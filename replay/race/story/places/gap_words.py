"""Gaps as they are said: `half a wheel`, `a few lengths`, `almost half a lap`, `at least two lengths`, `a whisker`."""

from __future__ import annotations

import re

from replay.base.mistakes import WrittenError, shown
from replay.race.amounts import A_FEW_FROM, A_FEW_TO, Amount, Bound, Quantity, Unit, quantity
from replay.race.number_words import FRACTIONS, as_typed, parse_number

WAYS_TO_SAY_GAPS = "write `half a wheel`, `a few lengths`, `almost half a lap`, `at least 2 lengths` or `a whisker`"

_LONGEST = 60
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {
    **{word: float(number) for number, word in enumerate(_COUNTED, start=1)},
    **{f"{word} and a half": number + 0.5 for number, word in enumerate(_COUNTED, start=1)},
    **FRACTIONS,
    "a": 1.0, "the": 1.0, "half a": 0.5, "half the": 0.5, "a quarter of a": 0.25, "three quarters of a": 0.75,
    "a quarter of the": 0.25, "three quarters of the": 0.75,
}  # fmt: skip
_UNITS = (
    (Unit.STRAIGHTS, r"lengths? of a straight|straights?"),
    (Unit.LENGTHS, r"(?:bike[ -]?)?lengths?"),
    (Unit.LAPS, r"laps?"),
    (Unit.WHEELS, r"wheels?"),
    (Unit.METRES, r"m(?:et(?:re|er)s?)?"),
    (Unit.SECONDS, r"s(?:ec(?:ond)?s?)?"),
)
_BOUNDS = {
    **{str(bound): bound for bound in (Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST, Bound.EXACTLY, Bound.ALMOST)},
    "nearly": Bound.ALMOST,
    "more than": Bound.AT_LEAST,
    "less than": Bound.AT_MOST,
}
_BOUND = rf"(?:({'|'.join(_BOUNDS)}) )?"
_NUMBER = rf"({'|'.join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))}|[0-9.,]{{1,12}})"
_SAID = tuple((unit, re.compile(rf"{_BOUND}{_NUMBER} ?(?:{words})( and a half)?")) for unit, words in _UNITS)
_FEW = tuple((unit, re.compile(rf"a few (?:{words})")) for unit, words in _UNITS)
_WHISKER = re.compile(r"(?:about )?a whisker")

GAP_PATTERN = r"^[\s\S]{2,60}$"
"""Gaps as they are said, for the JSON Schema: the reader knows more."""


def parse_gap(written: object) -> Quantity:
    """The gap that was said. Raises WrittenError."""
    short = isinstance(written, str) and len(written) <= _LONGEST
    text = " ".join(as_typed(str(written)).lower().split()) if short else ""
    if _WHISKER.fullmatch(text):
        return Quantity(1.0, Unit.WHISKERS)
    few = next((unit for unit, pattern in _FEW if pattern.fullmatch(text)), None)
    if few is not None:
        return Quantity((A_FEW_FROM + A_FEW_TO) / 2, few, Bound.A_FEW)
    for unit, pattern in _SAID:
        found = pattern.fullmatch(text)
        value = None if found is None else _NUMBERS.get(found[2], parse_number(found[2]))
        if found is not None and value is not None and value > 0:
            bound = _BOUNDS[found[1]] if found[1] else None
            return quantity(Amount(value + (0.5 if found[3] else 0.0), bound), unit)
    raise WrittenError(f"no gap is called {shown(written)}", WAYS_TO_SAY_GAPS)
