"""Where pictures are painted: at once, or in a thread of its own so that the window never waits for one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Generic, Protocol

import pygame

from replay.viewer.film import FrameT
from replay.viewer.painting.painted_ahead import PaintingPace, comes_soon, is_due, next_moment
from replay.viewer.painting.wanted import Wanted
from replay.viewer.playing.joining import Carried, join_all


class PictureMaker(Protocol[FrameT]):
    """Gives pictures.

    made     counts those that are there
    changes  counts how often another is shown; None: always the one that is wanted
    shown    what the latest picture was asked for as; None before the first
    """

    @property
    def made(self) -> int: ...

    @property
    def changes(self) -> int | None: ...

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

    changes = None

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


LATE_S = 0.4
"""Painters beside who take longer than this, as for the first picture of a shot that nobody expected, are helped."""


FIRST_LATE_S = 20.0
"""Before the first picture of a film they are still beginning: whoever helped them would need as long, and be in their
way. One that ends is noticed at once."""


@dataclass(frozen=True, slots=True, eq=False)
class _Painted(Generic[FrameT]):
    """A picture that is there. number: how many were begun before it"""

    number: int
    wanted: Wanted[FrameT]
    surface: pygame.Surface

    def is_due(self, now: Wanted[FrameT]) -> bool:
        """Whether it may be shown: its moment has come, or it was not painted ahead, or all else has changed."""
        mine = self.wanted
        if mine.speed == 0 or mine == now or not mine.looks_as(now):
            return True
        return is_due(mine.video_time, now.video_time, mine.speed)

    def will_be(self, now: Wanted[FrameT]) -> bool:
        """Whether it will be shown, if it is not yet."""
        mine = self.wanted
        same_way = now.speed * mine.speed > 0 and mine.looks_as(now)
        return same_way and comes_soon(mine.video_time, now.video_time, now.speed)


class PicturesBeside(Generic[FrameT]):
    """Paints in threads of its own. Of a film that plays, pictures are painted ahead, evenly, and shown at their
    moment; else the latest that is wanted is, and those between are left out.

    Where a film has painters beside its own, a thread waits for each of them, and its own rests where the film leaves
    it to them: it would hold up the window. Of two pictures that are painted at a time the older one is left out if it
    comes later.

    ready  called from the threads when there is a new one
    clock  to know how long a picture takes
    """

    def __init__(
        self, ready: Callable[[], None] = lambda: None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.made = self.changes = 0
        self._ready, self._clock = ready, clock
        self._changed = Condition()
        self._wanted: Wanted[FrameT] | None = None
        self._begun: dict[int, Wanted[FrameT]] = {}
        self._refused: Wanted[FrameT] | None = None
        self._latest: Wanted[FrameT] | None = None
        self._begun_count = self._shown_number = 0
        self.shown: Wanted[FrameT] | None = None
        self._coming: list[_Painted[FrameT]] = []
        self._surface: pygame.Surface | None = None
        self._spent: list[pygame.Surface] = []
        self._pace = PaintingPace()
        self._since_s = clock()
        self._failed = Carried()
        self._stopped = False
        self._threads: list[Thread] = []

    def picture(self, wanted: Wanted[FrameT]) -> pygame.Surface | None:
        if self._failed.error is not None:
            raise self._failed.error
        with self._changed:
            if wanted != self._wanted or wanted.speed != self._wanted.speed:
                if not self._begun and self._open() is None:
                    self._since_s = self._clock()
                self._wanted = wanted
                self._changed.notify_all()
            self._show(wanted)
        if not self._stopped:
            self._begin_threads(1 if wanted.small else 1 + len(wanted.film.beside))
        return self._surface

    def forget(self) -> None:
        with self._changed:
            self._surface = self.shown = self._wanted = self._latest = self._refused = None
            self._coming.clear()
            self._spent.clear()

    def stop(self) -> None:
        """End the threads, and wait for the pictures that they are at."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        join_all(self._threads)

    def _show(self, now: Wanted[FrameT]) -> None:
        """From now on the latest picture that is due is shown. With the lock."""
        due = [each for each in self._coming if each.wanted.film is now.film and each.is_due(now)]
        newest = max(due, key=lambda each: each.number, default=None)
        if newest is not None:
            self._coming.remove(newest)
            self._spend(self._surface)
            self._surface, self.shown, self._shown_number = newest.surface, newest.wanted, newest.number
            self.changes += 1
        kept = [each for each in self._coming if each.number > self._shown_number and each.will_be(now)]
        if len(kept) < len(self._coming):
            for each in self._coming:
                if each not in kept:
                    self._spend(each.surface)
            self._coming = kept

    def _begin_threads(self, count: int) -> None:
        for number in range(len(self._threads), count):
            thread = Thread(target=self._work, args=(number,), name=f"pictures {number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self, painter: int) -> None:
        """Paint what is wanted. painter: 0 the film's own, else the number of that one beside"""
        with self._failed:
            while (wanted := self._next()) is not None:
                begun = self._begin(painter, wanted) if self._may(painter, wanted) else None
                if begun is None:
                    self._wait_for_another(painter, wanted)
                    continue
                number, spent = begun
                begun_s = self._clock()
                surface = _painted_by(painter, wanted, spent)
                if surface is None:
                    self._refuse(painter, wanted)
                else:
                    self._deliver(painter, _Painted(number, wanted, surface), self._clock() - begun_s)
            return
        self.made += 1
        self._ready()

    def _may(self, painter: int, wanted: Wanted[FrameT]) -> bool:
        """Whether a painter is to paint that. One beside is waited for."""
        beside = () if wanted.small else wanted.film.beside
        if painter == 0:
            return wanted == self._refused or self._is_late() or not wanted.is_left_to_others
        if painter > len(beside) or wanted == self._refused:
            return False
        each = beside[painter - 1]
        return wanted.can_be_painted_by(each) and (each.wait() or self._refuse(painter, wanted))

    def _is_late(self) -> bool:
        """Whether one has been wanted and none finished for so long that the film's own painter no longer rests."""
        return self._clock() - self._since_s > (FIRST_LATE_S if self.shown is None else LATE_S)

    def _next(self) -> Wanted[FrameT] | None:
        """What is wanted and nobody has begun, waited for; None: nothing any more."""
        with self._changed:
            while not self._stopped and self._open() is None:
                self._changed.wait()
            return None if self._stopped else self._open()

    def _open(self) -> Wanted[FrameT] | None:
        """What is wanted and nobody has begun; None: nothing now. With the lock."""
        wanted = self._wanted
        if wanted is None:
            return None
        if wanted.speed != 0:
            begun = self._latest
            begun_s = begun.video_time if begun is not None and begun.speed != 0 and begun.looks_as(wanted) else None
            moment_s = next_moment(wanted.video_time, wanted.speed, self._pace, begun_s)
            if moment_s is None:
                return None
            wanted = wanted.at(min(max(moment_s, 0.0), wanted.film.duration_s))
        known = (self.shown, *self._begun.values(), *(each.wanted for each in self._coming))
        return None if wanted in known else wanted

    def _begin(self, painter: int, wanted: Wanted[FrameT]) -> tuple[int, pygame.Surface | None] | None:
        """From now on the painter paints it. Returns how many were begun, and a surface; None: not any more."""
        with self._changed:
            if self._stopped or self._open() != wanted:
                return None
            self._begun[painter] = self._latest = wanted
            self._begun_count += 1
            return self._begun_count, self._spent.pop() if self._spent else None

    def _deliver(self, painter: int, painted: _Painted[FrameT], took_s: float) -> None:
        """A picture is there; of a moment that was begun before the one that is seen it comes too late."""
        with self._changed:
            del self._begun[painter]
            self._pace.took(painter, took_s)
            self._since_s = self._clock()
            if painted.number < self._shown_number:
                self._spend(painted.surface)
                return
            self._coming.append(painted)
            self.made += 1
            self._changed.notify_all()
        self._ready()

    def _refuse(self, painter: int, wanted: Wanted[FrameT]) -> bool:
        """A painter beside cannot paint it after all: the film's own is to. Always False."""
        with self._changed:
            self._begun.pop(painter, None)
            self._refused = wanted
            self._changed.notify_all()
        return False

    def _wait_for_another(self, painter: int, wanted: Wanted[FrameT]) -> None:
        """Until something else is wanted; the film's own painter looks again after a while, or once it has to paint."""
        with self._changed:
            if painter == 0:
                if not self._stopped and self._open() == wanted != self._refused:
                    self._changed.wait(LATE_S)
                return
            while not self._stopped and self._open() == wanted:
                self._changed.wait()

    def _spend(self, surface: pygame.Surface | None) -> None:
        """A surface that nobody looks at any more: for a picture to come. With the lock."""
        if surface is not None and len(self._spent) < _MOST_SPENT:
            self._spent.append(surface)


def _painted_by(painter: int, wanted: Wanted[FrameT], spent: pygame.Surface | None) -> pygame.Surface | None:
    """A picture, painted by the film's own painter (0) or by one beside, who may have none."""
    return wanted.painted(spent) if painter == 0 else wanted.painted_beside(wanted.film.beside[painter - 1], spent)


_MOST_SPENT = 4
"""Surfaces that are kept for pictures to come."""
