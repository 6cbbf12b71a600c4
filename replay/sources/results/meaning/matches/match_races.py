"""From the rows of a sprint's heading to its matches, each a race that was found, with its rides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.sources.found import FoundRace, FoundResult, Unread
from replay.sources.results.meaning.matches.sprint_rides import (
    MOST_IN_RACE,
    is_in_order,
    matches_of,
    rides_of,
    says_a_ride,
)
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.results_of_rows import origin_of, results_of
from replay.sources.results.meaning.row_groups import RowGroup

_FINALS = {1: "gold", 3: "bronze", 5: "places 5 to 8"}
"""What a final is called by the best place of its riders."""


def matches_in(
    group: RowGroup, source: str, common: FoundRace, *, family_first: bool
) -> tuple[list[FoundRace], list[Unread]]:
    """The matches of the rows of a heading, and the rows that make none. common: what the headings say of them."""
    found: list[FoundRace] = []
    unread: list[Unread] = []
    matches = matches_of(group.rows)
    for rows in matches:
        race, why = _match(rows, source, common, family_first=family_first)
        if race is None:
            unread += [Unread(origin_of(row, source), why) for row in rows]
        else:
            found.append(_with_heat(race, rows))
    return found, unread


def _match(
    rows: Sequence[ReadRow], source: str, common: FoundRace, *, family_first: bool
) -> tuple[FoundRace | None, str]:
    """The race that rows of one match make; else None and why they make none."""
    if len(rows) < 2:
        return None, "one row alone is no race"
    if len(rows) > MOST_IN_RACE:
        return None, f"more than {MOST_IN_RACE} riders are no ride of a sprint"
    if not says_a_ride(rows):
        return None, "neither rides nor margins: no ride of a sprint"
    rides = rides_of(rows)
    if not rides or (len(rides) > 1 and not is_in_order(rides)):
        return None, "it is not said who won which ride"
    results: list[tuple[FoundResult, ...]] = []
    pieces: list[Unread] = []
    remarks: list[str] = []
    for ride in rides:
        read, left, said = results_of(ride, source, family_first=family_first)
        results.append(read)
        pieces += left
        remarks += said
    if any(len(ride) < 2 for ride in results):
        return None, "fewer than two riders were read"
    several = tuple(results) if len(results) > 1 else ()
    made = replace(common, results=results[0], rides=several, unread=tuple(pieces))
    return replace(made, remarks=(*common.remarks, *dict.fromkeys(remarks))), ""


def _with_heat(race: FoundRace, rows: Sequence[ReadRow]) -> FoundRace:
    """A final by the best place of its riders: gold, bronze; any other race as it is."""
    ranks = [row.rank for row in rows if row.rank is not None]
    called = _FINALS.get(min(ranks)) if ranks else None
    return replace(race, heat=called) if called and race.round == "final" and not race.heat else race
