"""The list beside a finish image: who crossed, in that order, with places and statuses as the result has them; and
the win in words: who comes first in a ride for the places from 5 on wins nothing, he takes the 5th place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.base.figure_words import ordinal
from replay.base.letters.typefaces import capitals
from replay.base.units import kmh
from replay.events.known_events import event_of
from replay.motion.timekeeping import clocked
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.timed import LAST_M, Bounded, Timed
from replay.scene.frame.card import FinishLine, OrderLine
from replay.scene.frame.riders import RiderLook

NO_PLACE = "–"
"""What stands for a place that there is not, or that is not known."""


def order_lines(
    race: Race, looks: dict[str, RiderLook], crossed: Sequence[str], *, gaps: dict[str, str]
) -> tuple[OrderLine, ...]:
    """All riders of the result: those who crossed, in that order, then the others in the order of the result.

    crossed  names in the order over the line
    gaps     as timed, by name; none for who was not timed, nor for the winner
    """
    others = [name for name in event_of(race).classification(race) if name not in crossed]
    return tuple(
        OrderLine(
            look=looks[name],
            place=NO_PLACE if name in race.unplaced else race.place_of(name) or NO_PLACE,
            gap=gaps.get(name, ""),
            won=name in race.winners,
            badge=win_badge(race) if name in race.winners else "",
        )
        for name in (*crossed, *others)
    )


def with_places(race: Race, lines: list[FinishLine]) -> list[FinishLine]:
    """Lines in the order over the line with their places: riders in a dead heat share that of the first of them."""
    names = [line.look.name for line in lines]
    found = []
    for name, line in zip(names, lines, strict=True):
        level = [names.index(other) for other in race.level_with(name) if other in names]
        if race.unplaced:
            found.append(replace(line, place=race.place_of(name) or NO_PLACE))
            continue
        found.append(replace(line, place=f"{'=' if len(level) > 1 else ''}{min(level) + 1}"))
    return found


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
