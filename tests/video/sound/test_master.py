"""The master: as loud as asked for, and no peak too high."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.video.loudness import loudness_of
from replay.video.sound.loops import RATE_HZ, Sound, band, noise
from replay.video.sound.master import CEILING, Master, mastered


class _Made:
    """A sound that is at hand."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound

    @property
    def count(self) -> int:
        return int(self._sound.shape[1])

    def samples(self, first: int, count: int) -> Sound:
        return self._sound[:, first : first + count]


def _noise(seconds: float, loud: float, *, peaks: int = 0) -> _Made:
    sound = loud * np.stack([noise(seed, seconds, band(100, 3000)) for seed in (1, 2)])
    chance = np.random.default_rng(3)
    for _ in range(peaks):
        at = int(chance.integers(0, sound.shape[1] - 200))
        sound[:, at : at + 150] *= 8
    return _Made(sound.astype(np.float32))


def _loudness(stretches: object) -> float:
    return loudness_of(stretches).integrated_lufs  # type: ignore[arg-type]


def _whole(master: Master) -> Sound:
    return master.samples(0, master.count)


@pytest.mark.parametrize("wanted", [-14.0, -23.0])
@pytest.mark.parametrize(("loud", "peaks"), [(0.01, 0), (0.1, 0), (0.08, 60)])
def test_it_is_as_loud_as_asked_for_and_no_peak_is_too_high(wanted: float, loud: float, peaks: int) -> None:
    master = mastered(_noise(6.0, loud, peaks=peaks), wanted, _loudness)
    measured = loudness_of([_whole(master)])
    assert measured.integrated_lufs == pytest.approx(wanted, abs=0.5)
    assert measured.true_peak_db < -1.0


def test_what_needs_no_limit_keeps_its_form() -> None:
    made = _noise(5.0, 0.1)
    ratio = _whole(mastered(made, -23.0, _loudness))[:, 1000:9000] / made.samples(1000, 8000)
    assert np.median(ratio) == pytest.approx(ratio[np.abs(made.samples(1000, 8000)) > 0.05].mean(), rel=0.01)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 3 * RATE_HZ), st.floats(0.0, 2.0))
def test_a_sound_of_any_length_and_loudness_has_a_master(count: int, loud: float) -> None:
    made = _Made((loud * np.random.default_rng(count).uniform(-1, 1, (2, count))).astype(np.float32))
    whole = _whole(mastered(made, -14.0, _loudness))
    assert whole.shape == (2, count)
    assert np.abs(whole).max(initial=0.0) <= CEILING + 1e-4


def test_silence_stays_silent() -> None:
    assert not _whole(mastered(_Made(np.zeros((2, 5000), np.float32)), -14.0, _loudness)).any()


def test_outside_of_it_there_is_silence() -> None:
    master = mastered(_noise(1.0, 0.1), -23.0, _loudness)
    part = master.samples(-100, 200)
    assert not part[:, :100].any()
    assert np.array_equal(part[:, 100:], master.samples(0, 100))


def test_the_work_that_is_done_is_reported() -> None:
    shares: list[float] = []
    mastered(_noise(3.0, 0.1), -14.0, _loudness, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_meter_knows_a_tone() -> None:
    """EBU Tech 3341, case 1: a tone of 1 kHz at -23 dB of full scale on both sides is at -23 LUFS."""
    time = np.arange(20 * RATE_HZ) / RATE_HZ
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    measured = loudness_of([np.stack([tone, tone])])
    assert measured.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert measured.true_peak_db == pytest.approx(-23.0, abs=0.1)
