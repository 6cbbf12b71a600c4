"""Where riders are free to be side by side: what facts ask for, on motions that do not have it yet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.reconstruction.constraints.pass_windows import pass_windows
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.state.pair_windows import PassWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.fields import drawn
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


def passing(*strips: float | str) -> tuple[PassWindow, ...]:
    """The windows of A and B as drawn, who finish a second apart."""
    sampled = drawn(*strips)
    return pass_windows(replace(sampled, problem=replace(sampled.problem, gap_s=np.array([0.0, 1.0]))), ())


def width_s(windows: tuple[PassWindow, ...]) -> float:
    """How long the only window is, around 90 s."""
    (window,) = windows
    assert (window.first, window.second) == (0, 1)
    assert (window.start_s + window.end_s) / 2 == pytest.approx(90.0, abs=0.05)
    return window.end_s - window.start_s


def test_a_change_of_order_has_a_window_around_it_wider_the_slower_it_is() -> None:
    """B passes A at 90 s, evenly."""
    quick = width_s(passing(85.0, "A...B", 95.0, "B...A"))
    assert quick == pytest.approx(2 * (2.05 / 1.6 + 0.35), abs=0.01), "16 m in ten seconds, and some room"
    assert width_s(passing(85.0, "AB", 95.0, "BA")) > quick
    assert width_s(passing(80.0, "AB", 100.0, "BA")) == pytest.approx(2 * 3.0), "and not for longer"
    assert width_s(passing(89.5, "A..........B", 90.5, "B..........A")) == pytest.approx(2 * 0.8), "and not for less"


def test_behind_the_pacer_nobody_passes() -> None:
    assert passing(40.0, "A...B", 50.0, "B...A") == ()


def to_the_line(lead: str, gap_s: float) -> SampledMotion:
    """A and B as drawn on the last 100 m, which A finishes first by a timed gap."""
    sampled = drawn(93.0, lead, 101.0, lead, leader_m=1400.0)
    return replace(sampled, problem=replace(sampled.problem, gap_s=np.array([0.0, gap_s])))


def test_who_finishes_level_is_free_to_the_end() -> None:
    sampled = to_the_line("A.B", 0.1)
    (window,) = pass_windows(sampled, ())
    assert window.end_s == pytest.approx(float(sampled.time_s[-1]))
    assert window.start_s == pytest.approx(sampled.crossing(0, 1500.0) - 3.0, abs=0.01), "as fast as each other"


def test_who_finishes_well_behind_is_not() -> None:
    assert pass_windows(to_the_line("A.B", 0.2), ()) == ()
    untimed = to_the_line("A..B", np.nan)
    assert pass_windows(untimed, ()) == (), "then the motion says it"
    assert len(pass_windows(to_the_line("AB", np.nan), ())) == 1
    before = drawn(80.0, "AB", 85.0, "AB")
    assert pass_windows(before, ()) == (), "nobody has reached the line yet"


def test_who_attacks_is_free_to_pass_those_on_whom_he_has_to_gain() -> None:
    """From the last wheel there is no room to gain without coming past; the leader gains on those behind him."""
    assert free(["Ruiz", "Møller", "Tjon En Fa"], "{when: 80, attack: Tjon En Fa}") == pairs("TR", "TM")
    assert free(["Ruiz", "Møller", "Tjon En Fa"], "{when: 80, attack: Ruiz}") == set()


def test_riders_told_to_be_beside_each_other_are_free_to() -> None:
    assert free(["Ruiz", "Møller", "Tjon En Fa"], "{when: 80, outside: {rider: Møller, of: Ruiz}}") == pairs("MR")
