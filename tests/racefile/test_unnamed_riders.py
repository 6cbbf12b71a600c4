"""Riders whom a file counts and does not name."""

from __future__ import annotations

from replay.race.facts import Race
from replay.scene.looks import looks_of
from replay.scene.provenance import provenance_of
from replay.scene.words.race_cards import title_card
from tests.helpers.race_files import mistakes, read, small

LAST = "rank: 3, gap_s: 0.25"


def counted(starters: int, *changes: tuple[str, str]) -> Race:
    """The small race of three riders, with so many starters."""
    return read(small(("riders:", f"starters: {starters}\nriders:"), *changes))


def test_who_is_not_named_rides() -> None:
    race = counted(5)
    assert race.starters == ("Ruiz", "Møller", "Tjon En Fa", "Rider 4", "Rider 5")
    assert (race.unnamed, race.unplaced) == (("Rider 4", "Rider 5"), ("Rider 4", "Rider 5"))
    assert (race.winner, race.crossers) == ("Ruiz", ("Ruiz", "Møller", "Tjon En Fa"))


def test_a_file_that_names_all_has_the_riders_it_had() -> None:
    assert [rider.name for rider in counted(3).riders] == [rider.name for rider in read(small()).riders]


def test_who_did_not_start_is_no_starter() -> None:
    race = counted(3, (LAST, "status: DNS"))
    assert race.starters == ("Ruiz", "Møller", "Rider 4")


def test_names_that_are_taken_are_left_out() -> None:
    race = counted(5, ("last: Tjon En Fa", "last: Rider 5"), ("rider: Tjon En Fa", "rider: Rider 5"))
    assert race.unnamed == ("Rider 4", "Rider 6")


def test_they_are_spoken_of_by_what_they_are_called() -> None:
    race = counted(
        5, ("sources:", "  - {rider: Rider 5, rank: 4, gap_s: 0.4}\nsources:"), ("attack: Ruiz", "attack: Rider 4")
    )
    assert (race.place_of("Rider 5"), race.unplaced) == ("4", ("Rider 4",))


def test_fewer_starters_than_riders_are_a_mistake_in_place() -> None:
    found = mistakes(small(("riders:", "starters: 2\nriders:")))
    assert "race.yaml:5:11: `starters` is 2, and 3 riders are listed who started" in found


def test_a_stopped_race_may_have_them() -> None:
    text = small(("riders:", "starters: 4\nstopped: bell+4\nriders:"))
    text = text[: text.index("results:")] + text[text.index("sources:") :]
    assert (read(text).unnamed, read(text).results) == (("Rider 4",), ())


def test_they_are_said_to_be_not_named() -> None:
    race = counted(5)
    looks = looks_of(race)
    assert [(look.display, look.marker) for look in looks][3:] == [("RIDER 4", "R4"), ("RIDER 5", "R5")]
    assert title_card(race, {look.name: look for look in looks}).notes == ("", "", "", "not named", "not named")
    assert "Rider 4 and Rider 5 are not named by any source." in provenance_of(race).statement


def test_a_file_without_starters_has_the_key_it_had() -> None:
    assert read(small()).key != counted(4).key != counted(5).key
