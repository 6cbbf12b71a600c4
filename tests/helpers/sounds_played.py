"""A sound that tells its place, and a speaker that keeps what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from replay.viewer.playing.speaker import RATE_HZ, Piece

STEPS = 30_000


def place_sound(first: int, count: int) -> NDArray[np.float32]:
    """(2, count) a sound whose left is its place, the right the other way round."""
    place = ((first + np.arange(count)) % STEPS).astype(np.float32) / 32_767
    return np.stack([place, -place])


@dataclass
class PlaceSound:
    """Tells its place. Its export is the same, turned round: left is right.

    asked  the stretches that were made, in order
    """

    asked: list[tuple[int, int]] = field(default_factory=list)
    finishes: Callable[[], bool] = lambda: True

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        self.asked.append((first, count))
        return place_sound(first, count)

    def whole(self, go_on: Callable[[], None]) -> Turned:
        go_on()
        while not self.finishes():
            go_on()
        return Turned()


class Turned:
    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        return place_sound(first, count)[::-1]


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
