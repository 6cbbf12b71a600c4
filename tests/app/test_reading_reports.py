from __future__ import annotations

from replay.app.drafting.reading_reports import ReportText, explained_report, with_reports
from replay.sources.reports.report_reader import read_report
from tests.sources.reports.a_race import a_race

FIRST = ReportText("paper", "Alder attacked at the bell.\nThe sun shone on the town.")
SECOND = ReportText("blog", "Alder attacked with two laps to go.")


def test_each_race_has_what_each_report_says_of_it() -> None:
    final, heat = with_reports([a_race(), a_race("first round", "2")], [FIRST, SECOND])
    assert [(fact.origins[0].source, fact.fields["when"]) for fact in final.story] == [
        ("blog", "2 laps to go"),
        ("paper", "bell"),
    ]
    assert heat.story == ()


def test_what_was_read_stands_beside_its_sentence() -> None:
    said = explained_report(FIRST, {"final A": read_report(FIRST.text, FIRST.name, a_race())})
    assert said[0] == "paper (report)"
    assert said[1:3] == [
        "    1 | Alder attacked at the bell.",
        "      > final A: {when: bell, attack: Alder}",
    ]
    assert said[-1].startswith("      > nothing: ")
