"""Pixels of one picture in memory that two processes see."""

from __future__ import annotations

import mmap
import os
import re
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]

_MEMORY_DISK = Path("/dev/shm")
"""Where Linux keeps shared memory; elsewhere a file of the temporary folder is kept in memory as well."""

_NAMED = "velodrome-replay-"
_LEFT = re.compile(rf"{_NAMED}(\d+)-\w+")
"""The names of files: each tells the process that made it."""


@dataclass(frozen=True, slots=True, eq=False)
class SharedPixels:
    """Pixels (height, width, 4) BGRX. Whoever made them removes the file once the other has opened it: it needs no
    name then, and goes with the two. Who looks at them may do so until the end."""

    file: Path
    size: Size
    pixels: NDArray[np.uint8]

    @classmethod
    def made(cls, size: Size) -> SharedPixels:
        """New pixels, all 0. Raises OSError where there is no room for them. What killed programs left is cleared."""
        folder = _MEMORY_DISK if _MEMORY_DISK.is_dir() else Path(tempfile.gettempdir())
        clear_left(folder)
        with tempfile.NamedTemporaryFile(prefix=f"{_NAMED}{os.getpid()}-", dir=folder, delete=False) as made:
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


def clear_left(folder: Path) -> None:
    """Remove files of which the process that made them has ended. Where that cannot be asked (Windows) none is."""
    if sys.platform == "win32":
        return
    for file in folder.glob(f"{_NAMED}*"):
        found = _LEFT.fullmatch(file.name)
        if found is not None and not _runs(int(found[1])):
            with suppress(OSError):
                file.unlink()


def _runs(process: int) -> bool:
    """Whether there is a process of that number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _bytes(size: Size) -> int:
    return size[0] * size[1] * 4
