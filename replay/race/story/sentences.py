"""Amounts as they stand in sentences about facts."""

from __future__ import annotations

from collections.abc import Sequence

from replay.race.story.finding import Shown

_MOST_DIGITS = 3
_SHARE_LOST = 0.2
"""Of a difference, what rounding may add or take before the numbers get another digit."""


def measure(value: float, unit: str, *, beside: float | None = None) -> str:
    """Tenths for what is large, hundredths for what is small; no zeros at the end: '32.5 m', '0.25 s', '1 place'.

    beside: the number that stands in the same sentence, to be compared. Then there are as many digits as it takes for
    the difference to be seen: not 1.5 and 1.5, but 1.43 and 1.5.
    """
    digits = 1 if abs(value) >= 1 else 2
    while beside is not None and digits < _MOST_DIGITS and _hidden(value, beside, digits):
        digits += 1
    written = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    words = "place" if unit == "places" and written == "1" else unit
    return f"{written if written not in ('-0', '') else '0'} {words}".rstrip()


def _hidden(value: float, beside: float, digits: int) -> bool:
    """Whether rounding to so many digits changes the difference of two numbers by much."""
    difference = abs(value - beside)
    return abs(abs(round(value, digits) - round(beside, digits)) - difference) > _SHARE_LOST * difference


def speed_change(kmh: float, *, beside: float | None = None) -> str:
    """'2.3 km/h gained' or '3 km/h lost'. beside: as in `measure`."""
    other = None if beside is None else beside if kmh >= 0 else -beside
    return f"{measure(abs(kmh), 'km/h', beside=other)} {'gained' if kmh >= 0 else 'lost'}"


def compared(shown: Shown) -> tuple[str, str]:
    """What is asked and what is shown, so written that the difference is seen."""
    asked = measure(shown.asked, shown.unit, beside=shown.got)
    return asked, measure(shown.got, shown.unit, beside=shown.asked)


def changes(shown: Shown) -> tuple[str, str]:
    """The same of changes of speed, km/h."""
    return speed_change(shown.asked, beside=shown.got), speed_change(shown.got, beside=shown.asked)


def amounts_sentence(shown: Shown) -> str:
    """What is asked, what is shown and the difference, in bare numbers."""
    asked, got = compared(shown)
    return f"Told: {asked}; the replay shows {got}, {measure(shown.miss, shown.unit)} off"


def time_sentence(shown: Shown) -> str:
    """What was told to happen at a race time, and how much earlier or later it does."""
    by = "earlier" if shown.got < shown.asked else "later"
    return f"Told: {shown.asked:.1f} s into the race; in the replay {measure(shown.miss, 's')} {by}"


def listed(items: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
