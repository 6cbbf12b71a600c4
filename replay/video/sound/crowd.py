"""The crowd: a murmur, cheers and applause, as loops that are mixed by how much happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from replay.base.units import Floats
from replay.video.sound.loops import RATE_HZ, Sound, add_round, band, even, formants, in_hall, noise

_VOICES, _HARMONICS = 110, 6
"""Of the cheers that are heard one by one. More sound no fuller."""

_CLAPS_A_SECOND = 130
"""Of the applause of those who sit near."""

_CHEERS_S, _CLAPS_S = 12.0, 9.0
"""Length of the loops."""


@lru_cache(maxsize=1)
def murmur() -> Sound:
    """(2, samples) many who talk: noise in the tones of voices, louder and softer as syllables come."""
    talk = formants((330.0, 120.0, 1.0), (560.0, 180.0, 0.8), (1250.0, 350.0, 0.35), (2400.0, 500.0, 0.12))
    sides = []
    for seed in (31, 32):
        parts = [noise(seed * 10 + part, 13.0, talk) * _syllables(seed * 10 + part, 13.0) for part in range(3)]
        sides.append(even(np.sum(parts, axis=0, dtype=float)))
    return np.stack(sides)


def _syllables(seed: int, seconds: float) -> Sound:
    """A loop around 1 that comes and goes three to five times a second."""
    slow = noise(seed + 7, seconds, band(1.5, 5.0))
    return np.asarray(np.clip(1 + 0.45 * slow, 0.1, 2.2), dtype=np.float32)


@lru_cache(maxsize=1)
def cheers() -> Sound:
    """(2, samples) a hall that shouts: a roar, and single voices over it."""
    vowels = formants((700.0, 180.0, 1.0), (1150.0, 250.0, 0.75), (2700.0, 600.0, 0.3))
    roar = noise(41, _CHEERS_S, vowels)
    return in_hall(even(0.8 * roar.astype(float) + 0.75 * _voices()), 42, wet=0.45)


def _voices() -> Floats:
    """A loop of shouts: each glides a little up and down, with the tones of an open vowel."""
    chance = np.random.default_rng(43)
    count = round(_CHEERS_S * RATE_HZ)
    loop = np.zeros(count)
    vowel = formants((750.0, 250.0, 1.0), (1200.0, 300.0, 0.8), (2600.0, 700.0, 0.35))
    for _ in range(_VOICES):
        length = round(chance.uniform(0.5, 1.6) * RATE_HZ)
        along = np.arange(length) / length
        pitch_hz = chance.uniform(190.0, 520.0) * (1 + chance.uniform(-0.12, 0.2) * np.sin(np.pi * along))
        phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
        shout = np.zeros(length)
        for harmonic, tone in enumerate(_harmonics(phase), start=1):
            shout += float(vowel(np.array([harmonic * pitch_hz.mean()]))[0]) / harmonic**0.5 * tone
        loudness = chance.uniform(0.25, 1.0) * np.sin(np.pi * along) ** 0.6
        add_round(loop, round(chance.uniform(0, count)), loudness * shout)
    return even(loop).astype(float)


def _harmonics(phase: Floats) -> Iterator[Floats]:
    """Sines of 1 to _HARMONICS times a phase; each comes of the two before it."""
    before, tone, twice = np.zeros(len(phase)), np.sin(phase), 2 * np.cos(phase)
    for _ in range(_HARMONICS):
        yield tone
        before, tone = tone, twice * tone - before


@lru_cache(maxsize=1)
def applause() -> Sound:
    """(2, samples) many pairs of hands."""
    chance = np.random.default_rng(51)
    count, sides = round(_CLAPS_S * RATE_HZ), []
    for side in range(2):
        loop = np.zeros(count)
        for _ in range(round(_CLAPS_A_SECOND * _CLAPS_S)):
            length = round(chance.uniform(0.010, 0.022) * RATE_HZ)
            along = np.arange(length)
            pitch_hz = chance.uniform(800.0, 2300.0)
            ring = np.sin(2 * np.pi * pitch_hz * along / RATE_HZ) + 0.8 * chance.standard_normal(length)
            clap = chance.uniform(0.2, 1.0) ** 2 * ring * np.exp(-along * (7.0 / length))
            add_round(loop, round(chance.uniform(0, count)), clap)
        sides.append(in_hall(even(loop), 52 + side, wet=0.35)[side])
    return np.stack(sides)
