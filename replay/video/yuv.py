"""From the painter's BGRX pixels to YUV 4:2:0 as video stores it (BT.709, tv range), whole or only where it changed.

Chroma is the mean of each 2x2 block of pixels, so a block depends on nothing beside it: a patched rectangle with even
edges is equal, bit for bit, to the same part of a whole conversion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray

from replay.video.yuv_kernels import fill_planes

Bytes: TypeAlias = NDArray[np.uint8]
Rectangle: TypeAlias = tuple[int, int, int, int]

WHOLE_FROM = 0.6
"""Changed part of the picture from which one whole conversion costs less than many rectangles."""


class BgrxPicture(Protocol):
    """What a painter hands over: valid until it paints again.

    pixels   (height, width, 4) bytes: blue, green, red, unused
    changed  rectangles x, y, width, height that may differ from the painter's last picture; None for the whole
    """

    @property
    def pixels(self) -> Bytes: ...
    @property
    def changed(self) -> Sequence[Rectangle] | None: ...


class YuvPlanes(Protocol):
    """A frame to be filled: planes Y (h, w), U and V (h/2, w/2), and the same with what is at the ends of rows."""

    @property
    def planes(self) -> tuple[Bytes, ...]: ...
    @property
    def padded(self) -> tuple[Bytes, ...]: ...


class YuvFrame:
    """A frame of the encoder, with its three planes as arrays that can be written: Y (h, w), U and V (h/2, w/2).

    padded  the same, with what the encoder has at the ends of rows
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.video_frame = av.VideoFrame(*size, "yuv420p")
        self.planes = planes(self.video_frame)
        self.padded = tuple(_padded(plane) for plane in self.video_frame.planes)


class YuvConverter:
    """Pictures to YuvFrames. Remembers the last frame it filled, to carry over what did not change."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width_px, self.height_px = size
        self._last: YuvPlanes | None = None

    def convert(self, picture: BgrxPicture, frame: YuvPlanes) -> None:
        """Fill a frame. Nobody may write to it before the next one is filled.

        The first picture is converted as a whole, whatever its painter says: what was painted before is not known here.
        """
        pixels = picture.pixels
        if pixels.shape != (self.height_px, self.width_px, 4):
            raise ValueError(f"a picture of shape {pixels.shape} for a video of {self.width_px}x{self.height_px}")
        last, self._last = self._last, None  # a conversion that fails leaves nothing to build on
        if last is None or picture.changed is None or self._is_most(picture.changed):
            _fill(frame, pixels, (0, 0, self.width_px, self.height_px))
        else:
            if frame is not last:
                for target, source in zip(frame.planes, last.planes, strict=True):
                    np.copyto(target, source)
            for rectangle in picture.changed:
                _fill(frame, pixels, self._on_chroma(rectangle))
        self._last = frame

    def _is_most(self, rectangles: Sequence[Rectangle]) -> bool:
        area_px = sum(width * height for _, _, width, height in rectangles)
        return area_px > WHOLE_FROM * self.width_px * self.height_px

    def _on_chroma(self, rectangle: Rectangle) -> Rectangle:
        """Left, top, right and bottom, all even, of a rectangle, cut off at the edges of the picture."""
        x, y, width, height = rectangle
        left, right = _even_span(x, x + width, self.width_px)
        top, bottom = _even_span(y, y + height, self.height_px)
        return left, top, right, bottom


def _fill(frame: YuvPlanes, pixels: Bytes, box: Rectangle) -> None:
    """Convert a box: left, top, right and bottom, all even."""
    wholes = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
    luma, first, second = frame.padded
    fill_planes(wholes, luma, first, second, box)


def _even_span(start_px: int, end_px: int, limit_px: int) -> tuple[int, int]:
    """The smallest stretch with even ends that holds what lies within 0 and an even limit; empty if nothing does."""
    start_px, end_px = max(start_px, 0), min(end_px, limit_px)
    return (start_px // 2 * 2, (end_px + 1) // 2 * 2) if start_px < end_px else (0, 0)


def planes(frame: av.VideoFrame) -> tuple[Bytes, ...]:
    """The planes of a planar frame of 8 bits, as views without the padding at the ends of rows."""
    return tuple(_padded(plane)[:, : plane.width] for plane in frame.planes)


def _padded(plane: VideoPlane) -> Bytes:
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
