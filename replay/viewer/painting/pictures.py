"""Where pictures are painted: at once, or in a thread of its own so that the window never waits for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from types import TracebackType
from typing import Generic, Protocol, Self

import pygame

from replay.viewer.film import FrameT, PlayedFilm
from replay.viewer.painting.picture_area import painted_size, scaled
from replay.viewer.picture_parts import Parts


@dataclass(frozen=True, slots=True)
class Wanted(Generic[FrameT]):
    """A picture that the window wants to show.

    room            width and height that it may fill, px
    without_column  what it could fill if nothing stood beside it: in that size it is painted, whatever it is shown in
    sharpness       what the film says of its backgrounds: another number, another picture
    """

    film: PlayedFilm[FrameT]
    video_time: float
    camera: str
    shown: Parts
    room: tuple[int, int]
    without_column: tuple[int, int]
    sharpness: int = 0

    def painted(self, spent: pygame.Surface | None = None) -> pygame.Surface:
        """The picture, onto the surface that is spent where it has the size."""
        frame = self.film.frame_source(self.video_time, self.camera, self.shown)
        pixels = self.film.paint(frame, painted_size(self.film.shape, self.without_column)).pixels
        return scaled(pixels, self.room, spent)


class PictureMaker(Protocol[FrameT]):
    """Gives pictures. `made` counts them; between two of the same count the picture is the same."""

    @property
    def made(self) -> int: ...

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        """The picture that is wanted, or the latest that there is; None before the first. Raises what painting does."""
        ...

    def stop(self) -> None:
        """No picture is wanted any more."""
        ...


class PicturesNow(Generic[FrameT]):
    """Paints what is wanted while the caller waits."""

    def __init__(self) -> None:
        self.made = 0
        self._painted: tuple[Wanted[FrameT], pygame.Surface] | None = None

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface:
        if self._painted is None or self._painted[0] != wanted:
            spent = None if self._painted is None else self._painted[1]
            self._painted = wanted, wanted.painted(spent)
        return self._painted[1]

    def stop(self) -> None: ...


class _Carried:
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


class PicturesBeside(Generic[FrameT]):
    """Paints the latest picture that is wanted in a thread of its own, one after the other; those between are left out.

    ready: called from the thread when there is a new one
    """

    def __init__(self, ready: Callable[[], None] = lambda: None) -> None:
        self.made = 0
        self._ready = ready
        self._changed = Condition()
        self._wanted: Wanted[FrameT] | None = None
        self._begun: Wanted[FrameT] | None = None
        self._newest: pygame.Surface | None = None
        self._shown: pygame.Surface | None = None
        self._spent: pygame.Surface | None = None
        self._failed = _Carried()
        self._stopped = False
        self._thread = Thread(target=self._work, name="pictures")

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        if self._failed.error is not None:
            raise self._failed.error
        with self._changed:
            if wanted != self._wanted:
                self._wanted = wanted
                self._changed.notify()
            if self._newest is not None:
                self._spent, self._shown, self._newest = self._shown, self._newest, None
        if self._thread.ident is None and not self._stopped:
            self._thread.start()
        return self._shown

    def stop(self) -> None:
        """End the thread, and wait for the picture that it is at."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        with self._failed:
            while (wanted := self._next()) is not None:
                with self._changed:
                    spent, self._spent = self._spent, None
                surface = wanted.painted(spent)
                with self._changed:
                    self._newest = surface
                    self.made += 1
                self._ready()
        self.made += 1
        self._ready()

    def _next(self) -> Wanted[FrameT] | None:
        """What is to be painted next, waited for; None: nothing any more."""
        with self._changed:
            while not self._stopped and (self._wanted is None or self._wanted == self._begun):
                self._changed.wait()
            self._begun = None if self._stopped else self._wanted
            return self._begun
