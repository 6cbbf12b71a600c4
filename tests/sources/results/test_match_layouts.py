"""Matches as people paste them: rides under headings, cells in lines, scores; what is not known is listed."""

from __future__ import annotations

from typing import Any

import pytest

from replay.app.drafting.finding_races import race_files
from replay.base.files.yaml_text import parse_document
from replay.race.facts import Race
from replay.racefile.reader import rides_from
from replay.sources.results.read_results import ResultsReading, read_results

SECTIONS = (
    "Men's sprint, gold final\nRace 1\n1. Tomasz Wilk (POL) 10.012\n2. Aiden Brook (AUS) +0.034\n"
    "Race 2\n1. Aiden Brook (AUS) 9.954\n2. Tomasz Wilk (POL) +0.088\n"
    "Decider\n1. Tomasz Wilk (POL) 9.987\n2. Aiden Brook (AUS) REL\n"
)
CELLS = (
    "Men's Sprint\n\nGold final\n1. Tomasz Wilk (POL)  2-1   10.012  -  9.987\n"
    "2. Aiden Brook (AUS)   1-2   +0.034   9.954   +0.121\n\nBronze final\n"
    "                         Race 1    Race 2   Decider\n"
    "Jonas Keller (GER)     10.210   10.155\nRui Matos (POR)        +0.054   +0.201\n\n"
    "Repechage 1\n1 Hugo Lenz (SUI) 10.301\n2 Pavel Novy (CZE) +0.045\n3 Kenji Mori (JPN) +0.312\n"
)
WHOLE_ROUND = (
    "Men's Sprint - Quarterfinals\n"
    "Heat 1\nTomasz WILK (POL)   10.012  1  10.110 1  Winner 2-0\nAiden BROOK (AUS)   +0.034  2  +0.200 2\n\n"
    "Heat 2\nJonas KELLER (GER)  10.210  REL  10.155\nRui MATOS (POR)     +0.054  10.300  +0.201\n\n"
    "Heat 3\nHugo LENZ (SUI)  w.o.\nPavel NOVY (CZE) DNS\n\nHeat 4\nKenji MORI (JPN)  REL\nOmar SAID (EGY)  10.999\n"
)
BEATEN = (
    "Men's sprint\nGold: Wilk (POL) bt Brook (AUS) 2-1 (10.012, +0.1, 9.987)\n"
    "Bronze: Keller (GER) def. Matos (POR) 2-0 (10.210, 10.155)\n"
)


def read(text: str) -> ResultsReading:
    return read_results(text.encode(), "page.txt")


def rides(text: str, place: int = 0) -> tuple[Race, ...]:
    """The rides of a race of the text, as the program reads the file that is written for it."""
    file = race_files([read(text).races[place]])[0]
    assert file.mistakes == ()
    return rides_from(parse_document(file.text.encode(), "race.yaml"))


def told(race: Race) -> list[tuple[Any, ...]]:
    return [(line.rider, line.rank, line.gap_s or None, line.status) for line in race.results]


def times_s(race: Race) -> list[float]:
    return [time.time_s for time in race.timed]


def test_rides_under_headings_of_their_own_are_one_match() -> None:
    found = read(SECTIONS)
    assert [(race.title, len(race.rides)) for race in found.races] == [("final gold", 3)]
    assert found.unread == ()
    first, second, third = rides(SECTIONS)
    assert told(first) == [("Wilk", 1, None, None), ("Brook", 2, 0.034, None)]
    assert told(second) == [("Wilk", 2, 0.088, None), ("Brook", 1, None, None)]
    assert told(third) == [("Wilk", 1, None, None), ("Brook", 2, None, "REL")]
    assert [times_s(race) for race in (first, second, third)] == [[10.012], [9.954], [9.987]]


@pytest.mark.parametrize(
    "heads", [("Heat 1", "Heat 2"), ("1. Lauf", "2. Lauf"), ("First ride", "Second ride"), ("", "")]
)
def test_the_same_two_riders_meet_once_in_a_round(heads: tuple[str, str]) -> None:
    """So that what is called a heat, or nothing, is a ride."""
    text = f"Men's sprint, semifinals\n{heads[0]}\n1. Wilk (POL)\n2. Brook (AUS) +0.1\n"
    text += f"{heads[1]}\n1. Brook (AUS)\n2. Wilk (POL) +0.2\n"
    text += "Heat 3\n1. Wilk (POL)\n2. Brook (AUS) +0.3\n" if heads[0] == "Heat 1" else ""
    (race,) = read(text).races
    assert [[line.gap_s for line in ride] for ride in race.rides][:2] == [[None, 0.1], [0.2, None]]


