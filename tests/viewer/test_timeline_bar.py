"""The bar under the picture: its geometry, and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.viewer.timeline_bar import BarState, Rail, TimelineMark, clock, state_in_words


@given(st.integers(-100, 5000), st.integers(40, 3000), st.floats(0.1, 400))
def test_places_on_the_rail_and_times_are_inverse(x_px: int, width_px: int, duration_s: float) -> None:
    rail = Rail(20, 20 + width_px, 0.0, duration_s)
    video_time = rail.time_at(x_px)
    assert 0 <= video_time <= duration_s
    assert rail.x_of(video_time) == min(max(x_px, 20), 20 + width_px)


def test_a_pointer_near_a_mark_means_the_mark() -> None:
    rail, bell = Rail(0, 1000, 0.0, 20.0), TimelineMark(12.5, "bell")
    assert rail.mark_at(12.6, (TimelineMark(5.0, "pull-off"), bell)) is bell
    assert rail.mark_at(9.0, (bell,)) is None


@pytest.mark.parametrize(("video_time", "words"), [(0.0, "0:00.00"), (62.5, "1:02.50"), (59.999, "1:00.00")])
def test_times_in_words(video_time: float, words: str) -> None:
    assert clock(video_time) == words


@pytest.mark.parametrize(
    ("playing", "speed", "words"),
    [(True, 1.0, "playing"), (False, 1.0, "paused"), (True, -2.0, "playing, -2x"), (False, 0.25, "paused, 0.25x")],
)
def test_the_state_in_words(playing: bool, speed: float, words: str) -> None:
    assert state_in_words(BarState(1.0, 20.0, playing, speed, "cut")) == words
