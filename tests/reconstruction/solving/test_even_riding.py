"""Where splines may be coarse: in the line behind the pacer before anything is told, and after all have finished."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.motion.pacer import JOINED_S, PacerRide
from replay.race.when import Mark, When
from replay.reconstruction.solving.even_riding import even_spans
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.pair_windows import ApartWindow, PassWindow
from tests.helpers.fields import told
from tests.helpers.iterates import even

PACER = PacerRide(10.0, 14.0, 720.0)
"""It leaves after a minute."""


def spans(**changes: Any) -> list[tuple[float, float]]:
    usual: dict[str, Any] = {"knots": 131, "finish_s": 110.0, "gaps_s": (0.0, 1.0), "pacer": PACER}
    iterate: Iterate = even(**{**usual, **changes})
    return list(even_spans(iterate, sampled_motion_of(iterate)))


def test_behind_the_pacer_until_some_time_before_it_leaves_and_after_the_last_has_finished() -> None:
    assert spans() == [(8.0, 45.0), (116.0, 130.0)]


def test_who_stands_on_the_line_joins_first() -> None:
    assert spans(standing=True)[0][0] == 8.0 + JOINED_S


def test_without_a_pacer_only_after_the_finish() -> None:
    assert spans(pacer=None) == [(116.0, 130.0)]


def test_a_fact_behind_the_pacer_ends_it_before_and_one_at_the_start_does_not() -> None:
    assert spans(facts=(told("AB", 40.0, attack="B"),))[0] == (8.0, 25.0)
    assert spans(facts=(told("AB", 0.0, attack="B"),))[0] == (8.0, 45.0)
    assert len(spans(facts=(told("AB", 20.0, attack="B"),))) == 1
    assert spans(facts=(told("AB", 40.0, caption="A word"),))[0] == (8.0, 45.0)


def test_what_lasts_after_the_finish_ends_it_after() -> None:
    assert spans(facts=(told("AB", 118.0, attack="B"),))[-1][0] == 123.0
    assert len(spans(facts=(told("AB", 128.0, attack="B"),))) == 1


@pytest.mark.parametrize("kind", ["windows", "apart"])
def test_pairs_are_free_to_move_in_their_windows(kind: str) -> None:
    window = (PassWindow if kind == "windows" else ApartWindow)(0, 1, 30.0, 34.0)
    assert spans(**{kind: (window,)})[0] == (8.0, 26.0)


def test_a_fall_is_not_even() -> None:
    assert spans(fall_s={1: 50.0})[0] == (8.0, 35.0)


def test_a_race_that_was_stopped_is_fine_throughout() -> None:
    assert spans(stopped=When(Mark.LAPS_TO_GO, 1.0), stop_s=90.0) == []


def test_nobody_finishes() -> None:
    assert spans(gaps_s=(np.nan, np.nan), pacer=None) == []


def test_what_began_before_all_have_joined_is_waited_for() -> None:
    assert spans(windows=(PassWindow(0, 1, -10.0, 20.0),))[0] == (24.0, 45.0)
