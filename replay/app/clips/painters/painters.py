"""Painters in processes of their own, and their frames in the order of the film."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import FrameType, MappingProxyType, TracebackType
from typing import Any, Self

from replay.app.clips.painters.painting import Drawn, Failed, Free, Painted, Painting, Ready, work
from replay.app.clips.painters.work_plan import STRETCH_FRAMES, PaintWork, PlateWork, WorkPlan, stretches
from replay.base.errors import ReplayError
from replay.video.export import PaintedFrame
from replay.video.shared_frames import SharedFrames, room_for

MOST_PAINTERS = 8
"""More than these wait for the one encoder: it takes a third to a half of the time of one painter."""

_SLOTS = STRETCH_FRAMES + 2
"""Frames of a painter: with a stretch of his that waits for those before it, he can begin the next."""

_AHEAD = 2
"""Pieces of work that a painter has at a time: the next is there when one is done."""

_END_S = 5.0
"""So long a process may take to end before it is killed."""

WORTH_FRAMES = 5 * STRETCH_FRAMES
"""A film of fewer frames is painted by one: processes take seconds to begin."""


def _unchanging(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# Looks hold mappings that nobody changes, and pickle does not know them.
ForkingPickler.register(MappingProxyType, lambda proxy: (_unchanging, (dict(proxy),)))


class PainterError(ReplayError):
    """A painter ended before its work did."""


def processors() -> int:
    """Processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def painters_for(frames: int, size: tuple[int, int], asked: int | None) -> int:
    """How many painters a film gets. asked: what the user wants; None: one for each processor.

    Fewer where a film is short, or where there is not so much shared memory.
    """
    wanted = min(processors(), MOST_PAINTERS) if asked is None else asked
    if asked is None and frames < WORTH_FRAMES:
        return 1
    wanted = min(wanted, max(frames // STRETCH_FRAMES, 1))
    room = room_for([count * _SLOTS for count in range(2, wanted + 1)], size)
    return max(room // _SLOTS, 1)


@dataclass(eq=False)
class _Worker:
    """A process, the end of its connection that is ours, and how many pieces of work it has."""

    process: BaseProcess
    connection: Connection
    busy: int = 0


class Painters:
    """The frames of a film, painted by several processes; a context manager, and to be gone through once.

    Entering it starts them, and they begin. However the block ends, they end.
    """

    def __init__(self, painting: Painting, count: int, wanted: tuple[tuple[int, ...], ...]) -> None:
        """wanted: for each frame the numbers of the painting's shots whose plates it wants."""
        self._painting, self._count = painting, count
        self._plan = WorkPlan(list(stretches(wanted)))
        self._workers: list[_Worker] = []
        self._waiting: dict[int, tuple[_Worker, Painted]] = {}

    def leave(self, plates: Iterable[int]) -> None:
        """Somebody else draws these plates."""
        for number in plates:
            self._plan.is_taken(number)

    def are_there(self, plates: Iterable[int]) -> None:
        """He has drawn them, or they were there before."""
        for number in plates:
            self._plan.is_there(number)
        self._share_out()

    def __enter__(self) -> Self:
        frames = self._count * _SLOTS
        try:
            self._shared = SharedFrames.made(frames, self._painting.size)
        except OSError as error:
            raise PainterError(f"no shared memory for {self._count} painters ({error.strerror}): --jobs 1") from error
        with ExitStack() as begun:
            begun.callback(self._end)
            with _undisturbed():
                for number in range(self._count):
                    self._workers.append(self._started(number, frames))
            self._share_out()
            begun.pop_all()
        return self

    def _started(self, number: int, frames: int) -> _Worker:
        spawn = multiprocessing.get_context("spawn")
        ours, its = spawn.Pipe()
        slots = tuple(range(number * _SLOTS, (number + 1) * _SLOTS))
        arguments = (its, self._painting, self._shared.name, slots, frames)
        process = spawn.Process(target=work, args=arguments, name=f"painter {number + 1}", daemon=True)
        process.start()
        its.close()
        return _Worker(process, ours)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_END_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
        self._waiting.clear()
        self._shared.close(unlink=True)

    def __iter__(self) -> Iterator[PaintedFrame]:
        """The frames in their order; each is good until the next is asked for. Raises what a painter raised."""
        for number in range(len(self._painting.times)):
            while number not in self._waiting:
                self._listen()
            worker, painted = self._waiting.pop(number)
            yield PaintedFrame(self._shared[painted.slot].planes, painted.draw_s, painted.convert_s)
            self._say(worker, Free(painted.slot))

    def _share_out(self) -> None:
        """Give work to whoever has less than he can have, the idlest first."""
        for worker in sorted(self._workers, key=lambda one: one.busy):
            while worker.busy < _AHEAD and (piece := self._plan.take()) is not None:
                worker.busy += 1
                self._say(worker, piece)

    def _listen(self) -> None:
        """Wait until a painter says something, or ends: then nobody holds the other end of his connection."""
        by_end = {worker.connection: worker for worker in self._workers}
        for end in wait(list(by_end)):
            if isinstance(end, Connection):
                self._hear(by_end[end])

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError) as error:
            raise _ended(worker.process) from error
        if isinstance(said, Painted):
            self._waiting[said.number] = (worker, said)
            return
        if isinstance(said, Failed):
            raise pickle.loads(said.pickled) if said.pickled else PainterError(said.words)
        worker.busy -= 1
        if isinstance(said, Drawn):
            # Where the disk keeps nothing, each painter draws for himself what he needs.
            self._plan.is_there(said.plates)
        elif not isinstance(said, Ready):
            raise TypeError(f"a painter said {said!r}")
        self._share_out()

    def _say(self, worker: _Worker, what: Free | PaintWork | PlateWork) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the next to listen hears why
            worker.connection.send(what)


def _ended(process: BaseProcess) -> PainterError:
    """What to say of a process that ended."""
    process.join(_END_S)
    code = process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    return PainterError(f"{process.name} ended before its work did ({how}): if memory is short, export with --jobs 1")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """In the block no signal is heard, and the first that came is heard at its end: no process is begun by half.

    Processes that are started in it do not hear Ctrl-C, not even while they begin. It is blocked for this thread, and
    they inherit that; another thread may take it for the program all the same, so the handler waits as well.
    """
    came: list[tuple[int, FrameType | None]] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)):
            handler = signal.getsignal(number)
            if callable(handler):
                before[number] = handler
                signal.signal(number, lambda number, frame: came.append((number, frame)))
    masks = hasattr(signal, "pthread_sigmask")
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number, handler in before.items():
            signal.signal(number, handler)
    for number, frame in came[:1]:
        before[signal.Signals(number)](number, frame)
