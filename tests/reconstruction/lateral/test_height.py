"""Lines up the boards: room side by side, boards and fence, told heights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.units import BIKE_WIDTH_M
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.lateral.height import Heights, heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.fields import drawn, problem, standing, told

RACING = {"pacer": {"from_kmh": 50, "to_kmh": 50, "off": "1499 m to go"}}
"""A race in which the pacer is gone as good as at once."""


def lines(sampled: SampledMotion, *facts: StoryFact) -> Heights:
    return heights(sampled, sides(sampled, facts, {}), facts, {})


def raced(*strips: float | str) -> SampledMotion:
    """A drawn race in its last laps, with the pacer long gone."""
    sampled = drawn(*strips, leader_m=900.0)
    letters = "".join(sampled.problem.riders)
    return SampledMotion(
        problem(letters, **RACING), sampled.time_s, sampled.distance_m, sampled.speed_mps, sampled.finish_s
    )


def test_alone_in_line_everybody_stays_near_the_measurement_line() -> None:
    sampled = raced(0, "A..B..C", 20, "A..B..C")
    assert np.abs(lines(sampled).at(sampled.time_s) - 0.4).max() < 0.2


@settings(max_examples=15, deadline=None)
@given(st.permutations("ABCD"), st.permutations("ABCD"))
def test_riders_side_by_side_have_room_in_plan(before: list[str], after: list[str]) -> None:
    sampled = raced(0, "..".join(before), 2, "..".join(before), 14, "..".join(after), 20, "..".join(after))
    found = lines(sampled)
    assert max(found.misses_m, default=0.0) < 0.02
    height = found.at(sampled.time_s)
    for meeting in sides(sampled, (), {}):
        level = np.abs(sampled.distance_m[meeting.inner] - sampled.distance_m[meeting.outer]) < 1.75
        level &= (sampled.time_s >= meeting.start_s) & (sampled.time_s <= meeting.end_s)
        banking = sampled.problem.velodrome.banking(sampled.distance_m[meeting.inner, level])
        room = (height[meeting.outer, level] - height[meeting.inner, level]) * np.cos(banking)
        assert room.min(initial=1.0) > BIKE_WIDTH_M + 0.05


@settings(max_examples=15, deadline=None)
@given(st.permutations("ABCDEFG"), st.permutations("ABCDEFG"))
def test_nobody_leaves_the_boards(before: list[str], after: list[str]) -> None:
    sampled = raced(0, ".".join(before), 10, ".".join(after), 20, ".".join(after))
    height = lines(sampled).at(np.arange(0.0, 20.0, 0.01))
    assert height.min() > 0.2
    assert height.max() < sampled.problem.velodrome.width_m - 0.5


def test_a_told_height_is_reached_and_left_again() -> None:
    sampled = raced(0, "A..B", 30, "A..B")
    height = lines(sampled, told("AB", 15.0, ride_high={"rider": "A", "height_m": 3.0})).at(sampled.time_s)
    assert np.interp(15.0, sampled.time_s, height[0]) == pytest.approx(3.0, abs=0.02)
    assert height[0].max() < 3.3
    assert height[0, [0, -1]].max() < 0.7
    assert height[1].max() < 0.7


def test_a_height_above_the_fence_is_not_ridden() -> None:
    sampled = raced(0, "A..B", 30, "A..B")
    height = lines(sampled, told("AB", 15.0, ride_high={"rider": "A", "height_m": 11.0})).at(sampled.time_s)
    assert height.max() < sampled.problem.velodrome.width_m


def test_nobody_swings_faster_than_he_can() -> None:
    sampled = raced(0, "A..B", 2, "A..B", 6, "B..A", 20, "B..A")
    height = lines(sampled).at(np.arange(0.0, 20.0, 0.02))
    climb = np.gradient(height, 0.02, axis=1)
    assert np.abs(climb).max() < 1.6
    assert np.abs(np.gradient(climb, 0.02, axis=1)[:, 2:-2]).max() < 1.8


def test_a_fallen_rider_slides_down_off_the_boards() -> None:
    sampled = raced(0, "A.....B", 20, "A.....B")
    found = heights(sampled, (), (), {1: (5.0, np.inf)})
    before, after = found.at(np.array([4.0, 14.0]))[1]
    assert before > 0.2
    assert after < 0.2


def test_on_a_start_line_they_stand_side_by_side() -> None:
    times = np.arange(0.0, 30.0, 0.02)
    distance = np.tile(2.0 * times**1.5, (4, 1))
    sampled = SampledMotion(problem("ABCD", pacer="none"), times, distance, np.gradient(distance, times, axis=1), 100.0)
    start = np.sort(heights(sampled, (), (), {}).at(np.zeros(1))[:, 0])
    assert np.diff(start).min() > BIKE_WIDTH_M + 0.1


@pytest.mark.parametrize("letters", ["ABCDEFGHI", "ABCDEFGHIJ"])
def test_nine_abreast_in_a_bend_share_the_want_of_room_and_ten_go_nearer_to_the_fence(letters: str) -> None:
    times = np.arange(0.0, 25.0, 0.02)
    distance = np.tile(900.0 + 15.0 * times, (len(letters), 1))
    raced_problem = problem(letters, **RACING)
    sampled = SampledMotion(raced_problem, times, distance, np.gradient(distance, times, axis=1), 100.0)
    found = lines(sampled)
    steep = times[raced_problem.velodrome.banking(distance[0]) > np.radians(40)]
    steep = steep[steep > 12.0]  # who starts in line needs time to fan out
    banking = raced_problem.velodrome.banking(np.interp(steep, times, distance[0]))
    room = np.diff(np.sort(found.at(steep), axis=0), axis=0) * np.cos(banking)
    assert room.min() > BIKE_WIDTH_M
    assert np.ptp(room.min(axis=1)) < 0.03
    assert found.at(times).max() < raced_problem.velodrome.width_m - 0.5


def test_behind_the_pacer_heights_do_not_change() -> None:
    sampled = standing("A..B", 80.0)
    height = lines(sampled).at(sampled.time_s[sampled.time_s < 60.0])
    assert np.ptp(height, axis=1).max() < 0.05


def test_a_climb_since_a_moment_is_reached_from_where_he_is_then() -> None:
    sampled = raced(0, "A..B", 5, "AB", 9, "AB", 13, "A..B", 30, "A..B")
    shut = told("AB", 5.0, shut_out={"rider": "B", "by": "A"})
    (row,) = shut.heights_asked(sampled)
    height = lines(sampled, shut).at(np.array([9.0, row.time_s]))
    assert height[0, 1] - height[0, 0] == pytest.approx(row.low_m, abs=0.02)


def test_who_passes_the_pacer_before_it_leaves_is_up_the_boards_beside_it() -> None:
    sampled = drawn(0, "AB", 80, "AB")
    pacer = sampled.problem.pacer
    assert pacer is not None
    past = np.interp(sampled.time_s, [30.0, 40.0, 50.0], [-2.6, 5.0, 5.0])
    distance = pacer.distance(sampled.time_s) + np.array([past, np.full_like(past, -5.0)])
    speed = np.gradient(distance, sampled.time_s, axis=1)
    found = lines(SampledMotion(sampled.problem, sampled.time_s, distance, speed, 200.0))
    beside = sampled.time_s[np.abs(past) < 1.5]
    assert found.at(beside)[0].min() > 1.1
    assert found.at(beside)[1].max() < 0.7
