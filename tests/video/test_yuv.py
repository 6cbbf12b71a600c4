"""Colours, and patches that equal a whole conversion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.video.yuv import Bytes, Rectangle, YuvConverter, YuvFrame
from tests.helpers.films import FakePicture

even = st.integers(1, 70).map(lambda half: 2 * half)
sizes = st.tuples(even, even)
rectangles = st.tuples(st.integers(-5, 150), st.integers(-5, 150), st.integers(0, 160), st.integers(0, 160))


def converted(pixels: Bytes) -> YuvFrame:
    size = (pixels.shape[1], pixels.shape[0])
    frame = YuvFrame(size)
    YuvConverter(size).convert(FakePicture(pixels), frame)
    return frame


def plain(bgr: tuple[int, int, int], size: tuple[int, int] = (64, 32)) -> Bytes:
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    pixels[..., :3] = bgr
    return pixels


@pytest.mark.parametrize(
    ("bgr", "yuv"),
    [
        ((0, 255, 0), (173, 42, 26)),  # BT.601 would say 145, 54, 34
        ((0, 0, 255), (63, 102, 240)),
        ((255, 0, 0), (32, 240, 118)),
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
    ],
)
def test_colours_are_bt709_in_tv_range(bgr: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    for plane, value in zip(converted(plain(bgr)).planes, yuv, strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_chroma_is_the_mean_of_four_pixels() -> None:
    pixels = plain((0, 0, 0))
    pixels[10:12, 20:22, 0] = 200  # one block of 2x2 in blue
    blue = converted(pixels).planes[1]
    expected = np.full(blue.shape, 128.0)
    expected[5, 10] += 224 * 200 / 255 / 2
    assert np.abs(blue - expected).max() <= 1


def test_the_unused_byte_does_not_matter() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (48, 64, 4), dtype=np.uint8)
    other = pixels.copy()
    other[..., 3] = 255 - other[..., 3]
    for one, two in zip(converted(pixels).planes, converted(other).planes, strict=True):
        assert np.array_equal(one, two)


@settings(max_examples=300, deadline=None)
@given(sizes, st.lists(rectangles, min_size=1, max_size=4), st.integers(0, 2**32 - 1), st.booleans())
def test_patching_what_changed_equals_converting_the_whole(
    size: tuple[int, int], changed: list[Rectangle], seed: int, same_frame: bool
) -> None:
    random = np.random.default_rng(seed)
    before = random.integers(0, 256, (size[1], size[0], 4), dtype=np.uint8)
    after = before.copy()
    for x, y, width, height in changed:
        part = after[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)]
        part[...] = random.integers(0, 256, part.shape)
    converter, first = YuvConverter(size), YuvFrame(size)
    second = first if same_frame else YuvFrame(size)
    converter.convert(FakePicture(before), first)
    converter.convert(FakePicture(after, changed), second)
    for patched, whole in zip(second.planes, converted(after).planes, strict=True):
        assert np.array_equal(patched, whole)


def test_what_is_said_to_be_unchanged_is_not_looked_at() -> None:
    converter, frame = YuvConverter((64, 32)), YuvFrame((64, 32))
    converter.convert(FakePicture(plain((0, 0, 0))), frame)
    converter.convert(FakePicture(plain((255, 255, 255)), [(0, 0, 16, 16)]), frame)
    luma = frame.planes[0]
    assert (luma[:16, :16] == 235).all()
    assert (luma[16:] == 16).all()
    assert (luma[:, 16:] == 16).all()


def test_the_first_picture_is_converted_whole_whatever_it_says() -> None:
    frame = YuvFrame((64, 32))
    frame.planes[0][...] = 99
    YuvConverter((64, 32)).convert(FakePicture(plain((255, 255, 255)), ()), frame)
    assert (frame.planes[0] == 235).all()


def test_after_a_failure_nothing_old_is_carried_over() -> None:
    converter, frame = YuvConverter((64, 32)), YuvFrame((64, 32))
    converter.convert(FakePicture(plain((0, 0, 0))), frame)
    with pytest.raises(ValueError, match="64x32"):
        converter.convert(FakePicture(plain((0, 0, 0), size=(32, 32))), frame)


def test_pixels_that_must_not_be_written_can_be_read() -> None:
    pixels = plain((255, 255, 255))
    pixels.flags.writeable = False
    assert (converted(pixels).planes[0] == 235).all()
