"""Drafts: that distances and heights fit each other, and that nothing told is bought with what no rider has."""

from __future__ import annotations

import numpy as np
import pytest

from replay.race.facts import Race
from replay.race.riders.rider_categories import ELITE_MEN
from replay.reconstruction.lateral.ripple import path_correction_of
from replay.reconstruction.reconstruct import best_attempt, reconstruct
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read, small
from tests.helpers.random_races import random_race


def last(race: Race) -> Attempt:
    return best_attempt(race, velodrome_of(race.track.name), lambda _share: None)[0]


@pytest.mark.parametrize("seed", [2, 19])
def test_distances_stand_on_the_path_correction_of_the_heights_that_are_shown(seed: int) -> None:
    """Else riders would be faster in a bend than their effort makes them, and slower after it."""
    shown_attempt = last(read(random_race(seed).text))
    iterate, off_s = shown_attempt.iterate, shown_attempt.iterate.problem.pull_off_s
    sampled = sampled_motion_of(iterate, 50.0)
    times = sampled.time_s
    shown = path_correction_of(sampled, shown_attempt.lines, iterate.basis.values(iterate.coefficients, times, 1))
    stood_on = np.array([iterate.ripple(rider, times) for rider in range(iterate.problem.count)])
    racing = (times > off_s - 5.0) & (times < min(iterate.finish_s, iterate.linearisation.stop_s))
    wrong_mps = np.gradient(shown.ripple_m - stood_on, times, axis=1)[:, racing]
    assert np.abs(wrong_mps).max() < 0.05


def test_no_lead_is_bought_with_power_that_nobody_has() -> None:
    lead = "{when: pull-off+5, gap: {ahead: Tjon En Fa, of: field, m: about 19}, sure: certain, main: true}"
    race = read(
        small(
            ("results:", "start_order: [Ruiz, Møller, Tjon En Fa]\nresults:"),
            ("{when: bell, attack: Ruiz, source: paper}", lead),
        )
    )
    done = reconstruct(race, velodrome_of(race.track.name))
    best_w = done.audit.power_w["Tjon En Fa"]
    # The mean of what is left over a window in which all is given from the first second on.
    men = ELITE_MEN.physique
    spent = {window: 1 - np.exp(-window / men.fade_s) for window in best_w}
    above_w = men.peak_w - men.critical_w
    most_w = {window: men.critical_w + above_w * spent[window] * men.fade_s / window for window in best_w}
    assert {window: watts for window, watts in best_w.items() if watts > most_w[window]} == {}


def test_there_is_a_motion_where_that_of_a_trial_leads_nowhere() -> None:
    race = read(random_race(485).text)
    verdicts = reconstruct(race, velodrome_of(race.track.name)).verdicts
    assert {fact.id for fact in race.story} <= {verdict.fact for verdict in verdicts}
    assert all(verdict.stands for verdict in verdicts if verdict.kind == "result")
