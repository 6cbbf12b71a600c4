"""From the rows of a sprint's heading to its matches, each a race that was found, with its rides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.sources.found import FoundRace, FoundResult, Unread
from replay.sources.results.meaning.matches.sprint_rides import (
    MOST_IN_RACE,
    UNKNOWN,
    fits_score,
    is_in_order,
    is_unknown,
    matches_of,
    rides_of,
    says_a_ride,
)
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.results_of_rows import origin_of, results_of
from replay.sources.results.meaning.row_groups import RowGroup

_FINALS = {1: "gold", 3: "bronze", 5: "places 5 to 8"}
"""What a final is called by the best place of its riders."""

_LETTERS = {"A": "gold", "B": "bronze"}
"""What the finals of a sprint are called that others have letters for."""


def matches_in(
    group: RowGroup, source: str, common: FoundRace, *, family_first: bool
) -> tuple[list[FoundRace], list[Unread]]:
    """The matches of the rows of a heading, and the rows that make none. common: what the headings say of them."""
    found: list[FoundRace] = []
    unread: list[Unread] = []
    matches = [tuple(group.rows)] if group.rides else matches_of(group.rows)
    for rows in matches:
        rides, why = _of_sections(group.rides) if group.rides else _of_rows(rows)
        race, why = _match(rides, source, common, family_first=family_first) if rides else (None, why)
        if race is None:
            rows = tuple(row for ride in group.rides for row in ride) or rows
            unread += [Unread(origin_of(row, source), why) for row in rows]
        else:
            found.append(_with_heat(race, rows))
    return found, unread


_IN_MATCH = 2
"""Riders of a match of several rides."""

_Rides = Sequence[Sequence[ReadRow]]


def _of_rows(rows: Sequence[ReadRow]) -> tuple[_Rides, str]:
    """The rides of rows that are one match; else none and why they make none."""
    if len(rows) < 2:
        return (), "one row alone is no race"
    if len(rows) > MOST_IN_RACE:
        return (), f"more than {MOST_IN_RACE} riders are no ride of a sprint"
    if not says_a_ride(rows):
        return (), "neither rides nor margins: no ride of a sprint"
    rides = rides_of(rows)
    if not rides:
        return (), "of which ride each figure is, or who won which, is not said"
    if (len(rides) > 1 and not is_in_order(rides)) or (
        any(row.rides for row in rows) and not (_has_winner(rides[0]) or UNKNOWN in rows[0].rides)
    ):
        return (), "it is not said who won which ride"
    if len(rides) > 1 and len(rows) != _IN_MATCH:
        return (), f"{len(rows)} riders have cells for several rides, which two ride"
    if not fits_score(rows, rides):
        return (), "the rides that were read do not make the score beside the names"
    return rides, ""


def _of_sections(sections: _Rides) -> tuple[_Rides, str]:
    """The rides of a match that stand under headings of their own."""
    rides: list[Sequence[ReadRow]] = []
    for number, rows in enumerate(sections, start=1):
        found = _of_rows(rows)[0] or ([rows] if _has_winner(rows) else [])
        if len(found) != 1:
            return (), f"it is not said who won ride {number}"
        rides += found
    if len(sections[0]) != _IN_MATCH:
        return (), f"{len(sections[0])} riders in several rides, which two ride"
    return (rides, "") if is_in_order(rides) else ((), "it is not said who won which ride")


def _has_winner(ride: Sequence[ReadRow]) -> bool:
    """Whether one rider, and no other, has the best place of a ride."""
    ranks = [row.rank for row in ride if row.rank is not None]
    return bool(ranks) and ranks.count(min(ranks)) == 1


def _match(rides: _Rides, source: str, common: FoundRace, *, family_first: bool) -> tuple[FoundRace | None, str]:
    """The race that rides of one match make; else None and why they make none."""
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
    if any(map(is_unknown, rides)):
        remarks.append("each has won one of the first two rides: which, is not said")
    made = replace(common, results=results[0], rides=several, unread=tuple(pieces))
    return replace(made, remarks=(*common.remarks, *dict.fromkeys(remarks))), ""


def _with_heat(race: FoundRace, rows: Sequence[ReadRow]) -> FoundRace:
    """A final by its heading, or by the best place of its riders: gold, bronze; any other race as it is."""
    if race.round != "final":
        return race
    ranks = [row.rank for row in rows if row.rank is not None]
    placed = _FINALS.get(min(ranks)) if ranks else None
    if race.heat in _LETTERS and not (race.heat == "B" and placed == _FINALS[5]):
        return replace(race, heat=_LETTERS[race.heat])
    return replace(race, heat=placed) if placed and race.heat in ("", "B") else race
