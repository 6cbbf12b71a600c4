"""Guesses that fail are tried less and less often, and again at once when one was good."""

from __future__ import annotations

import numpy as np

from replay.reconstruction.tools.guess import Guess
from replay.reconstruction.tools.quadratic_program import Solution
from replay.reconstruction.tools.row_names import RowName, RowNames


def rows(count: int) -> frozenset[RowName]:
    names = RowNames()
    names.add("at most", ("x",), count)
    return names.of(range(count))


def solution(*, failed: bool) -> Solution:
    return Solution(np.zeros(1), {"x": 0}, {"x": 1}, rows(3), failed)


def tried(*, good: bool, programs: int) -> str:
    """One letter a program: "g" where a guess is tried, "." where it rests."""
    guess, seen = Guess(rows(2)), ""
    for _ in range(programs):
        seen += "g" if guess.due else "."
        guess = guess.after(solution(failed=bool(guess.due) and not good))
    return seen


def test_who_guesses_well_guesses_always() -> None:
    assert tried(good=True, programs=8) == "gggggggg"


def test_one_failure_may_be_chance_and_more_of_them_rest_longer() -> None:
    assert tried(good=False, programs=30) == "gg..g......g" + "." * 14 + "g..."


def test_a_rest_is_never_longer_than_the_most() -> None:
    rested = max(map(len, tried(good=False, programs=200).split("g")))
    assert rested == 15


def test_a_good_guess_forgets_the_failures_and_a_rest_keeps_them() -> None:
    failed = Guess(rows(2)).after(solution(failed=True)).after(solution(failed=True))
    assert (failed.failures, failed.rests) == (2, 2)
    resting = failed.after(solution(failed=False))
    assert (resting.failures, resting.rests, resting.rows) == (2, 1, rows(3))
    awake = resting.after(solution(failed=False))
    assert awake.due == rows(3)
    assert awake.after(solution(failed=False)) == Guess(rows(3))
