"""The background of the coming picture, made in a thread of its own while the present one is drawn.

Warping a plate leaves Python alone for most of its time, so another thread can draw meanwhile. What is handed out is
what the source would hand out: only when it is made differs.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeAlias

import numpy as np

from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Size
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot


class BackgroundMaker(Protocol):
    """Gives backgrounds, of moving shots in the array that is given, if any; to be asked from several threads."""

    def background(self, shot: Shot, camera: Camera, size_px: Size, into: Bytes | None = None) -> Bytes: ...


_Asked: TypeAlias = tuple[Shot, Camera, Size]

MOST_AHEAD = 2
"""Backgrounds of one size that are kept ready: the present picture's and the coming one's. Where a picture has two,
they are of two sizes."""


class GroundAhead:
    """A background source that begins with a background when it is told that it will be asked for it.

    What it hands out is written over again when more than `MOST_AHEAD` of its size have been expected.
    """

    def __init__(self, source: BackgroundMaker) -> None:
        self._source = source
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ground")
        self._begun: dict[Size, deque[tuple[_Asked, Future[Bytes]]]] = {}
        self._arrays: dict[Size, deque[Bytes]] = {}

    def expect(self, shot: Shot, camera: Camera, size_px: Size) -> None:
        """Begin with a background. Of those that nobody asks for, the oldest is forgotten."""
        asked = shot, camera, size_px
        begun = self._begun.setdefault(size_px, deque(maxlen=MOST_AHEAD))
        begun.append((asked, self._thread.submit(self._source.background, *asked, self._array(size_px))))

    def background(self, shot: Shot, camera: Camera, size_px: Size) -> Bytes:
        """The source's background: what was begun if that is it, else made now. Raises what the source raises."""
        asked = shot, camera, size_px
        ready = self._begun.get(size_px, deque())
        for begun in ready:
            if begun[0] == asked:
                ready.remove(begun)
                return begun[1].result()
        return self._source.background(*asked)

    def _array(self, size_px: Size) -> Bytes:
        """An array for a background: the oldest of its size again. New memory would be cleared each time."""
        kept = self._arrays.setdefault(size_px, deque())
        array = kept.popleft() if len(kept) > MOST_AHEAD else np.empty((size_px[1], size_px[0], 4), np.uint8)
        kept.append(array)
        return array
