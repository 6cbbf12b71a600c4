"""Amounts as they stand in sentences about facts."""

from __future__ import annotations

from collections.abc import Sequence

from replay.race.story.finding import Shown


def measure(value: float, unit: str) -> str:
    """Tenths for what is large, hundredths for what is small; no zeros at the end: '32.5 m', '0.25 s', '1 place'."""
    written = f"{value:.{1 if abs(value) >= 1 else 2}f}".rstrip("0").rstrip(".")
    words = "place" if unit == "places" and written == "1" else unit
    return f"{written if written not in ('-0', '') else '0'} {words}".rstrip()


def speed_change(kmh: float) -> str:
    """'2.3 km/h gained' or '3 km/h lost'."""
    return f"{measure(abs(kmh), 'km/h')} {'gained' if kmh >= 0 else 'lost'}"


def amounts_sentence(shown: Shown) -> str:
    """What is asked, what is shown and the difference, in bare numbers."""
    asked, got = measure(shown.asked, shown.unit), measure(shown.got, shown.unit)
    return f"Told: {asked}; the replay shows {got}, {measure(shown.miss, shown.unit)} off"


def time_sentence(shown: Shown) -> str:
    """What was told to happen at a race time, and how much earlier or later it does."""
    by = "earlier" if shown.got < shown.asked else "later"
    return f"Told: {shown.asked:.1f} s into the race; in the replay {measure(shown.miss, 's')} {by}"


def listed(items: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
