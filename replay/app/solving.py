"""Solving with a clock and a meter: the edge at which commands ask for a replay."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from replay.app.build import Replay, build
from replay.base.files.bounded_read import input_name
from replay.base.files.part_of_file import plain_stem
from replay.base.letters.steering import one_line
from replay.base.progress import Meter, Progress, Silent, Step


def progress_on(*, quiet: bool) -> Progress:
    """Progress on stderr, or none."""
    return Silent() if quiet else Meter(sys.stderr)


def solved(race_file: Path, *, plan: Path | None, quiet: bool) -> tuple[Replay, float]:
    """A replay, and the seconds that solving it took: 0 for a stored plan.

    Shows progress on stderr only if something has to be solved.
    """
    started = time.perf_counter()
    reporter = _Reporter(progress_on(quiet=quiet), one_line(plain_stem(Path(input_name(race_file)))))
    with reporter as report:
        replay = build(race_file, plan=plan, report=report, foretell=report.foretell)
    return replay, time.perf_counter() - started if reporter.used else 0.0


LONG_S = 60.0
"""A reconstruction that will take longer is announced with the time it will take."""


class _Reporter:
    """Opens a stage on the first report, so that a stored plan is used without a word."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, f"reconstructing {name}"
        self._stage: AbstractContextManager[Step] | None = None
        self._step: Step | None = None

    @property
    def used(self) -> bool:
        return self._step is not None

    def __enter__(self) -> _Reporter:
        return self

    def __call__(self, share: float) -> None:
        if self._step is None:
            self._stage = self._progress.stage(self._name, 100, "%")
            self._step = self._stage.__enter__()
        self._step(round(100 * share))

    def foretell(self, seconds: float) -> None:
        """How long solving will take, about: said where it is more than a minute, before it begins."""
        if seconds > LONG_S:
            minutes = max(round(seconds / 60), 1)
            self._name += f" (about {minutes} minute{'' if minutes == 1 else 's'})"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stage is not None:
            self._stage.__exit__(kind, error, trace)
