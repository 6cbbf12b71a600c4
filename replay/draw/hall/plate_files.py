"""Plates on disk, named by their content: written whole or not at all, and never believed when damaged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from replay.base.errors import OutputError
from replay.base.files.bounded_read import read_file
from replay.base.files.whole_file import write_cached
from replay.draw.pixels.own_memory import own_memory

Pixels = NDArray[np.uint8]

MOST_BYTES = 2_000_000_000
"""What the folder may hold; the plates that were not used for longest go first."""

_DRAWN_BY = (
    "arena",
    "boards",
    "grade",
    "infield",
    "lights",
    "plate_render",
    "strips",
    "surface_lookup",
)
_LOOPS = (
    "grade_kernels",
    "infield_kernels",
    "light_kernels",
    "raster_kernels",
    "ray_kernels",
    "row_spans",
    "span_filters",
    "stand_kernels",
    "surface_kernels",
)
_DRESS = ("hall_colours", "hall_look", "infield_plan", "hall_words", "people")
_SOURCES = {
    "replay.draw.hall": _DRAWN_BY,
    "replay.draw.hall.dress": _DRESS,
    "replay.draw.hall.loops": _LOOPS,
    "replay.draw.hall.views": ("lens",),
    "replay.base": ("look",),
    "replay.track": ("markings", "velodrome"),
}
"""The modules that decide how a plate looks: a change of any of them makes new plates."""

_SUFFIX = ".plate"
_DIGEST_BYTES = 16
_BAND_ROWS = 64


class PlateFiles:
    """A folder of plates. Losing it, or not being able to write to it, costs time and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._failed = False

    @property
    def keeps(self) -> bool:
        """Whether nothing has failed to be kept so far."""
        return not self._failed

    def has(self, key: str, shape: tuple[int, int]) -> bool:
        """Whether a plate of that shape was saved as key; whether it is as it was written shows when it is loaded."""
        try:
            return self._path(key).stat().st_size == _DIGEST_BYTES + shape[0] * shape[1] * 3
        except OSError:
            return False

    def load(self, key: str, shape: tuple[int, int]) -> Pixels | None:
        """The plate (height, width, 4) as BGRX that was saved as key, or None: none there, or not as it was written."""
        path = self._path(key)
        try:
            stored = read_file(path, _DIGEST_BYTES + shape[0] * shape[1] * 3 + 1)
        except OSError:
            return None
        with suppress(OSError):  # a folder that can only be read is as good
            os.utime(path)
        body = memoryview(stored)[_DIGEST_BYTES:]
        if len(body) != shape[0] * shape[1] * 3 or _digest([body]) != stored[:_DIGEST_BYTES]:
            return None
        pixels = own_memory(*shape)
        pixels[..., :3] = np.frombuffer(body, np.uint8).reshape(*shape, 3)
        return pixels

    def save(self, key: str, pixels: Pixels) -> None:
        """Keep a plate (height, width, 4)."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_cached(self._path(key), chain((_digest(_bands(pixels)),), _bands(pixels)))
            _prune(self._folder)
        except (OSError, OutputError):  # whoever runs the program says so, once for everything that is kept
            self._failed = True

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def content_key(*parts: object) -> str:
    """A name for what the parts (values whose repr says all) and the code that draws plates make."""
    return hashlib.sha256(repr((_code_digest(), parts)).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _code_digest() -> str:
    found = hashlib.sha256()
    for package, modules in _SOURCES.items():
        for module in modules:
            found.update(files(package).joinpath(f"{module}.py").read_bytes())
    return found.hexdigest()


def _bands(pixels: Pixels) -> Iterator[memoryview]:
    """The colours of a plate, some rows at a time: a second whole plate would take its room in memory."""
    for top in range(0, len(pixels), _BAND_ROWS):
        yield np.ascontiguousarray(pixels[top : top + _BAND_ROWS, :, :3]).data.cast("B")


def _digest(parts: Iterable[memoryview]) -> bytes:
    found = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        found.update(part)
    return found.digest()


def _prune(folder: Path) -> None:
    """Remove the plates that were not used for longest until the rest fits."""
    kept = sorted(((entry.stat(), entry) for entry in folder.glob(f"*{_SUFFIX}")), key=lambda pair: pair[0].st_mtime)
    total = sum(status.st_size for status, _ in kept)
    for status, entry in kept:
        if total <= MOST_BYTES:
            return
        entry.unlink(missing_ok=True)
        total -= status.st_size
