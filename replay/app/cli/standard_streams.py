"""stdout and stderr as every command finds them: UTF-8 where they are no terminal, safe to show, clear when they fail.

What a stream cannot encode is written as an escape (`\\u2013`), which in JSON means the same letter. Bytes of file
names that are not text come out as they are where they are UTF-8. Control characters and those that turn the direction
of writing are escaped: words come from files of other people, and must not steer a terminal.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from replay.base.errors import OutputError
from replay.base.letters.steering import escaped

_ERRORS = "replay-escape"
_STDERR_MAY = "\r"
"""The meter of progress goes back to the beginning of its line with it."""


class ReaderGone(Exception):  # noqa: N818 - nothing is wrong
    """Whoever read stdout has enough. 141 is what the shell says of programs that a closed pipe ends."""

    exit_code = 141


def flush_stdout() -> None:
    """Write what waits in stdout. Raises OutputError or ReaderGone if that cannot be done."""
    sys.stdout.flush()


def abandon_stdout() -> None:
    """Drop what waits in stdout: who is asked to end does not wait for a reader."""
    if isinstance(sys.stdout, _Text):
        sys.stdout.raw.done = True


def write_file_to_stdout(write: Callable[[TextIO], None], encoding: str) -> None:
    """Let a function write what is a file and no message: byte for byte as it would be under a name."""
    sys.stdout.flush()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding=encoding, newline="", write_through=False)
    try:
        write(out)
        out.flush()
    finally:
        out.detach()


@contextmanager
def standard_streams() -> Iterator[None]:
    """In the block, stdout and stderr are ours. Streams that are no file of the system (in tests) stay as they are."""
    codecs.register_error(_ERRORS, _escape)
    _fill_closed()
    before = sys.stdout, sys.stderr
    if _is_file(sys.stdout, 1):
        sys.stdout = _Text(_Results(1, "w", closefd=False), sys.stdout)
    if _is_file(sys.stderr, 2):
        sys.stderr = _Text(_Remarks(2, "w", closefd=False), sys.stderr, keep=_STDERR_MAY)
    try:
        yield
    finally:
        for ours, theirs in zip((sys.stdout, sys.stderr), before, strict=True):
            if ours is not theirs:
                with suppress(OutputError, ReaderGone):
                    ours.flush()
        sys.stdout, sys.stderr = before


def _fill_closed() -> None:
    """Give the three streams a file where they have none: the next file that is opened would take their number.

    stdout gets one that cannot be written to, so that results that nobody gets are an error.
    """
    for number, flags in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            spare = os.open(os.devnull, flags)  # takes the lowest number that is free: this one
            if spare != number:
                os.dup2(spare, number)
                os.close(spare)


def _is_file(stream: TextIO | None, number: int) -> bool:
    """Whether a stream is the system's, or was closed when the program began."""
    if stream is None:
        return True
    try:
        console = sys.platform == "win32" and stream.isatty()  # Windows writes letters to it, not bytes
        return stream.fileno() == number and not console
    except (OSError, ValueError):
        return False


class _Raw(io.FileIO):
    """A stream of the system that fails once, and takes everything and keeps nothing after that."""

    done = False

    def write(self, data: Any) -> int:
        if not self.done:
            try:
                return super().write(data)
            except OSError as error:
                self.done = True
                self.failed(error)
        return memoryview(data).nbytes

    def failed(self, error: OSError) -> None:
        """What to do about it."""
        raise NotImplementedError


class _Text(io.TextIOWrapper):
    """Text onto one of the raw streams below. keep: the steering characters that are meant to steer."""

    def __init__(self, raw: _Raw, former: TextIO | None, *, keep: str = "") -> None:
        terminal = raw.isatty() and former is not None
        encoding = former.encoding if terminal and former is not None else "utf-8"
        super().__init__(io.BufferedWriter(raw), encoding=encoding, errors=_ERRORS, line_buffering=terminal)
        self.raw, self._keep = raw, keep

    def write(self, text: str) -> int:
        return super().write(escaped(text, keep=self._keep))


class _Results(_Raw):
    """stdout: what cannot be written is said once; after that nothing is left to write."""

    def failed(self, error: OSError) -> None:
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from error
        why = "it is closed" if error.errno == errno.EBADF else error.strerror
        raise OutputError(f"cannot write to stdout: {why}") from error


class _Remarks(_Raw):
    """stderr: progress and messages. If nobody can read them, the work goes on."""

    def failed(self, error: OSError) -> None:
        pass


def _escape(error: UnicodeError) -> tuple[str | bytes, int]:
    """Letters that an encoding lacks as escapes; bytes of file names as they are, if they are UTF-8."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    if error.encoding.lower().replace("_", "-") == "utf-8":
        try:
            data = letters.encode("ascii", "surrogateescape")
            data.decode("utf-8")
        except UnicodeError:
            pass
        else:
            return data, error.end
    return "".join(_escape_of(letter) for letter in letters), error.end


def _escape_of(letter: str) -> str:
    """An escape as JSON has it: beyond four digits as a pair of surrogates."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
