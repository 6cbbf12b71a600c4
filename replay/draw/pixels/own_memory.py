"""Arrays in memory of their own, which goes back to the system when they do; and what else is to go back to it.

Plates come and go in many sizes, from several threads; the usual allocator keeps the holes that they leave.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def own_memory(height: int, width: int) -> NDArray[np.uint8]:
    """An array of pixels (height, width, 4), all 0."""
    memory = mmap.mmap(-1, height * width * 4)
    return np.frombuffer(memory, np.uint8).reshape(height, width, 4)


_ARENA_MAX = -8
"""GNU's number of the option that says how many pieces there may be (mallopt(3))."""


def give_back() -> None:
    """Give back what was let go, where the C library keeps it for later.

    That of Linux does, in as many pieces as there are threads: pictures of one size are seldom where those of another
    fit in, and a window whose size changes grows by them.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


def keep_together() -> None:
    """From now on, no further pieces of memory for threads, where the C library gives each its own.

    What one thread lets go of is then there for the others. A film whose pictures, plates and sound are made in threads
    takes a tenth less; threads that mostly wait for each other lose nothing by it.
    """
    option = _option()
    if option is not None:
        option(_ARENA_MAX, 1)


@lru_cache(maxsize=1)
def _option() -> Callable[[int, int], int] | None:
    """The C library's way to be told how to keep memory; None where it has none."""
    return _of_the_library("mallopt")


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """The C library's way to give back; None where it has none."""
    return _of_the_library("malloc_trim")


def _of_the_library(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):  # another C library
        return None
    return found
