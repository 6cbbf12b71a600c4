"""The soundtrack of a film: all that is heard, mixed; any stretch of it without those before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.heard_curves import Heard
from replay.video.sound.crowd import applause, cheers, murmur
from replay.video.sound.loops import RATE_HZ, Sound, boards, hall, read, tyres
from replay.video.sound.machines import BELL_S, bell, motor, motor_rate

_HALL, _MURMUR, _CHEERS, _APPLAUSE = 0.007, 0.040, 0.20, 0.075
_BOARDS, _TYRES, _MOTOR, _BELL = 0.050, 0.022, 0.080, 0.40
"""Loudness of each in the mix, of full scale (mean square for loops, peak for the bell), where it is at its loudest."""

_SLOWEST, _FASTEST = 0.5, 1.3
"""Race speed in the picture moves the pitch of wheels and motor no further: slow motion is deep, not a growl, and laps
that are shown fast do not squeal."""

_FULL_MPS = 19.0
"""Wheels are at their loudest at this speed; loudness goes with its square."""

_IN_S, _OUT_S = 0.25, 1.2
"""The film comes out of silence and goes into it."""


@dataclass(frozen=True)
class Soundtrack:
    """The sound of a film, before its loudness is set. duration_s: of the film"""

    heard: Heard
    duration_s: float

    @property
    def count(self) -> int:
        """Samples from the first picture to the end of the last."""
        return round(self.duration_s * RATE_HZ)

    def samples(self, first: int, count: int) -> Sound:
        """(2, count) from a sample on, a function of these numbers alone. Outside of the film there is silence."""
        times = (first + np.arange(count)) / RATE_HZ
        mixed = self._everywhere(times) + self._wheels(times) + self._motor(times)
        self._add_bells(mixed, first)
        ends = np.clip(np.minimum(times / _IN_S, (self.duration_s - times) / _OUT_S), 0.0, 1.0)
        return np.asarray(mixed * ends.astype(np.float32))

    def _everywhere(self, times: Floats) -> Sound:
        """Hall and crowd, from all sides."""
        crowd = self._at(self.heard.crowd, times)
        claps = self._at(self.heard.applause, times)
        mixed = _HALL * read(hall(), times)
        mixed = mixed + _scaled(_MURMUR * (0.6 + 0.4 * crowd), read(murmur(), times))
        mixed = mixed + _scaled(_CHEERS * crowd**1.7, read(cheers(), times))
        if claps.max(initial=0.0) <= 0:
            return np.asarray(mixed)
        return np.asarray(mixed + _scaled(_APPLAUSE * claps, read(applause(), times)))

    def _wheels(self, times: Floats) -> Sound:
        """Every rider's wheels, where he is seen."""
        mixed = np.zeros((2, len(times)), dtype=np.float32)
        for rider, phase in enumerate(self._wheel_phases):
            near = self._at(self.heard.near[rider], times)
            if near.max() <= 1e-3:
                continue
            at = self._at(phase, times) + 1.37 * rider
            loud = near * np.minimum(self._at(self.heard.speed_mps[rider], times) / _FULL_MPS, 1.0) ** 2
            voice = _BOARDS * read(boards(), at) + _TYRES * read(tyres(), at)
            mixed += _panned(voice * loud.astype(np.float32), self._at(self.heard.side[rider], times))
        return mixed

    def _motor(self, times: Floats) -> Sound:
        near = self._at(self.heard.pacer[0], times)
        if near.max() <= 1e-3:
            return np.zeros((2, len(times)), dtype=np.float32)
        voice = read(motor(), self._at(self._motor_phase, times))
        return _panned(_MOTOR * voice * near.astype(np.float32), self._at(self.heard.pacer[1], times))

    def _add_bells(self, mixed: Sound, first: int) -> None:
        for begins_s in self.heard.bells_s:
            begin = round(begins_s * RATE_HZ) - first
            low, high = max(begin, 0), min(begin + round(BELL_S * RATE_HZ), mixed.shape[1])
            if low < high:
                rung = bell()
                mixed[:, low:high] += _BELL * rung[:, low - begin : high - begin]

    @cached_property
    def _rate(self) -> Floats:
        """(T,) how fast loops of what moves are read."""
        return np.clip(self.heard.race_speed, _SLOWEST, _FASTEST)

    @cached_property
    def _wheel_phases(self) -> Floats:
        """(R, T) place in the loops of wheels, s: pitch goes a little with the speed."""
        with_speed = 0.6 + 0.4 * np.minimum(self.heard.speed_mps / _FULL_MPS, 1.2)
        return _summed(self.heard.time_s, self._rate * with_speed)

    @cached_property
    def _motor_phase(self) -> Floats:
        """(T,) place in the loop of the motor, s."""
        return _summed(self.heard.time_s, self._rate * motor_rate(self.heard.pacer[2]))

    def _at(self, curve: Floats, times: Floats) -> Floats:
        return np.interp(times, self.heard.time_s, curve)


def _summed(time_s: Floats, rate: Floats) -> Floats:
    """The integral of a rate (..., T) over its samples, from 0."""
    steps = np.diff(time_s) * (rate[..., 1:] + rate[..., :-1]) / 2
    return np.concatenate([np.zeros((*rate.shape[:-1], 1)), np.cumsum(steps, axis=-1)], axis=-1)


def _scaled(loud: Floats, sound: Sound) -> Sound:
    return np.asarray(sound * loud.astype(np.float32))


def _panned(voice: Sound, side: Floats) -> Sound:
    """(2, samples) a voice on its side, as loud wherever it is (equal power)."""
    angle = (side + 1) * (np.pi / 4)
    left, right = np.cos(angle), np.sin(angle)
    return np.stack([voice * left.astype(np.float32), voice * right.astype(np.float32)])
