"""The display: whether there is one on which a window would be seen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pygame

from replay.base.errors import ReplayError

_UNSEEN = ("dummy", "offscreen")
"""Drivers that show nothing."""

_DRIVER_NAMED = ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
"""Variables of the environment that name a driver: whoever names one that shows nothing wants it."""


def check_display() -> None:
    """Raise ReplayError if there is no display, on which a window would be seen."""
    open_display()
    pygame.display.quit()


def open_display() -> None:
    """Begin with the display. Where there is none, the library would go on with a driver that shows nothing."""
    try:
        with library_silent():
            pygame.display.init()
        if pygame.display.get_driver() in _UNSEEN and not any(map(os.environ.get, _DRIVER_NAMED)):
            raise pygame.error("there is no display")
    except pygame.error as error:
        pygame.display.quit()
        raise no_window(error) from error


@contextmanager
def library_silent() -> Iterator[None]:
    """In the block nothing reaches stderr: the libraries below write there what pygame raises as well."""
    sys.stderr.flush()
    stderr, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nothing)


def no_window(error: pygame.error) -> ReplayError:
    """What is said where a window cannot be."""
    return ReplayError(f"no window can be opened here ({error}); `export` and `still` need none")
