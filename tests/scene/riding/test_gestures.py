"""Gestures at the line: who throws, sits up, and puts his arms in the air."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.motion.trajectory import Motion
from replay.scene.riding.gestures import CLEAR_GAP_S, THROW_GAP_S, Gesture, celebrating, gestures_at
from tests.helpers.motions import keirin_motion, race_of

MOTION = keirin_motion()
FIRST_S = float(np.nanmin(MOTION.finish_s))


def finishing(*behind_s: float) -> Motion:
    """The motion with riders who cross so long after the first; the others never do."""
    finish_s = np.full(len(MOTION.riders), np.nan)
    finish_s[: len(behind_s)] = FIRST_S + np.array(behind_s)
    return replace(MOTION, finish_s=finish_s)


@pytest.mark.parametrize(("gap_s", "thrown"), [(0.4 * THROW_GAP_S, True), (2.0 * THROW_GAP_S, False)])
def test_riders_throw_where_it_is_close(gap_s: float, thrown: bool) -> None:
    gestures = gestures_at(finishing(0.0, gap_s), FIRST_S)
    assert (gestures[0].throw == 1.0) is thrown
    assert (gestures[1].throw > 0.0) is thrown


def test_far_from_the_line_nobody_does_anything() -> None:
    assert set(gestures_at(finishing(0.0, 0.01, 0.02), FIRST_S - 2.0)) == {Gesture()}


def test_who_has_finished_sits_up_and_who_has_not_does_not() -> None:
    gestures = gestures_at(finishing(0.0, 8.0), FIRST_S + 4.0)
    assert gestures[0].upright == 1.0
    assert gestures[1].upright == 0.0


@pytest.mark.parametrize(("gap_s", "alone"), [(CLEAR_GAP_S + 0.1, True), (CLEAR_GAP_S - 0.1, False)])
def test_only_a_winner_who_is_alone_puts_his_arms_up(gap_s: float, alone: bool) -> None:
    motion = finishing(0.0, gap_s)
    assert celebrating(race_of(MOTION), motion) == (0 if alone else None)


def test_who_is_first_over_the_line_and_has_not_won_keeps_his_hands_down() -> None:
    assert celebrating(race_of(MOTION), finishing(2.0, 0.0)) is None


@given(st.floats(-3.0, 12.0))
def test_gestures_are_shares_and_flow(after_s: float) -> None:
    motion = finishing(0.0, 0.02)
    here, there = (gestures_at(motion, FIRST_S + after_s + step_s, 0)[0] for step_s in (0.0, 0.01))
    for name in ("throw", "upright", "arms_up"):
        before, after = getattr(here, name), getattr(there, name)
        assert 0.0 <= before <= 1.0
        assert abs(after - before) < 0.08
