"""Quadratic programs with answers that can be worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import sparse

from replay.base.units import Floats, Mask
from replay.reconstruction.tools import row_generation
from replay.reconstruction.tools.quadratic_program import Program, SolverError

ONE = np.ones(1)


def pulled_to(target: float, weight: float = 1.0) -> Program:
    program = Program()
    program.variable("x", 0.0)
    program.cost({"x": ONE}, target, weight)
    return program


def solved(program: Program, name: str = "x") -> float:
    return float(program.solve()[name][0])


def test_a_cost_alone_is_met() -> None:
    assert solved(pulled_to(3.0)) == pytest.approx(3.0, abs=1e-6)


def test_weights_decide_between_two_wishes() -> None:
    program = pulled_to(0.0, weight=1.0)
    program.cost({"x": ONE}, 4.0, 3.0)
    assert solved(program) == pytest.approx(3.0, abs=1e-6)


def test_a_linear_cost_pushes() -> None:
    program = pulled_to(5.0, weight=2.0)
    program.linear_cost("x", 3.0)
    assert solved(program) == pytest.approx(3.5, abs=1e-6)


@pytest.mark.parametrize(("bound", "expected"), [(1.0, 1.0), (7.0, 3.0)])
def test_an_upper_bound_holds_only_where_it_is_in_the_way(bound: float, expected: float) -> None:
    program = pulled_to(3.0)
    program.at_most({"x": ONE}, bound)
    assert solved(program) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("bound", "expected"), [(1.0, 3.0), (7.0, 7.0)])
def test_a_lower_bound_likewise(bound: float, expected: float) -> None:
    program = pulled_to(3.0)
    program.at_least({"x": ONE}, bound)
    assert solved(program) == pytest.approx(expected, abs=1e-6)


def test_an_equality_between_blocks() -> None:
    program = pulled_to(0.0)
    program.variable("y", [0.0, 0.0])
    program.cost({"y": np.eye(2)}, [1.0, 10.0])
    program.equal({"x": ONE, "y": np.array([[1.0, 0.0]])}, 3.0)
    solution = program.solve()
    assert_allclose(solution["x"], [1.0], atol=1e-6)
    assert_allclose(solution["y"], [2.0, 10.0], atol=1e-6)


def test_rows_share_one_slack() -> None:
    """Two rows that ask for more than there is room for: the slack is the larger of the two misses."""
    program = pulled_to(0.0)
    program.at_most({"x": ONE}, 1.0)
    program.variable("slack", 0.0)
    program.linear_cost("slack", 10.0)
    program.at_least({"slack": ONE}, 0.0)
    program.at_least({"x": np.ones((2, 1)), "slack": np.ones((2, 1))}, [2.0, 4.0])
    assert solved(program, "slack") == pytest.approx(3.0, abs=1e-6)


def test_the_base_does_not_change_the_answer() -> None:
    program = Program()
    program.variable("x", 1500.0)
    program.cost({"x": ONE}, 1499.999, 2.0)
    program.at_most({"x": ONE}, 1499.9985)
    assert solved(program) == pytest.approx(1499.9985, abs=1e-5)


def test_contradicting_equalities_have_no_solution() -> None:
    program = pulled_to(0.0)
    program.equal({"x": ONE}, 1.0)
    program.equal({"x": ONE}, 2.0)
    with pytest.raises(SolverError, match="no solution") as caught:
        program.solve()
    assert caught.value.status
    assert caught.value.exit_code == 1


def test_contradicting_bounds_have_no_solution() -> None:
    program = pulled_to(0.0)
    program.at_least({"x": ONE}, 2.0)
    program.at_most({"x": ONE}, 1.0)
    with pytest.raises(SolverError):
        program.solve()


@pytest.mark.parametrize("bound", [1.0, 7.0])
@pytest.mark.parametrize("seldom", [-np.inf, 0.0, 2.0, np.inf])
def test_a_bound_that_seldom_binds_holds_all_the_same(bound: float, seldom: float) -> None:
    program = pulled_to(3.0)
    program.at_most({"x": ONE}, bound, seldom=seldom)
    assert solved(program) == pytest.approx(min(bound, 3.0), abs=1e-6)
    program = pulled_to(3.0)
    program.at_least({"x": ONE}, bound, seldom=seldom)
    assert solved(program) == pytest.approx(max(bound, 3.0), abs=1e-6)


def test_a_broken_row_brings_those_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row of a chain breaks where the one before it holds: one after the other, a hundred programs."""
    program = Program()
    program.variable("x", np.zeros(100))
    program.cost({"x": np.eye(100)}, 0.0)
    program.equal({"x": np.eye(100)[:1]}, 100.0)
    program.at_most({"x": np.eye(100)[:-1] - np.eye(100)[1:]}, 1.0, seldom=0.0)
    calls = 0
    solver = row_generation._clarabel

    def counted(*parts: Any) -> tuple[Floats, Mask]:
        nonlocal calls
        calls += 1
        return solver(*parts)

    monkeypatch.setattr(row_generation, "_clarabel", counted)
    assert_allclose(program.solve()["x"], np.arange(100.0, 0.0, -1.0), atol=1e-3)
    assert calls <= 7


