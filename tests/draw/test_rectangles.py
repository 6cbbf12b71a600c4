"""Tests of rectangles of pixels."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.pixels.rectangles import Rect, clip, grow, merge, union

rects = st.tuples(st.integers(-30, 60), st.integers(-30, 60), st.integers(1, 40), st.integers(1, 40))


def covered(*found: Rect) -> np.ndarray:
    picture = np.zeros((200, 200), dtype=bool)
    for x, y, width, height in found:
        picture[y + 50 : y + 50 + height, x + 50 : x + 50 + width] = True
    return picture


@given(rects)
def test_clipping_keeps_what_is_inside(rect: Rect) -> None:
    inside = clip(rect, (50, 40))
    frame = covered((0, 0, 50, 40))
    expected = covered(rect) & frame
    np.testing.assert_array_equal(covered(inside) if inside else np.zeros_like(frame), expected)


@given(st.lists(rects, max_size=8))
def test_merged_rectangles_cover_all_and_stay_apart(found: list[Rect]) -> None:
    merged = merge(found)
    assert not np.any(covered(*found) & ~covered(*merged))
    assert sum(width * height for _, _, width, height in merged) == np.count_nonzero(covered(*merged))


def test_union_and_growing() -> None:
    assert union((0, 0, 2, 3), (5, 5, 1, 1)) == (0, 0, 6, 6)
    assert grow((4, 4, 2, 2), 3) == (1, 1, 8, 8)
