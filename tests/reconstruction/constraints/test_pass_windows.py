"""Where riders are free to be side by side: what facts ask for, on motions that do not have it yet."""

from __future__ import annotations

import numpy as np
import pytest

from replay.reconstruction.constraints.pass_windows import pass_windows
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.state.pair_windows import PassWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.race_files import read, small

MOMENT_S = 80.0


def in_line(names: list[str], story: str) -> tuple[SampledMotion, tuple[PassWindow, ...]]:
    """Riders of the small race behind one another all the time, 3 m apart, and the windows that a story asks for."""
    race = read(small(("{when: bell, attack: Ruiz, source: paper}", story)))
    problem = problem_of(race, load_track("izu"))
    times = np.arange(0.0, 130.0, 0.05)
    distance = np.array([14.0 * times - 3.0 * names.index(rider) for rider in problem.riders])
    sampled = SampledMotion(problem, times, distance, np.full_like(distance, 14.0), 107.0)
    return sampled, pass_windows(sampled, race.story)


def free(names: list[str], story: str, *, at_s: float = MOMENT_S) -> set[frozenset[str]]:
    """Pairs that are free to be side by side at a moment, by the first letters of their names."""
    sampled, windows = in_line(names, story)
    pairs = [(w.first, w.second) for w in windows if w.start_s <= at_s <= w.end_s]
    return {frozenset(sampled.problem.riders[row][0] for row in pair) for pair in pairs}


def pairs(*words: str) -> set[frozenset[str]]:
    return {frozenset(word) for word in words}


def test_riders_who_keep_their_order_stay_in_line() -> None:
    assert free(["Ruiz", "Møller", "Tjon En Fa"], "{when: 80, order: [Ruiz, Møller, Tjon En Fa]}") == set()


def test_who_has_to_come_first_is_free_to_pass_all() -> None:
    story = "{when: 80, move_up: {rider: Tjon En Fa, to: 1}}"
    assert free(["Ruiz", "Møller", "Tjon En Fa"], story) == pairs("TR", "TM")


def test_an_order_asks_for_more_passes_than_between_neighbours() -> None:
    story = "{when: 80, order: [Tjon En Fa, Møller, Ruiz]}"
    assert free(["Ruiz", "Møller", "Tjon En Fa"], story) == pairs("TM", "MR", "TR")


def test_riders_on_the_way_have_to_be_passed_too() -> None:
    story = "{when: 80, order: [Tjon En Fa, Ruiz]}"
    assert free(["Ruiz", "Møller", "Tjon En Fa"], story) == pairs("TR", "TM")


@pytest.mark.parametrize("before_s", [1.0, 5.0, 10.0])
def test_a_rider_may_set_out_early(before_s: float) -> None:
    story = "{when: 80, move_up: {rider: Tjon En Fa, to: 1}}"
    assert free(["Ruiz", "Møller", "Tjon En Fa"], story, at_s=MOMENT_S - before_s) == pairs("TR", "TM")


def test_riders_told_to_be_level_are_free_to_be_so() -> None:
    story = "{when: 80, gap: {ahead: Ruiz, of: Møller, lengths: at most 0.5}}"
    assert free(["Ruiz", "Møller", "Tjon En Fa"], story) == pairs("RM")
