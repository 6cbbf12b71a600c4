"""How the line behind the pacer changes, where places in it are told."""

from __future__ import annotations

import numpy as np

from replay.reconstruction.constraints.paced_line import MOVING_S, changes, line_at
from replay.reconstruction.problem.race_problem import Problem, problem_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.race_files import read, small

PULL_OFF_S = 67.5


def line(story: str, *, at_s: float) -> tuple[str, str]:
    """(in line, on their way) at a moment, by first letters; drawn are Ruiz, Møller, Tjon En Fa."""
    text = small(
        ("results:", "start_order: [Ruiz, Møller, Tjon En Fa]\nresults:"),
        ("{when: bell, attack: Ruiz, source: paper}", story),
    )
    race = read(text)
    problem = problem_of(race, load_track("izu"))
    found = changes(problem, race.story, standing(problem))
    here, moving = ("".join(problem.riders[row][0] for row in rows) for rows in line_at(problem, found, at_s))
    return here, moving


def standing(problem: Problem) -> SampledMotion:
    times = np.arange(0.0, 130.0, 0.1)
    distance = np.array([11.0 * times - 3.0 * problem.queue.index(row) for row in range(problem.count)])
    return SampledMotion(problem, times, distance, np.full_like(distance, 11.0), 107.0)


def test_without_facts_the_line_stays_as_drawn() -> None:
    for at_s in (1.0, 40.0, PULL_OFF_S):
        assert line("{when: bell, caption: Bell}", at_s=at_s) == ("RMT", "")


def test_who_moves_up_leaves_his_place_and_is_there_in_time() -> None:
    story = "{when: 50, move_up: {rider: Tjon En Fa, to: 1}}"
    assert line(story, at_s=50.0 - MOVING_S - 0.1) == ("RMT", "")
    assert line(story, at_s=46.0) == ("RM", "T")
    assert line(story, at_s=50.0) == ("TRM", "")
    assert line(story, at_s=PULL_OFF_S) == ("TRM", "")


def test_a_place_in_an_order_is_taken_too() -> None:
    story = "{when: pull-off, order: {riders: [Tjon En Fa, Ruiz], from: 2}}"
    assert line(story, at_s=PULL_OFF_S) == ("MTR", "")


def test_riders_who_keep_their_order_do_not_move() -> None:
    story = "{when: 50, order: {riders: [Ruiz, Møller], from: 1}}"
    assert line(story, at_s=46.0) == ("RMT", "")


def test_what_is_asked_too_soon_does_not_change_the_line() -> None:
    assert line("{when: 5, move_up: {rider: Tjon En Fa, to: 1}}", at_s=PULL_OFF_S) == ("RMT", "")


def test_what_comes_after_the_pacer_does_not_change_the_line() -> None:
    story = "{when: pull-off+5, move_up: {rider: Tjon En Fa, to: 1}}"
    assert line(story, at_s=PULL_OFF_S) == ("RMT", "")


def test_one_moment_told_in_two_ways_is_one_change() -> None:
    story = "{when: pull-off, move_up: {rider: Tjon En Fa, to: 1}}\n  - {when: 67.7, drop_back: {rider: Ruiz, to: 3}}"
    assert line(story, at_s=PULL_OFF_S + 0.3) == ("TMR", "")
