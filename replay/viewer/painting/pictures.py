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
from replay.viewer.playing.joining import join_all


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

    def painted(self, spent: pygame.Surface | None = None) -> pygame.Surface:
        """The picture, onto the surface that is spent where it has the size."""
        frame = self.frame()
        if self.small and self.film.thumbnail is not None:
            return scaled(self.film.thumbnail(frame, self.room).pixels, self.room, spent)
        return scaled(self.film.paint(frame, self.size).pixels, self.room, spent)

    @property
    def size(self) -> tuple[int, int]:
        """The size in which it is painted, px."""
        return painted_size(self.shown.shape, self.without_column)

    def can_be_second(self) -> bool:
        """Whether it can be painted by the film's second painter."""
        second = None if self.small else self.film.second
        return second is not None and second.can(self.video_time, self.camera, self.shown, self.size)

    def painted_second(self, spent: pygame.Surface | None) -> pygame.Surface | None:
        """Likewise by the film's second painter; None: he has none."""
        second = self.film.second
        found = None if second is None else second.paint(self.video_time, self.camera, self.shown, self.size)
        return None if found is None else scaled(found.pixels, self.room, spent)


class PictureMaker(Protocol[FrameT]):
    """Gives pictures. `made` counts them; between two of the same count the picture is the same.

    shown  what the latest picture was asked for as; None before the first
    """

    @property
    def made(self) -> int: ...

    @property
    def shown(self) -> Wanted[FrameT] | None: ...

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
        self.shown: Wanted[FrameT] | None = None
        self._painted: tuple[Wanted[FrameT], pygame.Surface] | None = None

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface:
        if self._painted is None or self._painted[0] != wanted:
            spent = None if self._painted is None else self._painted[1]
            self._painted = wanted, wanted.painted(spent)
            self.shown = wanted
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

    Where a film has a second painter, another thread waits for him. Of two pictures that are painted at a time the
    older one is left out if it comes later.

    ready: called from the threads when there is a new one
    """

    def __init__(self, ready: Callable[[], None] = lambda: None) -> None:
        self.made = 0
        self._ready = ready
        self._changed = Condition()
        self._wanted: Wanted[FrameT] | None = None
        self._begun: Wanted[FrameT] | None = None
        self._begun_count = self._newest_count = 0
        self.shown: Wanted[FrameT] | None = None
        self._newest: tuple[Wanted[FrameT], pygame.Surface] | None = None
        self._surface: pygame.Surface | None = None
        self._spent: list[pygame.Surface] = []
        self._failed = _Carried()
        self._stopped = False
        self._thread = Thread(target=self._work, name="pictures", daemon=True)
        self._second = Thread(target=self._work_second, name="pictures, second painter", daemon=True)

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        if self._failed.error is not None:
            raise self._failed.error
        with self._changed:
            if wanted != self._wanted:
                self._wanted = wanted
                self._changed.notify_all()
            if self._newest is not None:
                painted, surface = self._newest
                self._newest = None
                if painted.film is wanted.film:  # else it was painted for the one before
                    self._spend(self._surface)
                    self._surface, self.shown = surface, painted
        if self._thread.ident is None and not self._stopped:
            self._thread.start()
        if self._second.ident is None and not self._stopped and wanted.film.second is not None and not wanted.small:
            self._second.start()
        return self._surface

    def forget(self) -> None:
        with self._changed:
            self._newest = self._surface = self.shown = self._wanted = self._begun = None

    def stop(self) -> None:
        """End the threads, and wait for the pictures that they are at."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        join_all((self._thread, self._second))

    def _work(self) -> None:
        with self._failed:
            while (wanted := self._next()) is not None:
                begun = self._begin(wanted)
                if begun is not None:
                    count, spent = begun
                    self._deliver(count, wanted, wanted.painted(spent))
        self.made += 1
        self._ready()

    def _work_second(self) -> None:
        with self._failed:
            while (wanted := self._next()) is not None:
                second = wanted.film.second
                if second is None or not wanted.can_be_second() or not second.wait():
                    self._wait_for_another(wanted)
                    continue
                wanted = self._latest(wanted)
                begun = self._begin(wanted) if wanted.film.second is second and wanted.can_be_second() else None
                if begun is None:
                    continue
                count, spent = begun
                surface = wanted.painted_second(spent)
                if surface is not None:
                    self._deliver(count, wanted, surface)
                else:
                    self._give_up(wanted)

    def _next(self) -> Wanted[FrameT] | None:
        """What is wanted and nobody has begun, waited for; None: nothing any more."""
        with self._changed:
            while not self._stopped and (self._wanted is None or self._wanted == self._begun):
                self._changed.wait()
            return None if self._stopped else self._wanted

    def _latest(self, wanted: Wanted[FrameT]) -> Wanted[FrameT]:
        """What is wanted by now, in place of what was."""
        with self._changed:
            return self._wanted or wanted

    def _begin(self, wanted: Wanted[FrameT]) -> tuple[int, pygame.Surface | None] | None:
        """From now on the caller paints it. Returns how many were begun, and a surface; None: another was quicker."""
        with self._changed:
            if self._begun == wanted:
                return None
            self._begun = wanted
            self._begun_count += 1
            return self._begun_count, self._spent.pop() if self._spent else None

    def _deliver(self, count: int, wanted: Wanted[FrameT], surface: pygame.Surface) -> None:
        """A picture is there; of a moment that was begun before the newest it comes too late."""
        with self._changed:
            if count < self._newest_count:
                self._spend(surface)
                return
            if self._newest is not None:
                self._spend(self._newest[1])
            self._newest_count, self._newest = count, (wanted, surface)
            self.made += 1
        self._ready()

    def _give_up(self, wanted: Wanted[FrameT]) -> None:
        """Nobody paints it: somebody else is to."""
        with self._changed:
            if self._begun == wanted:
                self._begun = None
                self._changed.notify_all()

    def _wait_for_another(self, wanted: Wanted[FrameT]) -> None:
        with self._changed:
            while not self._stopped and self._wanted == wanted:
                self._changed.wait()

    def _spend(self, surface: pygame.Surface | None) -> None:
        """A surface that nobody looks at any more: for a picture to come. With the lock."""
        if surface is not None and len(self._spent) < _MOST_SPENT:
            self._spent.append(surface)


_MOST_SPENT = 2
"""Surfaces that are kept for pictures to come: one for each painter."""
