"""What the fuzzers share: a limit of processor time, inputs by seed and number, and what is said of them at the end."""

from __future__ import annotations

import argparse
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType


class TooLongError(Exception):
    """An input took more processor time than any may."""


def _stop(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise TooLongError


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """A block that raises TooLongError after so much processor time."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@dataclass(frozen=True, slots=True)
class Fuzzer:
    """A fuzzer of one kind of input.

    name      what an input is called: 'tables'
    suffix    of the files that are kept
    changed   an input from a source of chance: the same input from the same seed
    became    what became of an input, one of `fine` or the defect in words; it may raise anything
    limit_s, limit_mb  processor time and memory that an input may take
    """

    name: str
    suffix: str
    changed: Callable[[random.Random], bytes]
    became: Callable[[bytes], str]
    fine: tuple[str, ...]
    limit_s: float
    limit_mb: float = 1500.0

    def reading(self, data: bytes) -> str:
        """What became of an input, in words."""
        try:
            with limit(self.limit_s):
                return self.became(data)
        except TooLongError:
            return f"more than {self.limit_s:g} s"
        except Exception as failure:  # noqa: BLE001 -- whatever else is raised is what is looked for
            return f"{type(failure).__name__}: {str(failure)[:80]}"


def fuzz(fuzzer: Fuzzer, description: str | None, runs: int) -> int:
    """Change and read inputs until the runs or the seconds are over; 1 if there was a defect."""
    words = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--runs", type=int, default=runs)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--first", type=int, default=0, help="number of the first input")
    words.add_argument("--seconds", type=float, default=600.0)
    words.add_argument("--keep", type=Path, help="folder for inputs that showed a defect")
    asked = words.parse_args()
    ends, found, memory_mb = time.monotonic() + asked.seconds, Counter[str](), 0.0
    for run in range(asked.first, asked.first + asked.runs):
        if time.monotonic() > ends:
            break
        data = fuzzer.changed(random.Random(f"{asked.seed}/{run}"))
        became = fuzzer.reading(data)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if peak_mb > max(memory_mb, fuzzer.limit_mb):
            became = f"more than {fuzzer.limit_mb:g} MB"
        memory_mb = max(memory_mb, peak_mb)
        found[became] += 1
        if became not in fuzzer.fine:
            print(f"{asked.seed}/{run}: {became}", flush=True)
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{asked.seed}-{run}{fuzzer.suffix}").write_bytes(data)
    counts = ", ".join(f"{found[kind]} {kind}" for kind in fuzzer.fine)
    print(f"{found.total()} {fuzzer.name}: {counts}; at most {memory_mb:.0f} MB")
    defects = found.total() - sum(found[kind] for kind in fuzzer.fine)
    print(f"{defects} defects" if defects else "no defects")
    return 1 if defects else 0


def with_bytes_changed(chance: random.Random, data: bytes, count: int) -> bytes:
    """Bytes of which some have become others."""
    changed = bytearray(data)
    for _ in range(count if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def mixed_line(chance: random.Random, lines: list[str], at: int, piece: str) -> str:
    """A line of some with a piece put in, a letter taken out, repeated, turned round, or another one in its place."""
    line = lines[at]
    place = chance.randrange(len(line) + 1)
    put_in, taken_out = line[:place] + piece + line[place:], line[:place] + line[place + 1 :]
    return chance.choice((put_in, taken_out, line * 2, piece, line[::-1], chance.choice(lines)))
