"""Running a batch: race by race, format by format; what fails is kept for the end, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from replay.app.build import Replay
from replay.app.clips.made_before import MadeBefore, inputs_digest
from replay.app.clips.one_clip import Order, file_sha256, ready_clip, write_clip
from replay.app.clips.sidecars.sidecar_files import check_places_beside
from replay.base.brand import Brand
from replay.base.errors import OutputError, ReplayError
from replay.base.files.part_of_file import plain_stem
from replay.base.files.whole_file import check_place
from replay.base.progress import Progress, Step, duration
from replay.racefile.reader import read_race


class Became(StrEnum):
    """What became of a job."""

    MADE = "made"
    UP_TO_DATE = "up to date"
    FAILED = "failed"
    LEFT = "left"
    """The batch was stopped before it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job, and why it failed."""

    order: Order
    became: Became
    error: ReplayError | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What a batch is run with.

    solve     gives the replay of a race file
    progress  shows how far each job is
    say       tells the user a line
    """

    solve: Callable[[Path], Replay]
    progress: Progress
    say: Callable[[str], None]
    brand: Brand | None = None
    font: Path | None = None


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Progress of which each stage says which job of how many it is of."""

    inner: Progress
    number: int
    count: int

    def stage(self, name: str, total: int = 0, unit: str = "") -> AbstractContextManager[Step]:
        return self.inner.stage(f"[{self.number}/{self.count}] {name}", total, unit)


class Batch:
    """A batch and how far it has come: outcomes are there also when it is stopped."""

    def __init__(self, orders: Sequence[Order], folder: Path, tools: Tools) -> None:
        self._orders = tuple(orders)
        self._tools = tools
        self._made = MadeBefore.of_folder(folder)
        self._done: dict[Order, Outcome] = {}

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of every job, in their order."""
        return tuple(self._done.get(order, Outcome(order, Became.LEFT)) for order in self._orders)

    def run(self) -> None:
        """Make what is not up to date. Raises nothing that a job fails of; what stops the program passes on."""
        for race_file, orders in groupby(self._orders, key=lambda order: order.race_file):
            for outcome in self._of_race(race_file, tuple(orders)):
                self._take(outcome)

    def _take(self, outcome: Outcome, *, at_a_time: int = 1) -> None:
        """Note what became of a job, and say it. at_a_time: how many are made at once"""
        self._done[outcome.order] = outcome
        self._report(outcome, at_a_time)

    def planned(self) -> Iterator[tuple[Order, str]]:
        """Each job, with what would become of it in words; nothing is made."""
        for race_file, orders in groupby(self._orders, key=lambda order: order.race_file):
            wanted = tuple(orders)
            try:
                inputs = self._inputs(race_file, wanted)
            except ReplayError as error:
                yield from ((order, f"fails: {_first_line(error)}") for order in wanted)
                continue
            yield from ((order, self._plan(order, inputs[order])) for order in wanted)

    def _plan(self, order: Order, inputs: str) -> str:
        if self._is_done(order, inputs):
            return str(Became.UP_TO_DATE)
        try:
            self._check_free(order)
        except OutputError as error:
            return f"fails: {_first_line(error)}"
        return "made anew" if order.target.exists() else "to be made"

    def _of_race(self, race_file: Path, orders: tuple[Order, ...]) -> Iterator[Outcome]:
        """The outcomes of one race's jobs: it is solved once, and only if one of them needs it."""
        try:
            inputs = self._inputs(race_file, orders)
        except ReplayError as error:
            yield from (Outcome(order, Became.FAILED, error) for order in orders)
            return
        solved: Replay | ReplayError | None = None
        for order in orders:
            if self._is_done(order, inputs[order]):
                yield Outcome(order, Became.UP_TO_DATE)
                continue
            begun_s = time.perf_counter()
            try:
                self._check_free(order)
                solved = solved or self._solved(race_file)
                if isinstance(solved, ReplayError):
                    raise solved
                self._make(order, solved, inputs[order])
            except ReplayError as error:
                yield Outcome(order, Became.FAILED, error)
            except OSError as error:
                yield Outcome(order, Became.FAILED, ReplayError(f"{order.target}: {error.strerror or error}"))
            else:
                yield Outcome(order, Became.MADE, seconds=time.perf_counter() - begun_s)

    def _solved(self, race_file: Path) -> Replay | ReplayError:
        """The replay of a race, or why there is none: it is not looked for twice."""
        try:
            return self._tools.solve(race_file)
        except ReplayError as error:
            return error

    def _inputs(self, race_file: Path, orders: tuple[Order, ...]) -> dict[Order, str]:
        """The hash of what each film of a race is made of. Raises InputError or OutputError."""
        sha256 = file_sha256(race_file) or ""
        race = read_race(race_file)
        brand, font = self._tools.brand, self._tools.font
        return {order: inputs_digest(order, race, sha256, brand, font) for order in orders}

    def _is_done(self, order: Order, inputs: str) -> bool:
        return not order.overwrite and self._made.is_up_to_date(order, inputs)

    def _check_free(self, order: Order) -> None:
        """Raises OutputError for files that are in the way: others than earlier batches made."""
        if not order.target.parent.exists():  # it is made before the work begins
            return
        overwrite = order.overwrite or self._made.is_own(order)
        check_place(order.target, overwrite=overwrite)
        if order.sidecars:
            check_places_beside(order.target, (str(order.race_file),), overwrite=overwrite)

    def _make(self, order: Order, replay: Replay, inputs: str) -> None:
        """Make one film, and note that it is made."""
        number = len(self._done) + 1
        progress = _Numbered(self._tools.progress, number, len(self._orders))
        order = replace(order, overwrite=order.overwrite or self._made.is_own(order))
        clip = ready_clip(order, replay, self._tools.brand)
        for remark in clip.remarks:
            self._tools.say(f"{order.target.name}: {remark}")
        write_clip(clip, progress)
        self._note(order, inputs)

    def _note(self, order: Order, inputs: str) -> None:
        """Keep in the folder of what a film was made. Raises OutputError."""
        self._made = self._made.with_made(order, inputs)
        self._made.write()

    def _report(self, outcome: Outcome, at_a_time: int) -> None:
        """A line on a job, and on the whole batch."""
        done, count = len(self._done), len(self._orders)
        took = f" in {duration(outcome.seconds)}" if outcome.became is Became.MADE else ""
        line = f"[{done}/{count}] {outcome.order.target.name}: {outcome.became}{took}"
        made_s = [each.seconds for each in self._done.values() if each.became is Became.MADE]
        left = count - done
        if outcome.became is Became.MADE and left:
            line += f"; {left} left, about {duration(left * sum(made_s) / len(made_s) / at_a_time)}"
        self._tools.say(line)


def table(rows: Sequence[tuple[Order, str]]) -> Iterator[str]:
    """The jobs of a batch as lines: number, race, format, file and what is said of each."""
    cells = [
        (f"{number}/{len(rows)}", plain_stem(order.race_file), order.preset.name, order.target.name, words)
        for number, (order, words) in enumerate(rows, start=1)
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What became of a batch: how many, and what failed and why."""
    count = {each: sum(outcome.became is each for outcome in outcomes) for each in Became}
    yield ", ".join(f"{number} {became}" for became, number in count.items() if number or became is Became.MADE)
    for outcome in outcomes:
        if outcome.error is not None:
            yield f"  {outcome.order.target.name}: {_first_line(outcome.error)}"


def _first_line(error: ReplayError) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
