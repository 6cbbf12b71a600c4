"""Pictures that users bring: upright, premultiplied, fitted and cut, and refused before they fill memory."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from replay.draw.pixels.images import MOST_PIXELS, circle, fitted, image_of, what_is_wrong
from tests.helpers.brands import picture_bytes


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_read_as_blue_green_red(kind: str) -> None:
    pixels = image_of(picture_bytes(kind=kind)).pixels
    left, right = pixels[10, 4].astype(int), pixels[10, 35].astype(int)
    assert abs(left - (0, 0, 200, 255)).max() < 12
    assert abs(right - (200, 0, 0, 255)).max() < 12


def test_what_shines_through_has_no_colour() -> None:
    pixels = image_of(picture_bytes(clear=True)).pixels
    assert (pixels[:9] == 0).all()
    assert (pixels[11:, :, 3] == 255).all()


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture_bytes((40, 20), "JPEG"))).save(stream, "JPEG", exif=exif.tobytes())
    assert image_of(stream.getvalue()).pixels.shape[:2] == (40, 20)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 120), st.integers(1, 120))
def test_a_fitted_picture_fills_its_room_in_one_direction(width: int, height: int, wide: int, high: int) -> None:
    pixels = fitted(image_of(picture_bytes((width, height), clear=True)), (wide, high)).pixels
    assert pixels.shape[0] <= high
    assert pixels.shape[1] <= wide
    assert pixels.shape[0] == high or pixels.shape[1] == wide
    assert (pixels[..., :3] <= pixels[..., 3:]).all()


@pytest.mark.parametrize("size", [(30, 40), (40, 30), (7, 7)])
def test_a_circle_has_no_corners(size: tuple[int, int]) -> None:
    pixels = circle(image_of(picture_bytes(size)), 40).pixels
    assert pixels.shape == (40, 40, 4)
    assert pixels[20, 20, 3] == 255
    assert [int(pixels[y, x, 3]) for y in (0, 39) for x in (0, 39)] == [0, 0, 0, 0]
    area = float(pixels[..., 3].sum()) / 255
    assert area == pytest.approx(np.pi * 20**2, rel=0.05)


def test_a_picture_that_would_fill_memory_is_refused_by_its_head_alone() -> None:
    side = int(MOST_PIXELS**0.5) + 1
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    assert "million pixels" in what_is_wrong(bomb + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", 0))


@pytest.mark.parametrize("data", [b"", b"schema: 1", picture_bytes()[:60], picture_bytes()[:-30]])
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes) -> None:
    assert what_is_wrong(data)
    with pytest.raises(ValueError, match=r"\w"):
        image_of(data)


def test_a_picture_is_nothing_to_complain_of() -> None:
    assert what_is_wrong(picture_bytes()) == ""
