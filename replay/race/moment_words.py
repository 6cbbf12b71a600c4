"""Moments of a race in words: one parser, wherever a moment is written, and how a moment is said.

Both spellings mean the same: `3 laps to go` or `3-to-go`, `200 m to go` or `200m`; further `pull-off`, `bell`,
`last-bend`, `finish` and seconds of race time. Each may carry an offset in seconds: `pull-off-1`, `bell+2.5`.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from replay.base.mistakes import WrittenError, nearest, shown
from replay.race.when import Mark, When

WAYS_TO_WRITE = "write `3 laps to go`, `200 m to go`, `pull-off`, `bell`, `last-bend`, `finish` or seconds (`63.5`)"
MAX_LAPS = 1000
MAX_METRES = 100_000
MAX_SECONDS = 36_000

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_PATTERNS = (
    (Mark.LAPS_TO_GO, rf"({_NUMBER})(?:\s+|-)(?:laps?(?:\s+|-))?to(?:\s+|-)go"),
    (Mark.METRES_TO_GO, rf"({_NUMBER})\s*m(?:(?:\s+|-)to(?:\s+|-)go)?"),
    (Mark.PULL_OFF, r"pull[\s-]?off"),
    (Mark.BELL, r"bell"),
    (Mark.LAST_BEND, r"last[\s-]bend"),
    (Mark.FINISH, r"finish"),
    (Mark.RACE_TIME, rf"({_NUMBER})(?:\s*s)?"),
)
_OFFSET = rf"(?:\s*([+-])\s*({_NUMBER})(?:\s*s)?)?"
_COMPILED = tuple((mark, re.compile(rf"\s*(?:{words}){_OFFSET}\s*")) for mark, words in _PATTERNS)
_LIMITS = {
    Mark.LAPS_TO_GO: (MAX_LAPS, "laps"),
    Mark.METRES_TO_GO: (MAX_METRES, "metres"),
    Mark.RACE_TIME: (MAX_SECONDS, "seconds"),
}
_SAID = {
    Mark.BELL: "at the bell",
    Mark.FINISH: "at the finish",
    Mark.LAST_BEND: "at the last bend",
    Mark.PULL_OFF: "at the pacer's leaving",
}
_NAMES = ("pull-off", "bell", "last-bend", "finish", "laps to go", "m to go")

WHEN_PATTERN = "^(" + "|".join(rf"\s*(?:{words}){_OFFSET}\s*" for _, words in _PATTERNS).replace("(?:", "(") + ")$"
"""The same grammar as one pattern, for the JSON Schema."""


def parse_when(written: object) -> When:
    """The moment that was written: text, or a number of seconds of race time. Raises WrittenError."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _checked(When(Mark.RACE_TIME, _finite(float(written))))
    if not isinstance(written, str):
        raise WrittenError(f"a moment is expected here, not {shown(written)}", WAYS_TO_WRITE)
    for mark, pattern in _COMPILED:
        found = pattern.fullmatch(written)
        if found:
            *value, sign, offset = found.groups()
            offset_s = 0.0 if offset is None else float(f"{sign}{offset}")
            return _checked(When(mark, float(value[0]) if value else 0.0, offset_s + 0.0))
    raise WrittenError(f"no moment of a race is called {shown(written)}", _remedy(written))


def moment_words(when: When) -> str:
    """A moment as it is said: 'with 2 laps to go', 'at the bell', '4 s after the pacer has left'."""
    if when.mark is Mark.RACE_TIME:
        return f"{when.value + when.offset_s:g} s into the race"
    if when.offset_s == 0:
        to_go = str(when).replace("0.5 laps", "half a lap")
        return {**_SAID, Mark.PULL_OFF: "as the pacer leaves"}.get(when.mark) or f"with {to_go}"
    side = "after" if when.offset_s > 0 else "before"
    mark = _SAID.get(when.mark, f"at {replace(when, offset_s=0.0)}").removeprefix("at ")
    return f"{abs(when.offset_s):g} s {side} {mark}"


def _remedy(written: str) -> str:
    meant = nearest(re.sub(rf"[+-]?\s*{_NUMBER}", "", written).strip(), _NAMES) if written.strip() else None
    if meant is None or meant.endswith("to go"):
        return WAYS_TO_WRITE
    return f"did you mean {meant}?"


def _finite(seconds: float) -> float:
    if not math.isfinite(seconds):
        raise WrittenError(f"{seconds} is not a moment", WAYS_TO_WRITE)
    return seconds


def _checked(when: When) -> When:
    limit, unit = _LIMITS.get(when.mark, (math.inf, ""))
    if when.value > limit:
        raise WrittenError(f"{when.value:g} {unit} is more than any race has")
    if when.value < 0:
        raise WrittenError("a moment before the start of the race", "count seconds from the start")
    if abs(when.offset_s) > MAX_SECONDS:
        raise WrittenError(f"an offset of {when.offset_s:g} s is longer than any race")
    return when
