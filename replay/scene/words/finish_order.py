"""The list beside a finish image: who crossed, in that order, with places and statuses as the result has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.events.known_events import event_of
from replay.race.facts import Race
from replay.scene.frame.card import FinishLine, OrderLine
from replay.scene.frame.riders import RiderLook
from replay.scene.words.win_words import win_badge

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
