"""Told amounts in words: `10`, `about 10`, `at least 10`, `at most 10`, `exactly 10`, `almost 10`, `a few`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from replay.base.mistakes import WrittenError, shown
from replay.race.number_words import FRACTIONS, as_typed, parse_number, two_readings


class Bound(StrEnum):
    """How a told amount is meant."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"
    ALMOST = "almost"
    A_FEW = "a few"


ALMOST_FROM = 0.8
"""Who is 'almost' so much ahead is so by this share of it at least, and by no more than it."""

A_FEW_FROM, A_FEW_TO = 2.0, 4.0
"""'A few' of a unit."""


class Unit(StrEnum):
    """Units in which gaps are told."""

    SECONDS = "s"
    METRES = "m"
    LENGTHS = "lengths"
    LAPS = "laps"
    STRAIGHTS = "straights"
    WHEELS = "wheels"
    WHISKERS = "whiskers"


_UNIT_WORDS = {
    Unit.LENGTHS: "bike lengths",
    Unit.LAPS: "laps",
    Unit.STRAIGHTS: "straights",
    Unit.WHEELS: "wheels",
    Unit.WHISKERS: "whiskers",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A told amount, such as 'about 0.25 laps'."""

    value: float
    unit: Unit
    bound: Bound = Bound.ABOUT

    @property
    def agreeing(self) -> tuple[float, float]:
        """The least and the most that is meant, in the unit. Who leads by an amount at most still leads."""
        return {
            Bound.AT_LEAST: (self.value, math.inf),
            Bound.AT_MOST: (0.0, self.value),
            Bound.ALMOST: (ALMOST_FROM * self.value, self.value),
            Bound.A_FEW: (A_FEW_FROM, A_FEW_TO),
        }.get(self.bound, (self.value, self.value))

    def __str__(self) -> str:
        unit = _UNIT_WORDS.get(self.unit, str(self.unit))
        if self.bound is Bound.A_FEW:
            return f"a few {unit}"
        unit = unit.removesuffix("s") if self.value == 1 and self.unit in _UNIT_WORDS else unit
        words = "" if self.bound is Bound.EXACTLY else f"{self.bound} "
        return f"{words}{self.value:g} {unit}"


AMOUNT_PATTERN = r"^[^\n]{0,39}([0-9０-９½¼¾]|[Ff][Ee][Ww]|[Hh][Aa][Ll][Ff])[^\n]{0,39}$"
"""An amount in words, for the JSON Schema, which has no capitals that do not count: the reader knows more."""

_AMOUNT = re.compile(r"(?:(about|at least|at most|exactly|almost) )?(\S{1,40})")
_LONGEST = 60
_REMEDY = "write a number, `about 10`, `at least 10` or `at most 10`"


_PARTS = {0.25: "a quarter of a", 0.5: "half a", 0.75: "three quarters of a"}
_IN_PARTS = {Unit.LAPS: "lap", Unit.WHEELS: "wheel", Unit.LENGTHS: "length"}
"""Units of which parts are told."""

_FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def spoken_amount(amount: Quantity) -> str:
    """A told amount as it is said: 'about a quarter of a lap', 'at least 2 bike lengths', 'a whisker'."""
    if amount.unit is Unit.WHISKERS:
        return "a whisker"
    if amount.unit not in _IN_PARTS or amount.value not in _PARTS or amount.bound is Bound.A_FEW:
        return str(amount)
    bound = "" if amount.bound is Bound.EXACTLY else f"{amount.bound} "
    return f"{bound}{_PARTS[amount.value]} {_IN_PARTS[amount.unit]}"


def short_amount(amount: Quantity) -> str:
    """A told amount in short words: 'about ¼ lap', 'at least 2 lengths'."""
    if amount.unit is Unit.WHISKERS:
        return "a whisker"
    if amount.bound is Bound.A_FEW:
        return f"a few {amount.unit}"
    number = _FRACTIONS.get(amount.value, f"{amount.value:g}")
    unit = amount.unit.value
    if amount.value <= 1 and unit.endswith("s") and unit != "s":
        unit = unit[:-1]
    bound = "" if amount.bound is Bound.EXACTLY else f"{amount.bound} "
    return f"{bound}{number} {unit}"


class Amount(NamedTuple):
    """A number and how it is meant, None where the file does not say."""

    value: float
    bound: Bound | None


def parse_amount(written: object) -> Amount:
    """The amount that was written as a number or in words. Raises WrittenError."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        if not math.isfinite(written) or not 0 <= written <= 1e6:
            raise WrittenError(f"{shown(written)} is not an amount", "write a number from 0 to 1 000 000")
        return Amount(float(written), None)
    short = isinstance(written, str) and len(written) <= _LONGEST
    found = _AMOUNT.fullmatch(" ".join(as_typed(str(written)).lower().split())) if short else None
    if isinstance(written, str) and " ".join(written.lower().split()) == Bound.A_FEW:
        return Amount((A_FEW_FROM + A_FEW_TO) / 2, Bound.A_FEW)
    value = None if not found else {**FRACTIONS, "half": 0.5}.get(found[2], parse_number(found[2]))
    if found is None or value is None or value < 0:
        readings = two_readings(found[2]) if found else None
        remedy = f"write {' or '.join(readings)}" if readings else _REMEDY
        raise WrittenError(f"an amount is expected here, not {shown(written)}", remedy)
    if value > 1e6:
        raise WrittenError(f"{shown(written)} is not an amount", "write a number from 0 to 1 000 000")
    return Amount(value, Bound(found[1]) if found[1] else None)


def quantity(amount: Amount, unit: Unit) -> Quantity:
    """The amount in a unit. A plain number is meant exactly in seconds, which are timed, and about in all else."""
    plain = Bound.EXACTLY if unit is Unit.SECONDS else Bound.ABOUT
    return Quantity(amount.value, unit, amount.bound or plain)
