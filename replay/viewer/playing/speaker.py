"""What pieces of sound are played on: pygame's mixer."""

from __future__ import annotations

from typing import Protocol, TypeAlias

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.viewer.display import library_silent

RATE_HZ = 48_000
"""Samples a second, as films have them."""

BLOCK = 1024
"""Samples that the mixer hands on at a time. A piece that does not end with a block would be followed by silence until
the next one begins."""

FADE_MS = 60
"""How long it takes to be heard, and to go silent: a sound that is cut off clicks."""

_PIECES_AT_MOST = 2
"""A channel has one piece that is heard and one that waits, which begins where the first is stopped."""

Piece: TypeAlias = NDArray[np.int16]
"""(samples, 2), left and right; a whole number of blocks."""


class Speaker(Protocol):
    """Plays pieces without a gap between them."""

    @property
    def wants_more(self) -> bool:
        """Whether it plays, and nothing waits to be played after that."""
        ...

    @property
    def busy(self) -> bool:
        """Whether it plays."""
        ...

    def begin(self, piece: Piece) -> None:
        """Play this at once. What is being played fades out."""
        ...

    def add(self, piece: Piece) -> None:
        """Play this after what is being played."""
        ...

    def silence(self) -> None:
        """Fade out."""
        ...

    def set_volume(self, share: float) -> None:
        """How loud all of it is, 0 to 1."""
        ...

    def close(self) -> None:
        """It is not used any more."""
        ...


class MixerSpeaker:
    """pygame's mixer: two channels, so that one fades out while the other begins.

    Raises pygame.error where there is no device.
    """

    def __init__(self) -> None:
        with library_silent():
            pygame.mixer.init(RATE_HZ, -16, 2, BLOCK, allowedchanges=0)
        pygame.mixer.set_num_channels(2)
        self._playing, self._other = pygame.mixer.Channel(0), pygame.mixer.Channel(1)
        self._nothing = pygame.mixer.Sound(buffer=bytes(4 * BLOCK))
        self._volume = 1.0

    @property
    def wants_more(self) -> bool:
        return bool(self._playing.get_busy()) and self._playing.get_queue() is None

    @property
    def busy(self) -> bool:
        return bool(self._playing.get_busy())

    def begin(self, piece: Piece) -> None:
        self.silence()
        self._playing, self._other = self._other, self._playing
        self._playing.play(_sound(piece), fade_ms=FADE_MS)
        self._playing.set_volume(self._volume)

    def add(self, piece: Piece) -> None:
        self._playing.queue(_sound(piece))

    def silence(self) -> None:
        if self._playing.get_busy():
            self._playing.queue(self._nothing)  # else what waits would be played after the fading
            self._playing.fadeout(FADE_MS)

    def set_volume(self, share: float) -> None:
        if share != self._volume:
            self._volume = share
            self._playing.set_volume(share)

    def close(self) -> None:
        """Silent first: the mixer's thread, which closing waits for, wants the interpreter where a sound ends."""
        for channel in (self._playing, self._other):
            for _ in range(_PIECES_AT_MOST):
                channel.stop()
        pygame.mixer.quit()


def _sound(piece: Piece) -> pygame.mixer.Sound:
    return pygame.mixer.Sound(buffer=np.ascontiguousarray(piece).data)
