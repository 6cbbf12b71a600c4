"""The win in words: who comes first in a ride for the places from 5 on wins nothing, he takes the 5th place."""

from __future__ import annotations

from replay.base.figure_words import ordinal
from replay.base.letters.typefaces import capitals
from replay.base.units import kmh
from replay.motion.timekeeping import clocked
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.timed import LAST_M, Bounded, Timed


def win_verb(race: Race) -> str:
    """What the first of a race does: 'wins', 'takes 5th place'; of more than one: 'win', 'share 5th place'."""
    place, alone = _best_place(race), len(race.winners) == 1
    if place == 1:
        return "wins" if alone else "win"
    return f"{'takes' if alone else 'share'} {ordinal(place)} place"


def win_badge(race: Race) -> str:
    """What stands instead of a gap beside the first: 'WINNER', '5TH'."""
    place = _best_place(race)
    return "WINNER" if place == 1 else capitals(ordinal(place))


def last_200_words(race: Race, motion: Motion) -> str:
    """The first's time for the last 200 m, if it was measured and is shown as it was; '' else."""
    for time in race.timed:
        if _is_last_200(race, motion, time):
            return f"Last 200 m in {time.written} s, {kmh(LAST_M / time.time_s):.{min(time.decimals, 1)}f} km/h."
    known = (time for time in race.bounded if _is_last_200(race, motion, time))
    return next((f"Last 200 m in {time.written} s." for time in known), "")


def _best_place(race: Race) -> int:
    """The place that the first of a race takes; 1 where there is none."""
    first = None if race.winner is None else race.result(race.winner)
    return 1 if first is None or first.rank is None else first.rank


def _is_last_200(race: Race, motion: Motion, time: Timed | Bounded) -> bool:
    event_m = motion.event_distance_m
    last = event_m - time.from_m == LAST_M and time.to_m == event_m
    return last and time.rider == race.winner and clocked(motion, time).held
