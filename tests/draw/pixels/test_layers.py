"""Layers: laying one over another, whole or in parts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.pixels.layers import Layer, Placed, coloured, lay, shaded, tint
from replay.draw.pixels.rectangles import Rect

SIZE = (64, 48)
RECTS = st.tuples(st.integers(-10, 60), st.integers(-10, 44), st.integers(1, 80), st.integers(1, 60))


def _noise(seed: int, height: int, width: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


def _layer(seed: int) -> Layer:
    pixels = _noise(seed, 20, 30)
    pixels[..., :3] = np.minimum(pixels[..., :3], pixels[..., 3:])
    return Layer.of(pixels, left=-3, top=-2)


def test_a_clear_layer_leaves_every_value_as_it_is() -> None:
    canvas = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 4, axis=2).copy()
    kept = canvas.copy()
    lay(canvas, Placed(Layer.of(np.zeros((1, 256, 4), dtype=np.uint8)), 0, 0))
    assert np.array_equal(canvas, kept)


def test_an_opaque_layer_replaces_what_is_below() -> None:
    canvas, pixels = _noise(1, 20, 30), _noise(2, 20, 30)
    pixels[..., 3] = 255
    lay(canvas, Placed(Layer.of(pixels.copy()), 0, 0))
    assert np.array_equal(canvas[..., :3], pixels[..., :3])


@given(x=st.integers(-40, 70), y=st.integers(-30, 50), parts=st.lists(RECTS, max_size=3), opacity=st.floats(0, 1))
def test_laid_in_parts_is_laid_as_a_whole(x: int, y: int, parts: list[Rect], opacity: float) -> None:
    placed = Placed(_layer(3), x, y, opacity)
    whole, pieces = _noise(4, SIZE[1], SIZE[0]), _noise(4, SIZE[1], SIZE[0])
    before = whole.copy()
    touched = lay(whole, placed)
    for left, top, width, height in parts:
        part = np.s_[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]
        fresh = before.copy()
        lay(fresh, placed, (left, top, width, height))
        pieces[part] = fresh[part]
        assert np.array_equal(pieces[part], whole[part])
    outside = np.ones(whole.shape[:2], dtype=bool)
    if touched:
        outside[touched[1] : touched[1] + touched[3], touched[0] : touched[0] + touched[2]] = False
    assert np.array_equal(whole[outside], before[outside])


def test_half_a_colour_lies_half_way() -> None:
    canvas = np.full((4, 4, 4), 100, dtype=np.uint8)
    tint(canvas, np.full((2, 2), 255, dtype=np.uint8), 1, 1, (200, 0, 100), 0.5)
    assert tuple(canvas[1, 1, :3]) == (100, 50, 150)
    assert (canvas[0] == 100).all()


def test_colours_are_premultiplied() -> None:
    assert tuple(coloured(np.array([[128]], dtype=np.uint8), (255, 100, 0))[0, 0]) == (0, 50, 128, 128)


def test_shade_darkens_colours_and_keeps_the_fourth_byte() -> None:
    assert tuple(shaded(np.full((1, 1, 4), 200, dtype=np.uint8), 0.75)[0, 0]) == (50, 50, 50, 200)


def test_a_veil_hides_the_picture_by_and_by() -> None:
    picture = np.full((1, 1, 4), 200, dtype=np.uint8)
    assert tuple(shaded(picture, 0.5, (100, 50, 0))[0, 0]) == (100, 125, 150, 200)
    assert tuple(shaded(picture, 1.0, (100, 50, 0))[0, 0]) == (0, 50, 100, 200)