def test_heats_of_other_riders_stay_heats() -> None:
    text = "Men's sprint, quarterfinals\nHeat 1\n1. Wilk (POL)\n2. Brook (AUS) +0.1\n"
    text += "Heat 2\n1. Keller (GER)\n2. Matos (POR) +0.2\n"
    assert [(race.title, race.rides) for race in read(text).races] == [("quarterfinal 1", ()), ("quarterfinal 2", ())]


def test_a_dash_is_the_cell_of_a_ride() -> None:
    found = read(CELLS)
    assert [(race.title, len(race.rides)) for race in found.races] == [
        ("final gold", 3),
        ("final bronze", 2),
        ("repechage 1", 0),
    ]
    assert found.unread == ()
    assert [ride.winner for ride in rides(CELLS)] == ["Wilk", "Brook", "Wilk"]
    assert [times_s(ride) for ride in rides(CELLS)] == [[10.012], [9.954], [9.987]]
    assert [told(ride)[1] for ride in rides(CELLS, 1)] == [("Matos", 2, 0.054, None), ("Matos", 2, 0.201, None)]
    assert [line.rank for line in rides(CELLS, 2)[0].results] == [1, 2, 3]


def test_matches_without_places() -> None:
    found = read(WHOLE_ROUND)
    assert [(race.title, len(race.rides)) for race in found.races] == [
        ("quarterfinal 1", 2), ("quarterfinal 2", 3), ("quarterfinal 3", 0), ("quarterfinal 4", 0),
    ]  # fmt: skip
    assert found.unread == ()
    assert told(rides(WHOLE_ROUND, 1)[1]) == [("Keller", 2, None, "REL"), ("Matos", 1, None, None)]
    assert told(rides(WHOLE_ROUND, 2)[0]) == [("Lenz", 1, None, None), ("Novy", None, None, "DNS")]
    assert told(rides(WHOLE_ROUND, 3)[0]) == [("Mori", 2, None, "REL"), ("Said", 1, None, None)]


def test_scores_with_figures_in_brackets() -> None:
    found = read(BEATEN)
    assert [(race.title, len(race.rides)) for race in found.races] == [("final gold", 3), ("final bronze", 2)]
    assert [told(ride) for ride in rides(BEATEN)][1] == [("Wilk", 2, 0.1, None), ("Brook", 1, None, None)]
    assert [times_s(ride) for ride in rides(BEATEN, 1)] == [[10.21], [10.155]]


@pytest.mark.parametrize(
    ("verb", "tail", "gaps"),
    [("bt", "2-0", [None, None]), ("d.", "in two", [None, None]), ("beat", "two rides to nil (+0.1, 0.2)", [0.1, 0.2]),
     ("def.", "by 0.3", [0.3]), ("schlägt", "2:0", [None, None])],
)  # fmt: skip
def test_who_beat_whom(verb: str, tail: str, gaps: list[float | None]) -> None:
    (race,) = read(f"Women's sprint\nSemifinal 1\nWilk (POL) {verb} Brook (AUS) {tail}\n").races
    found = race.rides or (race.results,)
    assert [ride[1].gap_s for ride in found] == gaps
    assert {ride[0].rank for ride in found} == {1}


@pytest.mark.parametrize("line", ["Wilk (POL) bt Brook (AUS) 2-1", "Brook (AUS) v Wilk (POL) 1-2"])
def test_of_a_score_of_two_to_one_only_who_won_the_last_ride_is_known(line: str) -> None:
    first, second, third = rides(f"Men's sprint\nSemifinal 1\n{line}\n")
    assert [{row[1] for row in told(ride)} for ride in (first, second)] == [{None}, {None}]
    assert {row[0]: row[1] for row in told(third)} == {"Wilk": 1, "Brook": 2}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("Wilk (POL) bt Brook (AUS) 2-1 (10.2, 10.4, 10.3)", "which of the first two rides each won is not said"),
        ("Wilk (POL) bt Brook (AUS) after a long protest", "not understood"),
        ("1. Tomasz Wilk (POL) 10.012 9.987\n2. Aiden Brook (AUS) 9.954", "of which ride each figure is"),
        ("1. Tomasz Wilk (POL) 10.012 9.987\n2. Aiden Brook (AUS) +0.034", "of which ride each figure is"),
        ("1. Tomasz Wilk (POL) 2-0 10.012 - 9.987\n2. Aiden Brook (AUS) 0-2 +0.034 9.954 +0.121", "the score"),
        ("Tomasz Wilk (POL) 10.2\nAiden Brook (AUS) 10.3", "no ride of a sprint"),
        ("Tomasz Wilk (POL) X X\nAiden Brook (AUS) +0.1 +0.2\nJan Kos (CZE) +0.3 +0.4", "which two ride"),
    ],
)
def test_what_nobody_can_know_is_listed_and_not_guessed(lines: str, why: str) -> None:
    found = read(f"Men's sprint, gold final\n{lines}\n")
    assert found.races == ()
    assert len(found.unread) == len(lines.splitlines())
    assert all(why in piece.why for piece in found.unread)


