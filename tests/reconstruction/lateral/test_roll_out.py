"""Who has finished goes up the boards while a late rider is still on his way."""

from __future__ import annotations

import numpy as np
import pytest

from replay.reconstruction.lateral.roll_out import late_riders, outer_of, roll_out_lines_m
from tests.helpers.fields import problem


def test_nobody_goes_up_where_all_finish_together() -> None:
    together = problem("ABCD", gaps=[0, 0.1, 0.2, 5.0])
    assert late_riders(together) == frozenset()
    assert roll_out_lines_m(together, 6.6) == {}


@pytest.mark.parametrize("letters", ["ABCD", "ABCDEFGHI"])
def test_each_has_a_line_of_his_own_and_the_late_one_keeps_his(letters: str) -> None:
    late = problem(letters, gaps=[*(place / 10 for place in range(len(letters) - 1)), 31.0])
    lines_m = roll_out_lines_m(late, 6.6)
    assert late_riders(late) == {len(letters) - 1}
    assert sorted(lines_m) == list(range(len(letters) - 1))
    heights = np.sort(list(lines_m.values()))
    assert heights[0] > 1.5
    assert heights[-1] <= 6.6 + 1e-9
    assert np.diff(heights).min() > 0.65


def test_many_share_lines_and_neighbours_do_not() -> None:
    """A field comes apart after the line, so who has the same line is far along the track."""
    late = problem("ABCDEFGHIJKLMNOPQRST", gaps=[*(place / 10 for place in range(19)), 31.0])
    lines_m = roll_out_lines_m(late, 6.6)
    for place in range(18):
        near = [abs(lines_m[place] - lines_m[other]) for other in range(place + 1, min(place + 6, 19))]
        assert min(near) > 0.65


def test_who_is_higher_is_outside() -> None:
    lines_m = {0: 1.7, 1: 2.5}
    assert outer_of(lines_m, 0, 1) == 1
    assert outer_of(lines_m, 0, 5) == 0
    assert outer_of(lines_m, 4, 5) is None
    assert outer_of({0: 1.7, 7: 1.7}, 0, 7) is None
    assert outer_of({}, 0, 1) is None
