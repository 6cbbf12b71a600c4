"""The power that riders are expected to spend. How each kind of fact shapes it is asked in tests/race/story."""

from __future__ import annotations

import numpy as np
import pytest

from replay.reconstruction.state.effort import efforts, expected_time
from tests.helpers.fields import standing, told

FIELD = standing("A.B.C", 120.0)
PULL_OFF_S = 67.5
TIMES = np.array([0.0, PULL_OFF_S - 1, PULL_OFF_S + 2, 100.0])


def test_without_facts_all_build_up_to_the_sprint_alike() -> None:
    found = efforts((), FIELD, TIMES)
    assert len(found) == 3
    for effort in found:
        assert effort.watts == pytest.approx([220, 220, 650, 1300], abs=1)
        assert effort.scale_sd == 0.3


def test_facts_shape_one_after_another() -> None:
    attack, eased = told("ABC", 80.0, attack="B"), told("ABC", 90.0, stops_racing="B")
    usual, shaped, _ = efforts((attack, eased), FIELD, np.array([70.0, 80.0, 99.0]))
    assert shaped.watts == pytest.approx([usual.watts[0], 1770, 180], abs=1)
    assert shaped.scale_sd == 0.15


def test_a_winner_who_eases_is_expected_later_at_the_line() -> None:
    usual_s = expected_time((), FIELD)
    assert expected_time((told("ABC", 90.0, stops_racing="A"),), FIELD) > usual_s + 1.0
    assert expected_time((told("ABC", 90.0, stops_racing="B"),), FIELD) == usual_s
