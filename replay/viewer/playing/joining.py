"""Ends of threads: waited for, and never without end; what goes wrong in them is raised elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Thread
from types import TracebackType
from typing import Self

ENDS_WITHIN_S = 60.0
"""Longer than anything that a thread does before it looks whether it is to end: even compiling what a picture needs."""


def join_all(threads: Iterable[Thread]) -> None:
    """Wait until threads have ended; one that was never started has."""
    for thread in threads:
        if thread.ident is not None:
            thread.join(ENDS_WITHIN_S)


class Carried:
    """What goes wrong in the block is kept, to be raised in another thread."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return error is not None
