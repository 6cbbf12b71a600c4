"""The playhead: a function of what it was told, never of the clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.viewer.playing.playhead import SPEEDS, Playhead

DURATION_S = 20.0
FPS = 60

times = st.floats(0, DURATION_S)
elapsed = st.floats(0, 3)
moves = st.one_of(
    st.tuples(st.just("advance"), elapsed),
    st.tuples(st.just("seek_by"), st.floats(-30, 30)),
    st.tuples(st.just("step"), st.sampled_from([-1, 1])),
    st.tuples(st.just("change_speed"), st.sampled_from([-1, 1])),
    st.tuples(st.just("shuttle"), st.sampled_from([-1, 0, 1])),
    st.tuples(st.just("toggle")),
)


def at(video_time: float, *, speed: float = 1.0, playing: bool = True) -> Playhead:
    return Playhead(DURATION_S, FPS, video_time, speed, playing)


@given(st.lists(moves, max_size=30))
def test_it_never_leaves_the_timeline_and_its_speed_is_one_of_the_speeds(done: list[tuple[str, float]]) -> None:
    playhead = at(0.0)
    for name, *values in done:
        getattr(playhead, name)(*values)
        assert 0 <= playhead.video_time <= DURATION_S
        assert abs(playhead.speed) in SPEEDS


@given(times, elapsed, elapsed)
def test_time_in_two_parts_is_time_in_one(start_s: float, first_s: float, second_s: float) -> None:
    one, two = at(start_s), at(start_s)
    one.advance(first_s + second_s)
    two.advance(first_s)
    two.advance(second_s)
    assert one.video_time == pytest.approx(two.video_time)


@given(times, elapsed, st.sampled_from([-4.0, -1.0, 0.25, 2.0]))
def test_it_moves_by_elapsed_time_times_speed(start_s: float, passed_s: float, speed: float) -> None:
    playhead = at(start_s, speed=speed)
    playhead.advance(passed_s)
    assert playhead.video_time == pytest.approx(min(max(start_s + passed_s * speed, 0.0), DURATION_S))


@given(times, elapsed)
def test_paused_it_stays(start_s: float, passed_s: float) -> None:
    playhead = at(start_s, playing=False)
    playhead.advance(passed_s)
    assert playhead.video_time == start_s


def test_it_stops_at_the_end_and_plays_from_the_start_again() -> None:
    playhead = at(19.9)
    playhead.advance(0.5)
    assert (playhead.video_time, playhead.playing) == (DURATION_S, False)
    playhead.toggle()
    assert (playhead.video_time, playhead.playing) == (0.0, True)
    playhead.advance(0.5)
    assert (playhead.video_time, playhead.playing) == (0.5, True)


def test_backwards_it_stops_at_the_start() -> None:
    playhead = at(0.2, speed=-1.0)
    playhead.advance(0.5)
    assert (playhead.video_time, playhead.playing) == (0.0, False)


@given(st.integers(1, FPS * 20 - 1), st.floats(0.01, 0.99), st.sampled_from([-1, 1]))
def test_a_step_from_between_two_frames_goes_to_the_one_on_that_side(frame: int, share: float, way: int) -> None:
    playhead = at((frame + share) / FPS)
    playhead.step(way)
    assert playhead.video_time == pytest.approx((frame + (way > 0)) / FPS)
    assert not playhead.playing


@given(st.integers(1, FPS * 20 - 1), st.sampled_from([-1, 1]))
def test_a_step_from_a_frame_goes_to_its_neighbour_and_back(frame: int, way: int) -> None:
    playhead = at(frame / FPS)
    playhead.step(way)
    assert playhead.video_time == (frame + way) / FPS
    playhead.step(-way)
    assert playhead.video_time == frame / FPS


def test_speeds_go_up_and_down_and_end() -> None:
    playhead = at(1.0)
    playhead.change_speed(1)
    assert playhead.speed == 1.5
    for _ in range(9):
        playhead.change_speed(1)
    assert playhead.speed == SPEEDS[-1]
    for _ in range(20):
        playhead.change_speed(-1)
    assert playhead.speed == SPEEDS[0]


def test_the_shuttle_is_faster_at_each_press_and_turns_at_once() -> None:
    playhead = at(10.0, playing=False)
    speeds = []
    for direction in (1, 1, 1, 1, -1, -1):
        playhead.shuttle(direction)
        speeds.append(playhead.speed)
    assert speeds == [1.0, 2.0, 4.0, 4.0, -1.0, -2.0]
    playhead.shuttle(0)
    assert (playhead.playing, playhead.speed) == (False, 1.0)


def test_playing_after_backwards_goes_forwards() -> None:
    playhead = at(10.0, speed=-2.0)
    playhead.toggle()
    playhead.toggle()
    assert (playhead.playing, playhead.speed) == (True, 2.0)
