"""Matches of a sprint in tables and lines of text: who won which ride, by how much, and which riders met."""

from __future__ import annotations

from typing import Any

import pytest

from replay.app.drafting.finding_races import race_files
from replay.base.files.yaml_text import parse_document
from replay.race.facts import Race
from replay.racefile.reader import rides_from
from replay.sources.results.read_results import ResultsReading, read_results

HEAD = "Tokyo 2020\nWomen's sprint\n\n{}\nHeat\tName\tNation\tRace 1\tRace 2\tDecider\n"
QUARTERFINALS = HEAD.format("Quarterfinals") + (
    "1\tKelsey Mitchell\tCAN\tX\tX\t\n1\tLauriane Genest\tCAN\t+0.041\t+0.058\t\n"
    "2\tEmma Hinze\tGER\tX\tREL\tX\n2\tShanne Braspennincx\tNED\t+0.1\tX\t+0.2\n"
    "3\tLee Wai Sze\tHKG\tX\t\t\n3\tKaty Marchant\tGBR\tDNS\t\t\n"
)
FINALS = (
    "Women's sprint, final\n\nRank\tName\tNation\tRace 1\tRace 2\tDecider\n"
    "1\tKelsey Mitchell\tCAN\tX\tX\t\n2\tOlena Starikova\tUKR\t+0.061\t+0.064\t\n"
    "3\tLee Wai Sze\tHKG\t\t\t\n4\tEmma Hinze\tGER\t+0.964\t+0.233\t\n"
)
LINES = (
    "World championships 2023\nMen's sprint\n\n"
    "Final, gold\nHarrie Lavreysen (NED) **\nNicholas Paul (TTO) +0.061 +0.100\n\n"
    "Final, bronze\nJack Carlin (GBR) **\nMateusz Rudyk (POL) +0.030 +0.010\n"
)
FOUR = (
    "Women's sprint, places 5-8\n\nRank\tName\tNation\tGap\n5\tLea Friedrich\tGER\t\n6\tKaty Marchant\tGBR\t+0.1\n"
    "7\tShanne Braspennincx\tNED\t+0.3\n8\tLauriane Genest\tCAN\t+0.5\n"
)


def read(text: str) -> ResultsReading:
    return read_results(text.encode(), "page.txt")


def rides(text: str, place: int) -> tuple[Race, ...]:
    """The rides of a race of the text, as the program reads the file that is written for it."""
    file = race_files([read(text).races[place]])[0]
    assert file.mistakes == ()
    return rides_from(parse_document(file.text.encode(), "race.yaml"))


def told(race: Race) -> list[tuple[Any, ...]]:
    return [(line.rider, line.rank, line.gap_s or None, line.status) for line in race.results]


@pytest.mark.parametrize(
    ("text", "titles", "counts"),
    [
        (QUARTERFINALS, ["quarterfinal 1", "quarterfinal 2", "quarterfinal 3"], [2, 3, 0]),
        (FINALS, ["final gold", "final bronze"], [2, 2]),
        (LINES, ["final gold", "final bronze"], [2, 2]),
    ],
)
def test_each_match_is_a_race_with_its_rides(text: str, titles: list[str], counts: list[int]) -> None:
    found = read(text)
    assert [race.title for race in found.races] == titles
    assert [len(race.rides) for race in found.races] == counts
    assert {race.event for race in found.races} == {"sprint"}
    assert found.unread == ()


def test_margins_and_winners_are_those_of_each_ride() -> None:
    first, second = rides(LINES, 0)
    assert told(first) == [("Lavreysen", 1, None, None), ("Paul", 2, 0.061, None)]
    assert told(second) == [("Lavreysen", 1, None, None), ("Paul", 2, 0.1, None)]
    assert second.event.category == "men"
    assert second.match is not None
    assert second.match.won_before == ("Lavreysen",)


def test_an_empty_cell_beside_a_margin_is_the_winners() -> None:
    first, second = rides(FINALS, 1)
    assert (first.winner, second.winner) == ("Lee", "Lee")
    assert [line.gap_s for line in second.results] == [0, 0.233]


def test_a_relegation_and_a_decider() -> None:
    first, second, third = rides(QUARTERFINALS, 1)
    assert [race.winner for race in (first, second, third)] == ["Hinze", "Braspennincx", "Hinze"]
    assert told(second)[0] == ("Hinze", 2, None, "REL")


def test_a_walk_over() -> None:
    (only,) = rides(QUARTERFINALS, 2)
    assert (only.winner, only.starters, only.match) == ("Lee", ("Lee",), None)


