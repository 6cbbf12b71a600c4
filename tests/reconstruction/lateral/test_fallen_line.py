"""Where riders slide who fall."""

from __future__ import annotations

import math

import numpy as np
import pytest

from replay.reconstruction.lateral.fallen_line import (
    FALLEN_HEIGHT_M,
    fallen_line_m,
    fallen_share,
    lies_outside,
    slides_up,
)
from tests.helpers.fields import problem

LINE_M, FALL_S = 0.4, 10.0
TIMES = np.arange(0.0, 40.0, 0.1)
RESULTS = [{"rider": "A", "rank": 1}, {"rider": "B", "rank": 2, "gap_s": 0.1}, {"rider": "C", "status": "DNF"}]


def line(up_from_s: float | None, up_s: float = math.inf) -> np.ndarray:
    return fallen_line_m(TIMES, LINE_M, fallen_share(TIMES, FALL_S, up_s), up_from_s)


@pytest.mark.parametrize("up_from_s", [None, FALL_S])
def test_before_the_fall_he_is_on_his_line_and_at_last_on_the_blue_band(up_from_s: float | None) -> None:
    heights = line(up_from_s)
    assert heights[TIMES <= FALL_S] == pytest.approx(LINE_M)
    assert heights[-1] == pytest.approx(FALLEN_HEIGHT_M)


def test_who_slides_up_is_up_the_boards_before_he_comes_down_and_others_only_come_down() -> None:
    up, down = line(FALL_S), line(None)
    assert up.max() > LINE_M + 2.0
    assert FALL_S < TIMES[up.argmax()] < FALL_S + 3.0
    assert np.all(np.diff(down) <= 0)


def test_who_rides_on_comes_back_to_his_line() -> None:
    assert line(FALL_S, up_s=18.0)[-1] == pytest.approx(LINE_M)
    assert line(None, up_s=18.0)[-1] == pytest.approx(LINE_M)


def test_others_pass_inside_of_who_slides_up_while_he_does() -> None:
    up, down = (
        problem("ABC", results=RESULTS, story=({"when": "bell", "crash": {"rider": "C", "slides": way}},))
        for way in ("up", "down")
    )
    assert slides_up(up, 2)
    assert not slides_up(down, 2)
    assert lies_outside(up, 2, 1.0)
    assert not lies_outside(up, 2, 5.0)
    assert not lies_outside(down, 2, 1.0)
