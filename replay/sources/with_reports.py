"""Races of a table with what reports tell of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from replay.sources.decoding import SourceText
from replay.sources.found import FoundRace, ReportReading

ReadReport: TypeAlias = Callable[[str, str, FoundRace, tuple[FoundRace, ...]], ReportReading]
"""A reader of reports: text, name of the source, the race, and the others of which the report may speak."""


def with_reports(
    races: Sequence[FoundRace], reports: Sequence[SourceText], read: ReadReport
) -> tuple[list[FoundRace], list[tuple[FoundRace, ReportReading]]]:
    """The races with the facts of all reports, and what was read in each report for each race.

    The table holds: a fact that contradicts it stays in the story with its source, and the verdict names the result that
    excludes it. Facts of two reports that contradict each other stay both, likewise.
    """
    with_stories = []
    readings = []
    for race in races:
        others = tuple(one for one in races if one is not race)
        own = [read(report.text, report.name, race, others) for report in reports]
        readings += [(race, reading) for reading in own]
        story = tuple(fact for reading in own for fact in reading.facts)
        with_stories.append(replace(race, story=(*race.story, *story)))
    return with_stories, readings


def source_keys(names: Sequence[str]) -> dict[str, str]:
    """A key for each report by which the story of a race file names it: 'report', or 'report-1', 'report-2'."""
    unique = list(dict.fromkeys(names))
    if len(unique) == 1:
        return {unique[0]: "report"}
    return {name: f"report-{number}" for number, name in enumerate(unique, start=1)}
