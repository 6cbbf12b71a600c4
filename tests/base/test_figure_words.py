"""Figures in words: how sure they are shows in how they are written."""

from __future__ import annotations

import pytest

from replay.base.figure_words import WrittenFigure, about_clock, about_length, about_metres, clock, timed_gap


@pytest.mark.parametrize(
    ("length_m", "words"),
    [
        (0.058, "about 6 cm"),
        (0.994, "about 99 cm"),
        (0.996, "about 1.0 m"),
        (1.44, "about 1.4 m"),
        (9.94, "about 9.9 m"),
        (9.96, "about 10 m"),
        (47.6, "about 48 m"),
    ],
)
def test_a_length_has_two_digits(length_m: float, words: str) -> None:
    assert str(about_length(length_m)) == words


def test_a_lead_is_in_whole_metres() -> None:
    assert about_metres(4.2) == WrittenFigure("4", "m", "about")


def test_what_is_exact_has_nothing_before_it() -> None:
    assert str(WrittenFigure("2.9", "s")) == "2.9 s"


@pytest.mark.parametrize(
    ("gap_s", "decimals", "words"),
    [(0.763, 3, "+0.763"), (0.0, 3, "+0.000"), (-0.012, 3, "−0.012"), (0.1, 1, "+0.1"), (0.25, 2, "+0.25")],
)
def test_a_timed_gap_has_its_sign_and_its_decimals(gap_s: float, decimals: int, words: str) -> None:
    assert timed_gap(gap_s, decimals) == words


def test_an_estimated_time_has_no_decimals() -> None:
    assert about_clock(112.334) == "about 1:52"
    assert about_clock(19.8) == "about 20 s"


@pytest.mark.parametrize(
    ("time_s", "decimals", "words"),
    [
        (112.334, 3, "1:52.334"),
        (112.3, 1, "1:52.3"),
        (111.67, 0, "1:52"),
        (119.7, 0, "2:00"),
        (58.25, 2, "58.25"),
        (65.049, 2, "1:05.05"),
        (61.0, 0, "1:01"),
    ],
)
def test_seconds_as_on_a_scoreboard(time_s: float, decimals: int, words: str) -> None:
    assert clock(time_s, decimals) == words
