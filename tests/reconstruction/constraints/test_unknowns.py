"""What only the doubt has as variables: other places, other efforts, other gaps."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.motion.pacer import PITCH_M, PacerRide
from replay.reconstruction.constraints.unknowns import (
    OWN_SD,
    TEMPO_SD,
    effort_variables,
    gap_costs,
    place_sd,
    place_variables,
)
from replay.reconstruction.state.variables import TEMPO, gap, own_effort, place
from tests.helpers.iterates import even, paper_problem, rows

PACER = PacerRide(10.0, 10.0, 20.0)


def test_a_place_is_as_open_as_the_places_that_nobody_has() -> None:
    sds = place_sd(paper_problem("ABC", pacer=PACER, invented=("A", "C")))
    assert sds == {0: pytest.approx(PITCH_M * np.sqrt(2.0)), 2: pytest.approx(PITCH_M * np.sqrt(2.0))}
    assert place_sd(paper_problem("ABC", pacer=PACER, invented=("A",))) == {}
    assert place_sd(paper_problem("ABC", invented=("A", "B", "C"))) == {}, "no pacer, no line"


def test_to_be_elsewhere_by_one_standard_deviation_costs_a_half() -> None:
    iterate = even("AB", pacer=PACER, invented=("A", "B"))
    found = rows(iterate)
    names = place_variables(found.program, iterate)
    assert names == {0: place(0), 1: place(1)}
    assert found.cost(**{place(0): place_sd(iterate.problem)[0]}) == pytest.approx(0.5)


def test_efforts_may_be_otherwise_at_six_moments_from_the_pacers_leaving_to_the_finish() -> None:
    iterate = even(pacer=PACER, finish_s=7.0, watts=500.0)
    found = rows(iterate)
    terms = effort_variables(found.program, iterate)
    assert_allclose(terms[0][TEMPO], terms[0][own_effort(0)])
    assert terms[0][TEMPO].shape == (10, 6)
    assert_allclose(terms[0][TEMPO].sum(axis=1), np.where(iterate.basis.knots_s >= 2.0, 0.5, 0.0))
    assert_allclose(terms[0][TEMPO][2], [0.5, 0, 0, 0, 0, 0])
    assert_allclose(terms[0][TEMPO][7], [0, 0, 0, 0, 0, 0.5])
    assert found.cost(**{TEMPO: np.full(6, TEMPO_SD)}) == pytest.approx(3.0)
    assert found.cost(**{own_effort(1): np.full(6, OWN_SD)}) == pytest.approx(3.0)


def test_an_effort_that_is_surer_in_scale_is_surer_in_shape() -> None:
    sure = even(pacer=PACER, finish_s=7.0, watts=500.0, scale_sd=0.15)
    terms = effort_variables(rows(sure).program, sure)
    assert terms[0][TEMPO].sum(axis=1).max() == pytest.approx(0.25)


def test_a_gap_between_two_that_were_timed_is_anywhere_between_them() -> None:
    """A width of 0.6 s is a standard deviation of 0.6 / √12; 0.1 s off the middle widens it."""
    iterate = even(
        "ABC", start_m=(0, -3, -6), gaps_s=(0.0, 0.4, 0.6), crossing=(0, 1, 2), gap_s=np.array([0, np.nan, 0.6])
    )
    found = rows(iterate)
    found.program.variable(gap(1), 0.0)
    gap_costs(found.program, iterate, [1])
    assert found.cost(**{gap(1): np.sqrt(0.6**2 / 12 + 0.1**2)}) == pytest.approx(0.5)


def test_a_gap_behind_all_that_were_timed_has_no_such_cost() -> None:
    iterate = even(crossing=(0, 1), gap_s=np.array([0, np.nan]))
    found = rows(iterate)
    found.program.variable(gap(1), 0.0)
    gap_costs(found.program, iterate, [1])
    assert found.cost(**{gap(1): 5.0}) == 0.0
