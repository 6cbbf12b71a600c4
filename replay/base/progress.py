"""How far a long job is, on stderr: one line that is rewritten on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TextIO

TERMINAL_EVERY_S = 0.1
PLAIN_EVERY_S = 5.0

_SO_FAR_S = 10.0
"""A stage that lasts longer, and of which nobody knows how much is left, says how long it has lasted."""

_KNOWN_S, _KNOWN_DONE, _KNOWN_SHARE = 3.0, 20, 0.2
"""No time is said to be left before so long, and before so many or this share of the total are done: the first few
wait for what all of them need."""

Step = Callable[[int], None]
"""Told how many of the total are done."""


class Progress(Protocol):
    """Something that shows how far a job is. Stages follow one another; they are not nested."""

    def stage(self, name: str, total: int = 0, unit: str = "") -> AbstractContextManager[Step]:
        """A stage of the job, until the block is left. A total of 0 means that nobody knows it."""
        ...


class Silent:
    """Shows nothing: for --quiet and for tests."""

    @contextmanager
    def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:  # noqa: ARG002 - the protocol's
        yield lambda done: None  # noqa: ARG005


@dataclass
class Meter:
    """Shows stages on a stream, usually stderr.

    now      a stopwatch in seconds
    after_s  how long a stage has to last to be shown
    """

    out: TextIO
    now: Callable[[], float] = time.monotonic
    after_s: float = 0.0

    @contextmanager
    def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:
        line = _Line(self.out, name, total, unit, self.now, self.after_s)
        if self.after_s <= 0:
            line.show()
        finished = False
        try:
            yield line.step
            finished = True
        finally:
            line.end(finished=finished)


@dataclass
class _Line:
    """One stage's line."""

    out: TextIO
    name: str
    total: int
    unit: str
    now: Callable[[], float]
    after_s: float = 0.0
    done: int = 0
    width: int = 0
    shown: bool = False
    begun_s: float = field(init=False)
    shown_s: float = field(init=False)
    terminal: bool = field(init=False)

    def __post_init__(self) -> None:
        self.begun_s = self.shown_s = self.now()
        self.terminal = self.out.isatty()

    def step(self, done: int) -> None:
        self.done = done
        if not self.shown and self.now() - self.begun_s < self.after_s:
            return
        if not self.shown or self.now() - self.shown_s >= (TERMINAL_EVERY_S if self.terminal else PLAIN_EVERY_S):
            self.show()

    def show(self) -> None:
        self.shown, self.shown_s = True, self.now()
        self._write(describe(self.name, self.done, self.total, self.unit, self.shown_s - self.begun_s))

    def end(self, *, finished: bool) -> None:
        """The last word on the stage: what it took, or where it stopped."""
        elapsed_s = self.now() - self.begun_s
        if not self.shown:
            return
        stopped = f" of {self.total}" if self.total else ""
        counted = self.done and self.unit != "%"
        count = f", {self.done}{'' if finished else stopped} {self.unit}".rstrip() if counted else ""
        self._write(f"{self.name}: {'done' if finished else 'stopped'}{count} in {duration(elapsed_s)}")
        if self.terminal:
            self.out.write("\n")
            self.out.flush()

    def _write(self, text: str) -> None:
        if self.terminal:
            text = text[: shutil.get_terminal_size().columns - 1]
            self.out.write("\r" + text.ljust(self.width))
            self.width = len(text)
        else:
            self.out.write(text + "\n")
        self.out.flush()


def describe(name: str, done: int, total: int, unit: str, elapsed_s: float) -> str:
    """A stage in words: name, how many, how many a second, and the time that is left or, of shares, has passed."""
    so_far = f", {duration(elapsed_s)} so far" if elapsed_s >= _SO_FAR_S else ""
    if not done:
        return f"{name} ...{so_far}"
    rate = done / elapsed_s if elapsed_s > 0 else 0.0
    parts = [f"{name}: {done}{f'/{total}' if total and unit != '%' else ''} {unit}".rstrip()]
    if unit == "%":
        return parts[0] + so_far
    if total:
        parts[0] += f" ({100 * done // total} %)"
    if rate >= 0.05:
        parts.append(f"{rate:.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
    if rate > 0 and done < total and elapsed_s >= _KNOWN_S and done >= min(_KNOWN_DONE, _KNOWN_SHARE * total):
        parts.append(f"{duration((total - done) / rate)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Seconds as people say them: 3.2 s, 45 s, 2:05."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02d}"
