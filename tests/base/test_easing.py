"""Easing: progress from 0 to 1 that begins and ends as it should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.easing import IN_S, OUT_S, ease_out, shown_between, smoothstep, smoothsteps


@pytest.mark.parametrize(("x", "y"), [(-1.0, 0.0), (0.0, 0.0), (0.25, 0.15625), (0.5, 0.5), (1.0, 1.0), (3.0, 1.0)])
def test_smoothstep(x: float, y: float) -> None:
    assert smoothstep(x) == y
    assert smoothsteps(np.array([x]))[0] == y


@given(st.floats(-2, 2), st.floats(0, 1))
def test_progress_never_falls(x: float, more: float) -> None:
    for eased in (ease_out, smoothstep):
        assert eased(x) <= eased(x + more) + 1e-12


def test_arrays_keep_their_precision() -> None:
    assert smoothsteps(np.zeros(3, np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    ("time_s", "shown"),
    [(0.9, 0.0), (1.0, 0.0), (1.0 + IN_S, 1.0), (3.0 - OUT_S, 1.0), (3.0 - OUT_S / 2, 0.75), (3.0, 0.0)],
)
def test_a_panel_is_shown_between_its_times(time_s: float, shown: float) -> None:
    assert shown_between(time_s, 1.0, 3.0) == pytest.approx(shown)


def test_what_is_there_from_the_first_moment_does_not_come() -> None:
    assert shown_between(1.0, 1.0, 3.0, from_full=True) == 1.0
