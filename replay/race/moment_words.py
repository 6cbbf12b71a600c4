"""Moments and windows of a race in words: one parser, wherever one is written, and how it is said.

Many spellings mean the same: `3 laps to go`, `3-to-go` or `with three laps to go`; `200 m to go` or `200m`; `bell` or
`last lap`; further `pull-off`, `last-bend`, `finish` and seconds of race time; and places of the track with their lap:
`turn 3 on the last lap`, `back straight, 2 laps to go`. Capitals do not count. Each may carry an offset in seconds:
`pull-off-1`, `bell+2.5`.

Windows are told of something that was at some moment, and nobody says at which: `{between: [2 laps to go, bell]}`,
`{before: bell}`, `on the last lap`, `on the last but one lap`, `in the last 200 m`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from replay.base.mistakes import WrittenError, nearest, shown
from replay.race.number_words import FRACTIONS, as_typed
from replay.race.when import ON_TRACK, Mark, When, Window

WAYS_TO_WRITE = (
    "write `3 laps to go`, `200 m to go`, `turn 3 on the last lap`, `pull-off`, `bell`, `last-bend`, `finish` or "
    "seconds (`63.5`)"
)
WAYS_WITHOUT_PACER = WAYS_TO_WRITE.replace("`pull-off`, ", "")
"""The same for a race that no pacer leads."""

MAX_LAPS = 1000
MAX_METRES = 100_000
MAX_SECONDS = 36_000
LONGEST_MOMENT = 60
"""Characters beyond which no text is a moment."""

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9}|,[0-9]{1,2}(?![0-9]))?"
_PARTS = r"(?:[0-9]{1,3}\s+)?(?:1/2|1/4|3/4)|(?:[0-9]{1,3}\s*)?[½¼¾]"
_LAPS = rf"{_PARTS}|{_NUMBER}|(?:{'|'.join(_COUNTED)})(?:\s+and\s+a\s+half)?"
_TO_GO = r"(?:to[\s-]+go|remaining|left)"
_LAST, _BEND = r"(?:last|final)", r"(?:bend|turn|corner)"
_WHOLE = rf"[0-9]{{1,3}}|{'|'.join(_COUNTED)}"


def _places() -> Iterator[tuple[Mark, str]]:
    """Two patterns for each place of the track: on a lap that has a name, and with so many laps to go."""
    into = r"(?:(?:in|into|on|entering|at)\s+(?:the\s+)?)?"
    words = {
        **{mark: rf"turn\s?(?:{number}|{_COUNTED[number - 1]})" for number, mark in enumerate(_TURNS, start=1)},
        Mark.BACK_STRAIGHT: r"back[\s-]?straight",
        Mark.HOME_STRAIGHT: r"home[\s-]?straight",
    }
    for mark, place in words.items():
        yield mark, rf"{into}{place},?\s+(?:(?:on|in|of)\s+)?(?:the\s+)?({'|'.join(_NAMED_LAPS)})[\s-]+lap"
        yield mark, rf"{into}{place},?\s+(?:with\s+)?({_WHOLE})[\s-]+(?:laps?[\s-]+)?{_TO_GO}"


_TURNS = (Mark.TURN_1, Mark.TURN_2, Mark.TURN_3, Mark.TURN_4)
_NAMED_LAPS = {"last but one": 2.0, "penultimate": 2.0, "last": 1.0, "final": 1.0}
"""Laps that have a name, and how many are to go as each begins."""

_PATTERNS = (
    (Mark.LAPS_TO_GO, rf"({_LAPS})[\s-]+(?:laps?[\s-]+)?{_TO_GO}"),
    (Mark.LAPS_TO_GO, rf"(half\s+a|a\s+quarter\s+of\s+a|three\s+quarters\s+of\s+a|a)[\s-]+lap[\s-]+{_TO_GO}"),
    (Mark.METRES_TO_GO, rf"({_NUMBER})\s*m(?:et(?:re|er)s?)?(?:[\s-]+{_TO_GO})?"),
    (Mark.METRES_TO_GO, rf"(?:last|final)\s+({_NUMBER})\s*m(?:et(?:re|er)s?)?"),
    (Mark.PULL_OFF, r"pull[\s-]?off"),
    (Mark.BELL, r"bell(?:[\s-]lap)?|(?:last|final)[\s-]lap"),
    (Mark.LAST_BEND, rf"{_LAST}[\s-]{_BEND}"),
    *_places(),
    (Mark.HOME_STRAIGHT, rf"out\s+of\s+the\s+{_LAST}[\s-]{_BEND}"),
    (Mark.FINISH, r"finish(?:[\s-]line)?"),
    (Mark.RACE_TIME, r"start"),
    (Mark.RACE_TIME, rf"({_NUMBER})(?:\s*s)?"),
    (Mark.RACE_TIME, r"([0-9]{1,3}:[0-5][0-9](?:\.[0-9]{1,9})?)"),
)
_BEFORE = r"\s*(?:(?:with|at)\s+)?(?:the\s+)?"
_OFFSET = rf"(?:\s*([+-])\s*({_NUMBER})(?:\s*s)?)?"
_COMPILED = tuple((mark, re.compile(rf"{_BEFORE}(?:{words}){_OFFSET}\s*")) for mark, words in _PATTERNS)
_LIMITS = {
    **dict.fromkeys(ON_TRACK, (MAX_LAPS, "laps")),
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
_LITTLE = ("at ", "with ", "as ", "into ")
"""Words before a moment that go where it is an end."""

_NAMES = ("pull-off", "bell", "last-bend", "last lap", "start", "finish", "laps to go", "m to go")
_SHARES = {"half a": 0.5, "a quarter of a": 0.25, "three quarters of a": 0.75, "a": 1.0}


_WIDER = {
    "[0-9]": "[0-9０-９]",
    "[0-5]": "[0-5０-５]",
    "[+-]": "[-+＋‐-—−﹣－]",
    "[\\s-]": "[\\s‐-—−﹣－-]",
    "\\.": "[.．]",
    "|,": "|[,，]",
    ":": "[:：]",
    "/": "[/⁄／]",
}
"""Characters that are read as the plain one, in patterns."""


def _for_schema(pattern: str) -> str:
    """A pattern that holds whatever capitals and characters a text is written in; JSON has no flags for that."""
    pattern = re.sub(r"(?<!\\)([a-z])", lambda found: f"[{found[1]}{found[1].upper()}]", pattern.replace("(?:", "("))
    for narrow, wide in _WIDER.items():
        pattern = pattern.replace(narrow, wide)
    return pattern


WHEN_PATTERN = "^(" + "|".join(_for_schema(rf"{_BEFORE}(?:{words}){_OFFSET}\s*") for _, words in _PATTERNS) + ")$"
"""The same grammar as one pattern, for the JSON Schema."""


WAYS_TO_WRITE_WINDOWS = "write `{between: [2 laps to go, bell]}`, `{before: bell}`, `on the last lap` or a moment"

_THE_FINISH = When(Mark.FINISH)
_LAST_LAP = Window(When(Mark.BELL), _THE_FINISH)
_LAST_BUT_ONE = Window(When(Mark.LAPS_TO_GO, 2.0), When(Mark.BELL))

_ON = r"\s*(?:on|in|during|over)\s+(?:the\s+)?"
_NAMED_WINDOWS = (
    (_LAST_LAP, re.compile(rf"{_ON}(?:{_LAST}|bell)[\s-]+lap\s*")),
    (_LAST_BUT_ONE, re.compile(rf"{_ON}(?:last\s+but\s+one|penultimate|second[\s-]+last)[\s-]+lap\s*")),
)
_LAST_SO_MANY = re.compile(rf"{_ON}{_LAST}\s+([^\s].{{0,30}}?(?:laps|m|metres|meters|lap\s+and\s+a\s+half))\s*")

WINDOW_PATTERN = _for_schema(
    rf"^{_ON}((({_LAST}|bell)|last\s+but\s+one|penultimate|second[\s-]+last)[\s-]+lap|{_LAST}\s+[^\s].{{0,50}})\s*$"
)
"""Windows that are written as text, as one pattern, for the JSON Schema: the reader knows more."""


def parse_when(written: object) -> When:
    """The moment that was written: text, or a number of seconds of race time. Raises WrittenError."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _checked(When(Mark.RACE_TIME, _finite(float(written))))
    if not isinstance(written, str):
        raise WrittenError(f"a moment is expected here, not {shown(written)}", WAYS_TO_WRITE)
    text = as_typed(written).lower() if len(written) <= LONGEST_MOMENT else ""
    for mark, pattern in _COMPILED:
        found = pattern.fullmatch(text)
        if found:
            *value, sign, offset = found.groups()
            offset_s = 0.0 if offset is None else float(f"{sign}{_number(offset)}")
            implied = 1.0 if mark is Mark.HOME_STRAIGHT else 0.0
            return _checked(When(mark, _number(value[0]) if value else implied, offset_s + 0.0))
    if (window := _window_called(text)) is not None:
        remedy = f"write one moment, such as `{window.start}`"
        raise WrittenError(f"{shown(written)} is a part of the race, and here one moment is meant", remedy)
    raise WrittenError(f"no moment of a race is called {shown(written)}", _remedy(text))


