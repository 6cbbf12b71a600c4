"""Places of the track as distances of a race."""

from __future__ import annotations

import pytest

from replay.events.course import course_of
from replay.race.moment_words import parse_when
from replay.race.when import ON_TRACK, When
from replay.track.catalogue import velodrome_of
from replay.track.velodrome import Velodrome

TRACKS = ("izu", "olympic-250", "generic-333", "keirin-400")


def turns(velodrome: Velodrome, distance_m: float) -> tuple[bool, bool]:
    """Whether the track turns just before and just after a place."""
    before, after = velodrome.curvature(distance_m - 0.5), velodrome.curvature(distance_m + 0.5)
    return bool(before > 0), bool(after > 0)


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("event_m", [1000.0, 1517.5])
def test_bends_begin_and_end_where_the_track_does(track: str, event_m: float) -> None:
    velodrome = velodrome_of(track)
    course = course_of(event_m, velodrome)
    shift_m = velodrome.lap_m * 3 - event_m  # laps are counted from the finish line, where distance 0 of the track is
    places = [course.distance_m(When(mark, 1.0)) for mark in ON_TRACK]
    found = [turns(velodrome, place + shift_m) for place in places if place is not None]
    straight, bend = False, True
    assert found == [(straight, bend), (bend, bend), (bend, straight), (straight, bend), (bend, bend), (bend, straight)]


@pytest.mark.parametrize("track", TRACKS)
def test_a_lap_comes_to_its_places_in_order_and_two_halves_of_a_bend_are_equal(track: str) -> None:
    course = course_of(2000.0, velodrome_of(track))
    first, second, back, third, fourth, home = (course.distance_m(When(mark, 2.0)) or 0.0 for mark in ON_TRACK)
    begin_m, end_m = (course.event_m - laps * course.lap_m for laps in (2, 1))
    assert begin_m < first < second < back < third < fourth < home < end_m
    assert second - first == pytest.approx(back - second)
    assert fourth - third == pytest.approx(home - fourth)


@pytest.mark.parametrize("track", TRACKS)
def test_the_last_bend_is_turn_three_on_the_last_lap(track: str) -> None:
    course = course_of(2000.0, velodrome_of(track))
    last, third = (course.distance_m(parse_when(text)) for text in ("last bend", "turn 3 on the last lap"))
    assert last == pytest.approx(third)
