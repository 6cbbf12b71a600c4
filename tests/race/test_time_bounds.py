"""Bounds of times in words: what is read, what it means, and what is refused."""

from __future__ import annotations

import pytest

from replay.base.mistakes import WrittenError
from replay.race.time_bounds import TimeBounds, parse_bounds


@pytest.mark.parametrize(
    ("written", "least_s", "most_s", "words"),
    [
        ("at most 9.86", None, 9.86, "at most 9.86"),
        ("At  Most 9,86 s", None, 9.86, "at most 9.86"),
        ("under 10", None, 10.0, "under 10"),
        ("<10", None, 10.0, "under 10"),
        ("≤ 10.5", None, 10.5, "at most 10.5"),
        ("at least 9.50", 9.5, None, "at least 9.50"),
        ("over 1:51", 111.0, None, "over 111"),
        ("between 9.8 and 10.0", 9.8, 10.0, "between 9.8 and 10.0"),
        ("from 9.8 to 10", 9.8, 10.0, "between 9.8 and 10"),
        ("9.8–10.0 s", 9.8, 10.0, "between 9.8 and 10.0"),
        ("about 9.9", 9.8, 10.0, "about 9.9"),
        ("about 111.5", 110.385, 112.615, "about 111.5"),
        ("roughly 9.9", 9.8, 10.0, "about 9.9"),
        ("approx. 9.9", 9.8, 10.0, "about 9.9"),
        ("almost 11", 10.89, 11.0, "almost 11"),
        ("just under 11", 10.89, 11.0, "almost 11"),
        ("9.9 ± 0.05", 9.85, 9.95, "9.9 give or take 0.05"),
    ],
)
def test_bounds_are_read(written: str, least_s: float | None, most_s: float | None, words: str) -> None:
    assert parse_bounds(written) == TimeBounds(least_s, most_s, words)


@pytest.mark.parametrize("written", [9.86, "9.86", "1:51.874", "1'51\"874", "soon", True, None, "9.8 and 10", "1-2-3"])
def test_what_says_no_bounds_is_left_to_others(written: object) -> None:
    assert parse_bounds(written) is None


@pytest.mark.parametrize(
    "written", ["at most soon", "between 10 and 9.8", "between 9.8 and 9.8", "under 0", "about", "almost"]
)
def test_bounds_that_say_nothing_are_refused(written: str) -> None:
    with pytest.raises(WrittenError):
        parse_bounds(written)
