"""Solving with a clock and a meter: the edge at which commands ask for a replay."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType

from replay.app.build import Replay, build
from replay.base.files.bounded_read import input_name
from replay.base.progress import Meter, Progress, Silent, Step


def progress_on(*, quiet: bool) -> Progress:
    """Progress on stderr, or none."""
    return Silent() if quiet else Meter(sys.stderr)


def solved(race_file: Path, *, plan: Path | None, quiet: bool) -> tuple[Replay, float]:
    """A replay, and the seconds that solving it took: 0 for a stored plan.

    Shows progress on stderr only if something has to be solved.
    """
    started = time.perf_counter()
    reporter = _Reporter(progress_on(quiet=quiet), Path(input_name(race_file)).stem)
    with reporter as report:
        replay = build(race_file, plan=plan, report=report)
    return replay, time.perf_counter() - started if reporter.used else 0.0


class _Reporter:
    """Opens a stage on the first report, so that a stored plan is used without a word."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._stage = progress.stage(f"reconstructing {name}", 100, "%")
        self._step: Step | None = None

    @property
    def used(self) -> bool:
        return self._step is not None

    def __enter__(self) -> _Reporter:
        return self

    def __call__(self, share: float) -> None:
        if self._step is None:
            self._step = self._stage.__enter__()
        self._step(round(100 * share))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._step is not None:
            self._stage.__exit__(kind, error, trace)
