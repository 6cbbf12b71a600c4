"""Windows of a race in words: told of something that was at some moment, and nobody says at which.

`{between: [2 laps to go, bell]}`, `{before: bell}`, `on the last lap`, `on the last but one lap`, `in the last 200 m`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from replay.base.mistakes import WrittenError, shown
from replay.race.moment_words import LONGEST_MOMENT, for_schema, moment_words, parse_when
from replay.race.number_words import as_typed
from replay.race.when import Mark, When, Window

WAYS_TO_WRITE_WINDOWS = "write `{between: [2 laps to go, bell]}`, `{before: bell}`, `on the last lap` or a moment"

_FINISH = When(Mark.FINISH)
_LAST_LAP = Window(When(Mark.BELL), _FINISH)
_LAST_BUT_ONE = Window(When(Mark.LAPS_TO_GO, 2.0), When(Mark.BELL))

_BEFORE = r"\s*(?:on|in|during|over)\s+(?:the\s+)?"
_LAST = r"(?:last|final)"
_NAMED = (
    (_LAST_LAP, re.compile(rf"{_BEFORE}(?:{_LAST}|bell)[\s-]+lap\s*")),
    (_LAST_BUT_ONE, re.compile(rf"{_BEFORE}(?:last\s+but\s+one|penultimate|second[\s-]+last)[\s-]+lap\s*")),
)
_LAST_SO_MANY = re.compile(rf"{_BEFORE}{_LAST}\s+([^\s].{{0,30}}?(?:laps|m|metres|meters|lap\s+and\s+a\s+half))\s*")

WINDOW_PATTERN = for_schema(
    rf"^{_BEFORE}((({_LAST}|bell)|last\s+but\s+one|penultimate|second[\s-]+last)[\s-]+lap|{_LAST}\s+[^\s].{{0,50}})\s*$"
)
"""Windows that are written as text, as one pattern, for the JSON Schema: the reader knows more."""


def parse_when_or_window(written: object) -> When | Window:
    """The moment or the window that was written. Raises WrittenError."""
    if isinstance(written, Mapping):
        return _window_of(dict(written))
    text = as_typed(written).lower() if isinstance(written, str) and len(written) <= LONGEST_MOMENT else ""
    named = next((window for window, pattern in _NAMED if pattern.fullmatch(text)), None)
    if named is not None:
        return named
    last = _LAST_SO_MANY.fullmatch(text)
    if last is None:
        return parse_when(written)
    try:
        return Window(parse_when(f"{last[1]} to go"), _FINISH)
    except WrittenError:
        raise WrittenError(f"no part of a race is called {shown(written)}", WAYS_TO_WRITE_WINDOWS) from None


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
