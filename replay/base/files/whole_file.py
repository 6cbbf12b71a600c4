"""A file that appears when it is whole: written under another name beside its place, then renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from replay.base.errors import OutputError
from replay.base.files.bounded_read import STDIN

if sys.platform != "win32":
    import fcntl

_LEFTOVER = re.compile(r"\..*\.[0-9a-f]{8}\.part(\.[^.]*)?", re.DOTALL)
"""Names under which files are written. One that nobody holds was left by a program that was killed."""

_STEM, _SUFFIX = 40, 20
"""Most letters of the file's own name in that of its temporary file, which must not be too long where the file's is
not."""

_ABANDONED_S = 86_400.0
"""Where files cannot be held (Windows), one that was not touched for a day was left."""

_TRIES, _CLEARED_S = 5, 0.02
"""How often a file is made that is removed before it is held; and how long a removal takes, more than enough."""

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""Errors that only writing meets, whatever file they name."""

_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""What a file system says that cannot be asked whether all has arrived."""


@contextmanager
def whole_file(path: Path, *, overwrite: bool, synced: bool = True, alone: bool = False) -> Iterator[Path]:
    """Give the name to write under; on leaving the block the file takes its place, on failure nothing is left.

    synced: whether the disk has it all before it takes its place; a cache need not wait for that
    alone:  whether nobody else may be writing a file of that name

    Raises OutputError at once if the place cannot be written to, or holds a file and `overwrite` is False; also if the
    disk refuses what is written in the block. A file that is replaced stays as it was until the new one is whole. What
    killed programs left in the folder is cleared.
    """
    target = check_place(path, overwrite=overwrite)
    clear_leftovers(target.parent)
    if alone:
        check_unwritten(path)
    begun, ending = _temporary_name(target)
    temporary = target.with_name(f"{begun}{uuid.uuid4().hex[:4]}{ending}")
    holder: int | None = None
    try:
        holder = _created(temporary, path)
        yield temporary
        check_place(path, overwrite=overwrite)  # a long time may have passed
        _take_place(temporary, target, path, synced=synced)
    except OSError as error:
        if error.errno in _OF_THE_DISK or _names(error, temporary):
            raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if holder is not None:
            os.close(holder)


@contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """A folder beside a place, for files that are on their way there: it is gone when the block is left.

    Raises OSError if it cannot be made. What killed programs left beside the place is cleared.
    """
    clear_leftovers(target.parent)
    begun, ending = _temporary_name(target)
    folder = target.with_name(f"{begun}{uuid.uuid4().hex[:4]}{ending}")
    holder: int | None = None
    try:
        folder.mkdir()
        if sys.platform != "win32":
            holder = os.open(folder, os.O_RDONLY)
            _held(holder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if holder is not None:
            os.close(holder)


def write_cached(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Keep a file in a cache, in the place of whatever is there. Raises OSError or OutputError."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.unlink()
    with whole_file(path, overwrite=True, synced=False) as temporary, temporary.open("wb") as out:
        for part in parts:
            out.write(part)


def check_place(path: Path, *, overwrite: bool, other: str = "file") -> Path:
    """Where a file of that name is written: links are followed. Raises OutputError, with the remedy, if it cannot.

    other  what `-o` names of the command: a file or a folder
    """
    try:
        target = real_path(path)
        _check_folder(path, target.parent)
        mode = target.stat().st_mode if target.exists() else None
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    if mode is None:
        return target
    if stat.S_ISDIR(mode):
        raise OutputError(f"cannot write {path}: it is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise OutputError(f"cannot write {path}: it is not an ordinary file")
    if not overwrite:
        raise OutputError(f"{path} exists; --force replaces it, -o names another {other}")
    return target


def real_path(path: Path) -> Path:
    """A path without links. Raises OSError if it cannot be followed."""
    try:
        target = Path(os.path.realpath(path))
    except FileNotFoundError as error:
        raise OSError(error.errno, "the working folder is not there any more") from error
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def same_place(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, or would. other: `-` for the file that is read from stdin."""
    with suppress(OSError):
        if other == STDIN:
            return os.path.samestat(os.fstat(0), one.stat())
        return real_path(one) == real_path(other) or one.samefile(other)
    return False


def is_folder(path: Path) -> bool:
    """Whether a name leads to a folder; False where nobody can tell."""
    with suppress(OSError):
        return path.is_dir()
    return False


def clear_leftovers(folder: Path) -> None:
    """Remove the temporary files and folders in a folder that nobody is writing any more."""
    with suppress(OSError):
        for entry in folder.iterdir():
            if _LEFTOVER.fullmatch(entry.name):
                _clear(entry)


def check_unwritten(path: Path) -> None:
    """Raise OutputError if another program is writing a file of that name at this moment."""
    with suppress(OSError):
        target = real_path(path)
        begun, ending = _temporary_name(target)
        for entry in target.parent.iterdir():
            if entry.name.startswith(begun) and entry.name.endswith(ending) and _is_held(entry):
                raise OutputError(f"cannot write {path}: another run is writing it; wait for it, or name another file")


def _temporary_name(target: Path) -> tuple[str, str]:
    """How the names of the temporary files of a target begin and end."""
    digest = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:4]
    return f".{target.stem[:_STEM]}.{digest}", f".part{target.suffix[:_SUFFIX]}"


def _is_held(file: Path) -> bool:
    """Whether another program holds a file or a folder. False where they cannot be held."""
    if sys.platform == "win32" or not _may_be_held(file.lstat()):
        return False
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return not _held(handle)
    finally:
        os.close(handle)


def _check_folder(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {path.parent}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {path}: nothing may be written in the folder {path.parent}")


def _created(temporary: Path, path: Path) -> int | None:
    """Make a file and hold it, so that others see that somebody writes it. Closing the handle lets go of it.

    Between making and holding, who clears what others left may take it for that, and remove it: then it is made again.
    None where files cannot be held.
    """
    for _ in range(_TRIES):
        try:
            handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror}") from error
        held = _held(handle)
        if not held:
            time.sleep(_CLEARED_S)
        if _is_at(temporary, handle):
            if held:
                return handle
            os.close(handle)
            return None
        os.close(handle)
    raise OutputError(f"cannot write {path}: another program removes what is written beside it")


def _is_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def _held(handle: int) -> bool:
    """Hold a file that nobody else holds, until its handle is closed. False where files cannot be held, or it is."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _clear(leftover: Path) -> None:
    """Remove a temporary file or folder if nobody is writing it."""
    with suppress(OSError):
        status = leftover.lstat()
        if not _may_be_held(status):
            return
        remove = shutil.rmtree if stat.S_ISDIR(status.st_mode) else os.unlink
        if sys.platform == "win32":
            if time.time() - status.st_mtime > _ABANDONED_S:
                remove(leftover)
            return
        handle = os.open(leftover, os.O_RDONLY | os.O_NONBLOCK)
        try:
            if _held(handle):
                remove(leftover)
        finally:
            os.close(handle)


def _may_be_held(status: os.stat_result) -> bool:
    """Whether something is a file or a folder, and no link or device."""
    return stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)


def _take_place(temporary: Path, target: Path, path: Path, *, synced: bool) -> None:
    try:
        if synced:
            sync_to_disk(temporary)
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error


def sync_to_disk(file: Path) -> None:
    """Wait until the disk has all of a file: some refuse only then. Raises OSError."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def _names(error: OSError, temporary: Path) -> bool:
    """Whether an error is about the temporary file."""
    named = error.filename
    return isinstance(named, str | bytes | os.PathLike) and os.fsdecode(named) == os.fspath(temporary)
