"""Dates in words."""

from __future__ import annotations

import datetime


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