@pytest.mark.parametrize("entries", [0, 10**9])
def test_both_factorisations_find_the_same(monkeypatch: pytest.MonkeyPatch, entries: int) -> None:
    monkeypatch.setattr(row_generation, "_LARGE_FACTOR", entries)
    program = pulled_to(5.0)
    program.at_most({"x": ONE}, 3.0)
    assert solved(program) == pytest.approx(3.0, abs=1e-6)


def test_bounds_that_seldom_bind_may_be_all_that_a_cost_has() -> None:
    """Without its rows this program has no lowest cost; with them it has."""
    program = Program()
    program.variable("x", [0.0, 0.0])
    program.linear_cost("x", [-1.0, 1.0])
    program.at_most({"x": np.eye(2)}, 50.0, seldom=1.0)
    program.at_least({"x": np.eye(2)}, -40.0, seldom=[1.0, 2.0])
    assert_allclose(program.solve()["x"], [50.0, -40.0], atol=1e-5)


def test_contradicting_bounds_that_seldom_bind_have_no_solution() -> None:
    program = pulled_to(0.0)
    program.at_least({"x": ONE}, -2.0, seldom=1.0)
    program.at_most({"x": ONE}, -3.0, seldom=1.0)
    with pytest.raises(SolverError):
        program.solve()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-1.0, 3.0))
