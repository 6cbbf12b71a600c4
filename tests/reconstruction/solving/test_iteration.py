"""The sequence of programs: it settles, it ends with exact times, and it holds what it is meant to hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.when import Mark, When
from replay.reconstruction.problem.measured_passings import RACE_TIME, Anchor, AnchorKind, Passing, Timing
from replay.reconstruction.solving import iteration
from replay.reconstruction.solving.first_guess import first_guess, through_passings, usual_finish_s
from replay.reconstruction.solving.iteration import finished, settle
from replay.reconstruction.solving.linearising import on_path, prepared
from replay.reconstruction.solving.repair import Touching, touching
from replay.reconstruction.solving.rough_motion import guessed_gaps, rough_finishes, usual_time
from replay.reconstruction.solving.subproblem import Solved, ride, solve
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.state.path_correction import PathCorrection
from replay.reconstruction.state.sampled_iterate import DOWN_AFTER_S
from replay.reconstruction.tools.guess import NO_GUESS
from tests.helpers.fields import drawn, evidence, problem, told
from tests.helpers.iterates import even, paper_problem


@cache
def rough(*story: str) -> Iterate:
    facts = tuple(told("AB", "bell", **{kind: "B"}) for kind in story)
    return first_guess(problem("AB"), facts)


@cache
def settled() -> Solved:
    return settle(rough(), cold=True)


def test_the_first_guess_meets_start_and_finish() -> None:
    iterate = rough()
    where = iterate.position(np.array([0.0, *iterate.finishes_s]))
    assert_allclose(np.diag(where[:, 1:]), 1500.0, atol=0.5)
    assert where[:, 0].max() < 0.0, "behind the pacer"
    assert iterate.finish_s == usual_finish_s(iterate.problem)
    assert iterate.basis.end_s > iterate.finishes_s.max() + 4.0


def test_it_goes_through_measured_passings_and_finds_floating_moments() -> None:
    moment = Anchor(AnchorKind.FLOATING, 1)
    passings = (Passing(0, 60.0, RACE_TIME, 5.0), Passing(1, 45.0, moment, 0.5), Passing(1, 75.0, moment, 3.0))
    of = paper_problem("AB", timing=Timing(passings=passings))
    times = np.linspace(0.0, 10.0, 101)
    rough = np.array([15.0 * times, 15.0 * times])
    bent, floating = through_passings(of, rough, times, np.array([10.0, 10.0]))
    assert np.interp(5.0, times, bent[0]) == pytest.approx(60.0)
    assert floating == {moment: pytest.approx(2.5)}
    assert np.interp(5.5, times, bent[1]) == pytest.approx(75.0)
    assert_allclose(bent[:, [0, -1]], rough[:, [0, -1]], atol=1e-9)


def test_gaps_that_nobody_timed_are_guessed_between_their_neighbours() -> None:
    of = paper_problem("ABCDE", crossing=(0, 1, 2, 3), gap_s=np.array([0.0, np.nan, 0.4, np.nan, np.nan]))
    assert_allclose(guessed_gaps(of), [0.0, 0.2, 0.4, 0.65, np.nan])


def test_who_fell_and_comes_in_half_a_minute_later_draws_nobody_back() -> None:
    of = paper_problem("ABCD", gap_s=np.array([0.0, np.nan, np.nan, 30.0]))
    assert_allclose(guessed_gaps(of), [0.0, 0.25, 0.5, 30.0])


def test_a_stopped_race_has_finishes_one_after_another_as_in_the_line() -> None:
    of = paper_problem("ABC", queue=(2, 0, 1), stopped=When(Mark.RACE_TIME, 30.0))
    assert_allclose(rough_finishes(of, 100.0, np.full(3, np.nan)), [100.15, 100.3, 100.0])


def test_usually_riders_are_where_the_pacer_is_until_it_leaves() -> None:
    of = problem("AB")
    assert of.pacer is not None
    assert usual_time(of, float(of.pacer.distance(30.0))) == pytest.approx(30.0, abs=0.01)
    assert usual_time(of, of.pull_off_m + 173.0) == pytest.approx(of.pull_off_s + 10.0)


def test_a_settled_motion_hardly_moves_in_another_program() -> None:
    again = solve(settled().iterate, with_power=True)
    assert again.moved_m < 0.25
    assert settled().moved_m < 0.25


def test_settling_takes_windows_and_shelter_from_the_first_programs_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bool, bool, bool]] = []

    def watched(iterate: Iterate, *, windows: bool, shelter: bool) -> Iterate:
        asked.append((windows, shelter, False))
        return iterate

    def jumpy(iterate: Iterate, *, with_power: bool) -> Solved:
        asked.append((False, False, with_power))
        return replace(settled(), iterate=iterate, moved_m=9.0)

    monkeypatch.setattr(iteration, "prepared", watched)
    monkeypatch.setattr(iteration, "solve", jumpy)
    settle(rough(), cold=True)
    assert [power for _, _, power in asked[::2]] == [False, *[True] * 9], "the first asks nothing of power"
    assert [windows for windows, _, _ in asked[1::2]] == [True] * 3 + [False] * 7
    assert [shelter for _, shelter, _ in asked[1::2]] == [True] * 5 + [False] * 5
    asked.clear()
    settle(rough(), cold=False)
    assert len(asked) == 8, "four programs from a motion that was settled before"
    assert not any(windows for windows, _, _ in asked)


def test_a_motion_that_is_still_needs_no_further_program(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[bool] = []

    def still(iterate: Iterate, *, with_power: bool) -> Solved:
        calls.append(with_power)
        return replace(settled(), iterate=iterate, moved_m=0.1)

    monkeypatch.setattr(iteration, "solve", still)
    settle(settled().iterate, cold=False)
    assert len(calls) == 1
    calls.clear()
    settle(settled().iterate, cold=True)
    assert len(calls) == 6, "but not before shelter is held"


def test_a_finished_motion_has_its_times_exactly() -> None:
    before = settled().iterate
    done = finished(before).iterate
    assert done.finish_s == before.finish_s
    assert_array_equal(done.gaps_s, before.gaps_s)
    where = done.position(done.finishes_s)
    assert_allclose(np.diag(where), 1500.0, atol=1e-5)


def test_what_is_held_stays_and_what_is_free_is_taken_from_the_motion() -> None:
    iterate = rough()
    held = prepared(iterate, windows=False, shelter=False).linearisation
    assert held.windows is iterate.linearisation.windows
    assert held.shelter is iterate.linearisation.shelter
    free = prepared(settled().iterate, windows=True, shelter=True).linearisation
    assert free.shelter.min() < 0.7
    assert free.shelter.max() == pytest.approx(1.0)
    assert np.abs(np.diff(free.shelter, axis=1)).max() < 0.5 / 7 + 0.05, "smoothed over seven knots"


def test_falls_and_stops_are_race_times_of_the_motion() -> None:
    fact = CrashFact(id="story 1 (crash)", when=When(Mark.RACE_TIME, 3.0), rider="A", down=("B",))
    iterate = even(stopped=When(Mark.RACE_TIME, 4.0), fallen=((0, fact), (1, fact)))
    held = prepared(replace(iterate, finish_s=100.0), windows=True, shelter=True).linearisation
    assert held.stop_s == pytest.approx(4.0)
    assert held.fall_s == {0: pytest.approx(3.0), 1: pytest.approx(3.0 + DOWN_AFTER_S)}


def test_other_heights_leave_the_distances_where_they_are() -> None:
    iterate = settled().iterate
    times = np.arange(0.0, iterate.basis.end_s, 0.02)
    swing = 0.4 * np.sin(times)[None] * np.array([[1.0], [0.5]])
    path = PathCorrection(times, swing, 1.0 + 0.01 * np.cos(times)[None].repeat(2, 0), 0.1 * times[None].repeat(2, 0))
    moved = on_path(iterate, path)
    assert_allclose(moved.position(times), iterate.position(times), atol=0.01)
    grid = moved.linearisation.grid
    assert_allclose(grid.stretch, 1.0 + 0.01 * np.cos(grid.time_s)[None].repeat(2, 0), atol=1e-4)
    assert_allclose(grid.stretch_rate[:, 2:-2], -0.01 * np.sin(grid.time_s)[None, 2:-2].repeat(2, 0), atol=1e-4)
    assert_allclose(grid.lift_w[:, 2:-2], 0.1 * 98.0 * 9.81 / 0.976, rtol=1e-3)


def test_a_fact_on_trial_comes_before_the_shape_of_efforts() -> None:
    fact = told("AB", "2 laps to go", gap={"ahead": "B", "of": "A", "m": "exactly 20"})
    asked = settled().iterate.asking(facts=(fact,))
    tried = solve(asked, with_power=True, trial=fact.id)
    usual = solve(asked, with_power=True)
    assert tried.misses[fact.id] <= usual.misses[fact.id] + 1e-6
    assert tried.misses[fact.id] < 0.5


def test_a_ride_asks_nothing_of_facts() -> None:
    impossible = told("AB", "2 laps to go", gap={"ahead": "B", "of": "A", "m": "exactly 200"})
    free = ride(settled().iterate, paced=True)
    asked = ride(settled().iterate.asking(facts=(impossible,)), paced=True)
    assert_allclose(asked.coefficients, free.coefficients, atol=1e-6)


def test_riders_who_share_ground_are_kept_apart_for_a_while() -> None:
    """B rides through A between 4 and 6 s, both on one line."""
    shared = drawn(0.0, "A..B", 4.0, "A.B", 6.0, "B.A", 10.0, "B..A")
    motion = evidence(shared).motion
    (window,) = touching(motion, 2).apart
    assert (window.first, window.second, window.firm) == (0, 1, False)
    assert 3.0 < window.start_s < 4.9
    assert 5.1 < window.end_s < 7.0
    assert touching(motion, 2, firm=True).apart[0].firm
    assert touching(evidence(shared, {"A": 0.4, "B": 2.0}).motion, 2) == Touching(0, 0, ())


def test_riders_who_cross_the_line_level_are_not_asked_to_be_one_behind_the_other_there() -> None:
    """B rides through A for four seconds, and the line is crossed in the middle of them."""
    motion = evidence(drawn(0.0, "A..B", 5.0, "A.B", 15.0, "B.A", 20.0, "B..A")).motion
    always = touching(motion, 2)
    level = touching(replace(motion, finish_s=np.array([10.0, 10.05])), 2)
    apart = touching(replace(motion, finish_s=np.array([10.0, 10.5])), 2)
    assert level.shared == always.shared > 0
    assert level.near == always.near > always.shared
    assert apart.apart == always.apart
    assert all(not (window.start_s < 10.0 < window.end_s) for window in level.apart)
    assert level.apart[0].end_s < 9.0
    assert level.apart[-1].start_s > 11.0


def test_the_rows_that_bind_are_handed_on_and_change_only_the_time_it_takes() -> None:
    before = settled().iterate
    assert before.guess.rows
    assert prepared(before, windows=False, shelter=False).guess == before.guess
    warm = solve(before, with_power=True).iterate
    cold = solve(replace(before, guess=NO_GUESS), with_power=True).iterate
    assert_allclose(warm.coefficients, cold.coefficients, atol=1e-3)
    assert warm.finish_s == pytest.approx(cold.finish_s, abs=1e-5)
