"""Provenance: what a picture and its file say of where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from replay.events.usual_course import is_result_only
from replay.race.facts import Race

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
    timed = any(result.gap_s is not None for result in race.results)
    measured = "Gaps at the finish line are as timed" if timed else "The order at the finish line is as published"
    movement = "drawn by lot from how such races go: nothing is told of it" if is_result_only(race) else _FROM_REPORTS
    statement = f"{measured}; the movement before it is {movement}."
    if race.stopped:
        statement = f"The race was stopped and has no result; the movement is {_FROM_REPORTS}."
    statement += f" {RANGES_STATEMENT}" if ranges else ""
    publishers = dict.fromkeys(source.publisher for source in race.sources if source.publisher)
    return Provenance(LABEL, statement, tuple(publishers))
