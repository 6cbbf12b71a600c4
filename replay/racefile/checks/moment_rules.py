"""Whether a moment lies within a race, as far as that can be said before anything is reconstructed."""

from __future__ import annotations

from replay.base.units import mps
from replay.events.course import course_of_race
from replay.events.known_events import event_of
from replay.events.paced_way import paced_way
from replay.race.facts import Race
from replay.race.moment_words import WAYS_WITHOUT_PACER
from replay.race.when import ON_TRACK, Course, Mark, When, is_at_line

_GRACE_S = 5.0
"""What the first rider may be behind the pacer, and rounding."""

_FASTEST_RACE_MPS = 25.0
"""Nobody is faster on a flat track, behind a pacer or not."""

_SAME_M = 1e-6

_BEFORE_START = ("a moment before the start of the race", "write `start`, or a later moment")


def moment_mistake(race: Race, when: When, *, after_finish: bool = False) -> tuple[str, str] | None:
    """Message and remedy for a moment that the race cannot have; None if it can.

    after_finish   whether some seconds after the finish are fine
    """
    distance_m = race.event.distance_m
    course = course_of_race(race)
    if when.mark is Mark.PULL_OFF and race.pacer is None:
        usual = event_of(race).usual_pacer() is not None
        remedy = "take `pacer: none` out, or write another moment" if usual else WAYS_WITHOUT_PACER
        return "there is no pull-off in a race without a pacer", remedy
    if when.mark is Mark.LAPS_TO_GO and course is not None and when.value * course.lap_m > distance_m + 1e-6:
        laps = f"{distance_m / course.lap_m:g}"
        return f"{when.value:g} laps to go in a race of {laps} laps", "write `start`, or fewer laps to go"
    if when.mark in ON_TRACK and course is not None and (course.distance_m(when) or 0.0) < 0:
        return f"{when} in a race of {distance_m / course.lap_m:g} laps", "write `start`, or fewer laps to go"
    if when.mark is Mark.METRES_TO_GO and when.value > distance_m:
        return f"{when.value:g} m to go in a race of {distance_m:g} m", "write `start`, or fewer metres to go"
    if when.mark is Mark.RACE_TIME:
        return _seconds_mistake(race, when)
    if is_at_line(when) and when.offset_s > 0 and not after_finish:
        return "a moment after the finish", "what is told after the finish can only be a caption: write `finish`"
    return None if course is None else _offset_mistake(race, course, when, after_finish=after_finish)


def _seconds_mistake(race: Race, when: When) -> tuple[str, str] | None:
    """What is wrong with a moment in seconds of race time."""
    time_s, latest_s = when.value + when.offset_s, latest_at(race, race.event.distance_m)
    if time_s < 0:
        return _BEFORE_START
    if time_s > latest_s:
        message = f"{time_s:g} s is after the finish of a race of {race.event.distance_m:g} m"
        return message, "write `100 m to go`, or seconds from the start of this race"
    return None


def _offset_mistake(race: Race, course: Course, when: When, *, after_finish: bool) -> tuple[str, str] | None:
    """What is wrong with a moment that is so many seconds from a place of the race."""
    place_m = _place_m(race, course, when)
    if place_m is None or when.offset_s == 0:
        return None
    if -when.offset_s > latest_at(race, place_m):
        return _BEFORE_START
    if when.offset_s > _longest_s(race, place_m, course.event_m) and not after_finish:
        return "a moment after the finish", "write `100 m to go`, or another earlier moment"
    return None


def span_mistake(race: Race, start: When | None, end: When) -> tuple[str, str] | None:
    """Message and remedy for a time that is over before it begins, or as it begins; None where that cannot be said.

    start: None for the beginning of racing
    """
    begins = start or (When(Mark.PULL_OFF) if race.pacer else When(Mark.RACE_TIME))
    if _is_surely_later(race, begins, end):
        if start is None:
            message = f"{_words(end)} is before racing begins, where `before` counts from"
            return message, "write a later moment, or `{between: [start, …]}` of the way behind the pacer"
        return f"{_words(end)} is before {_words(start)}", "swap them"
    if _is_same(race, begins, end):
        message = f"{_words(begins)} and {_words(end)} are one moment, with no time between them"
        return message, f"write that moment, such as `when: {end}`, or a later end"
    return None