def test_what_is_not_understood_leaves_the_other_matches() -> None:
    text = "Men's sprint, quarterfinals\nWilk bt Brook 2-0\nKeller bt Matos 2-1 (10.2)\nLenz bt Novy 2-0\n"
    found = read(text)
    assert [[line.rider.last for line in race.results] for race in found.races] == [["Wilk", "Brook"], ["Lenz", "Novy"]]
    assert [piece.origin.line for piece in found.unread] == [3]


def test_a_list_without_places_is_in_the_order_of_its_gaps() -> None:
    text = "Keirin Men - Final\nLorenzo Bossi (ITA)\nCraig Muir (GBR) +0.051\nTheo Blanc (FRA) REL\n"
    (race,) = read(text).races
    assert [(line.rider.last, line.rank, line.gap_s) for line in race.results] == [
        ("Bossi", 1, None),
        ("Muir", 2, 0.051),
        ("Blanc", None, None),
    ]


def test_names_without_anything_are_listed() -> None:
    found = read("Keirin Men - Final\nLorenzo Bossi (ITA)\nCraig Muir (GBR)\n")
    assert found.races == ()
    assert [piece.origin.line for piece in found.unread] == [2, 3]


def test_raised_figures_are_no_numbers() -> None:
    found = read("Keirin final\n1. ³9 Bo Li (CHN)\n2. Cleo Tjon (SUR) +0.1\n")
    assert all(line.rider.number is None for race in found.races for line in race.results)


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        ("Heat 1 - Dros (11.021) d. Pires\nHeat 2 - Aoki d. Lund\n", ["eighth-final 1", "eighth-final 2"]),
        ("Rep 1: Muir (GBR), Kral (SVK) +0.1\n", ["repechage"]),
        ("Bronze medal race\nWilk (POL) def. Brook (AUS) 2-0\n", ["final bronze"]),
    ],
)
def test_headings_before_matches(lines: str, titles: list[str]) -> None:
    found = read(f"Women's sprint\n1/8 finals\n{lines}")
    assert [race.title for race in found.races] == titles
    assert found.unread == ()


def test_what_a_heading_swallows_is_listed() -> None:
    found = read("Women's sprint\n1/8 finals\nHeat 4 - Tremblay (walkover)\n")
    assert [piece.origin.line for piece in found.unread] == [3]


def test_a_line_that_names_two_riders_is_listed() -> None:
    found = read("Sprint final: gold Wilk (POL), silver Brook (AUS)\n")
    assert [piece.origin.line for piece in found.unread] == [1]


def test_a_line_that_goes_on_behind_a_podium() -> None:
    podium = 'Keirin hommes, finale\nOr : Martin (FRA)\nArgent : Muir (GBR) à 0"051\n'
    text = podium + "3e Kral (SVK), 4e Blanc (FRA) déclassé\n"
    (race,) = read(text).races
    assert [(line.rider.last, line.rank, str(line.status or "")) for line in race.results] == [
        ("Martin", 1, ""), ("Muir", 2, ""), ("Kral", 3, ""), ("Blanc", 4, "REL"),
    ]  # fmt: skip


def test_a_heat_over_the_names_is_no_ride() -> None:
    text = (
        "Men's Sprint - Semifinals\n\n\tHeat 1\tRace 1\tRace 2\tDecider\n1\tJan Wilk POL\t10.012\t+0.061\t10.203\n"
        "2\tTim Brook AUS\t+0.044\t9.987\t+0.021\n\n\tHeat 2\tRace 1\tRace 2\tDecider\n"
        "1\tJonas Keller GER\t10.112\t10.061\t\n2\tRui Matos POR\t+0.044\t+0.087\t\n"
    )
    assert [(race.title, len(race.rides)) for race in read(text).races] == [("semifinal 1", 3), ("semifinal 2", 2)]


def test_a_heat_without_a_round_is_called_a_heat() -> None:
    found = read("Keirin\n\nHeat 3\n1. Tom Smith (GBR)\n2. Al Brown (NZL) +0.100\n3. Bo Jones (AUS) +0.200\n")
    assert [race.title for race in found.races] == ["heat 3"]
    assert race_files(found.races)[0].name == "heat-3.yaml"