def moment_words(when: When) -> str:
    """A moment as it is said: 'with 2 laps to go', 'at the bell', '4 s after the pacer has left'."""
    if when.mark is Mark.RACE_TIME:
        race_time_s = when.value + when.offset_s
        return f"{race_time_s:g} s into the race" if race_time_s > 0 else "at the start"
    if when.offset_s == 0 and when.mark in ON_TRACK:
        return f"into {_place_words(when)}"
    if when.offset_s == 0:
        to_go = str(when).replace("0.5 laps", "half a lap")
        return {**_SAID, Mark.PULL_OFF: "as the pacer leaves"}.get(when.mark) or f"with {to_go}"
    side = "after" if when.offset_s > 0 else "before"
    place = _place_words(when) if when.mark in ON_TRACK else str(replace(when, offset_s=0.0))
    mark = _SAID.get(when.mark, place).removeprefix("at ")
    return f"{abs(when.offset_s):g} s {side} {mark}"


def _place_words(when: When) -> str:
    """A place of the track: 'turn 3 on the last lap', 'the back straight with 2 laps to go'."""
    article = "" if when.mark in _TURNS else "the "
    return f"{article}{replace(when, offset_s=0.0)}"


def until_words(when: When) -> str:
    """A moment as an end: 'until the bell', 'until 200 m to go', 'until the pacer leaves'."""
    words = moment_words(when)
    return f"until {words.removeprefix(next((little for little in _LITTLE if words.startswith(little)), ''))}"


