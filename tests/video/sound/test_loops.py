"""Loops go round without a seam, and can be read anywhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.video.sound.crowd import applause, cheers, murmur
from replay.video.sound.loops import RATE_HZ, Sound, add_round, band, boards, hall, noise, read, tyres
from replay.video.sound.machines import motor

LOOPS = (hall, boards, tyres, murmur, cheers, applause, motor)


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.__name__)
def test_a_loop_has_no_seam(loop: Callable[[], Sound]) -> None:
    sound = np.atleast_2d(loop()).astype(float)
    steps = np.abs(np.diff(sound, axis=1))
    seam = np.abs(sound[:, 0] - sound[:, -1])
    assert (seam <= steps.max(axis=1)).all()
    assert (seam < 12 * np.median(steps, axis=1)).all()


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.__name__)
def test_a_loop_is_as_loud_as_all_others(loop: Callable[[], Sound]) -> None:
    power = (np.atleast_2d(loop()).astype(float) ** 2).mean(axis=1)
    assert power == pytest.approx(1.0, rel=0.6)


def test_noise_has_the_spectrum_that_is_asked_for() -> None:
    loop = noise(1, 2.0, band(300.0, 800.0, 3.0))
    power = np.abs(np.fft.rfft(loop)) ** 2
    hz = np.fft.rfftfreq(len(loop), 1 / RATE_HZ)
    within = power[(hz > 200) & (hz < 1200)].sum()
    assert within > 0.9 * power.sum()


def test_the_same_seed_is_the_same_noise() -> None:
    assert np.array_equal(noise(3, 0.1, band(100, 200)), noise(3, 0.1, band(100, 200)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(-3, 3))
def test_reading_at_a_sample_gives_it_in_every_round(sample: int, rounds: int) -> None:
    loop = noise(5, 0.05, band(200, 2000))
    at_s = np.array([(sample % len(loop) + rounds * len(loop)) / RATE_HZ])
    assert read(loop, at_s)[0] == pytest.approx(loop[sample % len(loop)], abs=1e-3)


@given(st.integers(1, 50), st.integers(0, 120), st.data())
def test_a_part_that_is_added_goes_on_at_the_beginning(count: int, first: int, data: st.DataObject) -> None:
    part = np.arange(1.0, 1.0 + data.draw(st.integers(0, count)))
    loop, wanted = np.ones(count), np.ones(count)
    np.add.at(wanted, (first + np.arange(len(part))) % count, part)
    add_round(loop, first, part)
    assert np.array_equal(loop, wanted)
