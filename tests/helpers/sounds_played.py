"""A sound that tells its place, and a speaker that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import numpy as np
from numpy.typing import NDArray

from replay.viewer.playing.speaker import RATE_HZ, Piece

STEPS = 30_000


def place_sound(first: int, count: int) -> NDArray[np.int16]:
    """(count, 2) a sound whose left is its place, the right the other way round."""
    place = (first + np.arange(count)) % STEPS
    return np.stack([place, -place], axis=1).astype(np.int16)


class PlaceSound:
    """Sound in the making that tells its place, second by second; at last the same, turned round: left is right.

    camera, begin_s  what it was asked for
    finishes         set when it may be finished
    """

    def __init__(self, camera: str = "cut", begin_s: float = 0.0, lasts_s: float = 20.0) -> None:
        self.camera, self.begin_s, self.lasts_s = camera, begin_s, lasts_s
        self.finishes = Event()
        self.stopped = False

    def parts(self) -> Iterator[tuple[int, bytes]]:
        now, seconds = int(self.begin_s), list(range(int(self.lasts_s) + 1))
        for second in (*seconds[now:], *seconds[:now]):
            yield second * RATE_HZ, _bytes(place_sound(second * RATE_HZ, RATE_HZ))
        self.finishes.wait(30)
        if not self.stopped:
            yield 0, _bytes(place_sound(0, len(seconds) * RATE_HZ)[:, ::-1])

    def stop(self) -> None:
        self.stopped = True
        self.finishes.set()


def _bytes(pcm: NDArray[np.int16]) -> bytes:
    return np.ascontiguousarray(pcm).tobytes()


class KeptSpeaker:
    """Plays nothing. A piece is over when a test says so."""

    def __init__(self) -> None:
        self.heard: list[Piece] = []
        self.playing: Piece | None = None
        self.waiting: Piece | None = None
        self.volume = 1.0
        self.closed = False

    @property
    def wants_more(self) -> bool:
        return self.playing is not None and self.waiting is None

    @property
    def busy(self) -> bool:
        return self.playing is not None

    def begin(self, piece: Piece) -> None:
        self.playing, self.waiting = piece, None
        self.heard.append(piece)

    def add(self, piece: Piece) -> None:
        self.waiting = piece

    def over(self) -> None:
        """The piece is over."""
        self.playing, self.waiting = self.waiting, None
        if self.playing is not None:
            self.heard.append(self.playing)

    def silence(self) -> None:
        self.playing = self.waiting = None

    def set_volume(self, share: float) -> None:
        self.volume = share

    def close(self) -> None:
        self.closed = True


def place_s(piece: Piece, near_s: float) -> float:
    """Where in the film a piece of such a sound begins: the place nearest to a time, s."""
    found_s = abs(int(piece[0, 0])) / RATE_HZ
    round_s = STEPS / RATE_HZ
    return found_s + round((near_s - found_s) / round_s) * round_s
