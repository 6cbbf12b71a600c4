"""Race files are written so that they are read back as they were meant, and doubts are remarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.app.drafting.finding_races import complaints_of, race_files
from replay.base.files.yaml_text import parse_document
from replay.race.status import Status
from replay.racefile.reader import parse_race
from replay.sources.found import FoundFact, FoundRace, FoundResult, FoundRider, Origin
from replay.sources.results.read_results import read_results
from replay.sources.writing.file_lines import FileSettings
from replay.sources.writing.file_names import file_names
from replay.sources.writing.race_file_text import race_file_text
from replay.sources.writing.template import TEMPLATE
from replay.sources.writing.yaml_words import seconds_text, yaml_text, yaml_value

HERE = Origin("table.txt", 3, words="1 Ruiz")


def race_with(*results: FoundResult, **rest: object) -> FoundRace:
    return FoundRace("keirin", "final", "A", results, "women", **rest)  # type: ignore[arg-type]


def result(last: str, rank: int | None, **rest: object) -> FoundResult:
    return FoundResult(FoundRider(last), HERE, rank, **rest)  # type: ignore[arg-type]


plain_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn")),
    min_size=1,
    max_size=30,
).filter(lambda text: text == text.strip() and text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text)


@given(plain_texts)
def test_texts_are_read_back_as_texts(text: str) -> None:
    document = parse_document(f"a: {{b: {yaml_text(text)}, c: 1}}".encode(), "file")
    read = document.root.plain()
    assert isinstance(read, dict)
    assert isinstance(read["a"]["b"], str)
    if text.isascii():
        assert read["a"]["b"] == text


def test_values_of_the_story_are_written_as_by_hand() -> None:
    fact = {"when": "2 laps to go", "gap": {"ahead": "field", "of": ["Holm", "No"], "laps": "about 0.25"}, "main": True}
    assert yaml_value(fact) == "{when: 2 laps to go, gap: {ahead: field, of: [Holm, No], laps: about 0.25}, main: true}"


def test_seconds_have_the_decimals_of_the_table() -> None:
    assert seconds_text(0.07, 3) == "0.070"
    assert seconds_text(0.1, 1) == "0.1"
    assert seconds_text(0.25, 1) == "0.25"


def test_no_pacer_of_a_heading_is_written() -> None:
    race = race_with(result("Ruiz", 1), result("Holm", 2), no_pacer=True)
    text, mistakes = race_file_text(race, FileSettings(sources={}, tracks={}), complaints_of)
    assert "pacer: none" in text
    assert "as usual" not in text
    assert mistakes == ()
    assert parse_race(text.encode()).pacer is None


def test_the_template_has_no_mistake() -> None:
    assert parse_race(TEMPLATE.encode()).winner == "Ruiz"


def test_what_is_not_sure_is_a_remark() -> None:
    race = race_with(result("Ruiz", 1), result("Holm", 2, gap_s=0.2, unsure={"gap_s": "two figures stand there"}))
    text, mistakes = race_file_text(race, FileSettings(), lambda _: ())
    assert mistakes == ()
    assert "# unsure: two figures stand there" in text
    read = parse_race(text.encode())
    assert [(r.rider, r.gap_s) for r in read.results if r.gap_s] == []


def test_a_fact_with_which_the_program_finds_a_mistake_becomes_a_remark() -> None:
    (file,) = race_files([race_with(result("Ruiz", 1), result("Holm", 2, gap_s=500.0), result("Tjon", 3))])
    assert file.mistakes == ()
    assert "# unsure: a gap of 500 s" in file.text
    assert parse_race(file.text.encode()).winner == "Ruiz"


def test_riders_who_share_a_family_name_are_named_whole() -> None:
    table = b"1;Ana Ruiz;\n2;Bea Ruiz;+0.1\n3;Cy Holm;+0.2\n"
    (file,) = race_files(read_results(table, "table").races)
    assert "{rider: Bea Ruiz, rank: 2, gap_s: 0.1}" in file.text
    assert file.mistakes == ()


def test_riders_who_share_a_family_name_that_is_said_first() -> None:
    table = b"Rank;Name;Nation\n1;Wang Li;CHN\n2;Wang Bo;CHN\n3;Xu Chao;CHN\n"
    (file,) = race_files(read_results(table, "table").races)
    assert file.mistakes == ()
    assert "{rider: Li Wang, rank: 1}" in file.text


def test_facts_of_reports_stand_in_the_story_with_their_source() -> None:
    story = (
        FoundFact("attack", {"when": "bell", "attack": "Ruiz"}, 0.8, (Origin("report.txt", 2, 4),)),
        FoundFact(
            "chase", {"when": "1.5 laps to go", "chase": "Holm"}, 0.3, (Origin("report.txt", 3, 5),), "he or she"
        ),
        FoundFact("attack", {"when": "nonsense", "attack": "Ruiz"}, 0.9, (Origin("report.txt", 3, 6),)),
    )
    race = race_with(result("Ruiz", 1), result("Holm", 2, gap_s=0.2), story=story)
    text, mistakes = race_file_text(race, FileSettings(sources={"report.txt": "report"}), complaints_of)
    assert mistakes == ()
    assert "  - {when: bell, attack: Ruiz, source: report}" in text
    assert "# unsure: he or she" in text
    assert "  # - {when: nonsense, attack: Ruiz, source: report}" in text
    assert len(parse_race(text.encode()).story) == 1


def test_names_of_files_are_those_of_rounds_and_heats() -> None:
    def race(round_: str, heat: str, category: str = "") -> FoundRace:
        return FoundRace("keirin", round_, heat, (), category)

    assert file_names([race("first round", "1"), race("final", "A"), race("", "")]) == (
        "first-round-1.yaml", "final-a.yaml", "race.yaml",
    )  # fmt: skip
    assert file_names([race("final", "", "men"), race("final", "", "women")]) == ("men-final.yaml", "women-final.yaml")
    assert file_names([race("final", ""), race("final", "")]) == ("final-1.yaml", "final-2.yaml")


QUEUE = {"between": ["start", "pull-off"]}
FOUR = [result(name, rank) for rank, name in enumerate(("Ruiz", "Holm", "Tjon", "Kent"), start=1)]


def order_fact(first: int, *riders: str, sure: float = 0.9) -> FoundFact:
    return FoundFact("order", {"when": QUEUE, "order": {"riders": list(riders), "from": first}}, sure, (HERE,))


@pytest.mark.parametrize(
    ("facts", "start_order", "left"),
    [
        ([order_fact(1, "Kent", "Ruiz"), order_fact(4, "Holm")], ("Kent", "Ruiz", "Tjon", "Holm"), 0),
        ([order_fact(2, "Kent")], (None, "Kent"), 0),
        ([order_fact(1, "Kent", "Ruiz"), order_fact(1, "Holm")], ("Kent", "Ruiz"), 1),
        ([order_fact(1, "Kent", "Ruiz"), order_fact(3, "Ruiz")], ("Kent", "Ruiz"), 1),
        ([order_fact(1, "Kent", sure=0.5)], (), 1),
        ([order_fact(4, "Kent", "Ruiz")], (), 1),
    ],
)
def test_the_draw_as_it_is_told_is_the_start_order(
    facts: list[FoundFact], start_order: tuple[str | None, ...], left: int
) -> None:
    (file,) = race_files([race_with(*FOUR, story=tuple(facts))], ["table.txt"])
    assert file.mistakes == ()
    read = parse_race(file.text.encode())
    assert read.start_order == start_order
    assert file.text.count("order: {riders") == left


def test_who_did_not_start_has_no_place_behind_the_pacer() -> None:
    race = race_with(*FOUR[:3], result("Kent", None, status=Status.DNS), story=(order_fact(1, "Holm", "Tjon"),))
    (file,) = race_files([race], ["table.txt"])
    assert parse_race(file.text.encode()).start_order == ("Holm", "Tjon", "Ruiz")


@pytest.mark.parametrize(("when", "off"), [("2.5 laps to go", "2.5"), ("pull-off", "3"), ("1 lap to go", "3")])
def test_the_pacer_leaves_when_a_report_says_so(when: str, off: str) -> None:
    told = FoundFact("pacer_off", {"when": when, "pacer_off": True}, 1.0, (HERE,))
    (file,) = race_files([race_with(*FOUR, story=(told,))], ["table.txt"])
    assert f"off: {off} laps to go}}" in file.text
    assert file.mistakes == ()
