"""Figures and dates in words: how sure a figure is shows in how it is written.

What was timed has its decimals, 'about' stands before what is reconstructed, and that has no more digits than can be
vouched for.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

MINUS = "−"
"""The minus of figures: as wide as a plus, which a hyphen is not."""


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A figure as it is written, in parts that a panel may set in different type: 'about', '48', 'm'.

    before  what stands before the number, empty where it is exact
    """

    number: str
    unit: str
    before: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.before, self.number, self.unit) if part)


def about_length(length_m: float) -> WrittenFigure:
    """A reconstructed length: 'about 6 cm', 'about 1.4 m', 'about 15 m'."""
    if length_m < 0.995:
        return WrittenFigure(f"{length_m * 100:.0f}", "cm", "about")
    return about_metres(length_m, decimals=1 if length_m < 9.95 else 0)


def about_metres(length_m: float, *, decimals: int = 0) -> WrittenFigure:
    """A reconstructed length in metres, whatever its size: 'about 48 m'."""
    return WrittenFigure(f"{length_m:.{decimals}f}", "m", "about")


def about_clock(time_s: float) -> str:
    """A reconstructed time as on a scoreboard: 'about 1:52', 'about 20 s'."""
    return f"about {clock_with_unit(time_s, 0)}"


def clock_with_unit(time_s: float, decimals: int) -> str:
    """Seconds as on a scoreboard, with their unit where no minutes say what they are: '58.2 s', '1:52.334'."""
    words = clock(time_s, decimals)
    return words if ":" in words else f"{words} s"


def clock(time_s: float, decimals: int) -> str:
    """Seconds as on a scoreboard: '58.2', '1:52.334', '2:00'."""
    units = 10**decimals
    minutes, rest = divmod(round(time_s * units), 60 * units)
    seconds = f"{rest / units:.{decimals}f}"
    if not minutes:
        return seconds
    return f"{minutes}:{seconds.zfill(2 + (decimals + 1 if decimals else 0))}"


def timed_gap(gap_s: float, decimals: int) -> str:
    """A measured gap to the winner: '+0.763', or '−0.012' for who crossed before him and lost the win."""
    return f"{gap_s:+.{decimals}f}".replace("-", MINUS)


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if place // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def date_words(text: str | None) -> str:
    """'8 August 2021' of an ISO date; anything else as the file has it."""
    try:
        date = datetime.date.fromisoformat(text or "")
    except ValueError:
        return text or ""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
