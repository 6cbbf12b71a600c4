"""The winner's time as it is said: an estimate is never shown more exactly than it is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from replay.app.build import Replay
from replay.app.report import as_text
from replay.race.time_words import winner_time_words
from replay.race.timed import START_M, Timed
from tests.helpers.motions import keirin_motion, race_of

RACE = race_of(keirin_motion())


@given(st.floats(20.0, 400.0), st.floats(0.01, 12.0))
def test_an_estimate_says_that_it_is_one_and_has_no_decimals(time_s: float, sd_s: float) -> None:
    words = winner_time_words(RACE, time_s, sd_s)
    found = re.fullmatch(r"about (?:(\d+):(\d\d)|(\d+) s) \(estimated, give or take (\d+) s\)", words)
    assert found is not None
    assert abs(60 * int(found[1] or 0) + int(found[2] or found[3]) - time_s) <= 0.5 + 1e-9
    assert int(found[4]) == max(round(sd_s), 1)


def test_a_time_that_is_known_is_shown_as_it_was_written() -> None:
    whole = Timed("result Kenny (time)", "Kenny", START_M, 1500.0, 112.3, decimals=1)
    assert winner_time_words(replace(RACE, timed=(whole,)), 112.3, 0.0) == "1:52.3"
    others = replace(whole, rider="Awang", time_s=113.063, decimals=3)
    assert winner_time_words(replace(RACE, timed=(others, whole)), 112.3, 0.0) == "1:52.3"


def test_a_time_that_follows_from_others_has_no_more_decimals_than_they_have() -> None:
    laps = tuple(Timed(f"lap {k}", "Kenny", 250.0 * k, 250.0 * (k + 1), 18.72, decimals=2 - k % 2) for k in range(6))
    assert winner_time_words(replace(RACE, timed=laps), 112.32, 0.0) == "1:52.3"


def test_check_says_so(replay_of: Callable[[str], Replay]) -> None:
    line = next(line for line in as_text(replay_of("final-a"), 1.0) if line.startswith("  winner"))
    assert re.search(r"winner +about 1:5\d \(estimated, give or take \d s\); solved", line)
