"""The sound of a film for who listens while it is made: second by second from a moment on, then all at its loudness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from replay.video.loudness import loudness_of
from replay.video.sound.loops import RATE_HZ, Sound
from replay.video.sound.master import mastered, rounded_off
from replay.video.sound.soundtrack import Soundtrack

_USUAL_GAIN = 10 ** (6.5 / 20)
"""Films get between 5 and 8 dB on the way to their loudness."""

_FULL = 32_767


class MixedSound:
    """A sound of which every second is mixed once. begin_s: where that begins; what lies before comes at the end"""

    def __init__(self, track: Soundtrack, begin_s: float) -> None:
        self.count = track.count
        self._track = track
        seconds = range(-(-self.count // RATE_HZ))
        now = min(max(int(begin_s), 0), max(len(seconds) - 1, 0))
        self._order = (*seconds[now:], *seconds[:now])
        self._mixed = np.zeros((2, self.count), dtype=np.float32)

    def seconds(self) -> Iterator[tuple[int, Sound]]:
        """Where each begins, and its samples, as they are mixed."""
        for second in self._order:
            first = second * RATE_HZ
            part = self._track.samples(first, min(RATE_HZ, self.count - first))
            self._mixed[:, first : first + RATE_HZ] = part
            yield first, part

    def samples(self, first: int, count: int) -> Sound:
        """What is mixed."""
        return self._mixed[:, first : first + count]


def sound_parts(track: Soundtrack, begin_s: float, loudness_lufs: float) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """The first sample of each part, and the part, (samples, 2): about as loud as the film, then exactly so."""
    mixed = MixedSound(track, begin_s)
    for first, part in mixed.seconds():
        yield first, np.rint(rounded_off(part, _USUAL_GAIN).T * _FULL).astype(np.int16)
    whole = mastered(mixed, loudness_lufs, lambda stretches: loudness_of(stretches).integrated_lufs)
    yield 0, np.ascontiguousarray(whole.pcm.T)
