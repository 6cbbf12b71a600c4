"""The winner's time in words: as it was written where it was measured, else as the estimate that it is."""

from __future__ import annotations

from replay.race.clock import winner_time
from replay.race.facts import Race


def winner_time_words(race: Race, time_s: float, sd_s: float) -> str:
    """'1:52.334' as the file has it, or 'about 1:52 (estimated, give or take 1 s)'; that there is none after a stop.

    time_s, sd_s: of the reconstruction. A time that follows from other measured times has no more decimals than they.
    """
    if race.stopped:
        return "none: the race was stopped"
    measured = winner_time(race, time_s)
    if measured is not None:
        return clock(*measured)
    return f"about {clock(time_s, 0)} (estimated, give or take {max(round(sd_s), 1)} s)"


def clock(time_s: float, decimals: int) -> str:
    """Seconds as on a scoreboard: '58.2', '1:52.334', '2:00'."""
    units = 10**decimals
    minutes, rest = divmod(round(time_s * units), 60 * units)
    seconds = f"{rest / units:.{decimals}f}"
    if not minutes:
        return seconds
    return f"{minutes}:{seconds.zfill(2 + (decimals + 1 if decimals else 0))}"
