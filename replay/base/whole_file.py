"""A file that appears when it is whole: written under another name beside its place, then renamed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from replay.base.errors import OutputError


@contextmanager
def whole_file(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give the name to write under; on leaving the block the file takes its place, on failure nothing is left.

    Raises OutputError at once if the place cannot be written to, or holds a file and `overwrite` is False; a file that
    is replaced stays as it was until the new one is whole.
    """
    target = path.resolve()
    check_place(path, overwrite=overwrite)
    temporary = target.with_name(f".{target.stem[:40]}.{uuid.uuid4().hex[:8]}.part{target.suffix}")
    try:
        _create(temporary, path)
        yield temporary
        check_place(path, overwrite=overwrite)  # a long time may have passed
        _rename(temporary, target, path)
    finally:
        temporary.unlink(missing_ok=True)


def check_place(path: Path, *, overwrite: bool) -> None:
    """Raise OutputError, with the remedy, if a file of that name should not be written."""
    if not path.resolve().parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {path.parent}")
    if path.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise OutputError(f"cannot write {path}: it is not an ordinary file")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists; --force replaces it, -o names another file")


def _create(temporary: Path, path: Path) -> None:
    try:
        temporary.touch(exist_ok=False)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error


def _rename(temporary: Path, target: Path, path: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
