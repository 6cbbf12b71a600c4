"""Shapes as coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.graphics.shapes import disc, rounded, rule


@given(st.floats(-20.0, 20.0), st.floats(0.1, 9.0))
def test_a_rule_covers_its_width_wherever_it_lies(low: float, width: float) -> None:
    coverage = rule(3, (low, low + width))
    assert coverage.shape[0] == 3
    assert coverage[0].sum() / 255 == pytest.approx(width, abs=0.02)


def test_a_disc_covers_its_area() -> None:
    assert disc(20.0).sum() / 255 == pytest.approx(np.pi * 100, rel=0.01)


def test_round_corners_are_cut_and_sides_are_whole() -> None:
    coverage = rounded(40, 20, 6)
    assert coverage[0, 0] == 0
    assert coverage[0, 20] == coverage[10, 0] == 255
    np.testing.assert_array_equal(coverage, coverage[::-1, ::-1])
