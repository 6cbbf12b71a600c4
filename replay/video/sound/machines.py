"""The bell and the pacer's motor."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from replay.base.units import KMH_PER_MPS, Floats
from replay.video.sound.loops import RATE_HZ, Sound, even, in_hall, noise

_PARTIALS = ((0.5, 0.5, 2.6), (1.0, 1.0, 2.2), (1.19, 0.55, 1.6), (1.56, 0.4, 1.1), (2.0, 0.7, 1.0), (2.66, 0.3, 0.6),
             (3.01, 0.35, 0.5), (4.17, 0.22, 0.35), (5.43, 0.15, 0.25), (6.8, 0.1, 0.18))  # fmt: skip
"""Tones of a bell: frequency beside the one that names its pitch, height, and seconds to a hundredth of it. Hum, prime,
tierce, quint, nominal and those above (Rossing, *Science of Percussion Instruments*, 2000); a small bell: 1.1 kHz."""

_STRIKE_HZ = 1090.0
_STROKES, _STROKE_S = 9, 0.36
"""How the last lap is rung: strokes, and from one to the next."""

BELL_S = _STROKES * _STROKE_S + 3.0
"""From the first stroke until the bell is silent."""

MOTOR_KMH = 50.0
"""The speed at which `motor` sounds as it is kept."""

_FIRING_HZ = 62.0
"""Explosions a second of a two-stroke moped of 100 cm3 at that speed: about 3700 turns a minute."""


@lru_cache(maxsize=1)
def bell() -> Sound:
    """(2, samples) the bell of the last lap, rung by hand: no two strokes are alike."""
    chance = np.random.default_rng(61)
    count = round(BELL_S * RATE_HZ)
    rung = np.zeros(count)
    for stroke in range(_STROKES):
        at = round((stroke * _STROKE_S + chance.uniform(-0.012, 0.012) * (stroke > 0)) * RATE_HZ)
        seconds = np.arange(count - at) / RATE_HZ
        for ratio, height, fading_s in _PARTIALS:
            hz = _STRIKE_HZ * ratio * (1 + 0.0008 * chance.standard_normal())
            tone = np.sin(2 * np.pi * hz * seconds + chance.uniform(0, 2 * np.pi))
            rung[at:] += chance.uniform(0.8, 1.0) * height * tone * np.exp(-4.6 * seconds / fading_s)
    # A bell is struck, not blown: within two milliseconds it is there.
    rung[: round(0.002 * RATE_HZ)] *= np.linspace(0, 1, round(0.002 * RATE_HZ))
    rung *= np.minimum(1.0, (count - np.arange(count)) / (0.5 * RATE_HZ))
    heard = in_hall(np.concatenate([rung, np.zeros(RATE_HZ)]), 62, wet=0.16, seconds=0.9)[:, :count]
    return np.asarray(heard / np.abs(heard).max(), dtype=np.float32)


@lru_cache(maxsize=1)
def motor() -> Sound:
    """(samples,) a loop of a derny's motor at `MOTOR_KMH`: explosions with their tones, none quite like the last."""
    seconds = 3.0
    count = round(seconds * RATE_HZ)
    time = np.arange(count) / RATE_HZ
    uneven = 1 + 0.16 * noise(71, seconds, lambda hz: (hz < 25.0) / hz**0.5).astype(float)
    phase = 2 * np.pi * _FIRING_HZ * time
    loop = np.zeros(count)
    for harmonic in range(1, 26):
        hz = harmonic * _FIRING_HZ
        body = 1 / (1 + ((hz - 230) / 140) ** 2) + 0.5 / (1 + ((hz - 640) / 180) ** 2) + 0.12
        loop += body / harmonic**0.35 * np.sin(harmonic * phase + 1.7 * harmonic**2)
    puffs = noise(72, seconds, lambda hz: 1 / (1 + (hz / 900.0) ** 2)).astype(float)
    loop = loop * uneven + 0.55 * puffs * (0.5 + 0.5 * np.sin(phase)) ** 3 * np.abs(loop).mean()
    return even(loop)


def motor_rate(speed_mps: Floats) -> Floats:
    """How fast the loop of the motor is read at a speed: its pitch goes with it, and it idles where it stands."""
    return np.asarray(np.maximum(speed_mps * KMH_PER_MPS / MOTOR_KMH, 0.3))
