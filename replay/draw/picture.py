"""A picture, and the promises of those whom the painter asks for its background and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Rect, Size
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.scene.frame.shot import Shot

Rects = tuple[Rect, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One painted frame.

    pixels   (height, width, 4) blue, green, red and a byte that means nothing; they belong to the painter, which
             paints over them when it is asked for the next picture
    changed  rectangles, none over another, outside which the picture equals the one the painter painted before;
             None: everything may have changed
    """

    pixels: Bytes
    changed: Rects | None


class BackgroundSource(Protocol):
    """Where the empty velodrome comes from.

    Returns (height, width, 4) BGRX, contiguous, that depends on shot, camera and size alone. A still shot gives the
    same array object each time, which is not to be written to. Any other array is the asker's to paint on, until it
    asks again: then it may be used for the next.
    """

    def background(self, shot: Shot, camera: Camera, size_px: Size) -> Bytes: ...


class FigurePainter(Protocol):
    """Who draws figures onto a canvas (height, width, 4) BGRX, in place. Each returns the rectangles it touched."""

    def draw_rider(self, canvas: Bytes, camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0) -> Rects: ...

    def draw_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects: ...

    def draw_pacer(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects: ...

    def draw_pacer_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects: ...

    def draw_finish_strip(self, strip: FinishStrip, size_px: Size, *, kept: Rect | None = None) -> Bytes:
        """The whole finish image, (height, width, 4) BGRX. kept: a rectangle that is kept clear of words."""
        ...
