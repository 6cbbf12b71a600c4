"""Tests of rectangles of pixels."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.pixels.rectangles import TILE_PX, Rect, clip, grow, tiled, union

SIZE = (480, 270)
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


@given(
    rects=st.lists(
        st.tuples(st.integers(-50, 500), st.integers(-50, 300), st.integers(1, 200), st.integers(1, 100)), max_size=8
    )
)
def test_tiles_hold_all_rectangles_and_none_twice(rects: list[Rect]) -> None:
    wanted, found = (np.zeros((SIZE[1], SIZE[0]), dtype=int) for _ in range(2))
    for x, y, width, height in rects:
        wanted[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)] = 1
    for x, y, width, height in tiled(rects, SIZE):
        found[y : y + height, x : x + width] += 1
    assert (found >= wanted).all()
    assert found.max(initial=0) <= 1
    for x, y, _, _ in tiled(rects, SIZE):
        assert x % TILE_PX == 0
        assert y % TILE_PX == 0


def test_union_and_growing() -> None:
    assert union((0, 0, 2, 3), (5, 5, 1, 1)) == (0, 0, 6, 6)
    assert grow((4, 4, 2, 2), 3) == (1, 1, 8, 8)