def test_rows_that_seldom_bind_change_nothing_of_the_minimum(seed: int, seldom: float) -> None:
    """Rows of all kinds about a point that they leave room for, left out or not."""

    def minimum(**kept: float) -> Floats:
        chance = np.random.default_rng(seed)
        program = Program()
        inside = chance.normal(size=6)
        program.variable("x", chance.normal(size=6))
        program.cost({"x": chance.normal(size=(8, 6))}, 5 * chance.normal(size=8))
        ties, above, below = chance.normal(size=(1, 6)), chance.normal(size=(6, 6)), chance.normal(size=(6, 6))
        program.equal({"x": ties}, ties @ inside)
        program.at_most({"x": above}, above @ inside + chance.uniform(0.1, 2.0, 6), **kept)
        program.at_least({"x": below}, below @ inside - chance.uniform(0.1, 2.0, 6), **kept)
        found = program.solve()["x"]
        assert program.violation({"x": found}) < 1e-6
        return found

    expected = minimum()
    assert_allclose(minimum(seldom=seldom), expected, atol=1e-4 * (1 + np.abs(expected).max()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_with_equalities_alone_the_answer_is_that_of_the_linear_system(seed: int) -> None:
    chance = np.random.default_rng(seed)
    costs, target, ties, right = (
        chance.normal(size=(6, 4)),
        chance.normal(size=6),
        chance.normal(size=(2, 4)),
        [1.0, 2.0],
    )
    program = Program()
    program.variable("x", chance.normal(size=4))
    program.cost({"x": costs}, target)
    program.equal({"x": ties}, right)
    system = np.block([[costs.T @ costs, ties.T], [ties, np.zeros((2, 2))]])
    expected = np.linalg.solve(system, np.concatenate([costs.T @ target, right]))[:4]
    assert_allclose(program.solve()["x"], expected, atol=1e-5 * (1 + np.abs(expected).max()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_the_spread_is_that_of_the_dense_inverse(seed: int, tied: bool) -> None:
    chance = np.random.default_rng(seed)
    costs, ties, asked = chance.normal(size=(7, 4)), chance.normal(size=(1, 4)), chance.normal(size=(3, 4))
    program = Program()
    program.variable("x", np.zeros(4))
    program.cost({"x": costs}, 0.0, 2.0)
    covariance = np.linalg.inv(2.0 * costs.T @ costs)
    if tied:
        program.equal({"x": ties}, 0.0)
        gain = covariance @ ties.T @ np.linalg.inv(ties @ covariance @ ties.T)
        covariance = covariance - gain @ ties @ covariance
    expected = np.sqrt(np.diag(asked @ covariance @ asked.T))
    assert_allclose(program.spread({"x": asked}), expected, rtol=1e-4, atol=1e-4)


def test_what_is_fixed_has_no_spread() -> None:
    program = pulled_to(0.0, weight=0.25)
    assert program.spread({"x": ONE})[0] == pytest.approx(2.0, rel=1e-6)
    program.equal({"x": ONE}, 1.0)
    assert program.spread({"x": ONE})[0] < 1e-4


def test_a_slack_is_paid_for_only_where_rows_cannot_hold() -> None:
    program = pulled_to(0.0)
    slack = program.slack("miss", price=10.0, square=0.5)
    program.at_least({"x": ONE, slack: ONE}, 2.0)
    assert solved(program, slack) == pytest.approx(0.0, abs=1e-6)
    program.at_most({"x": ONE}, 0.5)
    assert solved(program, slack) == pytest.approx(1.5, abs=1e-6)
    assert program.cost_of({"x": 0.5, slack: 1.5}) == pytest.approx(0.125 + 15.0 + 0.25 * 2.25)


def test_a_program_says_what_breaks_its_rows_and_what_a_point_costs() -> None:
    program = pulled_to(3.0, weight=2.0)
    program.variable("y", [1.0, 1.0])
    program.linear_cost("y", 0.5)
    program.at_most({"x": ONE}, 4.0)
    program.at_least({"y": np.eye(2)}, 0.0)
    program.equal({"x": ONE, "y": np.array([[1.0, 0.0]])}, 5.0)
    assert program.violation({"x": 4.0}) == pytest.approx(0.0)
    assert program.violation({"x": 4.5, "y": [0.5, 1.0]}) == pytest.approx(0.5)
    assert program.violation({"x": 4.0, "y": [1.0, -2.0]}) == pytest.approx(2.0)
    assert program.violation() == pytest.approx(4.0), "the base point breaks the equality"
    assert program.cost_of({"x": 4.0}) == pytest.approx(1.0 + 1.0)
    assert program.cost_of() == pytest.approx(9.0 + 1.0)


def test_an_empty_program_breaks_nothing() -> None:
    program = Program()
    program.variable("x", 0.0)
    assert program.violation() == 0.0
    assert program.cost_of({"x": 7.0}) == 0.0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_point_that_breaks_nothing_costs_less_than_the_solution(seed: int) -> None:
    chance = np.random.default_rng(seed)
    program = Program()
    program.variable("x", chance.normal(size=3))
    program.cost({"x": np.eye(3)}, chance.normal(size=3))
    program.at_most({"x": chance.normal(size=(2, 3))}, [0.5, 0.5])
    best = program.solve()["x"]
    assert program.violation({"x": best}) < 1e-6
    for _ in range(20):
        other = best + chance.normal(size=3) / 10
        if program.violation({"x": other}) <= 0.0:
            assert program.cost_of({"x": other}) >= program.cost_of({"x": best}) - 1e-6


def test_where_a_block_may_go_only_some_ways_the_minimum_is_the_best_of_those() -> None:
    """The same as if the numbers of the ways were the variables."""
    chance = np.random.default_rng(5)
    few, target, row = chance.normal(size=(6, 2)), chance.normal(size=6), chance.normal(size=6)
    base = chance.normal(size=6)
    program = Program()
    program.variable("before", [1.0, 2.0])
    program.variable("x", base, along=sparse.csr_matrix(few))
    slack = program.slack("after", 0.5)
    program.cost({"x": np.eye(6)}, target)
    program.cost({"before": np.eye(2)}, [3.0, 4.0])
    program.at_most({"x": row, slack: -np.ones(1)}, row @ base - 1.0)
    found = program.solve()
    plain = Program()
    plain.variable("y", np.zeros(2))
    other = plain.slack("after", 0.5)
    plain.cost({"y": few}, target - base)
    plain.at_most({"y": row @ few, other: -np.ones(1)}, -1.0)
    wanted = plain.solve()
    assert_allclose(found["x"], base + few @ wanted["y"], atol=1e-6)
    assert_allclose(found["after"], wanted["after"], atol=1e-6)
    assert_allclose(found["before"], [3.0, 4.0], atol=1e-6)


def test_where_no_way_meets_the_rows_all_are_free() -> None:
    program = Program()
    program.variable("x", [0.0, 0.0], along=sparse.csr_matrix([[1.0], [0.0]]))
    program.cost({"x": np.eye(2)})
    program.equal({"x": np.array([0.0, 1.0])}, 2.0)
    assert_allclose(program.solve()["x"], [0.0, 2.0], atol=1e-6)
