"""The shipped races: each is read, and together they are one tournament as its published tables have it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from replay.base.files.yaml_text import read_document
from replay.race.facts import Race, Result, Rider
from replay.race.status import Status
from replay.racefile.reader import read_race, read_rides
from replay.racefile.whole.schema import race_schema
from tests.helpers.race_files import RACES

SHIPPED = sorted(RACES.rglob("*.yaml"))
KEIRIN = RACES / "tokyo-2020" / "mens-keirin"
VALIDATOR = Draft202012Validator(race_schema())

Line = tuple[str, float | str]
"""A rider and his gap in seconds (0 for the winner), or why he has none."""

TABLES: dict[str, tuple[Line, ...]] = {
    "first-round-1": (
        ("Helal", 0), ("Levy", 0.010), ("Browne", 0.248), ("Kenny", 0.462), ("Webster", 0.546), ("Gladyshev", 3.173),
    ),
    "first-round-2": (
        ("Carlin", 0), ("Richardson", 0.070), ("Büchli", "REL"), ("Barrette", "DNF"), ("Ponomaryov", "DNF"),
        ("Sahrom", "DNF"),
    ),
    "first-round-3": (
        ("Awang", 0), ("Paul", 0.075), ("Rajkowski", 0.104), ("Bötticher", 0.115), ("Spies", 0.739), ("Vigier", 0.884),
    ),
    "first-round-4": (
        ("Nitta", 0), ("Dmitriev", 0.004), ("Glaetzer", 0.093), ("Xu", 0.240), ("Lavreysen", 0.256), ("Rudyk", 0.974),
    ),
    "first-round-5": (
        ("Wakimoto", 0), ("Saunders", 0.089), ("Quintero", 0.096), ("Bábek", 0.228), ("Wammes", 0.292),
        ("Tjon En Fa", 0.396),
    ),
    "repechage-1": (("Browne", 0), ("Sahrom", 0.010), ("Vigier", 0.037), ("Bábek", 0.638), ("Xu", 0.979)),
    "repechage-2": (("Kenny", 0), ("Bötticher", 0.363), ("Büchli", 0.441), ("Rudyk", 0.480), ("Wammes", 0.564)),
    "repechage-3": (
        ("Lavreysen", 0), ("Tjon En Fa", 0.578), ("Webster", 0.580), ("Barrette", 0.738), ("Rajkowski", 1.616),
    ),
    "repechage-4": (
        ("Glaetzer", 0), ("Quintero", 0.069), ("Ponomaryov", 0.124), ("Gladyshev", 0.675), ("Spies", 0.760),
    ),
    "quarterfinal-1": (
        ("Quintero", 0), ("Kenny", 0.045), ("Helal", 0.105), ("Lavreysen", 0.122), ("Richardson", 0.212),
        ("Nitta", 0.331),
    ),
    "quarterfinal-2": (
        ("Paul", 0), ("Carlin", 0.503), ("Tjon En Fa", 0.602), ("Levy", 0.667), ("Saunders", 0.723), ("Sahrom", 1.204),
    ),
    "quarterfinal-3": (
        ("Wakimoto", 0), ("Awang", 0.039), ("Browne", 0.098), ("Glaetzer", 0.104), ("Bötticher", 0.192),
        ("Dmitriev", 0.236),
    ),
    "semifinal-1": (
        ("Kenny", 0), ("Glaetzer", 0.003), ("Tjon En Fa", 0.089), ("Carlin", 0.240), ("Browne", 0.357),
        ("Quintero", 0.397),
    ),
    "semifinal-2": (
        ("Awang", 0), ("Levy", 0.035), ("Lavreysen", 0.073), ("Helal", 0.497), ("Wakimoto", 0.775), ("Paul", "DSQ"),
    ),
    "final-a": (
        ("Kenny", 0), ("Awang", 0.763), ("Lavreysen", 0.773), ("Tjon En Fa", 1.264), ("Glaetzer", 1.344),
        ("Levy", 2.344),
    ),
    "final-b": (("Wakimoto", 0), ("Carlin", 0.097), ("Browne", 0.203), ("Helal", 0.251), ("Quintero", 0.314)),
}  # fmt: skip
"""The published tables of the men's keirin of Tokyo 2020, first to last, those without a place at the end."""

NATIONS = {
    "AUS": "Glaetzer Richardson", "CAN": "Barrette Wammes", "CHN": "Xu", "COL": "Quintero", "CZE": "Bábek",
    "FRA": "Helal Vigier", "GBR": "Kenny Carlin", "GER": "Levy Bötticher", "JPN": "Wakimoto Nitta",
    "KAZ": "Ponomaryov", "MAS": "Awang Sahrom", "NED": "Lavreysen Büchli", "NZL": "Webster Saunders",
    "POL": "Rajkowski Rudyk", "ROC": "Dmitriev Gladyshev", "RSA": "Spies", "SUR": "Tjon_En_Fa", "TTO": "Browne Paul",
}  # fmt: skip

