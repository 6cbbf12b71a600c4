"""Ends of threads: waited for, and never without end."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Thread

ENDS_WITHIN_S = 60.0
"""Longer than anything that a thread does before it looks whether it is to end: even compiling what a picture needs."""


def join_all(threads: Iterable[Thread]) -> None:
    """Wait until threads have ended; one that was never started has."""
    for thread in threads:
        if thread.ident is not None:
            thread.join(ENDS_WITHIN_S)
