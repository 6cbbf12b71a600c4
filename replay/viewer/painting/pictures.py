"""Where pictures are painted: at once, or in a thread of its own so that the window never waits for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from types import TracebackType
from typing import Generic, Protocol, Self

import pygame

from replay.viewer.film import FrameT, PlayedFilm
from replay.viewer.painting.joining import join_all
from replay.viewer.painting.picture_area import painted_size, scaled
from replay.viewer.picture_parts import Parts


@dataclass(frozen=True, slots=True)
class Wanted(Generic[FrameT]):
    """A picture that the window wants to show.

    room            width and height that it may fill, px
    without_column  what it could fill if nothing stood beside it: in that size it is painted, whatever it is shown in
    small           it is a thumbnail, painted by who paints those
    sharpness       what the film says of its backgrounds: another number, another picture
    """

    film: PlayedFilm[FrameT]
    video_time: float
    camera: str
    shown: Parts
    room: tuple[int, int]
    without_column: tuple[int, int]
    sharpness: int = 0
    small: bool = False

    def frame(self) -> FrameT:
        """The frame that it is a picture of."""
        return self.film.frame_source(self.video_time, self.camera, self.shown)

    def painted(self, frame: FrameT, spent: pygame.Surface | None = None) -> pygame.Surface:
        """The picture of its frame, onto the surface that is spent where it has the size."""
        if self.small and self.film.thumbnail is not None:
            return scaled(self.film.thumbnail(frame, self.room).pixels, self.room, spent)
        pixels = self.film.paint(frame, painted_size(self.shown.shape, self.without_column)).pixels
        return scaled(pixels, self.room, spent)


class PictureMaker(Protocol[FrameT]):
    """Gives pictures. `made` counts them; between two of the same count the picture is the same.

    shown  what the latest picture was asked for as, and its frame; None before the first
    """

    @property
    def made(self) -> int: ...

    @property
    def shown(self) -> tuple[Wanted[FrameT], FrameT] | None: ...

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        """The picture that is wanted, or the latest that there is; None before the first. Raises what painting does."""
        ...

    def forget(self) -> None:
        """Another film comes: what was painted is not shown any more."""
        ...

    def stop(self) -> None:
        """No picture is wanted any more."""
        ...


class PicturesNow(Generic[FrameT]):
    """Paints what is wanted while the caller waits."""

    def __init__(self) -> None:
        self.made = 0
        self.shown: tuple[Wanted[FrameT], FrameT] | None = None
        self._painted: tuple[Wanted[FrameT], pygame.Surface] | None = None

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface:
        if self._painted is None or self._painted[0] != wanted:
            spent = None if self._painted is None else self._painted[1]
            frame = wanted.frame()
            self._painted = wanted, wanted.painted(frame, spent)
            self.shown = wanted, frame
        return self._painted[1]

    def forget(self) -> None:
        self._painted = self.shown = None

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
        self.shown: tuple[Wanted[FrameT], FrameT] | None = None
        self._newest: tuple[Wanted[FrameT], FrameT, pygame.Surface] | None = None
        self._surface: pygame.Surface | None = None
        self._spent: pygame.Surface | None = None
        self._failed = _Carried()
        self._stopped = False
        self._thread = Thread(target=self._work, name="pictures", daemon=True)

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        if self._failed.error is not None:
            raise self._failed.error
        with self._changed:
            if wanted != self._wanted:
                self._wanted = wanted
                self._changed.notify()
            if self._newest is not None:
                painted, frame, surface = self._newest
                self._newest = None
                if painted.film is wanted.film:  # else it was painted for the one before
                    self._spent, self._surface, self.shown = self._surface, surface, (painted, frame)
        if self._thread.ident is None and not self._stopped:
            self._thread.start()
        return self._surface

    def forget(self) -> None:
        with self._changed:
            self._newest = self._surface = self.shown = self._wanted = self._begun = None

    def stop(self) -> None:
        """End the thread, and wait for the picture that it is at."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        join_all((self._thread,))

    def _work(self) -> None:
        with self._failed:
            while (wanted := self._next()) is not None:
                with self._changed:
                    spent, self._spent = self._spent, None
                frame = wanted.frame()
                surface = wanted.painted(frame, spent)
                with self._changed:
                    self._newest = wanted, frame, surface
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