def test_a_race_of_four() -> None:
    (only,) = rides(FOUR, 0)
    assert [line.rank for line in only.results] == [5, 6, 7, 8]
    assert only.event.kind == "sprint"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FINALS.replace("+0.964\t+0.233", "X\tX").replace("3\tLee Wai Sze\tHKG\t\t\t", "3\tLee Wai Sze\tHKG\tX\tX\t"),
         "more than 4|it is not said who won"),
        (QUARTERFINALS.replace("X\tX\t\n1\tLauriane", "X\tX\tX\n1\tLauriane"), "it is not said who won which ride"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_listed(text: str, why: str) -> None:
    reasons = [piece.why for piece in read(text).unread]
    assert any(one in reason for reason in reasons for one in why.split("|"))


IN_WORDS = (
    "Men's sprint\n\nFinal, bronze\nRide 1: Jack Carlin (GBR) beat Mateusz Rudyk (POL) by 0.004\n"
    "Ride 2: Rudyk def. Carlin, 9.95, +0.02\nDecider: Carlin beat Rudyk, 9.871\nRudyk was relegated in the third ride\n"
)


def test_rides_that_are_told_in_words() -> None:
    first, second, third = rides(IN_WORDS, 0)
    assert told(first) == [("Carlin", 1, None, None), ("Rudyk", 2, 0.004, None)]
    assert told(second) == [("Carlin", 2, 0.02, None), ("Rudyk", 1, None, None)]
    assert told(third) == [("Carlin", 1, None, None), ("Rudyk", 2, None, "REL")]
    assert [[time.time_s for time in race.timed] for race in (first, second, third)] == [[], [9.95], [9.871]]


def test_a_ride_that_is_not_understood_is_listed() -> None:
    found = read(IN_WORDS + "Ride 4: nobody knows who came first\n")
    assert len(found.races) == 1
    assert [piece.why for piece in found.unread] == ["a ride, but who beat whom was not read"]


TIMED_LINES = (
    "Men's sprint\n\nQuarterfinal 1\n"
    "1. Harrie Lavreysen (NED) 9.912 REL 9.871\n2. Nicholas Paul (TTO) +0.061 X +0.100\n"
    "Quarterfinal 2\n1. Jack Carlin (GBR) 9.871\n2. Mateusz Rudyk (POL) REL\n"
)


def test_times_and_a_relegation_in_lines_of_a_list() -> None:
    first, second, third = rides(TIMED_LINES, 0)
    assert [[time.time_s for time in race.timed] for race in (first, second, third)] == [[9.912], [], [9.871]]
    assert told(second) == [("Lavreysen", 2, None, "REL"), ("Paul", 1, None, None)]
    (only,) = rides(TIMED_LINES, 1)
    assert told(only) == [("Carlin", 1, None, None), ("Rudyk", 2, None, "REL")]
    assert [time.time_s for time in only.timed] == [9.871]


def test_a_final_is_not_gold_because_somebody_was_first_in_it() -> None:
    gold = "1. Harrie Lavreysen (NED) 9.8 9.9\n2. Nicholas Paul (TTO) +0.1 +0.2\n"
    bronze = "1. Jack Carlin (GBR) 9.912 9.871\n2. Mateusz Rudyk (POL) +0.030 +0.010\n"
    text = f"Men's sprint\n\nFinal, gold\n{gold}\nFinal, bronze\n{bronze}"
    assert [race.title for race in read(text).races] == ["final gold", "final bronze"]


def test_places_and_margins_of_three_in_lines_of_a_list() -> None:
    """Of one ride the places that are printed are its places."""
    lines = "Men's Sprint\nRepechage 1\n1. Hugo Lenz (SUI)\n2. Pavel Novy (CZE) +0.045\n3. Kenji Mori (JPN) +0.312\n"
    (race,) = rides(lines, 0)
    assert told(race) == [("Lenz", 1, None, None), ("Novy", 2, 0.045, None), ("Mori", 3, 0.312, None)]


@pytest.mark.parametrize("heads", [("Race 1", "Race 2", "Decider"), ("R1", "R2", "R3")])
def test_a_time_beside_a_margin_is_that_of_who_won_the_ride(heads: tuple[str, ...]) -> None:
    table = "Men's sprint, gold final\nRider\tNat\t" + "\t".join(heads) + "\n"
    table += "Tomasz Wilk\tPOL\t10.012\t+0.088\t9.987\nAiden Brook\tAUS\t+0.034\t9.954\t+0.121\n"
    found = rides(table, 0)
    assert [ride.winner for ride in found] == ["Wilk", "Brook", "Wilk"]
    assert [max(line.gap_s or 0.0 for line in ride.results) for ride in found] == [0.034, 0.088, 0.121]


def test_a_time_of_a_winner_under_no_column_is_said_to_be_taken_for_the_last_200_m() -> None:
    said = "last_200_m_s: a short time of the winner, which no column calls that of the last 200 m"
    match = "Women's sprint, final\n{}1. Signe LUND (DEN)  11.204\n2. Priya NAIR (IND)  +0.038\n"
    for text in (match.format(""), match.format("Race 1\n") + match.format("Race 2\n").partition("\n")[2]):
        (race,) = read_results(text.encode(), "table.txt").races
        for ride in race.rides or (race.results,):
            assert [(result.last_200_m_s, result.remarks) for result in ride] == [(11.204, (said,)), (None, ())]
    headed = (
        "Women's sprint, final\nRank\tName\tNation\tGap\tLast 200 m\n"
        "1\tSigne LUND\tDEN\t\t11.204\n2\tPriya NAIR\tIND\t+0.038\t\n"
    )
    (race,) = read_results(headed.encode(), "table.txt").races
    assert [(result.last_200_m_s, result.remarks) for result in race.results] == [(11.204, ()), (None, ())]
