"""Where splines may be coarse: in the line behind the pacer and at a tempo while nothing is told, and after all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.events.event import UP_TO_TEMPO_S
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


def test_a_short_race_without_a_pacer_is_even_only_after_the_finish() -> None:
    assert spans(pacer=None, finish_s=55.0) == [(61.0, 130.0)]


def test_a_tempo_from_when_all_have_come_up_to_it_until_some_time_before_the_sprint() -> None:
    """A sprint is ridden for 50 s at most: what is raced for longer begins with a tempo."""
    iterate = even(knots=261, finish_s=240.0, gaps_s=(0.0, 1.0), pacer=None)
    tempo_s = iterate.problem.pace.tempo_s(240.0 - iterate.problem.pull_off_s)
    assert tempo_s > 100.0
    tempo, after = even_spans(iterate, sampled_motion_of(iterate))
    begins_s = iterate.problem.pull_off_s
    assert tempo == (begins_s + UP_TO_TEMPO_S, begins_s + tempo_s - 15.0)
    assert after == (246.0, 260.0)


def test_who_passes_somebody_at_the_tempo_does_so_coarsely_and_who_is_kept_apart_does_not() -> None:
    """Of many riders some pass at all times, and no knot of a long race would be coarse."""
    long: dict[str, Any] = {"knots": 261, "finish_s": 240.0, "pacer": None}
    assert spans(**long, windows=(PassWindow(0, 1, 60.0, 80.0),)) == spans(**long)
    (_, until), (since, _), _ = spans(**long, apart=(ApartWindow(0, 1, 60.0, 80.0),))
    assert (until, since) == (56.0, 84.0)


def test_a_fact_behind_the_pacer_is_fine_and_what_lies_before_and_after_it_is_not() -> None:
    assert spans(facts=(told("AB", 40.0, attack="B"),))[0] == (8.0, 25.0)
    between = spans(pacer=PacerRide(10.0, 14.0, 1200.0), facts=(told("AB", 40.0, attack="B"),))[:2]
    assert between == [(8.0, 25.0), (45.0, 85.0)]
    assert spans(facts=(told("AB", 0.0, attack="B"),))[0] == (8.0, 45.0)
    assert spans(facts=(told("AB", 20.0, attack="B"),))[0] == (25.0, 45.0)
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
    assert spans(gaps_s=(np.nan, np.nan), pacer=None, finish_s=55.0) == []


def test_what_began_before_all_have_joined_is_waited_for() -> None:
    assert spans(windows=(PassWindow(0, 1, -10.0, 20.0),))[0] == (24.0, 45.0)
