"""Minima from a guess of the rows that bind: those that are found from nothing, whatever is guessed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import sparse

from replay.base.units import Floats
from replay.reconstruction.tools import active_set, quadratic_program
from replay.reconstruction.tools.active_set import from_guess
from replay.reconstruction.tools.asked_rows import AskedRows
from replay.reconstruction.tools.quadratic_program import Program, RowName, SolverError
from replay.reconstruction.tools.row_generation import Minimum

ONE = np.ones(1)
LEVELS = 8


def be_patient(patch: pytest.MonkeyPatch) -> None:
    """It is not given up because it takes long."""
    for limit in ("_MOST_TURNS", "_MOST_FACTORED", "_MOST_OF_STORES"):
        patch.setattr(active_set, limit, 10_000)
    patch.setattr(active_set, "_SLOW", np.inf)


@pytest.fixture
def from_guess_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other method is there to help."""
    be_patient(monkeypatch)

    def never(*_: object) -> None:
        raise AssertionError("the guess did not lead there")

    monkeypatch.setattr(quadratic_program, "by_row_generation", never)


def found(
    hessian: Floats, gradient: Floats, less: Floats, right: Floats, guess: tuple[int, ...], equal: Floats | None = None
) -> Minimum | None:
    """The minimum of 1/2 z H z + g z with less @ z <= right, and with equal @ z = 0."""
    ties = np.zeros((0, len(gradient))) if equal is None else equal
    return from_guess(
        sparse.csc_matrix(hessian),
        gradient,
        sparse.csc_matrix(ties),
        np.zeros(len(ties)),
        AskedRows.of(len(gradient), sparse.csr_matrix(less), right, ()),
        guess=guess,
    )


def random_program(seed: int, shift: float = 0.0) -> Program:
    """Six variables, a tie, rows of both senses, and rows that a slack lets off; with a shift a little another one."""
    chance = np.random.default_rng(seed)
    program = Program()
    inside = chance.normal(size=6)
    program.variable("x", chance.normal(size=6))
    program.cost({"x": chance.normal(size=(8, 6))}, 5 * chance.normal(size=8) + shift)
    ties, above, below = chance.normal(size=(1, 6)), chance.normal(size=(6, 6)), chance.normal(size=(6, 6))
    program.equal({"x": ties}, ties @ inside)
    program.at_most({"x": above}, above @ inside + chance.uniform(0.1, 2.0, 6), seldom=1.0)
    program.at_least({"x": below}, below @ inside - chance.uniform(0.1, 2.0, 6))
    for number in range(2):
        slack = program.slack(f"slack {number}", chance.uniform(0.1, 10.0), 0.1 * number)
        asked = chance.normal(size=(2, 6))
        program.at_least({"x": asked, slack: np.ones((2, 1))}, asked @ inside + chance.uniform(-1.0, 3.0, 2))
    return program


def all_rows(program: Program) -> list[RowName]:
    return list(program._names.of(range(program._less.count)))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-0.5, 0.5), st.integers(0, 2**16 - 1))
def test_whatever_is_guessed_the_minimum_is_that_found_from_nothing(seed: int, shift: float, nonsense: int) -> None:
    program = random_program(seed, shift)
    cold = program.solve()
    guesses = {
        "its own rows": cold.binding,
        "those of another": random_program(seed).solve().binding,
        "nonsense": frozenset(row for k, row in enumerate(all_rows(program)) if nonsense >> k & 1),
        "everything": frozenset(all_rows(program)),
    }
    for what, guess in guesses.items():
        warm = program.solve(guess)
        assert_allclose(warm.values, cold.values, atol=1e-4 * (1 + np.abs(cold.values).max()), err_msg=what)
        assert program.violation({"x": warm["x"], "slack 0": warm["slack 0"], "slack 1": warm["slack 1"]}) < 2e-7, what


@pytest.mark.usefixtures("from_guess_alone")
def test_rows_that_a_slack_lets_off_are_missed_by_what_is_cheapest() -> None:
    """The first row is worth its price and met; the second is not and missed."""
    program = Program()
    program.variable("x", [0.0, 0.0])
    program.cost({"x": np.eye(2)})
    for place, price in enumerate((10.0, 1.0)):
        slack = program.slack(f"slack {place}", price)
        program.at_least({"x": np.eye(2)[place], slack: ONE}, 3.0)
    solution = program.solve(all_rows(program))
    assert_allclose(solution["x"], [3.0, 1.0], atol=1e-9)
    assert_allclose([solution["slack 0"][0], solution["slack 1"][0]], [0.0, 2.0], atol=1e-9)


def test_optimality_does_not_depend_on_the_size_of_prices() -> None:
    """A price of 20 000 beside costs of one leaves as many digits."""
    program = Program()
    program.variable("x", 0.0)
    program.cost({"x": ONE}, 5.0)
    slack = program.slack("slack", 20000.0, 0.1)
    program.at_most({"x": ONE, slack: -ONE}, 1.0)
    warm = program.solve(all_rows(program))
    assert warm["x"][0] == pytest.approx(1.0, abs=1e-9)


