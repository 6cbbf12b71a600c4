"""Facts that are true at some moment of a window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from replay.race.story.in_window import at_moment, at_parts, found_in_window
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When, Window
from replay.reconstruction.judging.screening import screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.facts import LEADER_M, found, read_item
from tests.helpers.fields import drawn, evidence, race, told
from tests.helpers.race_files import mistakes, read
from tests.helpers.race_files import told as with_item

PASSES = drawn(0, "B...A", 12, "B...A", 18, "A...B", 30, "A...B", leader_m=LEADER_M)
BEHIND = drawn(0, "B.....A", 10, "B.A", 20, "B.....A", 30, "B.....A", leader_m=LEADER_M)


def in_window(start_s: float, end_s: float, **item: Any) -> StoryFact:
    (fact,) = race("AB", story=({"when": {"between": [start_s, end_s]}, **item},)).story
    return fact


def chosen_s(fact: StoryFact, motion: SampledMotion) -> float:
    at = at_moment(fact, motion)
    assert at.during is None
    return motion.moment(at.when)


def test_a_fact_of_a_moment_stays_as_it_is() -> None:
    fact = told("AB", "bell", leads="A")
    assert at_moment(fact, PASSES) is fact


def test_the_first_moment_at_which_it_is_true_is_taken() -> None:
    assert chosen_s(in_window(5, 25, leads="A"), PASSES) == pytest.approx(15.5, abs=1.0)
    assert chosen_s(in_window(5, 25, leads="B"), PASSES) == 5.0


def test_what_is_never_true_is_asked_for_where_it_is_nearest() -> None:
    assert chosen_s(in_window(5, 25, leads="A"), BEHIND) == pytest.approx(10.0, abs=0.6)


def test_what_is_excluded_is_tried_away_from_the_ends_of_its_window_and_at_them() -> None:
    parts = at_parts(in_window(5, 25, leads="A"), BEHIND)
    assert [BEHIND.moment(part.when) for part in parts] == [15.0, 10.0, 20.0, 5.0, 25.0]
    assert all(part.during is None for part in parts)
    assert at_parts(told("AB", "bell", leads="A"), BEHIND) == ()


def test_riders_are_side_by_side_where_they_are_abreast() -> None:
    assert chosen_s(in_window(5, 25, inside={"rider": "A", "of": "B"}), PASSES) == pytest.approx(15.0, abs=0.6)


def test_the_window_before_a_moment_begins_with_the_racing() -> None:
    fact = replace(told("AB", "bell", leads="B"), during=Window(None, When(Mark.RACE_TIME, 20)))
    assert chosen_s(fact, drawn(0, "B.A", 90, "B.A")) == pytest.approx(PASSES.racing_from_s)


def test_a_window_that_ends_before_it_begins_in_the_motion_is_its_beginning() -> None:
    fact = told("AB", {"between": [80, "200 m to go"]}, leads="B")  # type: ignore[arg-type]
    late = drawn(0, "B.A", 90, "B.A", leader_m=1000.0)
    assert chosen_s(fact, late) == 80.0


def test_the_finding_is_that_of_the_best_moment_and_says_which() -> None:
    finding = found(in_window(5, 25, leads="A"), PASSES)
    assert (finding.miss, finding.is_missed) == (0.0, False)
    assert finding.at_s == pytest.approx(15.1, abs=0.3)
    missed = found(in_window(5, 25, leads="A"), BEHIND)
    assert missed.miss == pytest.approx(4.0, abs=0.1)
    assert found_in_window(in_window(20, 25, leads="B"), evidence(PASSES)).is_missed


def test_opposite_orders_of_one_window_can_both_be_true() -> None:
    story = tuple({"when": "on the last lap", "order": order} for order in (["A", "B"], ["B", "A"]))
    both = race("AB", story=story)
    kept, aside = screen(problem_of(both, load_track("izu")), both.story)
    assert (len(kept), aside) == (2, ())


def test_a_gap_at_some_moment_of_the_last_lap_is_not_one_at_the_finish() -> None:
    assert not told("AB", "on the last lap", gap={"ahead": "A", "of": "B", "s": 2}).is_at_finish
    assert not told("AB", "in the last 1 m", gap={"ahead": "A", "of": "B", "s": 2}).is_at_finish


def test_words() -> None:
    assert told("AB", "on the last lap", attack="A").statement == "A attacks, on the last lap"
    assert told("AB", "on the last lap", attack="A").when == When(Mark.BELL)


def test_a_race_without_windows_keeps_its_key() -> None:
    assert read_item("attack: Ruiz").during is None
    plain = read(with_item("{when: bell, attack: Ruiz}"))
    assert plain.key != read(with_item("{when: on the last lap, attack: Ruiz}")).key


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("{when: {between: [1 to go, 2 to go]}, attack: Ruiz}", "2 laps to go is before 1 lap to go"),
        ("{when: {between: [turn 3 on the last lap, bell]}, attack: Ruiz}", "bell is before turn 3 on the last lap"),
        ("{when: {between: [9 to go, 2 to go]}, attack: Ruiz}", "9 laps to go in a race of 6 laps"),
        ("{when: {before: finish+9}, attack: Ruiz}", "a moment after the finish"),
        ("{when: on the last lap, crash: Ruiz}", "this needs a moment, not a window"),
        ("{when: on the last lap, caption: Now}", "this needs a moment, not a window"),
        ("{when: on the last lap, look_back: Ruiz}", "this needs a moment, not a window"),
        ("{when: on the last lap, leads: {rider: Ruiz, until: finish}}", "what lasts `until` a moment begins at one"),
    ],
)
def test_mistakes(item: str, message: str) -> None:
    assert message in mistakes(with_item(item))
