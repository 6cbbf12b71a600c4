"""Told amounts in words: `10`, `about 10`, `at least 10`, `at most 10`, `exactly 10`."""

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


class Unit(StrEnum):
    """Units in which gaps are told."""

    SECONDS = "s"
    METRES = "m"
    LENGTHS = "lengths"
    LAPS = "laps"
    STRAIGHTS = "straights"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A told amount, such as 'about 0.25 laps'."""

    value: float
    unit: Unit
    bound: Bound = Bound.ABOUT

    def __str__(self) -> str:
        words_of_unit = {Unit.LENGTHS: "bike lengths", Unit.LAPS: "laps", Unit.STRAIGHTS: "straights"}
        unit = words_of_unit.get(self.unit, str(self.unit))
        unit = unit.removesuffix("s") if self.value == 1 and self.unit in words_of_unit else unit
        words = "" if self.bound is Bound.EXACTLY else f"{self.bound} "
        return f"{words}{self.value:g} {unit}"


AMOUNT_PATTERN = r"^[^\n]{0,39}[0-9０-９½¼¾][^\n]{0,39}$"
"""An amount in words, for the JSON Schema, which has no capitals that do not count: the reader knows more."""

_AMOUNT = re.compile(r"(?:(about|at least|at most|exactly) )?(\S{1,40})")
_LONGEST = 60
_REMEDY = "write a number, `about 10`, `at least 10` or `at most 10`"


_PARTS_OF_A_LAP = {0.25: "a quarter of a lap", 0.5: "half a lap", 0.75: "three quarters of a lap"}
_FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def spoken_amount(amount: Quantity) -> str:
    """A told amount as it is said: 'about a quarter of a lap', 'at least 2 bike lengths'."""
    if amount.unit is not Unit.LAPS or amount.value not in _PARTS_OF_A_LAP:
        return str(amount)
    bound = "" if amount.bound is Bound.EXACTLY else f"{amount.bound} "
    return f"{bound}{_PARTS_OF_A_LAP[amount.value]}"


def short_amount(amount: Quantity) -> str:
    """A told amount in short words: 'about ¼ lap', 'at least 2 lengths'."""
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
    value = None if not found else FRACTIONS.get(found[2], parse_number(found[2]))
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
