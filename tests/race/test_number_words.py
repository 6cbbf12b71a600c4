"""Numbers as results sheets print them."""

from __future__ import annotations

import pytest

from replay.race.number_words import parse_number, parse_seconds, parse_whole, two_readings, written_decimals


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
