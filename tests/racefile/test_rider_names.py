"""Riders as they are: names of one word, without a nation, copied with letters that nobody sees."""

from __future__ import annotations

import pytest

from replay.racefile.shape import MAX_RIDERS
from tests.helpers.race_files import SMALL, mistakes, read, small

KEY_OF_SMALL = "f606b0638d54221c5258b92024b91b45cc6ad50b4b7ac74a2e853f721ae3379c"
"""From before riders could be without a nation: plans that were made then still belong to their races."""


def test_one_name_is_enough() -> None:
    race = read(small(("first: Ana, last: Ruiz", "last: Ruiz")))
    assert (race.riders[0].first, race.riders[0].full_name, race.winner) == (None, "Ruiz", "Ruiz")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        (", club: Northside Wheelers", "Northside Wheelers"),
        (", team: VC Lyon, club: Northside", "VC Lyon"),
        (", state: CA", "CA"),
        (", org: Northside Wheelers", "Northside Wheelers"),
        (", club: Northside, nation: ESP", "ESP"),
    ],
)
def test_a_nation_may_be_missing_and_something_else_be_known(written: str, shown: str) -> None:
    race = read(small((", nation: ESP", written)))
    assert race.riders[0].rides_for == shown


def test_what_a_file_does_not_say_leaves_its_key_as_it_was() -> None:
    assert read(SMALL).key == KEY_OF_SMALL


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("esp", "nation cannot be esp", "write ESP"),
        ("CA", "nation cannot be CA", "`state: CA`"),
        ("Northside Wheelers", "nation cannot be Northside Wheelers", "`club: Northside Wheelers`"),
    ],
)
def test_what_is_no_nation_has_a_key_of_its_own(written: str, message: str, remedy: str) -> None:
    said = mistakes(small(("nation: ESP", f"nation: {written}")))
    assert message in said
    assert remedy in said
    followed = remedy.strip("`") if "`" in remedy else remedy.replace("write ", "nation: ")
    read(small(("nation: ESP", followed)))


@pytest.mark.parametrize(
    "written", ["Tjon\u00a0En Fa", "Tjon En Fa\u200b", "\ufeffTjon En\u3000Fa", "Ｔjon En Fa\u00a0"]
)
@pytest.mark.parametrize("place", ["last: Tjon En Fa", "rider: Tjon En Fa"])
def test_letters_that_do_not_show_make_no_other_name(written: str, place: str) -> None:
    key = place.split(":")[0]
    race = read(small((place, f"{key}: {written}")))
    assert [rider.name for rider in race.riders][2] == "Tjon En Fa"
    assert race.results[2].rider == "Tjon En Fa"


def test_composed_and_decomposed_names_are_one() -> None:
    assert (
        read(
            small(
                ("rider: Møller", "rider: Møller"),
                ("last: Ruiz", "last: Mu\u0308ller"),
                ("rider: Ruiz", "rider: Müller"),
                ("attack: Ruiz", "attack: Müller"),
            )
        ).winner
        == "Müller"
    )


@pytest.mark.parametrize(
    ("last", "rider", "letter"),
    [
        ("Alpha", "Аlpha", "U+0410, cyrillic capital letter a"),
        ("O'Brien", "O’Brien", "U+2019, right single quotation mark"),
    ],
)
def test_names_that_only_look_the_same_name_the_letter(last: str, rider: str, letter: str) -> None:
    changes = (("last: Ruiz", f"last: {last}"), ("attack: Ruiz", f"attack: {last}"))
    said = mistakes(small(*changes, ("rider: Ruiz", f"rider: {rider}")))
    assert letter in said
    assert f"write {last}" in said
    read(small(*changes, ("rider: Ruiz", f"rider: {last}")))


def test_a_letter_that_was_lost_is_a_mistake_in_place() -> None:
    said = mistakes(small(("last: Møller", "last: M\ufffdller")))
    assert "race.yaml:7:24: a letter was lost here" in said
    assert "U+FFFD" in said


def test_two_of_one_name_need_given_names() -> None:
    said = mistakes(
        small(("first: Ana, last: Ruiz", "last: Ruiz"), ("first: Bea, last: Møller", "first: Bea, last: Ruiz"))
    )
    assert "2 riders are called Ruiz, and this one has no given name" in said
    assert "add `first: …`" in said
    text = small(
        ("last: Møller", "last: Ruiz"), ("rider: Ruiz", "rider: Ana Ruiz"), ("rider: Møller", "rider: Bea Ruiz")
    )
    assert read(text.replace("attack: Ruiz", "attack: Ana Ruiz")).winner == "Ana Ruiz"


def test_names_of_any_script_are_read() -> None:
    text = SMALL
    for latin, written in (("Ruiz", "𠮷田"), ("Møller", "อังค์สุธาสาวิทย์"), ("Tjon En Fa", "العلي")):
        text = text.replace(latin, written)
    assert [rider.name for rider in read(text).riders] == ["𠮷田", "อังค์สุธาสาวิทย์", "العلي"]


def test_more_riders_than_can_be_replayed_are_refused_with_the_reason() -> None:
    def text(count: int) -> str:
        names = [f"R{number}" for number in range(count)]
        riders = "\n".join(f"  - {{last: {name}}}" for name in names)
        results = "\n".join(f"  - {{rider: {name}, rank: {4 + place}}}" for place, name in enumerate(names))
        return small(("riders:\n", f"riders:\n{riders}\n"), ("sources:", f"{results}\nsources:"))

    assert len(read(text(MAX_RIDERS - 3)).riders) == MAX_RIDERS
    said = mistakes(text(MAX_RIDERS - 2))
    assert "25 riders are listed, at most 24 can be replayed" in said
    assert "leave out" in said
