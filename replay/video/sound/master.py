"""The master: a film's sound at the loudness that was asked for, with no peak above what players take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.video.sound.loops import RATE_HZ, Sound

CEILING = 0.62
"""No sample is larger, of full scale: 3 dB below the 1 dB that EBU R128 leaves, for what lies between samples and what
the coding adds."""

_BLOCK = 48
"""Samples for which one gain is found: a millisecond."""

_AHEAD, _SMOOTH = 8, 7
"""Blocks before and after a peak in which it is made room for, and over which the gain goes over. The first has to be
the larger, so that the gain is down when the peak comes."""

_STRETCH = RATE_HZ
"""Samples that are made at a time."""

_FULL = 32_767

_MOST_GAIN = 10 ** (30 / 20)
"""Silence is not made louder than this."""

_LEAST_CHANGE_DB = 0.1
"""A loudness nearer than this to the one asked for is as good."""

_TURNS = 3
"""What the limiter takes away is given back this often, at most."""


class Played(Protocol):
    """What a master is made of."""

    @property
    def count(self) -> int: ...

    def samples(self, first: int, count: int) -> Sound: ...


Loudness = Callable[[Iterator[Sound]], float]
"""Measures the integrated loudness of a sound that comes in stretches, LUFS (EBU R128); -inf for silence."""


@dataclass(frozen=True, slots=True, eq=False)
class Master:
    """A sound as it goes into the film. pcm: (2, samples) of 16 bits: 17 MB for 90 s"""

    pcm: NDArray[np.int16]

    @property
    def count(self) -> int:
        return int(self.pcm.shape[1])

    def samples(self, first: int, count: int) -> Sound:
        """(2, count) from a sample on; silence outside of the film."""
        found = np.zeros((2, count), dtype=np.float32)
        low, high = max(first, 0), min(first + count, self.count)
        if low < high:
            found[:, low - first : high - first] = self.pcm[:, low:high] / np.float32(_FULL)
        return found


def mastered(
    sound: Played, wanted_lufs: float, loudness: Loudness, report: Callable[[float], None] = lambda _: None
) -> Master:
    """The sound at an integrated loudness. Its peaks are limited; what that takes away is given back.

    report: told how much of the work is done, 0 to 1
    """
    kept = Master(np.zeros((2, sound.count), dtype=np.int16))
    for first, part in _parts(sound):
        kept.pcm[:, first : first + part.shape[1]] = np.rint(np.clip(part * _KEPT, -1.0, 1.0) * _FULL)
        report(_MAKING * (first + part.shape[1]) / sound.count)
    gain, peaks = 1 / _KEPT, _peaks(kept)
    for turn in range(_TURNS):
        missing_db = wanted_lufs - loudness(_stretches(kept, gain, _limits(peaks * gain)))
        report(_MAKING + (1 - _MAKING) * (turn + 1) / (_TURNS + 1))
        if not np.isfinite(missing_db) or abs(missing_db) < _LEAST_CHANGE_DB:
            break
        gain = min(gain * 10 ** (missing_db / 20), _MOST_GAIN)
    for first, part in zip(range(0, kept.count, _STRETCH), _stretches(kept, gain, _limits(peaks * gain)), strict=True):
        kept.pcm[:, first : first + part.shape[1]] = np.rint(part * _FULL)
    report(1.0)
    return kept


def rounded_off(part: Sound, gain: float) -> Sound:
    """A stretch with a gain, its peaks rounded off below the ceiling: for one that is made before the rest is known."""
    return np.asarray(CEILING * np.tanh(part * np.float32(gain / CEILING)))


_KEPT = 0.4
"""At this gain a mix is kept until its loudness is known: with room above its loudest moment."""

_MAKING = 0.7
"""Share of the work until then."""


def _parts(sound: Played) -> Iterator[tuple[int, Sound]]:
    for first in range(0, sound.count, _STRETCH):
        yield first, sound.samples(first, min(_STRETCH, sound.count - first))


def _peaks(kept: Master) -> Floats:
    """The largest sample of each block, of full scale."""
    found = []
    for _, part in _parts(kept):
        loudest = np.abs(part).max(axis=0)
        found.append(np.pad(loudest, (0, -len(loudest) % _BLOCK)).reshape(-1, _BLOCK).max(axis=1))
    return np.concatenate([np.zeros(0), *found])


def _stretches(kept: Master, gain: float, limits: Floats) -> Iterator[Sound]:
    """The sound with a gain and its limits, a stretch at a time."""
    middles = (np.arange(len(limits)) + 0.5) * _BLOCK
    for first in range(0, kept.count, _STRETCH):
        part = kept.samples(first, min(_STRETCH, kept.count - first))
        at = first + np.arange(part.shape[1])
        limited = np.interp(at, middles, limits).astype(np.float32)
        yield np.clip(part * np.float32(gain) * limited, -CEILING, CEILING)


def _limits(peaks: Floats) -> Floats:
    """Gain of each block with which no peak passes the ceiling, going down before a peak and up after it."""
    needed = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
    around = np.pad(needed, _AHEAD, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(around, 2 * _AHEAD + 1).min(axis=1)
    window = np.hanning(2 * _SMOOTH + 3)[1:-1]
    smooth = np.convolve(np.pad(lowest, _SMOOTH, mode="edge"), window / window.sum(), mode="valid")
    return np.asarray(smooth)
