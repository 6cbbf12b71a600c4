"""Doubt: none where something was measured, and everywhere at least what a fact would take away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from benchmarks.calibration import gap_lists, scores_of, sprint_scores
from benchmarks.hidden_facts import gap_sds, lead_sd
from replay.base.units import Floats
from replay.motion.pacer import PITCH_M
from replay.race.facts import Race
from replay.reconstruction.constraints.unknowns import ORDER_SD_M, order_sd, place_sd, slow_part_sd
from replay.reconstruction.doubt import gap_spread, spread, winner_time_sd
from replay.reconstruction.judging.screening import screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.parting import first_attempt
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.track.catalogue import load_track
from tests.helpers.drawn_races import drawn_race
from tests.helpers.fields import problem, race, told
from tests.helpers.race_files import SPRINT, changed, read

FOUR = "ABCD"
GAPS = [0, 0.1, None, 0.4]
TOLD = (
    {"when": "2 laps to go", "gap": {"ahead": "B", "of": "field", "m": "about 10"}},
    {"when": "bell", "order": {"riders": ["B", "A"], "from": 1}},
    {"when": "bell", "attack": "A"},
    {"when": "2 laps to go", "gap": {"ahead": "B", "of": "D", "lengths": "at least 1"}},
)


def settled(facts: Race) -> Iterate:
    on_paper = problem_of(facts, load_track("izu"))
    asked, _ = screen(on_paper, facts.story)
    return first_attempt(on_paper, asked, facts.story, frozenset(), lambda _share: None).iterate


def knowing(iterate: Iterate, **changes: Any) -> Iterate:
    """The same motion, of which something else is known."""
    problem = replace(iterate.problem, **changes)
    return replace(iterate, formulation=replace(iterate.formulation, problem=problem))


@pytest.fixture(scope="module")
def known() -> Iterate:
    """The draw is known, C's gap and the winner's time are not, and things are told."""
    return settled(race(FOUR, story=TOLD, gaps=GAPS, start_order=list("DBAC")))


@pytest.fixture(scope="module")
def doubt(known: Iterate) -> tuple[Floats, Floats]:
    return spread(known)


def at(doubt: tuple[Floats, Floats], time_s: float) -> Floats:
    return np.array([np.interp(time_s, doubt[0], row) for row in doubt[1]])


def test_there_is_none_at_the_line_where_a_gap_was_timed_and_some_where_none_was(
    known: Iterate, doubt: tuple[Floats, Floats]
) -> None:
    for row, name in enumerate(FOUR):
        there = at(doubt, known.finish_s + float(known.gaps_s[row]))[row]
        assert (there > 0.1) if name == "C" else (there == 0.0), name


def test_it_is_finite_everywhere_and_none_at_the_start_of_a_known_draw(doubt: tuple[Floats, Floats]) -> None:
    times, metres = doubt
    assert metres.shape == (len(FOUR), len(times))
    assert np.all(np.diff(times) > 0)
    assert np.all(np.isfinite(metres))
    assert np.all(metres >= 0)
    assert_array_equal(metres[:, 0], 0.0)


def test_riders_who_are_level_on_the_line_but_for_rounding_have_one_time(known: Iterate) -> None:
    level = replace(known, gaps_s=np.array([0.0, 0.1, 0.1 + 4e-9, 0.4]))
    times, _ = spread(level)
    assert np.diff(times).min() > 1e-7


def test_it_is_small_in_the_line_grows_when_racing_begins_and_is_gone_at_the_finish(
    known: Iterate, doubt: tuple[Floats, Floats]
) -> None:
    paced, leaving, middle, late = (at(doubt, t).max() for t in (40.0, 67.5, 88.0, known.finish_s - 1.0))
    assert paced < 2.0
    assert paced < middle
    assert leaving < middle
    assert late < middle
    iterates = np.abs(np.diff(doubt[1], axis=1)) / np.diff(doubt[0])
    assert iterates.max() < 4.0, "metres a second"


def test_it_is_the_same_every_time(known: Iterate, doubt: tuple[Floats, Floats]) -> None:
    again = spread(known)
    assert_array_equal(again[0], doubt[0])
    assert_array_equal(again[1], doubt[1])


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_to_take_a_fact_away_never_makes_it_smaller(known: Iterate, doubt: tuple[Floats, Floats], place: int) -> None:
    facts = known.facts
    _, without = spread(known.asking(facts=(*facts[:place], *facts[place + 1 :])))
    assert np.all(without >= doubt[1] - 1e-5)


def test_a_measured_winners_time_and_gap_take_away_doubt(known: Iterate) -> None:
    gaps = known.problem.gap_s.copy()
    gaps[2] = known.gaps_s[2]
    timed = knowing(known, gap_s=gaps)
    assert np.all(spread(timed)[1] <= spread(known)[1] + 1e-5)
    assert winner_time_sd(known) >= 2.0
    assert winner_time_sd(knowing(known, winner_s=known.finish_s)) == 0.0


def test_a_told_lead_leaves_its_tolerance_open_and_no_more(known: Iterate) -> None:
    """About ten metres are a metre, not ten laps of the track."""
    fact = known.facts[0]
    sampled = sampled_motion_of(known)
    time_s = sampled.moment(fact.when)
    leader, second = sampled.order(time_s)[:2]
    assert 0.5 < lead_sd(known, leader, second, time_s) < 1.5
    assert lead_sd(known.asking(facts=()), leader, second, time_s) > 3.0


def test_a_bound_that_is_far_away_tells_nothing(known: Iterate) -> None:
    """B leads by ten metres: that he leads D by at least a length narrows nothing."""
    bare = known.asking(facts=known.facts[:1])
    bound = told(FOUR, "2 laps to go", gap={"ahead": "B", "of": "D", "lengths": "at least 1"})
    assert_array_equal(spread(bare.asking(facts=(*bare.facts, bound)))[1], spread(bare)[1])


def test_a_gap_between_two_is_as_open_as_they_are_apart_and_that_of_the_last_is_wider(known: Iterate) -> None:
    (between,) = gap_sds(known).values()
    assert 0.02 < between < 0.3 / np.sqrt(3) + 1e-6
    gaps = np.array([0.0, 0.1, 0.2, np.nan])
    last = knowing(known, gap_s=gaps)
    assert gap_sds(last)[3] > between


def test_a_gap_is_surer_than_both_riders_and_certain_where_both_are_timed(
    known: Iterate, doubt: tuple[Floats, Floats]
) -> None:
    times, own = doubt
    gaps, speeds = gap_spread(known, times), np.maximum(known.basis.values(known.coefficients, times, 1), 1.0)
    racing = (times > known.problem.pull_off_s + 5.0) & (times < known.finish_s - 2.0)
    assert np.all(np.isfinite(gaps))
    assert np.all(gaps >= 0.0)
    assert np.all(gaps[:, racing].min(axis=0) == 0.0), "the leader has no gap"
    assert np.median(gaps[:, racing].max(axis=0)) < np.median((own / speeds)[:, racing].max(axis=0))
    for row in range(2):
        crossing = int(np.argmin(np.abs(times - known.finish_s - known.gaps_s[row])))
        assert gaps[row, crossing] == pytest.approx(0.0, abs=1e-3)


def test_places_that_nobody_tells_are_as_open_as_the_line_is_long() -> None:
    assert place_sd(problem("ABC", start_order=list("ABC"))) == {}
    assert place_sd(problem("ABC", start_order=["unknown", "A", "B"])) == {}, "only one place is left"
    open_ = place_sd(problem("ABC"))
    middle = problem("ABC").queue[1]
    assert open_[middle] == pytest.approx(PITCH_M * np.sqrt(2 / 3))
    assert all(open_[row] == pytest.approx(PITCH_M * np.sqrt(5 / 3)) for row in open_ if row != middle)


def test_an_invented_draw_widens_it_in_the_first_laps(known: Iterate, doubt: tuple[Floats, Floats]) -> None:
    invented = knowing(known, invented=known.problem.riders)
    filled = spread(invented)
    for time_s in (0.0, 20.0, 60.0):
        wide = at(filled, time_s)
        assert np.all(wide >= [place_sd(invented.problem)[row] for row in range(4)])
    assert np.all(filled[1] >= doubt[1] - 1e-5)


def test_a_gap_told_in_seconds_is_a_tolerance_in_seconds(known: Iterate) -> None:
    """About a second leaves a tenth of it open: a metre and a half at the speed of racing."""
    fact = told(FOUR, "2 laps to go", gap={"ahead": "B", "of": "A", "s": "about 0.6"})
    sampled = sampled_motion_of(known)
    time_s = sampled.moment(fact.when)
    sd_m = lead_sd(known.asking(facts=(fact,)), 1, 0, time_s)
    assert sd_m < lead_sd(known.asking(facts=()), 1, 0, time_s) / 2


@pytest.mark.slow
def test_the_truth_of_made_up_races_is_within_two_standard_deviations_about_as_often_as_it_should() -> None:
    races = (drawn_race(seed, gap_lists(), most_riders=4) for seed in range(100, 106))
    scores = [score for drawn in races for score in scores_of(drawn)]
    away = np.abs([score.error / score.sd for score in scores])
    assert 0.8 < np.mean(away < 2) <= 1.0
    assert 0.45 < np.mean(away < 1) < 0.95


@pytest.fixture(scope="module")
def sprint() -> Iterate:
    """A sprint of which it is told who jumps at the bell, and who led with two laps to go."""
    leads = "  - {when: 2 laps to go, leads: Ruiz, source: paper}\n"
    return settled(read(changed(SPRINT, ("story:\n", f"story:\n{leads}"))))


def test_the_earlier_in_the_slow_part_of_a_sprint_the_less_is_known(sprint: Iterate) -> None:
    ago_s = np.array([0.0, 10.0, 20.0, 30.0, 45.0])
    added = slow_part_sd(sprint, sprint.finish_s - ago_s, sprint.finishes_s)
    assert (added[:, 0] < 0.1).all()
    assert (np.diff(added, axis=1) > 0).all()
    assert 30.0 < added[:, -1].max() < 80.0
    at_start = slow_part_sd(sprint, np.zeros(1), sprint.finishes_s)
    assert at_start == pytest.approx(np.zeros_like(at_start), abs=1e-9), "all stand on the start line"


def test_who_leads_a_sprint_is_open_but_at_the_line_and_where_it_is_told(sprint: Iterate) -> None:
    told_s = sampled_motion_of(sprint).leader_crossing(250.0)
    known = order_sd(sprint, np.array([told_s, sprint.finish_s]), sprint.finishes_s)
    assert (known < 0.5).all()
    between = order_sd(sprint, np.array([told_s + 15.0]), sprint.finishes_s)
    assert between[0] > 0.8 * ORDER_SD_M


def test_where_it_is_told_what_opens_a_sprint_less_is_open(sprint: Iterate) -> None:
    before_s = np.array([sprint.problem.pull_off_s])
    told, untold = (slow_part_sd(one, before_s, sprint.finishes_s) for one in (sprint, sprint.asking(facts=())))
    assert (told < 0.7 * untold).all()


def test_a_race_that_begins_fast_has_no_such_doubt(known: Iterate) -> None:
    times = np.array([40.0, 80.0])
    assert not slow_part_sd(known, times, known.finishes_s).any()
    assert not order_sd(known, times, known.finishes_s).any()


@pytest.mark.slow
def test_the_truth_of_made_up_sprints_is_within_two_standard_deviations_about_as_often_as_it_should() -> None:
    away = np.abs([score.error / score.sd for seed in range(100, 104) for score in sprint_scores(seed)])
    assert 0.8 < np.mean(away < 2) <= 1.0
    assert 0.45 < np.mean(away < 1) < 0.95
