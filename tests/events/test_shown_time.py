"""The winner's time is shown where it is measured, or can be guessed."""

from __future__ import annotations

from replay.events.shown_time import shown_winner_time
from tests.helpers.race_files import SMALL, SPRINT, changed, read


def test_a_sprint_shows_no_guess() -> None:
    assert shown_winner_time(read(SPRINT), 93.4, 18.0) == "time not known"
    timed = read(changed(SPRINT, ("rank: 1}", "rank: 1, time_s: 93.412}")))
    assert shown_winner_time(timed, 93.412, 0.0) == "1:33.412"


def test_a_keirin_shows_the_estimate_as_one() -> None:
    assert shown_winner_time(read(SMALL), 112.0, 2.0) == "about 1:52 (estimated, give or take 2 s)"
