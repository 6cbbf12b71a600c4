"""Lines of text as they were meant: rows that a column broke, lists side by side, letters like ends of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.race.status import Status
from replay.sources.decoding import source_text
from replay.sources.results.layouts.mended_lines import side_by_side, with_whole_rows
from replay.sources.results.read_results import read_results
from replay.sources.results.words.person_names import person_name
from replay.sources.results.words.status_words import starts_with_status


def test_a_name_over_two_lines_is_one_row() -> None:
    lines = ["1     14   SCHNEIDER-", "           WAGNER Katharina   GER", "2     3    HUNT Rebecca       GBR"]
    assert with_whole_rows(lines) == ["1     14   SCHNEIDER-WAGNER Katharina   GER", "", lines[2]]


def test_a_line_below_another_column_stays_alone() -> None:
    lines = ["1     14   HUNT Rebecca       GBR", "           late entry         GBR"]
    assert with_whole_rows(lines) == lines


@given(st.lists(st.text(alphabet="1 2.|ABab-\t", max_size=24), max_size=8))
def test_no_line_is_lost(lines: list[str]) -> None:
    whole = with_whole_rows(lines)
    assert len(whole) == len(lines)
    assert sorted("".join("".join(whole).split())) == sorted("".join("".join(lines).split()))


def test_lists_side_by_side_are_read_one_behind_the_other() -> None:
    lines = ["Heat 1 | Heat 2", "1. Ann Ray | 1. Bo Lee", "2. Cy Fox | DNF Di Sun", "", "the end"]
    found = side_by_side(lines, 0)
    assert found is not None
    lists, end = found
    assert (end, lists[1]) == (3, [("Heat 2", 1), ("1. Bo Lee", 2), ("DNF Di Sun", 3)])
    assert side_by_side(["a | b", "c | d"], 0) is None


def test_two_heats_beside_each_other_are_two_races() -> None:
    text = "Keirin\nHeat 1 | Heat 2\n1. Ann Ray (GBR) | 1. Bo Lee (KOR)\n2. Cy Fox (USA) +0.1 | 2. Di Sun (CHN) +0.2\n"
    reading = read_results(text.encode(), "table")
    assert [[r.rider.last for r in race.results] for race in reading.races] == [["Ray", "Fox"], ["Lee", "Sun"]]


def test_a_broken_letter_ends_no_line() -> None:
    broken = "1;Bäckström;Åke;SWE\r\n2;Ray;Ann;GBR".encode().decode("latin-1")
    assert source_text(broken.encode(), "table").lines == ("1;Bäckström;Åke;SWE", "2;Ray;Ann;GBR")
    assert source_text(b"one\xc2\x85two", "table").lines == ("one", "two"), "the mark alone still ends one"


def test_capitals_around_one_letter_are_one_name() -> None:
    assert person_name("DOS SANTOS E SILVA Rita").last == "dos Santos e Silva"
    assert person_name("VAN DEN BERG-DE WIT Anouk").last == "van den Berg-de Wit"


def test_a_long_word_of_status_begins_a_row() -> None:
    assert starts_with_status("Gediskwalificeerd  11  Maria Lopes") == (Status.DSQ, 19)


@pytest.mark.parametrize("between", ["\t", "  "])
def test_a_particle_in_capitals_is_no_code_of_a_nation(between: str) -> None:
    """VAN is Vanuatu and DEN Denmark where they stand alone."""
    names = ["Jan DE BOER", "Pieter VAN ASSEN", "Mathieu VAN DER POEL", "Kees DEN HARTOG", "Ali BEN SALAH"]
    rows = [between.join([str(place), name, "NED"]) for place, name in enumerate(names, 1)]
    (race,) = read_results("\n".join(["Keirin Final", *rows]).encode(), "table").races
    assert [r.rider.last for r in race.results] == ["de Boer", "van Assen", "van der Poel", "den Hartog", "Ben Salah"]
    assert {r.rider.nation for r in race.results} == {"NED"}


def test_a_code_behind_a_name_in_capitals_is_one() -> None:
    (race,) = read_results(b"Keirin Final\n1 Anna LUND DEN\n2 Bo LEE VAN\n3 LUND Signe DEN\n", "table").races
    assert [r.rider.nation for r in race.results] == ["DEN", "VAN", "DEN"]
