"""A process that makes the sound of a film, and hands it over part by part.

It is no thread of the window: mixing is thousands of small steps of numpy, each of which would wait for the interpreter
that the window and its painters use.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from replay.app.viewing.own_process import end_with_stdin
from replay.video.sound.loops import RATE_HZ, Sound
from replay.video.sound.master import mastered, rounded_off
from replay.video.sound.soundtrack import Soundtrack

HEAD = struct.Struct("<QI")
"""Before each part: its first sample, and how many there are. Then come left and right, 16 bits each."""

_USUAL_GAIN = 10 ** (6.5 / 20)
"""Films get between 5 and 8 dB on the way to their loudness."""

_FULL = 32_767

_NICE = 5
"""Once there is something to hear, pictures come first."""


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


def parts(track: Soundtrack, begin_s: float, loudness_lufs: float) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """The first sample of each part, and the part, (samples, 2): about as loud as the film, then exactly so."""
    from replay.video.loudness import loudness_of

    mixed = MixedSound(track, begin_s)
    for first, part in mixed.seconds():
        yield first, np.rint(rounded_off(part, _USUAL_GAIN).T * _FULL).astype(np.int16)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    whole = mastered(mixed, loudness_lufs, lambda stretches: loudness_of(stretches).integrated_lufs)
    yield 0, np.ascontiguousarray(whole.pcm.T)


def make() -> int:
    """Read what is to be made from stdin, and write it to stdout. Returns the exit code."""
    order = pickle.load(sys.stdin.buffer)
    threading.Thread(target=end_with_stdin, daemon=True).start()
    _write(sys.stdout.buffer, parts(*order))
    return 0


def _write(stream: BinaryIO, made: Iterator[tuple[int, NDArray[np.int16]]]) -> None:
    for first, part in made:
        stream.write(HEAD.pack(first, len(part)) + part.tobytes())
        stream.flush()
