"""Reading what a name leads to without hanging and without filling memory, whatever it is."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

STDIN = Path("-")
"""The name by which users ask for stdin."""

_CHUNK = 1 << 20
_PIPE = re.compile(r"/dev/stdin|/(?:dev|proc/self)/fd/(?P<number>\d+)")


class UnreadableError(OSError):
    """There is something of that name, and it cannot be read. `strerror` says why, as with any OSError."""

    def __init__(self, why: str) -> None:
        super().__init__(0, why)


def read_file(path: Path, most_bytes: int) -> bytes:
    """The bytes of an ordinary file, at most so many. Raises OSError, without waiting, for anything else."""
    return _read(path, most_bytes, pipes=False)


def read_input(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file, of a pipe (to its end), or of stdin (`-`), at most so many. Raises OSError.

    A pipe that nobody writes to yet is waited for, as `cat` does.
    """
    return _read_stdin(most_bytes) if path == STDIN else _read(path, most_bytes, pipes=True)


def input_name(path: Path) -> str:
    """How messages name an input file; a pipe of the shell, `<(command)`, has no name but its number."""
    pipe = _PIPE.fullmatch(path.as_posix())
    if path == STDIN or (pipe and pipe["number"] in (None, "0")):
        return "stdin"
    return f"pipe {pipe['number']}" if pipe else str(path)


def _read_stdin(most_bytes: int) -> bytes:
    if sys.stdin is None:
        raise UnreadableError("it is closed")
    return sys.stdin.buffer.read(most_bytes)


def _read(path: Path, most_bytes: int, *, pipes: bool) -> bytes:
    mode = path.stat().st_mode
    _check_kind(mode, pipes=pipes)
    ways = ["O_BINARY", "O_CLOEXEC", "O_NOCTTY"]
    if not stat.S_ISFIFO(mode):
        ways.append("O_NONBLOCK")  # if it has become a pipe by now, opening it would wait
    handle = os.open(path, os.O_RDONLY | sum(getattr(os, way, 0) for way in ways))
    try:
        _check_kind(os.fstat(handle).st_mode, pipes=pipes)
        return _read_to(handle, most_bytes)
    finally:
        os.close(handle)


def _check_kind(mode: int, *, pipes: bool) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableError("this is a folder")
    if not (stat.S_ISREG(mode) or (pipes and stat.S_ISFIFO(mode))):
        raise UnreadableError("this is not a file")


def _read_to(handle: int, most_bytes: int) -> bytes:
    """Up to so many bytes of what is open."""
    data = bytearray()
    while len(data) < most_bytes and (chunk := os.read(handle, min(_CHUNK, most_bytes - len(data)))):
        data += chunk
    return bytes(data)
