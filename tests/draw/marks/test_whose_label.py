"""Labels that one could take for another rider's are not shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.marks.whose_label import seen_whose

PLATE = (200, 100, 60, 30)
OWN = np.array([100.0, 80.0, 140.0, 160.0])
LINE = np.array([[140.0, 115.0], [200.0, 115.0]])
BETWEEN = np.array([[150.0, 80.0, 190.0, 160.0]])
NOBODY = np.zeros((0, 4))


def test_a_label_away_from_its_rider_needs_its_line() -> None:
    assert seen_whose(PLATE, OWN, LINE, 1.0, NOBODY) == pytest.approx(1.0)
    assert seen_whose(PLATE, OWN, LINE, 0.0, NOBODY) == pytest.approx(0.0)


def test_a_line_over_another_rider_leads_to_him() -> None:
    assert seen_whose(PLATE, OWN, LINE, 1.0, BETWEEN) < 0.2


def test_a_label_at_its_rider_needs_no_line() -> None:
    assert seen_whose((150, 100, 60, 30), OWN, LINE, 0.0, BETWEEN) == pytest.approx(1.0)


@given(st.integers(0, 400), st.floats(0.0, 1.0))
def test_one_pixel_changes_little(x: int, drawn: float) -> None:
    line = np.array([[140.0, 115.0], [max(x, 141), 115.0]])
    here, there = (seen_whose((at, 100, 60, 30), OWN, line, drawn, BETWEEN) for at in (x, x + 1))
    assert abs(here - there) < 0.15
    assert 0.0 <= here <= 1.0
