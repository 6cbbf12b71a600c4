"""Sound that is made beside the window and kept until it is played: a thread takes it in, so the loop never waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.base.errors import ReplayError
from replay.viewer.film import PlayedFilm, SoundMaking
from replay.viewer.playing.speaker import BLOCK, RATE_HZ, MixerSpeaker, Piece, Speaker

PIECE = 12 * BLOCK
"""Samples of a piece: a quarter of a second."""

PIECE_S = PIECE / RATE_HZ

_ENDS_WITHIN_S = 5.0
"""A driver of sound that hangs is not waited for any longer."""


@dataclass(eq=False)
class _Track:
    """The sound of one film and camera, as far as it is made.

    pcm   (samples, 2) of 16 bits: 17 MB for 90 s
    made  (seconds,) which of them are there
    """

    film: PlayedFilm[Any]
    camera: str
    pcm: NDArray[np.int16] = field(init=False)
    made: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        seconds = int(self.film.duration_s) + 1
        self.pcm = np.zeros((seconds * RATE_HZ, 2), dtype=np.int16)
        self.made = np.zeros(seconds, dtype=bool)

    def keep(self, first: int, part: NDArray[np.int16]) -> None:
        self.pcm[first : first + len(part)] = part
        self.made[first // RATE_HZ : -(-(first + len(part)) // RATE_HZ)] = True

    def samples(self, first: int, count: int) -> NDArray[np.int16] | None:
        """(count, 2) from one on, None while they are not made; silence beyond the end."""
        last = min(first + count, len(self.pcm))
        if not self.made[first // RATE_HZ : -(-last // RATE_HZ)].all():
            return None
        found = self.pcm[first:last]
        return found if len(found) == count else np.pad(found, ((0, count - len(found)), (0, 0)))


class SoundBeside:
    """Keeps the sound of one film and camera at a time.

    speaker  what it can be played on; None until there is one
    failed   why nothing is heard
    """

    def __init__(self, open_speaker: Callable[[], Speaker] = MixerSpeaker) -> None:
        self._open_speaker = open_speaker
        self.speaker: Speaker | None = None
        self.failed: BaseException | None = None
        self._changed = Condition()
        self._wanted: _Track | None = None
        self._begun: _Track | None = None
        self._there: _Track | None = None
        self._begin_s = 0.0
        self._making: SoundMaking | None = None
        self._stopped = False
        self._thread = Thread(target=self._work, name="sound", daemon=True)

    def want(self, film: PlayedFilm[Any], camera: str, time_s: float) -> None:
        """This will be heard, from this time on."""
        wanted = self._wanted
        if wanted is None or wanted.film is not film or wanted.camera != camera:
            with self._changed:
                self._wanted, self._begin_s = _Track(film, camera), time_s
                self._give_up()
        if self._thread.ident is None and not self._stopped:
            self._thread.start()

    def forget(self) -> None:
        """Nothing will be heard: what is made of it is not kept."""
        if self._wanted is not None:
            with self._changed:
                self._wanted = self._begun = self._there = None
                self._give_up()

    def piece(self, begin_s: float, speed: float) -> Piece | None:
        """The sound from a time on, as fast as that; None while it is not made.

        Until that of another camera is made, there is the one of the camera before.
        """
        there, wanted = self._there, self._wanted
        if there is None or wanted is None or there.film is not wanted.film:
            return None
        count = PIECE if speed == 1.0 else int(PIECE * speed) + 2
        found = there.samples(round(begin_s * RATE_HZ), count)
        if found is None or speed == 1.0:
            return found
        at = np.arange(PIECE) * speed
        return np.stack([np.rint(np.interp(at, np.arange(count), side)) for side in found.T], axis=1).astype(np.int16)

    def stop(self) -> None:
        """End the thread and what makes the sound, and let go of the speaker."""
        with self._changed:
            self._stopped = True
            self._give_up()
        if self._thread.is_alive():
            self._thread.join(_ENDS_WITHIN_S)
        if self.speaker is not None and not self._thread.is_alive():
            self.speaker.close()

    def _give_up(self) -> None:
        """What is being made is not wanted any more. With the lock."""
        if self._making is not None:
            self._making.stop()
        self._changed.notify()

    def _work(self) -> None:
        try:
            self.speaker = self._open_speaker()
            while (track := self._next()) is not None:
                self._make(track)
        except (pygame.error, ReplayError, OSError, MemoryError) as error:
            self.failed = error

    def _next(self) -> _Track | None:
        """What is to be made next, waited for; None: nothing any more."""
        with self._changed:
            self._making = None
            while not self._stopped and (self._wanted is None or self._wanted is self._begun):
                self._changed.wait()
            self._begun = None if self._stopped else self._wanted
            return self._begun

    def _make(self, track: _Track) -> None:
        """Take in what is made, until all is or something else is wanted."""
        if track.film.sound is None:
            return
        making = track.film.sound(track.camera, self._begin_s)
        with self._changed:
            self._making = making
            if self._stopped or self._wanted is not track:
                making.stop()
        for first, part in making.parts():
            track.keep(first, np.frombuffer(part, np.int16).reshape(-1, 2))
            with self._changed:
                if self._wanted is track:
                    self._there = track
