"""Numbers as results sheets print them."""

from __future__ import annotations

import re

import pytest

from replay.race.number_words import (
    SAME_PATTERN,
    parse_metres,
    parse_number,
    parse_seconds,
    parse_whole,
    says_same,
    two_readings,
    written_decimals,
)


@pytest.mark.parametrize(
    ("text", "seconds", "decimals"),
    [
        ("0.113", 0.113, 3),
        ("0,113", 0.113, 3),
        ("+0.763 s", 0.763, 3),
        ("\N{MINUS SIGN}0,012", -0.012, 3),
        ("63.5", 63.5, 1),
        ("1.", 1.0, 0),
        ("1:51.874", 111.874, 3),
        ("1:51,87", 111.87, 2),
        ("0:01:51.874", 111.874, 3),
        ("1'51\"874", 111.874, 3),
        ("1.51.874", 111.874, 3),
        ("1m51.9s", 111.9, 1),
        ("PT1M51.874S", 111.874, 3),
        ('0"113', 0.113, 3),
        ("+9''8", 9.8, 1),
        ("PT51.8S", 51.8, 1),
        ("１：５１．８７４", 111.874, 3),
    ],
)
def test_seconds_are_read_as_they_are_printed(text: str, seconds: float, decimals: int) -> None:
    assert parse_seconds(text) == seconds
    assert written_decimals(text) == decimals


@pytest.mark.parametrize(
    "text", ["", ".", "-", "PT", "soon", "1:75", "1:2:3", "5e3", "1 2", "9" * 40_000, " " * 40_000]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_seconds(text) is None
    assert parse_number(text) is None


def test_a_comma_before_three_digits_means_two_things_but_in_seconds() -> None:
    assert parse_number("1,500") is None
    assert two_readings("1,500") == ("1500", "1.500")
    assert parse_seconds("1,500") == 1.5
    assert parse_number("333,33 m", "m") == 333.33
    assert parse_number("0,125") == 0.125


@pytest.mark.parametrize("written", [2.0, "2", "2.", "=2", "2=", "2nd", "２", "2)"])
def test_ranks_are_read_as_they_are_printed(written: object) -> None:
    assert parse_whole(written) == 2


@pytest.mark.parametrize("written", [2.5, "2.5", "DNF", "", None, float("inf"), float("nan"), "1/2"])
def test_what_is_no_whole_number_is_none(written: object) -> None:
    assert parse_whole(written) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.500,0", 1500.0), ("1,500.5", 1500.5), ("1 500", 1500.0), ("1\N{NO-BREAK SPACE}500 m", 1500.0),
     ("1'500", 1500.0), ("1,000,000", 1e6), ("1.000.000,5", 1_000_000.5)],
)  # fmt: skip
def test_thousands_that_are_surely_set_apart_are_read(text: str, number: float) -> None:
    assert parse_number(text, "m") == number


@pytest.mark.parametrize("text", ["1 50", "1.50,0", "1,500,0", "1 500 0", "1.500.0", "15 00", "1,50,000", "' 500"])
def test_marks_that_set_no_thousands_apart_are_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "metres"),
    [("1,500", 1500.0), ("1,500 m", 1500.0), ("333,333", 333.333), ("1.5 km", 1500.0), ("1,500 km", 1500.0),
     ("1500,0", 1500.0), ("100,000", None), ("9", 9.0), ("km", None), ("6 laps", None)],
)  # fmt: skip
def test_metres_of_a_race_are_those_that_a_race_can_have(text: str, metres: float | None) -> None:
    assert parse_metres(text, 100.0, 100_000.0) == metres


@pytest.mark.parametrize(
    "text",
    ["s.t.", "ST", "s. t.", "m.t.", "z.t.", "même temps", "Stesso tempo", "same time", '"', "\u2033", "''", "..", "〃"],
)
def test_the_same_time_is_known_in_the_words_of_sheets(text: str) -> None:
    assert says_same(text)
    assert re.fullmatch(SAME_PATTERN, text)


@pytest.mark.parametrize("text", ["", "-", ".", "soon", "t.s.", "0", "s" * 40_000])
def test_what_says_no_same_time(text: str) -> None:
    assert not says_same(text)
    assert not re.fullmatch(SAME_PATTERN, text)
