"""Speeds that facts ask for are speeds over the ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.subproblem import solve
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.track.catalogue import load_track
from tests.helpers.race_files import read, small


@pytest.mark.parametrize(("before", "after"), [(1.0, 1.0), (1.03, 1.0), (1.0, 1.03)])
def test_an_attack_is_one_over_the_ground_wherever_it_leads_on_the_boards(before: float, after: float) -> None:
    """before, after: metres over the ground for each metre of effort, early and late in the attack."""
    race = read(small(("attack: Ruiz, source: paper", "attack: Ruiz, main: true")))
    guess = first_guess(problem_of(race, load_track("izu")), race.story)
    ruiz, held = guess.problem.index("Ruiz"), guess.linearisation
    (asked,) = race.story[0].constraints(sampled_motion_of(guess))
    moments = np.array(sorted(term.time_s for term in asked.terms))
    stretch = held.grid.stretch.copy()
    stretch[ruiz] = np.interp(held.grid.time_s, moments, [before, after])
    grid = replace(held.grid, stretch=stretch)
    solved = solve(replace(guess, linearisation=replace(held, grid=grid)), with_power=False)
    smooth = guess.basis.values(solved.iterate.coefficients[ruiz], moments, 1)
    ground = smooth * grid.stretch_at(ruiz, moments)
    assert solved.misses[race.story[0].id] == pytest.approx(0.0, abs=1e-4)
    assert ground[1] - ground[0] >= asked.low - 1e-4
