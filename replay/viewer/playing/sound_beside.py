"""Sound made ahead of the playhead in a thread of its own, so that the window never waits for it.

At first it is made second by second, those that come next before all others. Meanwhile the whole film gets the
loudness that its export has; from then on that is what is played.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Condition, Thread
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.viewer.film import FilmSound, PlayedFilm, Samples
from replay.viewer.playing.speaker import BLOCK, RATE_HZ, MixerSpeaker, Piece, Speaker

PIECE = 12 * BLOCK
"""Samples of a piece: a quarter of a second."""

PIECE_S = PIECE / RATE_HZ

_AHEAD_S = 4
"""So many seconds are made before they are played."""

_FULL = 32_767

_ENDS_WITHIN_S = 5.0
"""A driver of sound that hangs is not waited for any longer."""


@dataclass(frozen=True, eq=False)
class _Asked:
    film: PlayedFilm[Any]
    camera: str


@dataclass(frozen=True, eq=False)
class _Made:
    """What there is of a film's sound. seconds: those of its source that are made; None: its source has all"""

    film: PlayedFilm[Any]
    source: Samples
    seconds: dict[int, NDArray[np.float32]] | None

    def samples(self, first: int, count: int) -> NDArray[np.float32] | None:
        if self.seconds is None:
            return self.source.samples(first, count)
        begin, end = first // RATE_HZ, (first + count - 1) // RATE_HZ
        parts = [self.seconds.get(second) for second in range(begin, end + 1)]
        there = [part for part in parts if part is not None]
        if len(there) < len(parts):
            return None
        return np.concatenate(there, axis=1)[:, first - begin * RATE_HZ :][:, :count]


class _SomethingElse(Exception):  # noqa: N818
    """What is being made is not what is wanted any more."""


class SoundBeside:
    """Makes the sound of one film and camera at a time.

    speaker  what it can be played on; None until there is one
    failed   why there is none
    """

    def __init__(self, open_speaker: Callable[[], Speaker] = MixerSpeaker) -> None:
        self._open_speaker = open_speaker
        self.speaker: Speaker | None = None
        self.failed: BaseException | None = None
        self._changed = Condition()
        self._wanted: _Asked | None = None
        self._begun: _Asked | None = None
        self._time_s = 0.0
        self._made: _Made | None = None
        self._stopped = False
        self._thread = Thread(target=self._work, name="sound", daemon=True)

    def want(self, film: PlayedFilm[Any], camera: str, time_s: float) -> None:
        """This will be heard, from this time on."""
        self._time_s = time_s
        if self._wanted is None or self._wanted.film is not film or self._wanted.camera != camera:
            with self._changed:
                self._wanted = _Asked(film, camera)
                self._changed.notify()
        if self._thread.ident is None and not self._stopped:
            self._thread.start()

    def piece(self, begin_s: float, speed: float) -> Piece | None:
        """The sound from a time on, as fast as that; None while it is not made.

        Until that of another camera is made, there is the one of the camera before.
        """
        made, wanted = self._made, self._wanted
        if made is None or wanted is None or made.film is not wanted.film:
            return None
        count = PIECE if speed == 1.0 else int(PIECE * speed) + 2
        found = made.samples(round(begin_s * RATE_HZ), count)
        if found is None:
            return None
        if speed != 1.0:
            at = np.arange(PIECE) * speed
            found = np.stack([np.interp(at, np.arange(count), side) for side in found])
        return np.rint(found.T * _FULL).astype(np.int16)

    def stop(self) -> None:
        """End the thread, and let go of the speaker."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(_ENDS_WITHIN_S)
        if self.speaker is not None and not self._thread.is_alive():
            self.speaker.close()

    def _work(self) -> None:
        try:
            self.speaker = self._open_speaker()
            while (asked := self._next()) is not None:
                with suppress(_SomethingElse):
                    self._make(asked)
        except (pygame.error, OSError, MemoryError) as error:
            self.failed = error

    def _next(self) -> _Asked | None:
        """What is to be made next, waited for; None: nothing any more."""
        with self._changed:
            while not self._stopped and self._wanted is self._begun:
                self._changed.wait()
            self._begun = None if self._stopped else self._wanted
            return self._begun

    def _make(self, asked: _Asked) -> None:
        """Make all of a film's sound, beginning with what comes next."""
        if asked.film.sound is None:
            return
        rough: FilmSound = asked.film.sound(asked.camera)
        made = _Made(asked.film, rough, {})

        def go_on() -> None:
            nonlocal made
            made = self._ahead(made)
            self._made = made

        go_on()
        self._made = _Made(asked.film, rough.whole(go_on), None)

    def _ahead(self, made: _Made) -> _Made:
        """With the seconds that come next. Raises _SomethingElse if nobody waits for any of it."""
        while True:
            if self._stopped or self._wanted is not self._begun:
                raise _SomethingElse
            now, seconds = int(self._time_s), made.seconds or {}
            missing = (second for second in range(now, now + _AHEAD_S) if second not in seconds)
            second = next(missing, None)
            if second is None:
                return made
            near = {at: part for at, part in seconds.items() if now - 1 <= at < now + 2 * _AHEAD_S}
            made = replace(made, seconds={**near, second: made.source.samples(second * RATE_HZ, RATE_HZ)})
