"""Told amounts in words: `10`, `about 10`, `at least 10`, `at most 10`, `exactly 10`."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from replay.base.mistakes import WrittenError, shown
from replay.race.story.story_facts import Bound, Quantity, Unit

AMOUNT_PATTERN = r"^\s*(about|at least|at most|exactly)\s+[0-9]{1,9}(\.[0-9]{1,9})?\s*$"
"""An amount with its bound, for the JSON Schema; a plain number is an amount too."""

_AMOUNT = re.compile(r"\s*(?:(about|at least|at most|exactly)\s+)?([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*")
_REMEDY = "write a number, `about 10`, `at least 10` or `at most 10`"


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
    found = _AMOUNT.fullmatch(written) if isinstance(written, str) else None
    if not found:
        raise WrittenError(f"an amount is expected here, not {shown(written)}", _REMEDY)
    if float(found[2]) > 1e6:
        raise WrittenError(f"{found[2]} is not an amount", "write a number from 0 to 1 000 000")
    return Amount(float(found[2]), Bound(found[1]) if found[1] else None)


def quantity(amount: Amount, unit: Unit) -> Quantity:
    """The amount in a unit. A plain number is meant exactly in seconds, which are timed, and about in all else."""
    plain = Bound.EXACTLY if unit is Unit.SECONDS else Bound.ABOUT
    return Quantity(amount.value, unit, amount.bound or plain)
