"""Backgrounds at once: coarse ones until a thread of its own has drawn sharp ones.

A window must not stand still because a camera is new to it. What is not there yet is drawn at an eighth of the
resolution, which takes a fifth of a second, and the thread draws better ones: of the shot that is seen first, then of
those that come after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition, Thread
from typing import TypeAlias

from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.plates import FULL, GLANCE, PREVIEW, PlateStore
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.own_memory import give_back
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot
from replay.track.velodrome import Velodrome
from replay.viewer.playing.joining import join_all

Size = tuple[int, int]

_MEMORY_BYTES = {GLANCE: 24_000_000, PREVIEW: 70_000_000, FULL: 190_000_000}
"""What the plates of each quality may take: of the sharp ones two shots of 1920x1080, each 92 MB at most with its lower
resolutions, of the others most of a film. The disk has those that are let go, and gives them back in a tenth of a
second."""

_MOST_SHARP = 2
"""So many shots have room: those of a picture, at most, or the one that is on and the next."""

_MOST_NAMED = 500
"""So many shots are told apart: a cut has dozens, and a free camera that is turned makes one at each picture."""

_Job: TypeAlias = tuple[int, Shot, Size]
"""A quality, and what is to be drawn in it."""

_JobKey: TypeAlias = tuple[int, int, Size]
"""The same with the shot by its identity."""


class _SomethingElse(Exception):  # noqa: N818
    """What is being drawn is not what is wanted most any more."""


class PlatesSoon:
    """A background source that never takes long, with a thread that makes it sharper; to be stopped.

    others  whether other processes paint what is sharp: then the disk is where it has to be, and not this one's memory
    """

    def __init__(
        self,
        velodrome: Velodrome,
        folder: Path,
        look: HallLook = PLAIN_HALL,
        others: Callable[[], bool] = lambda: False,
    ) -> None:
        self.folder = folder
        self._others, self._for_others = others, False
        self._stores = {
            quality: PlateStore(velodrome, cache_dir=folder, quality=quality, memory_bytes=most, look=look)
            for quality, most in _MEMORY_BYTES.items()
        }
        self._changed = Condition()
        self._seen: tuple[tuple[Shot, Size], ...] = ()
        self._on = 1
        self._course: tuple[tuple[Shot, Size], ...] = ()
        self._done: set[_JobKey] = set()
        self._on_disk: set[_JobKey] = set()
        self._not_on_disk: set[_JobKey] = set()
        self._not_yet: dict[_JobKey, int] = {}
        self._named: dict[int, Shot] = {}
        self._drawn = 0
        self._asked = 0
        self._begun = 0
        self._stopped = False
        self.sharper = 0
        """Counts up whenever something that is seen has become sharper."""
        self._thread = Thread(target=self._draw, name="plates", daemon=True)

    def background(self, shot: Shot, camera: Camera, size_px: Size) -> Bytes:
        """The sharpest that there is: what a PlateStore gives, of the quality that is at hand."""
        self._see(shot, size_px)
        if self._for_others and not self._others():  # what is sharp is wanted here again
            self._ask_again()
        full, preview = self._stores[FULL], self._stores[PREVIEW]
        if full.has(shot, size_px):
            return full.background(shot, camera, size_px)
        if preview.has(shot, size_px, on_disk=True):
            return preview.background(shot, camera, size_px)
        return self._stores[GLANCE].background(shot, camera, size_px)

    def expect(self, shots: tuple[Shot, ...], size_px: Size, *, on: int = 1) -> None:
        """These will be seen, in this order, in pictures of that size. on: how many shots the next picture shows."""
        self._on = on
        course = tuple((shot, shot.box_px(size_px)[2:]) for shot in shots)
        if course != self._course:
            with self._changed:
                self._course = course
                self._asked += 1
                self._done.clear()
                self._changed.notify()

    def seen_by_others(self, shots: tuple[Shot, ...], size_px: Size) -> None:
        """Others paint a picture of that size that shows these shots."""
        for shot in shots:
            self._see(shot, shot.box_px(size_px)[2:])

    def is_sharp(self, shot: Shot, size_px: Size) -> bool:
        """Whether a background of the shot is of full sharpness now."""
        return self._stores[FULL].has(shot, size_px)

    def is_sharp_for_others(self, shot: Shot, size_px: Size) -> bool:
        """Whether others find a background of the shot at full sharpness, as far as is known."""
        job = FULL, shot, size_px
        return self._key(job) not in self._not_on_disk and self._is_on_disk(job)

    def missing(self, shots: tuple[Shot, ...], size_px: Size) -> None:
        """Others have not found a background that should have been on disk: it is drawn again."""
        for shot in shots:
            key = self._key((FULL, shot, shot.box_px(size_px)[2:]))
            self._on_disk.discard(key)
            self._not_on_disk.add(key)
        self._ask_again()

    def stop(self) -> None:
        """End the thread, and wait for it: it looks up between any two rows of a plate. Its plates are let go."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        join_all((self._thread,))
        for store in self._stores.values():
            store.forget()

    def _see(self, shot: Shot, size_px: Size) -> None:
        if (shot, size_px) in self._seen_now:
            return
        with self._changed:
            others = tuple(seen for seen in self._seen if seen != (shot, size_px))
            self._seen = (*others, (shot, size_px))[-_MOST_SHARP:]
        self._ask_again()
        if self._thread.ident is None and not self._stopped:
            self._thread.start()

    def _ask_again(self) -> None:
        """Look anew at what is to be drawn. What is coarsest is drawn when somebody asks, if it was let go."""
        with self._changed:
            self._asked += 1
            self._done = {key for key in self._done if key[0] == GLANCE}
            self._changed.notify()

    @property
    def _seen_now(self) -> tuple[tuple[Shot, Size], ...]:
        """The shots of the picture that is shown: one that is over is no more to be drawn."""
        return self._seen[-self._on :]

    def _draw(self) -> None:
        while (job := self._next()) is not None:
            quality, shot, size_px = job
            try:
                if quality == FULL:
                    self._draw_sharp(job)
                elif quality == PREVIEW and (shot, size_px) not in (*self._seen_now, self._coming()):
                    self._stores[quality].draw_ahead(shot, size_px, self._go_on)
                else:
                    self._stores[quality].prepare(shot, size_px, self._go_on)
            except _SomethingElse:
                continue
            self._drawn += 1
            self._done.add(self._key(job))
            if (shot, size_px) in self._seen_now and (quality == FULL or not self._others_have(job)):
                self.sharper += 1

    def _draw_sharp(self, job: _Job) -> None:
        """Onto the disk, where others take it from; into this memory where there are none, or nothing is kept there."""
        _, shot, size_px = job
        key, store = self._key(job), self._stores[FULL]
        if self._for_others and store.draw_ahead(shot, size_px, self._go_on):
            self._not_on_disk.discard(key)
            self._on_disk.add(key)
            store.forget()
            return
        self._make_room((shot, size_px))
        store.prepare(shot, size_px, self._go_on)

    def _make_room(self, coming: tuple[Shot, Size]) -> None:
        """Let go of what no picture shows any more. It may have been used later than what is kept for the next ones."""
        self._stores[FULL].forget_others((*self._seen_now, coming))

    def _next(self) -> _Job | None:
        """What is to be drawn next, waited for; None: nothing any more.

        What is there is looked for without the lock, which who asks for a background needs.
        """
        while not self._stopped:
            self._begun, self._for_others = self._asked, self._others()
            job = self._most_wanted()
            if job is not None:
                return job
            give_back()  # what drawing plates and laying labels out took, and what they left in pieces
            with self._changed:
                while self._begun == self._asked and not self._stopped:
                    self._changed.wait()
        return None

    def _most_wanted(self) -> _Job | None:
        for job in tuple(self._jobs()):
            if self._key(job) not in self._done:
                if not self._is_there(job):
                    return job
                self._done.add(self._key(job))
        return None

    def _is_there(self, job: _Job) -> bool:
        quality, shot, size_px = job
        if self._others_have(job):
            return True
        if quality == FULL and self._for_others:
            return False
        later = quality == PREVIEW and (shot, size_px) not in (*self._seen_now, self._coming())
        return self._is_on_disk(job) if later else self._stores[quality].has(shot, size_px)

    def _others_have(self, job: _Job) -> bool:
        """Whether others paint, and have the shot at full sharpness: then this process needs nothing of it."""
        return self._for_others and self._key((FULL, *job[1:])) in self._on_disk

    def _is_on_disk(self, job: _Job) -> bool:
        """Whether all of it is there or in memory. What once was is taken to be, and what was not until more is drawn:
        asking takes milliseconds, and is done for every picture."""
        key = self._key(job)
        if key not in self._on_disk and self._not_yet.get(key) != self._drawn:
            drawn = self._drawn
            if self._stores[job[0]].has(*job[1:], on_disk=True):
                self._on_disk.add(key)
            else:
                self._not_yet[key] = drawn
        return key in self._on_disk

    def _key(self, job: _Job) -> _JobKey:
        """A job as something that is quickly compared: shots hold hundreds of views. Who is named so is kept alive."""
        if len(self._named) > _MOST_NAMED:
            for known in (self._named, self._done, self._on_disk, self._not_on_disk, self._not_yet):
                known.clear()
        self._named.setdefault(id(job[1]), job[1])
        return job[0], id(job[1]), job[2]

    def _jobs(self) -> Iterator[_Job]:
        """All that there is to draw, the most urgent first."""
        seen, coming = tuple(reversed(self._seen_now)), self._coming()
        yield from ((PREVIEW, *asked) for asked in seen)
        if coming is not None:
            yield PREVIEW, *coming
        yield from ((FULL, *asked) for asked in seen)
        if coming is not None and len(seen) < _MOST_SHARP:
            yield FULL, *coming
        yield from ((GLANCE, *asked) for asked in self._course)
        yield from ((PREVIEW, *asked) for asked in self._course)

    def _coming(self) -> tuple[Shot, Size] | None:
        """The shot after the one that is seen."""
        if not self._seen or self._seen[-1] not in self._course:
            return None
        after = self._course.index(self._seen[-1]) + 1
        return self._course[after] if after < len(self._course) else None

    def _go_on(self, share: float) -> None:  # noqa: ARG002 - what is told of progress
        if self._stopped or self._begun != self._asked:
            raise _SomethingElse
