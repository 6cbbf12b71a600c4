"""Pictures that a user brings: read, fitted and cut, as premultiplied BGRA."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Size

MOST_PIXELS = 50_000_000
"""A larger picture is refused before it is unpacked: a small file may hold one that fills memory."""

_LONGEST_PX = 2160
"""No picture here is shown larger than a film: larger ones are kept no larger than this."""

_FORMATS = ("PNG", "JPEG", "WEBP")

_FINER = 4
"""A circle is cut from so many times as many pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class BrandImage:
    """A picture, (height, width, 4) premultiplied BGRA, read-only."""

    pixels: Bytes

    @property
    def shape_ratio(self) -> float:
        """Width over height."""
        return float(self.pixels.shape[1] / self.pixels.shape[0])


def what_is_wrong(data: bytes) -> str:
    """Why bytes are no picture that can be used; '' where they are one."""
    try:
        _opened(data).load()
    except _NO_PICTURE as failure:
        return _reason(failure)
    return ""


def image_of(data: bytes) -> BrandImage:
    """The picture in these bytes, upright as its camera says. Raises ValueError for what is none."""
    try:
        turned = ImageOps.exif_transpose(_opened(data))
        assert turned is not None
        turned.thumbnail((_LONGEST_PX, _LONGEST_PX))
        straight = np.asarray(turned.convert("RGBA"), dtype=np.float32)
    except _NO_PICTURE as failure:
        raise ValueError(_reason(failure)) from failure
    alpha = straight[..., 3:]
    pixels = np.dstack((straight[..., 2::-1] * (alpha / 255), alpha))
    return BrandImage(_frozen(np.rint(pixels).astype(np.uint8)))


_NO_PICTURE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for bytes that it cannot make a picture of."""


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at here
        opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
    return opened


def _reason(failure: BaseException) -> str:
    if isinstance(failure, UnidentifiedImageError):
        return "it is no picture of these kinds"
    return str(failure) if isinstance(failure, ValueError) else "it is damaged"


@lru_cache(maxsize=64)
def fitted(image: BrandImage, room: Size) -> BrandImage:
    """The whole picture as large as a room of (width, height) px takes, its shape kept."""
    height, width = image.pixels.shape[:2]
    scale = min(room[0] / width, room[1] / height)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return BrandImage(_frozen(_resized(image.pixels, size)))


@lru_cache(maxsize=256)
def circle(image: BrandImage, diameter: int) -> BrandImage:
    """The middle of the picture cut to a circle; of an upright one the upper part, where faces are."""
    height, width = image.pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // (4 if height > width else 2), (width - side) // 2
    square = _resized(image.pixels[top : top + side, left : left + side], (diameter, diameter))
    fine = np.zeros((diameter * _FINER, diameter * _FINER), dtype=np.uint8)
    middle = diameter * _FINER // 2
    cv2.circle(fine, (middle, middle), middle - 1, 255, -1, cv2.LINE_AA)
    mask = cv2.resize(fine, (diameter, diameter), interpolation=cv2.INTER_AREA)
    return BrandImage(_frozen(cv2.multiply(square, cv2.merge((mask, mask, mask, mask)), scale=1 / 255)))


def _resized(pixels: Bytes, size: Size) -> Bytes:
    smaller = size[0] < pixels.shape[1]
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    resized = np.asarray(cv2.resize(pixels, size, interpolation=way), dtype=np.uint8)
    # Cubic weights overshoot: a colour must not be brighter than its alpha.
    return np.minimum(resized, resized[..., 3:])


def _frozen(pixels: object) -> Bytes:
    array = np.ascontiguousarray(pixels, dtype=np.uint8)
    array.flags.writeable = False
    return array