def _words(when: When) -> str:
    return "start" if when == When(Mark.RACE_TIME) else str(when)


def _is_same(race: Race, one: When, other: When) -> bool:
    """Whether two moments are the same: the leader's at one place, or one race time."""
    places = [_exact_place_m(race, when) for when in (one, other)]
    if None in places:
        return one.mark is other.mark is Mark.RACE_TIME and _race_time_s(one) == _race_time_s(other)
    return abs(places[0] - places[1]) < _SAME_M and one.offset_s == other.offset_s  # type: ignore[operator]


def _is_surely_later(race: Race, one: When, other: When) -> bool:
    """Whether a moment is after another, as far as that can be said without a motion.

    By race times, by places of the way, seconds from which are as far as a rider can go in them, or by the time by
    which the leader is surely at a place, or cannot be there yet.
    """
    one_m, other_m = _exact_place_m(race, one), _exact_place_m(race, other)
    if one_m is not None and other_m is not None:
        sooner_s = one.offset_s - other.offset_s
        if one_m >= other_m:
            return sooner_s > -(one_m - other_m) / _FASTEST_RACE_MPS
        return sooner_s > _longest_s(race, one_m, other_m)
    if one_m is not None and other.mark is Mark.RACE_TIME:
        return one_m / _FASTEST_RACE_MPS + one.offset_s > _race_time_s(other)
    if other_m is not None and one.mark is Mark.RACE_TIME:
        return _race_time_s(one) > latest_at(race, other_m) + other.offset_s
    return one.mark is other.mark is Mark.RACE_TIME and _race_time_s(one) > _race_time_s(other)


def _race_time_s(when: When) -> float:
    return when.value + when.offset_s


def _exact_place_m(race: Race, when: When) -> float | None:
    """Event distance of the leader at a mark; the start is at 0. None where it is not known here."""
    course = course_of_race(race)
    if course is None or when == When(Mark.RACE_TIME):
        return None if course is None else 0.0
    return _place_m(race, course, when)


def _place_m(race: Race, course: Course, when: When) -> float | None:
    """Event distance of the leader at a mark; None where it is not known here."""
    return pull_off_m(race, course) if when.mark is Mark.PULL_OFF else course.distance_m(when)


def pull_off_m(race: Race, course: Course) -> float | None:
    """Event distance at which the pacer leaves; None without one, or where an offset leaves it open."""
    pacer = race.pacer
    way = paced_way(mps(pacer.from_kmh), mps(pacer.to_kmh), pacer.off, course) if pacer else None
    return way.off_m if way else None


def latest_at(race: Race, distance_m: float) -> float:
    """Race time, s, by which the leader is surely at a distance."""
    timed_s = _timed(race)
    if timed_s is not None and distance_m >= race.event.distance_m:
        return timed_s + 1.0
    return _longest_s(race, 0.0, distance_m)


def _longest_s(race: Race, from_m: float, to_m: float) -> float:
    """The most seconds that the leader takes from one distance to another."""
    course = course_of_race(race)
    off_m = pull_off_m(race, course) if course else None
    paced_m = 0.0 if off_m is None else min(max(off_m, from_m), to_m) - from_m
    slowest_mps = mps(race.pacer.from_kmh) if race.pacer else 0.0
    paced_s = paced_m / slowest_mps if slowest_mps > 0 else 0.0
    return _GRACE_S + paced_s + (to_m - from_m - paced_m) / event_of(race).slowest_mps


def _timed(race: Race) -> float | None:
    """The winner's time as measured over the whole race; None if it is not written."""
    result = race.result(race.winner) if race.winner else None
    return result.time_s if result else None
