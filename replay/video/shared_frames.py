"""Frames in memory that several processes see: YUV 4:2:0, one plane after the other, without padding."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from replay.video.yuv import Bytes

Size = tuple[int, int]

_SHARED_DISK = Path("/dev/shm")
"""Where Linux keeps shared memory. Containers often have 64 MB there, and whoever writes beyond is killed."""

_SPARE = 1.1
"""Of the room that frames take: what else may be written there meanwhile."""


class SharedFrame:
    """One frame: planes Y (h, w), U and V (h/2, w/2). padded: the same, there is no padding."""

    def __init__(self, memory: memoryview, size: Size) -> None:
        width, height = size
        luma, chroma = width * height, (width // 2) * (height // 2)
        shapes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
        ends = (luma, luma + chroma, luma + 2 * chroma)
        starts = (0, *ends[:2])
        self.planes: tuple[Bytes, ...] = tuple(
            np.frombuffer(memory[start:end], np.uint8).reshape(shape)
            for start, end, shape in zip(starts, ends, shapes, strict=True)
        )
        self.padded = self.planes


class _Memory(SharedMemory):
    """Shared memory at whose end somebody may still look at a plane: the memory goes with the process then."""

    def __del__(self) -> None:
        with suppress(BufferError, OSError):
            self.close()


class SharedFrames:
    """A number of frames of one size. Whoever made them unlinks them; all others only close."""

    def __init__(self, memory: SharedMemory, count: int, size: Size) -> None:
        self._memory, self._size = memory, size
        whole, each = memoryview(memory.buf or b""), frame_bytes(size)
        self._frames = [SharedFrame(whole[k * each : (k + 1) * each], size) for k in range(count)]

    @classmethod
    def made(cls, count: int, size: Size) -> SharedFrames:
        """New frames. Raises OSError where there is no room for them."""
        return cls(_Memory(create=True, size=count * frame_bytes(size)), count, size)

    @classmethod
    def attached(cls, name: str, count: int, size: Size) -> SharedFrames:
        """Frames that another process made."""
        return cls(_Memory(name), count, size)

    @property
    def name(self) -> str:
        """By which other processes find them."""
        return self._memory.name

    def __getitem__(self, number: int) -> SharedFrame:
        return self._frames[number]

    def close(self, *, unlink: bool = False) -> None:
        """Let go of the memory. unlink: for everybody."""
        self._frames.clear()
        with suppress(BufferError):
            self._memory.close()
        if unlink:
            self._memory.unlink()


def frame_bytes(size: Size) -> int:
    """What a frame takes."""
    return size[0] * size[1] * 3 // 2


def room_for(counts: Sequence[int], size: Size) -> int:
    """The largest of these numbers of frames for which there is shared memory; 0 if there is for none."""
    if not _SHARED_DISK.is_dir():
        return max(counts, default=0)
    free = shutil.disk_usage(_SHARED_DISK).free
    return max((count for count in counts if _SPARE * count * frame_bytes(size) < free), default=0)
