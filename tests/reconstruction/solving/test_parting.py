"""Attempts finished: who touches is parted along the track or up the boards, and the best of all is taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.reconstruction.lateral.height import Heights
from replay.reconstruction.reconstruct import best_attempt
from replay.reconstruction.solving import attempt, parting
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.repair import Touching
from replay.reconstruction.solving.subproblem import Solved
from replay.reconstruction.state.pair_windows import ApartWindow
from replay.reconstruction.tools.quadratic_program import Solution
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import problem
from tests.helpers.race_files import read
from tests.helpers.random_races import random_race


def repaired(monkeypatch: pytest.MonkeyPatch, shared: list[int]) -> tuple[Attempt, list[int], list[bool]]:
    """(what is taken, looks that were not made, whether who touches was kept apart whatever facts say, look by look).

    Each look at the motion is a fake here: it counts, and finds so many samples in which riders touch.
    """
    start = first_guess(problem("AB"), ())
    heights = Heights(start.basis, start.coefficients, ())
    looks, firmly = iter(shared), list[bool]()
    window = (ApartWindow(0, 1, 1.0, 2.0),)

    def looked_at(tried: Attempt, *, firm: bool, **_: object) -> tuple[Attempt, Touching]:
        firmly.append(firm)
        samples = next(looks)
        return replace(tried, barred=frozenset([str(samples)])), Touching(samples, samples, window if samples else ())

    monkeypatch.setattr(parting, "_looked_at", looked_at)
    for module in (attempt, parting):
        monkeypatch.setattr(module, "another_round", lambda tried, **_: tried)
        monkeypatch.setattr(module, "lines_of", lambda *_: (heights, ()))
    monkeypatch.setattr(parting, "turns_of", lambda tried, _turns: tried)
    monkeypatch.setattr(parting, "_touching", lambda *_, **__: Touching(0, 0, ()))
    monkeypatch.setattr(
        attempt, "settle", lambda iterate, **_: Solved(iterate, {}, 0.0, 0.0, Solution(np.zeros(0), {}, {}))
    )
    found = parting.first_attempt(start.problem, (), (), frozenset(), lambda _share: None)
    return found, list(looks), firmly


def test_of_repairs_that_do_not_help_the_best_is_taken_and_soon_no_more_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, left, firmly = repaired(monkeypatch, [90, 40, 60, 45, 40, 0])
    assert found.barred == {"40"}
    assert left == [0]
    assert firmly == [False, False, False, True, True]


def test_a_crowd_is_parted_firmly_and_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    found, left, firmly = repaired(monkeypatch, [4000, 900, 901, 902, 903, 0])
    assert found.barred == {"0"}
    assert left == []
    assert firmly == [False, True, True, True, True, True]


def test_who_is_level_and_was_taken_for_one_behind_the_other_is_parted_by_heights_alone() -> None:
    race = read(random_race(2).text)
    shown, _ = best_attempt(race, velodrome_of(race.track.name), lambda _share: None)
    low = replace(shown.lines, coefficients=np.full_like(shown.lines.coefficients, 0.3))
    in_one_line = replace(shown, lines=low, beside=())
    touched = parting._touching(in_one_line, firm=False)
    parted, left = parting._parted_by_heights(in_one_line, touched, firm=False)
    assert touched.shared > 0
    assert left.shared == 0
    assert parted.shared_ground() == 0


@pytest.mark.parametrize(("last", "taken"), [(False, {"fitted"}), (True, {"own"})])
def test_heights_that_ask_more_than_riders_have_are_taken_only_where_nothing_else_is_tried(
    monkeypatch: pytest.MonkeyPatch, last: bool, taken: set[str]
) -> None:
    """Their own heights part all, with more power than riders have; on distances that fit them some touch."""
    start = first_guess(problem("AB"), ())
    begun = Attempt(start, Heights(start.basis, start.coefficients, ()), (), ())
    shared = {"own": 0, "fitted": 5}
    monkeypatch.setattr(parting, "_on_own_heights", lambda tried: replace(tried, barred=frozenset(["own"])))
    monkeypatch.setattr(parting, "staying_on", lambda tried: replace(tried, barred=frozenset(["fitted"])))
    monkeypatch.setattr(parting, "_is_ridden", lambda *_, **__: False)
    monkeypatch.setattr(parting, "_touching", lambda tried, **_: Touching(shared[next(iter(tried.barred))], 9, ()))
    found, seen = parting._parted_by_heights(begun, Touching(90, 90, ()), firm=True, last=last)
    assert found.barred == taken
    assert seen.shared == shared[next(iter(taken))]
