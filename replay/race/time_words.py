"""The winner's time in words: as it was written where it was measured, else as the estimate that it is."""

from __future__ import annotations

from replay.race.facts import Race
from replay.race.timed import SAME_PLACE_M, START_M


def winner_time_words(race: Race, time_s: float, sd_s: float) -> str:
    """'1:52.334' as the file has it, or 'about 1:52 (estimated, give or take 1 s)'.

    time_s, sd_s: of the reconstruction; a standard deviation of 0 says that the file gives the time, itself or through
    the times of other riders or stretches: then it has no more decimals than any of them.
    """
    if sd_s > 0:
        return f"about {clock(time_s, 0)} (estimated, give or take {max(round(sd_s), 1)} s)"
    end_m = race.event.distance_m - SAME_PLACE_M
    whole = (t for t in race.timed if t.rider == race.winner and t.from_m == START_M and t.to_m > end_m)
    written = next(whole, None)
    if written is not None:
        return clock(written.time_s, written.decimals)
    return clock(time_s, min((time.decimals for time in race.timed), default=1))


def clock(time_s: float, decimals: int) -> str:
    """Seconds as on a scoreboard: '58.2', '1:52.334', '2:00'."""
    units = 10**decimals
    minutes, rest = divmod(round(time_s * units), 60 * units)
    seconds = f"{rest / units:.{decimals}f}"
    if not minutes:
        return seconds
    return f"{minutes}:{seconds.zfill(2 + (decimals + 1 if decimals else 0))}"