def test_rows_that_say_the_same_share_what_they_bear() -> None:
    less = np.array([[1.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    bound = found(np.eye(2), np.array([-3.0, 1.0]), less, np.array([1.0, 1.0, 2.0]), (0, 1, 2))
    assert bound is not None
    assert_allclose(bound.step, [1.0, -1.0], atol=1e-9)


def test_a_row_that_presses_the_wrong_way_is_let_go() -> None:
    bound = found(np.eye(1), np.array([1.0]), np.eye(1), np.array([2.0]), (0,))
    assert bound is not None
    assert_allclose(bound.step, [-1.0], atol=1e-9)
    assert bound.rows == ()


def test_a_variable_that_only_an_equality_decides_about_has_no_cost_to_lean_on() -> None:
    hessian, tie = np.diag([1.0, 0.0]), np.array([[1.0, -1.0]])
    bound = found(hessian, np.array([-3.0, 0.0]), np.array([[0.0, 1.0]]), np.array([2.0]), (), tie)
    assert bound is not None
    assert_allclose(bound.step, [2.0, 2.0], atol=1e-8)


@pytest.mark.parametrize("guess", [(), (0,), (0, 1)])
def test_what_cannot_be_met_is_not_found(guess: tuple[int, ...]) -> None:
    less, right = np.array([[1.0], [-1.0]]), np.array([1.0, -2.0])
    assert found(np.eye(1), np.zeros(1), less, right, guess) is None


def test_what_has_no_lowest_cost_is_not_found() -> None:
    assert found(np.zeros((1, 1)), np.array([1.0]), np.eye(1), np.array([2.0]), ()) is None


def test_what_is_not_found_from_a_guess_is_found_or_refused_as_without() -> None:
    program = Program()
    program.variable("x", 0.0)
    program.cost({"x": ONE})
    program.at_least({"x": ONE}, 2.0)
    program.at_most({"x": ONE}, 1.0)
    with pytest.raises(SolverError):
        program.solve(all_rows(program))


def test_it_is_given_up_after_some_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten bounds that bind, none of them guessed but one that does not."""
    monkeypatch.setattr(active_set, "_MOST_TURNS", 1)
    program = Program()
    program.variable("x", np.zeros(10))
    program.cost({"x": np.eye(10)}, 5.0)
    program.at_most({"x": np.eye(10)}, np.arange(10) / 10)
    program.at_least({"x": np.eye(10)}, -1.0)
    wrong = [row for row in all_rows(program) if row.group.sense == "at least"][:1]
    assert_allclose(program.solve(wrong)["x"], np.arange(10) / 10, atol=1e-6)
    less, right = np.vstack([np.eye(10), -np.eye(10)]), np.append(np.arange(10) / 10, np.ones(10))
    assert found(np.eye(10), np.full(10, -5.0), less, right, (10,)) is None
    monkeypatch.undo()
    monkeypatch.setattr(active_set, "_SLOW", np.inf)
    assert found(np.eye(10), np.full(10, -5.0), less, right, (10,)) is not None


def test_a_guess_that_is_far_off_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_set, "_MORE_ROWS", 3)
    less, right = np.vstack([np.eye(40)[::2], -np.eye(40)]), np.append(np.zeros(20), np.ones(40))
    scattered = np.diag(np.resize([1.0, 2.0], 40))
    apart = less[np.argsort(np.arange(60) % 7, kind="stable")]
    bounds = right[np.argsort(np.arange(60) % 7, kind="stable")]
    assert found(scattered, np.full(40, -5.0), apart, bounds, ()) is None


def with_store(seed: int, *, seldom: float = np.inf, ways: int | None = None) -> Program:
    """What is taken out of a store of levels, at each time more or less than flows back: x is wished to be large.

    seldom: as of `Program.store`
    ways: in how many directions x may go, all if None
    """
    chance = np.random.default_rng(seed)
    program = Program()
    few = None if ways is None else sparse.csr_matrix(np.repeat(np.eye(ways), -(-LEVELS // ways), axis=0)[:LEVELS])
    program.variable("x", np.zeros(LEVELS), along=few)
    program.cost({"x": np.eye(LEVELS)}, chance.uniform(-2.0, 3.0, LEVELS))
    one = np.eye(LEVELS)
    store = program.store("store", chance.uniform(0.0, 0.2, LEVELS), seldom=seldom)
    slack = program.slack("slack", 50.0, 0.1)
    program.at_least({store: one}, 0.0)
    program.at_most({store: one}, chance.uniform(1.0, 4.0))
    program.at_least({store: one[1:] - one[:-1], "x": -one[:-1]}, -1.0)
    program.at_most({"x": one, store: 0.4 * one, slack: -np.ones((LEVELS, 1))}, 2.0)
    return program


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_a_store_may_follow_a_block_that_goes_only_some_ways(seed: int, ways: int) -> None:
    """However it is solved; and x is the same for as long as a way has it so."""
    program = with_store(seed, ways=ways)
    cold = program.solve()
    assert len(np.unique(np.round(cold["x"], 6))) <= ways
    kept_out = with_store(seed, ways=ways, seldom=0.0).solve()
    with pytest.MonkeyPatch.context() as patch:
        be_patient(patch)
        warm = program.solve(cold.binding)
    for other in (kept_out, warm):
        assert_allclose(other["x"], cold["x"], atol=1e-3)
    assert program.violation({name: cold[name] for name in ("x", "store", "slack")}) < 1e-6


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_levels_of_a_store_are_the_lowest_and_change_nothing_of_the_rest(seed: int) -> None:
    program = with_store(seed)
    cold = program.solve()
    guess = cold.binding | with_store(seed + 1).solve().binding | {all_rows(program)[0]}
    with pytest.MonkeyPatch.context() as patch:
        be_patient(patch)
        warm = program.solve(guess)
    assert_allclose(warm["x"], cold["x"], atol=1e-3)
    blocks, others = ({name: found[name] for name in ("x", "store", "slack")} for found in (warm, cold))
    assert program.violation(blocks) < 1e-6
    # Where a row hardly presses, an interior point leaves 1e-5 of room to it: the costs tell which is the minimum.
    assert program.cost_of(blocks) <= program.cost_of(others) + 1e-6
    level = 0.0
    for place in range(LEVELS):
        assert warm["store"][place] == pytest.approx(level, abs=1e-9)
        level = max(level + warm["x"][place] - 1.0, 0.0)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([-np.inf, 0.5, 3.0]))
def test_a_store_that_is_left_out_until_it_is_broken_changes_nothing(seed: int, seldom: float) -> None:
    whole, without = with_store(seed), with_store(seed, seldom=seldom)
    expected, found_without = whole.solve(), without.solve()
    assert_allclose(found_without["x"], expected["x"], atol=1e-3)
    blocks, others = ({name: one[name] for name in ("x", "store", "slack")} for one in (found_without, expected))
    assert whole.violation(blocks) < 1e-6
    assert whole.cost_of(blocks) == pytest.approx(whole.cost_of(others), abs=1e-5)


def test_a_row_that_is_missed_by_less_and_less_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_set, "_SLOW_TURNS", 1)
    monkeypatch.setattr(active_set, "_SLOW", 0.0)
    assert found(np.eye(3), np.full(3, -5.0), np.eye(3)[[0, 2]], np.zeros(2), (0,)) is not None, "after two turns"
    chain = np.array([[1.0, -1.0, 0.0], [0.0, 1.0, -1.0], [0.0, 0.0, 1.0]])
    assert found(np.eye(3), np.array([-9.0, -5.0, -1.0]), chain, np.zeros(3), (0,)) is None


@pytest.mark.usefixtures("from_guess_alone")
def test_a_store_that_binds_is_found_from_its_rows() -> None:
    for seed in range(20):
        program = with_store(seed)
        assert program.solve(all_rows(program)).binding


def test_a_block_that_is_bounded_otherwise_is_no_store() -> None:
    program = with_store(0)
    program.at_most({"store": np.ones((1, LEVELS))}, 10.0)
    with pytest.raises(ValueError, match="a store is bounded from below"):
        program.solve(all_rows(program))


def test_rows_have_the_same_name_in_the_next_program() -> None:
    """Rows that come before, or are missing, do not change what the others are called."""

    def program(*, more: bool) -> Program:
        made = Program()
        made.variable("x", [0.0, 0.0])
        made.cost({"x": np.eye(2)}, [5.0, 0.0])
        if more:
            made.at_least({"x": np.array([1.0, 1.0])}, -9.0)
            made.at_most({"x": np.eye(2)}, [1.0, 3.0])
        made.at_most({"x": np.eye(2)} if not more else {"x": np.eye(2)[:1]}, 2.0)
        return made

    (bound,) = program(more=True).solve().binding
    assert (bound.group.sense, bound.group.blocks, bound.group.before, bound.place) == ("at most", ("x",), 0, 0)
    assert program(more=False)._names.numbers([bound]) == [0]
    assert program(more=True)._names.numbers([bound]) == [1]
    assert program(more=False)._names.numbers([bound._replace(place=2)]) == []
    assert program(more=False)._names.numbers([bound._replace(group=bound.group._replace(before=3))]) == []


@given(st.sets(st.integers(0, 25)))
def test_names_stand_for_the_rows_they_were_made_of(rows: set[int]) -> None:
    program = random_program(1)
    rows = {row for row in rows if row < program._less.count}
    assert program._names.numbers(program._names.of(sorted(rows))) == sorted(rows)
