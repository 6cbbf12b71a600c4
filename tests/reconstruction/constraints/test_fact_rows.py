"""Facts of the story as rows: one miss each, and speeds over the ground."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.fact_rows import asks, fact_rows, uncertain_fact
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.subproblem import solve
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.reconstruction.state.variables import fact_miss
from replay.track.catalogue import load_track
from tests.helpers.fields import told
from tests.helpers.iterates import Rows, even, rows
from tests.helpers.race_files import read, small


@pytest.mark.parametrize(("before", "after"), [(1.0, 1.0), (1.03, 1.0), (1.0, 1.03)])
def test_an_attack_is_one_over_the_ground_wherever_it_leads_on_the_boards(before: float, after: float) -> None:
    """before, after: metres over the ground for each metre of effort, early and late in the attack."""
    race = read(small(("attack: Ruiz, source: paper", "attack: Ruiz, main: true")))
    guess = first_guess(problem_of(race, load_track("izu")), race.story)
    ruiz, held = guess.problem.index("Ruiz"), guess.linearisation
    asked, *_ = race.story[0].constraints(sampled_motion_of(guess))
    moments = np.array(sorted(term.time_s for term in asked.terms))
    stretch = held.grid.stretch.copy()
    stretch[ruiz] = np.interp(held.grid.time_s, moments, [before, after])
    grid = replace(held.grid, stretch=stretch)
    solved = solve(replace(guess, linearisation=replace(held, grid=grid)), with_power=False)
    smooth = guess.basis.values(solved.iterate.coefficients[ruiz], moments, 1)
    ground = smooth * grid.stretch_at(ruiz, moments)
    assert solved.misses[race.story[0].id] == pytest.approx(0.0, abs=1e-4)
    assert ground[1] - ground[0] >= asked.low - 1e-4


def asked(fact: StoryFact, *, price: float = 10.0, **changes: Any) -> Rows:
    """A fact of A and B, who ride at 15 m/s, A 5 m ahead, as rows of an empty program."""
    iterate = even(facts=(fact,), **changes)
    found = rows(iterate)
    fact_rows(found.program, iterate, sampled_motion_of(iterate), fact, price)
    return found


LEAD = told("AB", 4.0, gap={"ahead": "A", "of": "B", "m": "exactly 6"})
AT_LEAST = told("AB", 4.0, gap={"ahead": "A", "of": "B", "m": "at least 6"})
MISS = fact_miss(LEAD.id)


def test_a_lead_is_asked_for_from_both_sides() -> None:
    assert asked(LEAD).violation({0: 1.0}) == pytest.approx(0.0, abs=1e-9)
    assert asked(LEAD).violation() == pytest.approx(1.0, abs=1e-9)
    assert asked(LEAD).violation({0: 3.0}) == pytest.approx(2.0, abs=1e-9)
    assert asked(AT_LEAST).violation({0: 3.0}) == pytest.approx(0.0, abs=1e-9)
    assert asked(AT_LEAST).violation() == pytest.approx(1.0, abs=1e-9)


def test_a_miss_is_one_number_with_a_price() -> None:
    found = asked(LEAD, price=10.0)
    assert found.violation(**{MISS: 1.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({0: 3.0}, **{MISS: 2.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.cost(**{MISS: 2.0}) == pytest.approx(20.0 + 0.2, abs=1e-9)
    assert found.violation({0: 1.0}, **{MISS: -1.0}) >= 1.0


def test_the_ripple_is_part_of_a_lead() -> None:
    assert asked(LEAD, ripple_m=[1.0, 0.0]).violation() == pytest.approx(0.0, abs=1e-9)


def test_a_fact_that_asks_nothing_of_distances_has_no_rows() -> None:
    words = told("AB", 4.0, caption="Bell")
    iterate = even()
    assert not asks(words, sampled_motion_of(iterate))
    assert asks(LEAD, sampled_motion_of(iterate))
    assert fact_rows(rows(iterate).program, iterate, sampled_motion_of(iterate), words, 10.0) is None


def doubted(fact: StoryFact, **changes: Any) -> Rows:
    iterate = even(**changes)
    found = rows(iterate)
    uncertain_fact(found.program, iterate, sampled_motion_of(iterate), fact, 2.0)
    return found


def test_in_the_doubt_a_fact_is_an_observation_with_a_standard_deviation() -> None:
    found = doubted(LEAD)
    base = found.cost({0: -found.iterate.coefficients[0], 1: -found.iterate.coefficients[1]})
    lead_of_five = found.cost()
    assert lead_of_five == pytest.approx(0.5 * (5.0 / 2.0) ** 2, rel=1e-9)
    assert base >= 0.0


def test_there_a_bound_counts_only_where_the_motion_lies_on_it() -> None:
    assert doubted(AT_LEAST).cost() == 0.0
    assert doubted(AT_LEAST, start_m=(0.0, -6.2)).cost() > 0.0
    assert doubted(AT_LEAST, start_m=(0.0, -9.0)).cost() == 0.0
