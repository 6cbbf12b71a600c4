from __future__ import annotations

from replay.app.drafting.finding_races import unnamed_words
from replay.app.drafting.reading_reports import ReportText, SentencesRead, explained_report, with_reports
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


def test_how_much_of_a_report_was_read_is_said() -> None:
    heard = SentencesRead()
    part = ReportText("blog", "Alder attacked at the bell, and his mother dropped her sandwich. The sun shone.")
    with_reports([a_race(), a_race("first round", "2")], [FIRST, part], heard=heard)
    assert heard.words == [
        "paper: read in 1 of 2 sentences: --explain shows them",
        "blog: read in 1 of 2 sentences, 1 of them in part: --explain shows them",
    ]


def test_sources_that_are_called_by_their_files_are_named() -> None:
    texts = {"report.txt": "LONDON, March 9 (Sports Wire) - Alder won.\nIt rained.", "blog_2.txt": "Alder won."}
    (said,) = unnamed_words(["results.html"], texts)
    assert said.startswith("called by their files: results, blog 2; ")
    assert unnamed_words([], texts) == []
