"""Threads that go on after what began them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_ENDS_WITHIN_S = 10.0


@contextmanager
def no_thread_left() -> Iterator[None]:
    """Fails if a thread that the block began has not ended soon after it."""
    before = set(threading.enumerate())
    yield
    until_s = time.monotonic() + _ENDS_WITHIN_S
    while (left := _new(before)) and time.monotonic() < until_s:
        time.sleep(0.02)
    assert [thread.name for thread in left] == []


def _new(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before]
