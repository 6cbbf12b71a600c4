"""Which words are outside of where a format keeps words."""

from __future__ import annotations

from replay.app.clips.safe_words import _beyond
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.draw.words_drawn import words_drawn
from replay.scene.frame.layout import Layout
from replay.track.markings import markings
from tests.helpers import frames
from tests.helpers.track_shapes import IZU


def test_the_edge_that_is_crossed_farthest_is_named() -> None:
    safe = (10, 20, 100, 50)
    assert _beyond((20, 30, 10, 10), safe)[1] <= 0
    assert _beyond((5, 30, 10, 10), safe) == ("left", 5)
    assert _beyond((95, 65, 25, 10), safe) == ("right", 10)
    assert _beyond((20, 60, 10, 30), safe) == ("foot", 20)


def test_all_that_a_frame_says_is_found_where_it_stands() -> None:
    for layout in Layout:
        frame, size = frames.breakaway(layout), frames.SIZES[layout]
        found = dict(words_drawn(frame, DEFAULT_THEME, size, markings(IZU)))
        assert "RECONSTRUCTION" in found
        assert any("away" in words for words in found), found
        x, y, wide, high = found["RECONSTRUCTION"]
        left, top, width, _ = style_for(DEFAULT_THEME, layout, size).safe
        assert left <= x
        assert x + wide <= left + width + 1
        assert abs(y - top) < high + 20


def test_no_words_of_the_made_up_frames_are_outside() -> None:
    for layout in Layout:
        for frame in (frames.breakaway(layout), frames.pull_off(layout)):
            size = frames.SIZES[layout]
            safe = style_for(DEFAULT_THEME, layout, size).safe
            for words, rect in words_drawn(frame, DEFAULT_THEME, size, markings(IZU)):
                assert _beyond(rect, safe)[1] <= 2, (layout, words)
