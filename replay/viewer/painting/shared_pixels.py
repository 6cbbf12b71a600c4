"""Pixels of one picture in memory that two processes see."""

from __future__ import annotations

import mmap
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]

_MEMORY_DISK = Path("/dev/shm")
"""Where Linux keeps shared memory; elsewhere a file of the temporary folder is kept in memory as well."""


@dataclass(frozen=True, slots=True, eq=False)
class SharedPixels:
    """Pixels (height, width, 4) BGRX. Whoever made them removes the file; who looks at them may do so until the end."""

    file: Path
    size: Size
    pixels: NDArray[np.uint8]

    @classmethod
    def made(cls, size: Size) -> SharedPixels:
        """New pixels, all 0. Raises OSError where there is no room for them."""
        folder = _MEMORY_DISK if _MEMORY_DISK.is_dir() else None
        with tempfile.NamedTemporaryFile(prefix="velodrome-replay-", dir=folder, delete=False) as made:
            made.write(bytes(_bytes(size)))  # room that is only promised may not be there when it is needed
        return cls.opened(Path(made.name), size)

    @classmethod
    def opened(cls, file: Path, size: Size) -> SharedPixels:
        """Pixels that another process made."""
        with file.open("r+b") as opened:
            memory = mmap.mmap(opened.fileno(), _bytes(size))
        return cls(file, size, np.frombuffer(memory, np.uint8).reshape(size[1], size[0], 4))

    def remove(self) -> None:
        """Nobody opens them any more."""
        with suppress(OSError):
            self.file.unlink()


def _bytes(size: Size) -> int:
    return size[0] * size[1] * 4
