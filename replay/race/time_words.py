"""The winner's time in words: as it was written where it was measured, else as the estimate that it is."""

from __future__ import annotations

from replay.base.figure_words import about_clock, clock_with_unit
from replay.race.clock import winner_time
from replay.race.facts import Race
from replay.race.timed import START_M


def winner_time_words(race: Race, time_s: float, sd_s: float) -> str:
    """'1:52.334' as the file has it, or 'about 1:52 (estimated, give or take 1 s)'; that there is none after a stop.

    time_s, sd_s: of the reconstruction. A time that follows from other measured times has no more decimals than they.
    """
    if race.stopped:
        return "none: the race was stopped"
    measured = winner_time(race, time_s)
    if measured is not None:
        return clock_with_unit(*measured)
    known = [
        time.written
        for time in race.bounded
        if (time.rider, time.from_m, time.to_m) == (race.winner, START_M, race.event.distance_m)
    ]
    beside = f"; known: {' and '.join(known)} s" if known else ""
    if race.winner is None:
        return f"not known; first at {about_clock(time_s)} (give or take {max(round(sd_s), 1)} s)"
    return f"{about_clock(time_s)} (estimated, give or take {max(round(sd_s), 1)} s{beside})"
