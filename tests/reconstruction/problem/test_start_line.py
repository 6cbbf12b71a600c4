"""Where riders stand at the start."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from replay.reconstruction.problem.start_line import (
    ROW_M,
    ROW_PITCH_M,
    highest_m,
    start_height_m,
    start_row,
    start_row_m,
)
from replay.track.room import ABREAST_PLAN_M, LINE_HEIGHT_M
from tests.helpers.fields import problem

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWX"


@pytest.mark.parametrize("count", [2, 4, 9, 10, 17, 24])
@pytest.mark.parametrize("paced", [False, True])
def test_everybody_has_room_at_the_start(count: int, paced: bool) -> None:
    standing = replace(problem(NAMES[:count], gaps=[0.1 * place for place in range(count)]), standing=True)
    of = standing if paced else replace(standing, pacer=None)
    stand = [(start_row_m(of, place), start_height_m(of, place)) for place in range(count)]
    for (row_m, height_m), (other_m, other_height_m) in combinations(stand, 2):
        assert row_m - other_m >= ROW_M or abs(height_m - other_height_m) > ABREAST_PLAN_M - 1e-9
    assert all(row_m <= 0 for row_m, _ in stand)
    assert all(LINE_HEIGHT_M <= height_m <= highest_m(of) + 1e-9 for _, height_m in stand)


def test_who_all_fit_stand_on_the_line_and_others_in_rows_with_room_to_steer() -> None:
    for count, paced in ((7, True), (9, False), (12, False), (23, True)):
        of = replace(problem(NAMES[:count], gaps=[0.1 * place for place in range(count)]), standing=True)
        of = of if paced else replace(of, pacer=None)
        rows = [start_row(of, place) for place in range(count)]
        columns, widest = rows.count(0), highest_m(of) - start_height_m(of, 0)
        pitch = ROW_PITCH_M if count > columns else ABREAST_PLAN_M
        assert rows == sorted(rows)
        assert count == columns or pitch * columns > widest  # one more would not fit
        first = [start_height_m(of, place) for place in range(columns)]
        assert min(above - below for below, above in pairwise(first)) > pitch - 1e-9
        assert count == columns or start_height_m(of, columns) == first[0]