DRAWS = {
    "first-round-5": ("Bábek", "Wammes", "Quintero", "Wakimoto", "Tjon En Fa", "Saunders"),
    "quarterfinal-1": ("Nitta", "Helal", "Quintero", "Richardson", "Kenny", "Lavreysen"),
    "quarterfinal-3": ("Glaetzer", "Dmitriev", "Bötticher", "Wakimoto", "Browne", "Awang"),
    "final-a": ("Kenny", "Glaetzer", "Levy", "Lavreysen", "Awang", "Tjon En Fa"),
}
"""Places behind the pacer, where they are known."""


def keirin() -> dict[str, Race]:
    return {path.stem: read_race(path) for path in sorted(KEIRIN.glob("*.yaml"))}


def line_of(result: Result) -> Line:
    if result.status is not None:
        return result.rider, str(result.status)
    assert result.gap_s is not None or result.rank is not None
    return result.rider, result.gap_s or 0


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_is_read_and_agrees_with_the_schema(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(read_document(path).root.plain())) == []
    for race in read_rides(path):
        assert race.stopped or race.winner in race.crossers
        assert {told.source for told in race.story} <= {None, *(source.id for source in race.sources)}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_source_is_used_and_captions_are_short(path: Path) -> None:
    rides = read_rides(path)
    told = {told.source for race in rides for told in race.story} | {"wikipedia", "results"}  # who has the results
    assert {source.id for source in rides[0].sources} <= told
    assert all(len(told.caption) <= 60 for race in rides for told in race.story if told.caption)


def test_all_sixteen_races_are_there_once() -> None:
    races = keirin()
    assert set(races) >= set(TABLES)
    ended = [race for race in races.values() if not race.stopped]
    assert set(Counter((race.event.round, race.event.heat) for race in ended).values()) == {1}
    assert len(ended) == 16
    assert {(race.meet, race.event.kind, race.event.category, race.event.distance_m) for race in races.values()} == {
        (race.meet, "keirin", "men", 1500) for race in races.values()
    }


@pytest.mark.parametrize("name", TABLES)
def test_it_is_named_after_its_round_and_held_on_its_day(name: str) -> None:
    race = read_race(KEIRIN / f"{name}.yaml")
    assert name == f"{race.event.round} {race.event.heat}".lower().replace(" ", "-")
    first_day = name.startswith(("first-round", "repechage"))
    assert race.meet.date == ("2021-08-07" if first_day else "2021-08-08")


@pytest.mark.parametrize("name", TABLES)
def test_the_result_is_the_published_one(name: str) -> None:
    race = read_race(KEIRIN / f"{name}.yaml")
    assert tuple(line_of(result) for result in race.results) == TABLES[name]
    placed = [result.rank for result in race.results if result.rank is not None]
    first = 7 if name == "final-b" else 1
    assert placed == list(range(first, first + len(placed)))
    unplaced = {result.rider for result in race.results if result.rank is None}
    assert unplaced == {rider for rider, why in TABLES[name] if why in (Status.DNF, Status.DSQ)}
    assert race.start_order == DRAWS.get(name, ())


def test_the_order_over_the_line_is_told_where_it_is_not_that_of_the_places() -> None:
    orders = {name: race.crossing_order for name, race in keirin().items() if race.crossing_order}
    assert orders == {
        "first-round-2": ("Büchli", "Carlin", "Richardson"),
        "semifinal-2": ("Awang", "Levy", "Lavreysen", "Paul", "Helal", "Wakimoto"),
    }


def test_the_stopped_run_is_told_from_the_run_that_counts() -> None:
    races = keirin()
    first, second = races["first-round-2-stopped"], races["first-round-2"]
    assert [name for name, race in races.items() if race.stopped] == ["first-round-2-stopped"]
    assert (first.winner, first.results, first.crossers) == (None, (), ())
    assert first.riders == second.riders
    assert len(first.starters) == 6
    assert first.event.title != second.event.title
    assert (first.event.round, first.event.heat) == (second.event.round, second.event.heat)


def test_riders_are_the_same_in_every_round() -> None:
    seen: dict[str, set[Rider]] = {}
    for race in keirin().values():
        for rider in race.riders:
            seen.setdefault(rider.name, set()).add(rider)
    assert {name: riders for name, riders in seen.items() if len(riders) != 1} == {}
    nations = {name: next(iter(riders)).nation for name, riders in seen.items()}
    expected = {name.replace("_", " "): nation for nation, names in NATIONS.items() for name in names.split()}
    assert nations == expected
    assert len(nations) == 30


def placed(races: dict[str, Race], round_: str, *, best: int) -> set[str]:
    """The first riders of every heat of a round."""
    heats = [race for name, race in races.items() if name.startswith(f"{round_}-")]
    return {result.rider for race in heats for result in race.results if (result.rank or best + 1) <= best}


def field(races: dict[str, Race], round_: str) -> set[str]:
    """All who are listed in a round."""
    return {rider.name for name, race in races.items() if name.startswith(f"{round_}-") for rider in race.riders}


def test_who_rides_next_is_who_was_placed_before() -> None:
    races = keirin()
    through = placed(races, "first-round", best=2)
    assert field(races, "repechage") == field(races, "first-round") - through
    assert field(races, "quarterfinal") == through | placed(races, "repechage", best=2)
    assert field(races, "semifinal") == placed(races, "quarterfinal", best=4)
    assert field(races, "final") == field(races, "semifinal") - {"Paul"}
    assert {rider.name for rider in races["final-a"].riders} == placed(races, "semifinal", best=3)
