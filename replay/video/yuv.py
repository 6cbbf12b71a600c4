"""From the painter's BGRX pixels to YUV 4:2:0 as video stores it (BT.709, tv range), whole or only where it changed.

The colour matrix is asked for by name: left alone, the converter uses BT.601, and every colour of an HD video is off.
Chroma is the mean of each 2x2 block of pixels, so a block depends on nothing beside it: a patched rectangle with even
edges is equal, bit for bit, to the same part of a whole conversion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Rectangle: TypeAlias = tuple[int, int, int, int]

BOX_CHROMA = int(Interpolation.AREA | Interpolation.FULL_CHR_H_INP | Interpolation.ACCURATE_RND)
"""Chroma as the mean of four pixels, rounded exactly: the same whether a part or the whole is converted."""

WHOLE_FROM = 0.6
"""Changed part of the picture from which one whole conversion costs less than many rectangles."""

LEAST_PX = 8
"""Rectangles are widened to this: the converter rounds parts of a single row or column of chroma differently."""


class BgrxPicture(Protocol):
    """What a painter hands over: valid until it paints again.

    pixels   (height, width, 4) bytes: blue, green, red, unused
    changed  rectangles x, y, width, height that may differ from the painter's last picture; None for the whole
    """

    @property
    def pixels(self) -> Bytes: ...
    @property
    def changed(self) -> Sequence[Rectangle] | None: ...


class YuvFrame:
    """A frame of the encoder, with its three planes as arrays that can be written: Y (h, w), U and V (h/2, w/2)."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.video_frame = av.VideoFrame(*size, "yuv420p")
        self.planes = planes(self.video_frame)


class YuvConverter:
    """Pictures to YuvFrames. Remembers the last frame it filled, to carry over what did not change."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width_px, self.height_px = size
        self._reformatter = VideoReformatter()
        self._last: YuvFrame | None = None

    def convert(self, picture: BgrxPicture, frame: YuvFrame) -> None:
        """Fill a frame. Nobody may write to it before the next one is filled.

        The first picture is converted as a whole, whatever its painter says: what was painted before is not known here.
        """
        pixels = picture.pixels
        if pixels.shape != (self.height_px, self.width_px, 4):
            raise ValueError(f"a picture of shape {pixels.shape} for a video of {self.width_px}x{self.height_px}")
        last, self._last = self._last, None  # a conversion that fails leaves nothing to build on
        if last is None or picture.changed is None or self._is_most(picture.changed):
            self._patch(pixels, (0, 0, self.width_px, self.height_px), frame)
        else:
            if frame is not last:
                for target, source in zip(frame.planes, last.planes, strict=True):
                    np.copyto(target, source)
            for rectangle in picture.changed:
                self._patch(pixels, self._on_chroma(rectangle), frame)
        self._last = frame

    def _is_most(self, rectangles: Sequence[Rectangle]) -> bool:
        area_px = sum(width * height for _, _, width, height in rectangles)
        return area_px > WHOLE_FROM * self.width_px * self.height_px

    def _on_chroma(self, rectangle: Rectangle) -> Rectangle:
        """The rectangle with even edges, cut off at the edges of the picture."""
        x, y, width, height = rectangle
        left, right = _even_span(x, x + width, self.width_px)
        top, bottom = _even_span(y, y + height, self.height_px)
        return left, top, right - left, bottom - top

    def _patch(self, pixels: Bytes, rectangle: Rectangle, frame: YuvFrame) -> None:
        x, y, width, height = rectangle
        if not width or not height:
            return
        part = self._to_yuv(pixels[y : y + height, x : x + width])
        for target, source, step in zip(frame.planes, planes(part), (1, 2, 2), strict=True):
            rows = slice(y // step, (y + height) // step)
            target[rows, x // step : (x + width) // step] = source

    def _to_yuv(self, pixels: Bytes) -> av.VideoFrame:
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="bgra"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=BOX_CHROMA,
            threads=1,
        )


def _even_span(start_px: int, end_px: int, limit_px: int) -> tuple[int, int]:
    """The smallest stretch with even ends that holds what lies within 0 and the limit; empty if nothing does."""
    start_px, end_px = max(start_px, 0), min(end_px, limit_px)
    if start_px >= end_px:
        return 0, 0
    start_px, end_px = start_px // 2 * 2, (end_px + 1) // 2 * 2
    start_px = max(min(start_px, end_px - LEAST_PX), 0)
    return start_px, min(max(end_px, start_px + LEAST_PX), limit_px)


def planes(frame: av.VideoFrame) -> tuple[Bytes, ...]:
    """The planes of a planar frame of 8 bits, as views without the padding at the ends of rows."""
    rows = (np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size) for plane in frame.planes)
    return tuple(row[:, : plane.width] for row, plane in zip(rows, frame.planes, strict=True))
