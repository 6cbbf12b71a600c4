"""Signals that ask the program to end, Ctrl-C among them: each is raised once, as an exception that clears up."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""SIGHUP is what programs get whose terminal is closed; Windows has none."""

_AGAIN_AFTER_S = 0.01
"""A signal that was raised where nobody can catch it is sent again after this."""


class Stopped(KeyboardInterrupt):
    """The user or the system wants the program to end. The shell's code for it is 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number

    @property
    def exit_code(self) -> int:
        return 128 + self.number


class _Raiser:
    """The handler: raises the first signal. Later ones would interrupt the clearing up, and are not heard."""

    def __init__(self) -> None:
        self._stopping = False

    def __call__(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - what a handler is given
        if not self._stopping:
            self._stopping = True
            raise Stopped(number)

    def send_again(self, number: int) -> None:
        """Raise a signal another time: the first time was inside of something that cannot fail."""
        self._stopping = False
        threading.Timer(_AGAIN_AFTER_S, signal.raise_signal, (number,)).start()


@contextmanager
def stop_signals() -> Iterator[None]:
    """In the block, Ctrl-C, SIGTERM and SIGHUP raise Stopped. Signals that are ignored (nohup) stay so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    raiser, usual_hook, before = _Raiser(), sys.unraisablehook, {}

    def lost(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Stopped):
            raiser.send_again(what.exc_value.number)
        else:
            usual_hook(what)

    sys.unraisablehook = lost
    try:
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, raiser)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = usual_hook
