"""Plates of the shots to come, drawn in a thread of their own while the first shots are already being exported."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event
from types import TracebackType
from typing import Self

from replay.draw.hall.plates import PlateStore
from replay.scene.frame.shot import Shot

Size = tuple[int, int]


class _Stopped(Exception):  # noqa: N818
    """Nobody needs the plates any more."""


class PlatesAhead:
    """Draws the plates of shots, in their order, as long as its block lasts; a context manager.

    The film does not depend on it: plates that are not there yet are drawn when they are asked for, and what goes
    wrong goes wrong there again. They are kept on disk only, so that memory holds the plates of the present shot; where
    the disk keeps nothing, none are drawn ahead.
    """

    def __init__(self, plates: PlateStore, shots: Sequence[Shot], size_px: Size) -> None:
        self._plates, self._shots, self._size = plates, tuple(shots), size_px
        self._stop = Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="plates")

    def __enter__(self) -> Self:
        with ExitStack() as stopped:  # by Ctrl-C, when the thread is there: the program would wait for all plates
            stopped.callback(self._stop.set)
            self._thread.submit(self._draw)
            stopped.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.shutdown()

    def _draw(self) -> None:
        for shot in self._shots:
            if not self._plates.draw_ahead(shot, shot.box_px(self._size)[2:], self._go_on):
                return

    def _go_on(self, share: float) -> None:  # noqa: ARG002
        if self._stop.is_set():
            raise _Stopped
