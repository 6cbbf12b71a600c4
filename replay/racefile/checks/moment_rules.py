"""Whether a moment lies within a race, as far as that can be said before anything is reconstructed."""

from __future__ import annotations

from replay.base.errors import UsageError
from replay.base.mistakes import WrittenError
from replay.race.facts import Race
from replay.race.story.story_facts import Mark, When
from replay.track.catalogue import velodrome_of

SLOWEST_RACE_MPS = 4.0
"""No race as a whole is ridden slower; a moment in seconds beyond that is after any finish."""


def moment_mistake(race: Race, when: When, *, after_finish: bool = False) -> tuple[str, str] | None:
    """Message and remedy for a moment that the race cannot have; None if it can.

    after_finish   whether some seconds after the finish are fine
    """
    distance_m = race.event.distance_m
    lap_m = lap_of(race)
    if when.mark is Mark.PULL_OFF and race.pacer is None:
        return "there is no pull-off in a race without a pacer", "take `pacer: none` out, or write another moment"
    if when.mark is Mark.LAPS_TO_GO and lap_m is not None and when.value * lap_m > distance_m + 1e-6:
        return f"{when.value:g} laps to go in a race of {distance_m / lap_m:g} laps", ""
    if when.mark is Mark.METRES_TO_GO and when.value > distance_m:
        return f"{when.value:g} m to go in a race of {distance_m:g} m", ""
    if when.mark is Mark.RACE_TIME and when.value + when.offset_s > distance_m / SLOWEST_RACE_MPS:
        return f"{when.value + when.offset_s:g} s is after the finish of a race of {distance_m:g} m", ""
    if when.mark is Mark.RACE_TIME and when.value + when.offset_s < 0:
        return "a moment before the start of the race", ""
    if _at_line(when) and when.offset_s > 0 and not after_finish:
        return "a moment after the finish", "what is told after the finish can only be a caption"
    return None


def lap_of(race: Race) -> float | None:
    """Length of a lap, None while the file's track is not one that can be built."""
    try:
        return velodrome_of(race.track.name, dict(race.track.measures)).lap_m
    except (WrittenError, UsageError):
        return None


def _at_line(when: When) -> bool:
    return when.mark is Mark.FINISH or (when.mark in (Mark.LAPS_TO_GO, Mark.METRES_TO_GO) and when.value == 0)
