"""Whether a moment lies within a race, as far as that can be said before anything is reconstructed."""

from __future__ import annotations

from replay.base.errors import UsageError
from replay.base.mistakes import WrittenError
from replay.events.course import course_of
from replay.race.facts import Race
from replay.race.when import Course, Mark, When, is_at_line
from replay.track.catalogue import velodrome_of

SLOWEST_RACE_MPS = 4.0
"""No race as a whole is ridden slower; a moment in seconds beyond that is after any finish."""


def moment_mistake(race: Race, when: When, *, after_finish: bool = False) -> tuple[str, str] | None:
    """Message and remedy for a moment that the race cannot have; None if it can.

    after_finish   whether some seconds after the finish are fine
    """
    distance_m = race.event.distance_m
    course = course_of_race(race)
    if when.mark is Mark.PULL_OFF and race.pacer is None:
        return "there is no pull-off in a race without a pacer", "take `pacer: none` out, or write another moment"
    if when.mark is Mark.LAPS_TO_GO and course is not None and when.value * course.lap_m > distance_m + 1e-6:
        return f"{when.value:g} laps to go in a race of {distance_m / course.lap_m:g} laps", ""
    if when.mark is Mark.METRES_TO_GO and when.value > distance_m:
        return f"{when.value:g} m to go in a race of {distance_m:g} m", ""
    if when.mark is Mark.RACE_TIME and when.value + when.offset_s > distance_m / SLOWEST_RACE_MPS:
        return f"{when.value + when.offset_s:g} s is after the finish of a race of {distance_m:g} m", ""
    if when.mark is Mark.RACE_TIME and when.value + when.offset_s < 0:
        return "a moment before the start of the race", ""
    if is_at_line(when) and when.offset_s > 0 and not after_finish:
        return "a moment after the finish", "what is told after the finish can only be a caption"
    return None


def course_of_race(race: Race) -> Course | None:
    """The way of a race, None while the file's track is not one that can be built."""
    try:
        velodrome = velodrome_of(race.track.name, dict(race.track.measures))
        return course_of(race.event.distance_m, velodrome)
    except (WrittenError, UsageError):
        return None
