"""What reports tell is joined to the race of which they tell it."""

from __future__ import annotations

from replay.app.finding_races import complaints_of
from replay.racefile.reader import parse_race
from replay.sources.decoding import source_text
from replay.sources.found import FoundFact, FoundRace, Origin, ReportReading
from replay.sources.results.read_results import read_results
from replay.sources.with_reports import source_keys, with_reports
from replay.sources.writing.race_file_text import FileSettings, race_file_text

TABLE = b"Semifinal 1\n1;Ana Ruiz;\n2;Bea Holm;+0.1\n\nFinal\n1;Bea Holm;\n2;Ana Ruiz;+0.2\n"


def said_of_finals(text: str, source: str, race: FoundRace, others: tuple[FoundRace, ...]) -> ReportReading:
    """A reader that finds in every report an attack of the race's winner, in finals only."""
    assert race not in others
    if race.round != "final":
        return ReportReading(())
    by = (
        {"when": "bell", "attack": race.names[0]}
        if "bell" in text
        else {"when": "200 m to go", "attack": race.names[0]}
    )
    return ReportReading((FoundFact("attack", by, 0.8, (Origin(source, 1, 1),)),))


def test_facts_of_two_reports_stand_in_the_story_of_their_race() -> None:
    races = read_results(TABLE, "table.txt").races
    reports = [source_text(b"at the bell", "one.txt"), source_text(b"late", "two.txt")]
    joined, readings = with_reports(races, reports, said_of_finals)
    assert [len(race.story) for race in joined] == [0, 2]
    assert len(readings) == 4
    keys = source_keys([report.name for report in reports])
    text, mistakes = race_file_text(joined[1], FileSettings(sources=keys), complaints_of)
    assert mistakes == ()
    assert [fact.source for fact in parse_race(text.encode()).story] == ["report-1", "report-2"]


def test_one_report_has_a_short_key() -> None:
    assert source_keys(["a.txt"]) == {"a.txt": "report"}
