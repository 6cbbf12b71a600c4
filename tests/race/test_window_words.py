"""Windows in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.mistakes import WrittenError
from replay.race.moment_words import WHEN_PATTERN
from replay.race.when import Mark, When, Window
from replay.race.window_words import WINDOW_PATTERN, parse_when_or_window, window_words

BELL, FINISH = When(Mark.BELL), When(Mark.FINISH)
LAST_LAP = Window(BELL, FINISH)
LAST_BUT_ONE = Window(When(Mark.LAPS_TO_GO, 2), BELL)


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ({"between": ["2 laps to go", "bell"]}, LAST_BUT_ONE),
        ({"between": ["pull-off+2", 63.5]}, Window(When(Mark.PULL_OFF, offset_s=2), When(Mark.RACE_TIME, 63.5))),
        ({"before": "bell"}, Window(None, BELL)),
        ("on the last lap", LAST_LAP),
        ("On the Final Lap", LAST_LAP),
        ("during the last lap", LAST_LAP),
        ("in the bell lap", LAST_LAP),
        ("on the last but one lap", LAST_BUT_ONE),
        ("on the penultimate lap", LAST_BUT_ONE),
        ("in the last 200 m", Window(When(Mark.METRES_TO_GO, 200), FINISH)),
        ("over the last 200 metres", Window(When(Mark.METRES_TO_GO, 200), FINISH)),
        ("in the last two laps", Window(When(Mark.LAPS_TO_GO, 2), FINISH)),
        ("over the final 1.5 laps", Window(When(Mark.LAPS_TO_GO, 1.5), FINISH)),
        ("last lap", BELL),
        ("bell", BELL),
        (63.5, When(Mark.RACE_TIME, 63.5)),
    ],
)
def test_spellings(written: Any, window: When | Window) -> None:
    assert parse_when_or_window(written) == window
    if isinstance(written, str):
        assert re.search(WINDOW_PATTERN, written) or re.search(WHEN_PATTERN, written)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"between": ["bell"]}, "`between` holds two moments"),
        ({"between": "bell"}, "`between` holds two moments"),
        ({"after": "bell"}, "a window has `between` or `before`, this one has after"),
        ({"before": "bell", "between": ["bell", "finish"]}, "this one has before, between"),
        ({}, "this one has nothing"),
        ({"before": "bel"}, "no moment of a race is called bel"),
        ("in the last bit m", "no part of a race is called in the last bit m"),
        ("on the first lap", "no moment of a race is called on the first lap"),
        (["bell", "finish"], "a moment is expected here"),
    ],
)
def test_what_is_no_window_is_explained(written: Any, message: str) -> None:
    with pytest.raises(WrittenError) as caught:
        parse_when_or_window(written)
    assert message in caught.value.message
    assert caught.value.remedy


@given(st.text("onithelas dur2mp/1½.-fb", max_size=30))
def test_anything_is_a_window_or_a_mistake_and_the_patterns_agree(written: str) -> None:
    try:
        parse_when_or_window(f"in the last {written}")
    except WrittenError:
        return
    assert re.search(WINDOW_PATTERN, f"in the last {written}")


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (LAST_LAP, "on the last lap"),
        (LAST_BUT_ONE, "on the last lap but one"),
        (Window(None, BELL), "before the bell"),
        (Window(When(Mark.LAPS_TO_GO, 3), When(Mark.METRES_TO_GO, 200)), "between 3 laps to go and 200 m to go"),
        (Window(When(Mark.TURN_3, 1), FINISH), "between turn 3 on the last lap and the finish"),
        (Window(When(Mark.PULL_OFF), BELL), "between the pacer's leaving and the bell"),
    ],
)
def test_windows_are_said_as_people_say_them(window: Window, words: str) -> None:
    assert window_words(window) == words
