"""Arrays in memory of their own, which goes back to the system when they do.

Plates come and go in many sizes, from several threads; the usual allocator keeps the holes that they leave.
"""

from __future__ import annotations

import mmap

import numpy as np
from numpy.typing import NDArray


def own_memory(height: int, width: int) -> NDArray[np.uint8]:
    """An array of pixels (height, width, 4), all 0."""
    memory = mmap.mmap(-1, height * width * 4)
    return np.frombuffer(memory, np.uint8).reshape(height, width, 4)
