"""Provenance: what a picture and its file say of where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.letters.source_words import named_source
from replay.events.drawn.usual_course import is_result_only
from replay.race.facts import Race
from replay.race.story.sentences import listed

LABEL = "RECONSTRUCTION"
"""What every picture says of itself: nobody may take it for the pictures of the race."""

RANGES_STATEMENT = "Shaded on the boards: the likely range of each position, fading out at two standard deviations."
"""What a file says of itself when the doubt is shown."""


_FROM_REPORTS = "reconstructed from reports"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a picture and its sidecars say of themselves."""

    label: str
    statement: str
    sources: tuple[str, ...]


def provenance_of(race: Race, *, ranges: bool = False) -> Provenance:
    """What is measured, what is told, and what is ours. ranges: whether likely ranges are shown."""
    movement = "drawn by lot from how such races go: nothing is told of it" if is_result_only(race) else _FROM_REPORTS
    statement = f"{_known_of_finish(race)}; the movement before it is {movement}."
    if race.stopped:
        statement = f"The race was stopped and has no result; the movement is {_FROM_REPORTS}."
    if race.unnamed:
        statement += f" {listed(race.unnamed)} {'are' if len(race.unnamed) > 1 else 'is'} not named by any source."
    statement += f" {RANGES_STATEMENT}" if ranges else ""
    publishers = dict.fromkeys(named_source(source.publisher).listed for source in race.sources if source.publisher)
    return Provenance(LABEL, statement, tuple(publishers))


def _known_of_finish(race: Race) -> str:
    """What is known of the finish, whose place at it is not known, and who came through without one."""
    known, through = _known_places(race), race.ridden_through
    return f"{known}; where {listed(through)} crossed the line is drawn by lot" if through else known


def _known_places(race: Race) -> str:
    behind = [r for r in race.results if r.status is None and r.started and r.rider not in race.winners]
    timed = any(result.gap_s is not None for result in behind)
    if not race.unplaced:
        if not timed:
            return "The order at the finish line is as published"
        if all(result.gap_s is not None for result in behind):
            return "Gaps at the finish line are as timed"
        return "Gaps at the finish line that were timed are exact, the others are estimated"
    if len(race.unplaced) == len(race.starters):
        return "The result is not known: where riders finish is drawn by lot, with what is told of it"
    known = "Places and gaps that are known are as published" if timed else "Places that are known are as published"
    return f"{known}; where {listed(race.unplaced)} finished is not known and drawn by lot"
