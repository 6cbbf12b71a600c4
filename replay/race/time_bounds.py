"""Times of which bounds are known and not the figure: `at most 9.86`, `between 9.8 and 10.0`, `about 9.9`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from replay.base.mistakes import WrittenError, shown
from replay.race.number_words import as_typed, parse_seconds, written_decimals

ABOUT_SHARE, ABOUT_LEAST_S = 0.01, 0.1
"""A time told as 'about' so much is so give or take a hundredth of it, and a tenth of a second at least: who says 9.9
does not mean 9.6."""

_LONGEST = 60
_MOST = r"at most|no more than|not more than|up to|under|below|less than|<=|≤|<"
_LEAST = r"at least|no less than|not less than|over|above|more than|>=|≥|>"
_SOME = r"about|around|roughly|approximately|approx\.?|circa|ca\.?|~"
_ONE_SIDED = re.compile(rf"({_MOST}|{_LEAST}) ?(\S.*)")
_BETWEEN = re.compile(r"(?:between (\S.*?) and|from (\S.*?) to|(\S.*?) ?(?:to|-)) ?(\S.*)")
_GIVE_OR_TAKE = re.compile(r"(\S.*?) ?(?:±|\+/-|\+-|give or take) ?(\S.*)")
_ABOUT = re.compile(rf"(?:{_SOME}) ?(\S.*)")
_ALMOST = re.compile(r"(?:almost|nearly|just under) (\S.*)")
_EXACTLY = re.compile(r"exactly (\S.*)")
_SIGNS = {"<=": "at most", "≤": "at most", "<": "under", ">=": "at least", "≥": "at least", ">": "over"}

REMEDY = "write seconds such as 9.861, or `at most 9.86`, `at least 9.5`, `between 9.8 and 10.0` or `about 9.9`"


@dataclass(frozen=True, slots=True)
class TimeBounds:
    """What is known of a time: seconds that it lasts at least and at most, None where nothing is said.

    words  the same as it is written: 'at most 9.86'
    """

    least_s: float | None
    most_s: float | None
    words: str


def parse_bounds(written: object) -> TimeBounds | None:
    """The bounds that a text says, None where it says none: it may be a plain number then. Raises WrittenError."""
    if not isinstance(written, str) or len(written) > _LONGEST or parse_seconds(written) is not None:
        return None
    text = " ".join(as_typed(written).lower().split())
    for pattern, meaning in (
        (_ALMOST, _almost),
        (_ONE_SIDED, _one_sided),
        (_ABOUT, _about),
        (_GIVE_OR_TAKE, _give_or_take),
        (_BETWEEN, _between),
    ):
        found = pattern.fullmatch(text)
        if found:
            bounds = meaning(*(part for part in found.groups() if part is not None))
            if bounds is not None:
                return bounds
    if re.match(rf"(?:{_MOST}|{_LEAST}|{_SOME}|almost|nearly|between|from)(?![a-z])", text):
        raise WrittenError(f"no time is known from {shown(written)}", REMEDY)
    return None


def _one_sided(bound: str, number: str) -> TimeBounds | None:
    time_s = _seconds(number)
    if time_s is None:
        return None
    words = f"{_SIGNS.get(bound, bound)} {_bare(number)}"
    is_most = re.fullmatch(_MOST, bound) is not None
    return TimeBounds(None, time_s, words) if is_most else TimeBounds(time_s, None, words)


def _about(number: str) -> TimeBounds | None:
    time_s = _seconds(number)
    if time_s is None:
        return None
    return _around(time_s, max(ABOUT_SHARE * time_s, ABOUT_LEAST_S), f"about {_bare(number)}")


def _almost(number: str) -> TimeBounds | None:
    time_s = _seconds(number)
    if time_s is None:
        return None
    about = _about(number)
    return TimeBounds(about.least_s if about else None, time_s, f"almost {_bare(number)}")


def plain_time(written: object) -> object:
    """What was written, without the `exactly` that says no more than the number behind it."""
    text = " ".join(written.lower().split()) if isinstance(written, str) and len(written) <= _LONGEST else ""
    found = _EXACTLY.fullmatch(text)
    return found[1] if found and parse_seconds(found[1]) is not None else written


def _give_or_take(number: str, spread: str) -> TimeBounds | None:
    time_s, spread_s = _seconds(number), _seconds(spread)
    if time_s is None or spread_s is None:
        return None
    return _around(time_s, spread_s, f"{_bare(number)} give or take {_bare(spread)}")


def _around(time_s: float, spread_s: float, words: str) -> TimeBounds:
    least_s = round(time_s - spread_s, 6)
    return TimeBounds(least_s if least_s > 0 else None, round(time_s + spread_s, 6), words)


def _between(first: str, last: str) -> TimeBounds | None:
    least_s, most_s = _seconds(first), _seconds(last)
    if least_s is None or most_s is None:
        return None
    first, last = _bare(first), _bare(last)
    if least_s >= most_s:
        remedy = f"write `between {last} and {first}`" if least_s > most_s else f"write {first}"
        raise WrittenError(f"nothing is between {first} and {last} s", remedy)
    return TimeBounds(least_s, most_s, f"between {first} and {last}")


def _seconds(number: str) -> float | None:
    """The seconds that are meant, None for what is no time."""
    found = parse_seconds(number)
    return found if found is not None and 0 < found <= MOST_S else None


MOST_S = 36_000.0
"""Longer than any race."""


def _bare(number: str) -> str:
    """The seconds that are meant, with the decimals that are written."""
    return f"{parse_seconds(number):.{written_decimals(number) or 0}f}"
