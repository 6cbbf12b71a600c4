"""Drafts: that distances and heights fit each other, and that nothing told is bought with what no rider has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.race.facts import Race
from replay.race.riders.rider_categories import ELITE_MEN
from replay.reconstruction.lateral.height import Heights
from replay.reconstruction.lateral.ripple import path_correction_of
from replay.reconstruction.reconstruct import best_attempt, reconstruct
from replay.reconstruction.solving import attempt
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.repair import Touching
from replay.reconstruction.solving.subproblem import Solved
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.reconstruction.state.pair_windows import ApartWindow
from replay.reconstruction.tools.quadratic_program import Solution
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import problem
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


def repaired(monkeypatch: pytest.MonkeyPatch, shared: list[int]) -> tuple[Attempt, list[int], list[bool]]:
    """(what is taken, looks that were not made, whether who touches was kept apart whatever facts say, look by look).

    Each look at the motion is a fake here: it counts, and finds so many samples in which riders touch.
    """
    start = first_guess(problem("AB"), ())
    heights = Heights(start.basis, start.coefficients, ())
    looks, firmly = iter(shared), list[bool]()
    window = (ApartWindow(0, 1, 1.0, 2.0),)

    def looked_at(tried: Attempt, *, firm: bool) -> tuple[Attempt, Touching]:
        firmly.append(firm)
        samples = next(looks)
        return replace(tried, barred=frozenset([str(samples)])), Touching(samples, samples, window if samples else ())

    monkeypatch.setattr(attempt, "_looked_at", looked_at)
    monkeypatch.setattr(attempt, "_round", lambda tried, **_: tried)
    monkeypatch.setattr(attempt, "_lines", lambda *_: (heights, ()))
    monkeypatch.setattr(
        attempt, "settle", lambda iterate, **_: Solved(iterate, {}, 0.0, 0.0, Solution(np.zeros(0), {}, {}))
    )
    found = attempt.first_attempt(start.problem, (), (), frozenset(), lambda _share: None)
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
