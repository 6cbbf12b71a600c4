"""Reports joined to the races that tables gave: each race with the story that reports tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from replay.base.progress import Progress, Silent
from replay.sources.found import FoundFact, FoundRace, ReadSentence, ReportReading
from replay.sources.reports.report_reader import (
    LARGEST_REPORT,
    has_several_rides,
    read_report,
    read_ride,
    why_unread,
)
from replay.sources.writing.yaml_words import yaml_value

_WIDEST = 90


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as it was given: the name of its file, its text, and what was done to its letters, in sentences."""

    name: str
    text: str
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class SentencesRead:
    """How much of each report was read, over all races and rides for which it was.

    counted  sentences of each report, by its name
    unread   of each sentence in which facts were read, by report and number, the parts in which nobody read any
    """

    counted: dict[str, int] = field(default_factory=dict)
    unread: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def add(self, name: str, reading: ReportReading) -> ReportReading:
        """Count a reading of a report; the reading itself."""
        self.counted[name] = len(reading.sentences)
        for number, sentence in enumerate(reading.sentences):
            if sentence.facts:
                parts = set(sentence.unread)
                self.unread[name, number] = parts & self.unread.get((name, number), parts)
        return reading

    @property
    def words(self) -> list[str]:
        """A line for each report of which something was read: how many of its sentences were, and how many in part."""
        said = []
        for name, count in self.counted.items():
            parts = [left for (report, _), left in self.unread.items() if report == name]
            if parts:
                in_part = sum(map(bool, parts))
                rest = f", {in_part} of them in part" if in_part else ""
                said.append(f"{name}: read in {len(parts)} of {count} sentences{rest}: --explain shows them")
        return said


def with_reports(
    races: Sequence[FoundRace],
    reports: Sequence[ReportText],
    progress: Progress | None = None,
    heard: SentencesRead | None = None,
) -> list[FoundRace]:
    """The races with what reports say of each. Each report is read for each race, which it may not speak of at all.

    heard  where it is counted how much of them was read
    """
    heard = SentencesRead() if heard is None else heard
    whole = []
    with (progress or Silent()).stage("reading reports", len(races), "races") as step:
        for race in races:
            others = tuple(other for other in races if other is not race)
            whole.append(
                _with_rides(race, reports, others, heard) if race.rides else _with_story(race, reports, others, heard)
            )
            step(len(whole))
    return whole


def _with_story(
    race: FoundRace, reports: Sequence[ReportText], others: tuple[FoundRace, ...], heard: SentencesRead
) -> FoundRace:
    readings = [heard.add(one.name, read_report(one.text, one.name, race, others)) for one in reports]
    facts = [fact for reading in readings for fact in reading.facts]
    return replace(race, story=(*race.story, *_joined(facts)))


def _with_rides(
    race: FoundRace, reports: Sequence[ReportText], others: tuple[FoundRace, ...], heard: SentencesRead
) -> FoundRace:
    """A match with the story of each of its rides."""
    stories = []
    for ride in range(1, len(race.rides) + 1):
        readings = [heard.add(one.name, read_ride(one.text, one.name, race, others, ride=ride)) for one in reports]
        stories.append(tuple(_joined([fact for reading in readings for fact in reading.facts])))
    return replace(race, ride_stories=tuple(stories))


def readings_of_report(report: ReportText, races: Sequence[FoundRace]) -> dict[str, ReportReading]:
    """What a report says of each race, and of each ride of a match, by its title."""
    found = {}
    for race in races:
        others = tuple(other for other in races if other is not race)
        for ride in range(1, len(race.rides) + 1):
            found[f"{race.title}, ride {ride}"] = read_ride(report.text, report.name, race, others, ride=ride)
        if not race.rides:
            found[race.title] = read_report(report.text, report.name, race, others)
    return found


def _joined(facts: Sequence[FoundFact]) -> list[FoundFact]:
    """The facts of several reports. What two say alike is one fact of each: the verdict names both sources."""
    return sorted(facts, key=lambda fact: fact.origins[0].source if fact.origins else "")


def words_of_reports(reports: Sequence[ReportText], races: Sequence[FoundRace]) -> list[str]:
    """What is to be said of the reports of races: of their letters, and those of which nothing was read."""
    stories = [fact for race in races for story in (race.story, *race.ride_stories) for fact in story]
    spoken_of = {origin.source for fact in stories for origin in fact.origins}
    said = []
    for report in reports:
        said += [f"{report.name}: {words}" for words in report.remarks]
        if len(report.text) > LARGEST_REPORT:
            said.append(f"{report.name}: only its first {LARGEST_REPORT:,} characters are read")
        for race in races:
            others = tuple(other for other in races if other is not race)
            if has_several_rides(report.text, race, others):
                said.append(f"{report.name}: it tells several rides of {race.title}, the results have one: not read")
        if not races or report.name in spoken_of:
            continue
        why = why_unread(report.text, races) or "--explain shows why"
        said.append(f"{report.name}: nothing was read: {why}")
    return said


def explained_report(report: ReportText, readings: Mapping[str, ReportReading]) -> list[str]:
    """The sentences of a report, with what was read in each of them for each race, or why nothing was.

    readings   by the title of the race
    """
    said = [f"{report.name} (report)"]
    sentences: Sequence[ReadSentence] = max((reading.sentences for reading in readings.values()), key=len, default=())
    if not sentences:
        said.append("      > nothing: " + ("there is no sentence in it" if readings else "no race was found"))
    for number, sentence in enumerate(sentences):
        origin = sentence.origin
        lines = wrap(" ".join(report.text[origin.start : origin.end].split()), _WIDEST) or [""]
        said += [f"{origin.line:5} | {lines[0]}", *(f"      | {line}" for line in lines[1:])]
        for title, reading in readings.items():
            for fact in reading.sentences[number].facts:
                doubt = f" (not sure: {fact.unsure_because})" if fact.unsure_because else ""
                said.append(f"      > {title}: {yaml_value(dict(fact.fields))}{doubt}")
        facts = [fact for reading in readings.values() for fact in reading.sentences[number].facts]
        if not facts:
            said.append(f"      > nothing: {sentence.why_not}")
            continue
        unread = [set(reading.sentences[number].unread) for reading in readings.values()]
        said += [f"      > not read: {part}" for part in sentence.unread if all(part in parts for parts in unread)]
    return said
