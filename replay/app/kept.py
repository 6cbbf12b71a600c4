"""What the program keeps between runs: how much of it there is, and making room."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

KINDS = {"plans": ".plan", "plates": ".plate"}
"""What is kept, by its folder in the cache, and how its files end."""

MEANING = {"plans": "reconstructions of races", "plates": "pictures of empty velodromes"}


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one kind: how many files, and their bytes."""

    kind: str
    count: int
    size_bytes: int


def what_is_kept(folder: Path) -> tuple[Kept, ...]:
    """How much of each kind there is in the cache folder."""
    return tuple(_counted(kind, _files(folder, kind)) for kind in KINDS)


def clear(folder: Path, kinds: Sequence[str]) -> tuple[Kept, ...]:
    """Remove what is kept of these kinds, and nothing else in the folder. Returns what was removed."""
    return tuple(_counted(kind, _removed(folder, kind)) for kind in kinds)


def unkept_words(folder: Path) -> str:
    """That nothing can be kept in the cache folder, why, and what helps; '' where it can be."""
    try:
        for kind in KINDS:
            (folder / kind).mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder / kind):
                pass
        why = "" if shutil.disk_usage(folder).free > _LEAST_FREE_BYTES else "the disk is full"
    except OSError as error:
        why = error.strerror or str(error)
    if not why:
        return ""
    other = "" if sys.platform in ("win32", "darwin") else ", or name another folder with XDG_CACHE_HOME"
    return f"nothing is kept for the next time, which takes longer: {folder} ({why}); make it writable{other}"


_LEAST_FREE_BYTES = 20_000_000
"""A plan or a plate may not fit into less."""


def _counted(kind: str, sizes: Iterator[tuple[Path, int]]) -> Kept:
    each = [size for _, size in sizes]
    return Kept(kind, len(each), sum(each))


def _removed(folder: Path, kind: str) -> Iterator[tuple[Path, int]]:
    for path, size in _files(folder, kind):
        with suppress(OSError):  # what cannot be removed is not counted
            path.unlink()
            yield path, size


def _files(folder: Path, kind: str) -> Iterator[tuple[Path, int]]:
    for path in sorted((folder / kind).glob(f"*{KINDS[kind]}")):
        with suppress(OSError):  # another program may have removed it
            yield path, path.stat().st_size
