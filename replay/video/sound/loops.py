"""Loops of sound that go round without a seam, and how they are read: at any place, at any speed.

Noise is made by its spectrum with random phases: it is periodic by nature. Chance comes from fixed seeds, so that the
same film always sounds the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats

RATE_HZ = 48_000
"""Samples a second of everything here."""

Sound: TypeAlias = NDArray[np.float32]
"""(2, samples), left and right; loops of one voice are (samples,). Full scale is 1."""

Spectrum = Callable[[Floats], Floats]
"""Amplitude by frequency, Hz."""


def noise(seed: int, seconds: float, spectrum: Spectrum) -> Sound:
    """(samples,) a loop of noise with that spectrum and a mean square of 1."""
    count = round(seconds * RATE_HZ)
    chance = np.random.default_rng(seed)
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    shape = spectrum(np.maximum(hz, 1.0)) * (hz > 15.0)
    phases = np.exp(2j * np.pi * chance.random(len(hz)))
    return even(np.fft.irfft(shape * phases, count))


def even(loop: Floats | Sound) -> Sound:
    """A loop with a mean of 0 and a mean square of 1."""
    loop = loop - loop.mean()
    return np.asarray(loop / max(float(np.sqrt(np.mean(loop**2))), 1e-12), dtype=np.float32)


def add_round(loop: Floats, first: int, part: Floats) -> None:
    """Add a shorter sound to a loop from a sample on, in place; beyond the end it goes on at the beginning."""
    first %= len(loop)
    before = part[: len(loop) - first]
    loop[first : first + len(before)] += before
    loop[: len(part) - len(before)] += part[len(before) :]


def band(low_hz: float, high_hz: float, slope: float = 2.0) -> Spectrum:
    """What lies between two frequencies; beyond them the amplitude falls as a power."""
    return lambda hz: 1 / (1 + (low_hz / hz) ** (2 * slope)) ** 0.5 / (1 + (hz / high_hz) ** (2 * slope)) ** 0.5


def formants(*peaks: tuple[float, float, float]) -> Spectrum:
    """Peaks as those of voices: each a middle and a width, Hz, and a height."""
    return lambda hz: sum(
        (high / (1 + ((hz - middle) / width) ** 2) for middle, width, high in peaks), np.zeros(len(hz))
    )


def in_hall(loop: Floats | Sound, seed: int, *, wet: float, seconds: float = 1.6) -> Sound:
    """(2, samples) a loop as it is heard in a hall: with its echoes, which differ left and right.

    The echoes are noise that dies away within so many seconds, high tones sooner (Moorer, *About this reverberation
    business*, 1979). wet: their share, 0 to 1
    """
    count = len(loop)
    chance = np.random.default_rng(seed)
    dry, sides = np.fft.rfft(loop), []
    length = min(round(seconds * RATE_HZ), count)
    fading = np.exp(-np.arange(length) * (6.9 / length))
    for _ in range(2):
        tail = np.zeros(count)
        tail[:length] = chance.standard_normal(length) * fading
        echo = np.fft.rfft(tail) * band(120.0, 3200.0, 1.0)(np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 1.0))
        wetted = even(np.fft.irfft(dry * echo, count))
        sides.append((1 - wet) * even(np.asarray(loop, dtype=float)) + wet * wetted)
    return np.asarray(sides, dtype=np.float32)


def read(loop: Sound, at_s: Floats) -> Sound:
    """A loop (..., samples) at any times, between its samples along straight lines; it goes round."""
    count = loop.shape[-1]
    place = at_s * RATE_HZ
    whole = np.floor(place)
    share = (place - whole).astype(np.float32)
    first = whole.astype(np.int64) % count
    return np.asarray(loop[..., first] * (1 - share) + loop[..., (first + 1) % count] * share)


@lru_cache(maxsize=1)
def hall() -> Sound:
    """(2, samples) the hall itself: air, and a murmur of machines."""

    def air(hz: Floats) -> Floats:
        return band(40.0, 180.0, 1.0)(hz) + 0.02 * band(2000.0, 6000.0)(hz)

    return np.stack([noise(seed, 11.0, air) for seed in (11, 12)])


@lru_cache(maxsize=1)
def boards() -> Sound:
    """(samples,) wheels on wooden boards: a deep rumble that the boards drum along with."""
    return noise(21, 7.3, lambda hz: band(55.0, 240.0)(hz) + 0.5 * formants((410.0, 60.0, 1.0), (760.0, 90.0, 0.5))(hz))


@lru_cache(maxsize=1)
def tyres() -> Sound:
    """(samples,) the hiss of tyres and disc wheels."""
    return noise(22, 6.1, lambda hz: band(900.0, 4200.0, 1.5)(hz) + 0.7 * formants((1350.0, 220.0, 1.0))(hz))