def _number(words: str) -> float:
    """The number that was written in figures, in words, as a fraction or as minutes and seconds."""
    words = re.sub(r"\s+", " ", words)
    if words in _SHARES:
        return _SHARES[words]
    if words in _NAMED_LAPS:
        return _NAMED_LAPS[words]
    counted, _, half = words.partition(" and ")
    if counted in _COUNTED:
        return _COUNTED.index(counted) + 1 + (0.5 if half else 0.0)
    part = next((part for part in FRACTIONS if words.endswith(part)), None)
    if part:
        return float(words.removesuffix(part) or 0) + FRACTIONS[part]
    minutes, _, seconds = words.rpartition(":")
    return 60.0 * float(minutes or 0) + float(seconds.replace(",", "."))


def _remedy(text: str) -> str:
    if re.fullmatch(
        rf"{_BEFORE}(?:(?:in|into|on)\s+(?:the\s+)?)?(?:turn\s?[1-4]|(?:back|home)[\s-]?straight)\s*", text
    ):
        return f"say on which lap: `{text.strip()} on the last lap`"
    meant = nearest(re.sub(rf"[+-]?\s*{_NUMBER}", "", text).strip(), _NAMES) if text else None
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
        raise WrittenError(f"{when.value:g} {unit} is more than any race has", WAYS_TO_WRITE)
    if when.mark in ON_TRACK and when.value < 1:
        raise WrittenError("a lap begins with 1 lap to go or more", "count laps as the lap counter shows them there")
    if when.value < 0:
        raise WrittenError("a moment before the start of the race", "count seconds from the start")
    if abs(when.offset_s) > MAX_SECONDS:
        raise WrittenError(f"an offset of {when.offset_s:g} s is longer than any race", "count it in seconds")
    return when


def parse_when_or_window(written: object) -> When | Window:
    """The moment or the window that was written. Raises WrittenError."""
    if isinstance(written, Mapping):
        return _window_of(dict(written))
    text = as_typed(written).lower() if isinstance(written, str) and len(written) <= LONGEST_MOMENT else ""
    window = _window_called(text)
    if window is None and _LAST_SO_MANY.fullmatch(text):
        raise WrittenError(f"no part of a race is called {shown(written)}", WAYS_TO_WRITE_WINDOWS)
    return window or parse_when(written)


def _window_called(text: str) -> Window | None:
    """The window that a text is, None if it is none."""
    named = next((window for window, pattern in _NAMED_WINDOWS if pattern.fullmatch(text)), None)
    last = _LAST_SO_MANY.fullmatch(text)
    if named is not None or last is None:
        return named
    try:
        return Window(parse_when(f"{last[1]} to go"), _THE_FINISH)
    except WrittenError:
        return None


def window_words(window: Window) -> str:
    """A window as it is said: 'on the last lap', 'before the bell', 'between 2 laps to go and the bell'."""
    if window == _LAST_LAP:
        return "on the last lap"
    if window == _LAST_BUT_ONE:
        return "on the last lap but one"
    end = _bare(window.end)
    return f"before {end}" if window.start is None else f"between {_bare(window.start)} and {end}"


def _bare(when: When) -> str:
    """'the bell' for 'at the bell', '200 m to go' for 'with 200 m to go'."""
    words = moment_words(when)
    if words == "as the pacer leaves":
        return "the pacer's leaving"
    return words.removeprefix("at ").removeprefix("with ").removeprefix("into ")


def _window_of(written: dict[Any, Any]) -> Window:
    """The window of a group of keys: `between`, a list of two moments, or `before`, a moment."""
    if set(written) == {"before"}:
        return Window(None, parse_when(written["before"]))
    if set(written) != {"between"}:
        keys = ", ".join(map(shown, written)) or "nothing"
        raise WrittenError(f"a window has `between` or `before`, this one has {keys}", WAYS_TO_WRITE_WINDOWS)
    bounds = written["between"]
    if not isinstance(bounds, list | tuple) or len(bounds) != 2:
        raise WrittenError("`between` holds two moments", "write `{between: [2 laps to go, bell]}`")
    return Window(parse_when(bounds[0]), parse_when(bounds[1]))
