"""Looks: colours and markers that tell the riders of a race apart."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.colour import difference
from replay.race.facts import Rider
from replay.scene.looks import DISTINCT, kits_of, looks_of, markers_of, nations
from tests.helpers.motions import NAMES, keirin_motion, race_of

MOTION = keirin_motion()


def test_markers_are_tags_of_the_surname() -> None:
    riders = race_of(MOTION).riders
    assert markers_of(riders) == ("KEN", "AWA", "LAV", "TJO", "GLA", "LEV")


def test_no_marker_is_a_word_that_nobody_wants_on_air() -> None:
    riders = (Rider("van Assen", "Pieter", "van Assen", "NED"), Rider("Titov", "Ivan", "Titov", None))
    assert markers_of(riders) == ("ASE", "TIO")


def test_a_worn_number_is_the_marker() -> None:
    riders = race_of(MOTION).riders
    assert markers_of((replace(riders[0], number=7), *riders[1:]))[0] == "7"


@given(st.lists(st.sampled_from(["Xu", "Xua", "Li", "O", "Bötticher", "Bos", "Bo", "Böt"]), min_size=2, max_size=8))
def test_markers_are_unique_and_short(surnames: list[str]) -> None:
    riders = tuple(Rider(f"{k} {last}", "AB"[k % 2] + "x", last, "GBR") for k, last in enumerate(surnames))
    markers = markers_of(riders)
    assert len(set(markers)) == len(markers)
    assert all(1 <= len(marker) <= 3 for marker in markers)


def test_chips_of_a_race_can_be_distinct_kits() -> None:
    looks = looks_of(race_of(MOTION))
    assert [look.display for look in looks] == [name.upper() for name in NAMES]
    chips = [look.kit.chip for look in looks]
    assert min(difference(a, b) for k, a in enumerate(chips) for b in chips[k + 1 :]) >= DISTINCT


@given(st.lists(st.sampled_from(sorted([*nations(), "XXX"])), min_size=2, max_size=9))
@settings(deadline=None)
def test_chips_of_any_nations_differ(codes: list[str]) -> None:
    riders = tuple(Rider(f"R{k}", "A", f"R{k}", code) for k, code in enumerate(codes))
    chips = [kit.chip for kit in kits_of(riders, nations())]
    assert min(difference(a, b) for k, a in enumerate(chips) for b in chips[k + 1 :]) >= DISTINCT * 0.6


def test_a_colour_of_the_file_wins() -> None:
    riders = tuple(
        replace(rider, colour="#123456") if k == 2 else rider for k, rider in enumerate(race_of(MOTION).riders)
    )
    assert kits_of(riders, nations())[2].chip == (0x12, 0x34, 0x56)


@pytest.mark.parametrize(
    ("last", "tag"),
    [
        ("van der Poel", "POE"),
        ("Van Aert", "AER"),
        ("de la Cruz", "CRU"),
        ("Smith Jr.", "SMI"),
        ("Smith III", "SMI"),
        ("O'Brien", "OBR"),
        ("O’Brien", "OBR"),
        ("d'Almeida", "ALM"),
        ("al-Sayed", "SAY"),
        ("'t Hart", "HAR"),
        ("Tjon En Fa", "TJO"),
        ("St. John", "STJ"),
        ("De", "DE"),
        ("Van Der", "DER"),
        ("Ющенко", "ЮЩЕ"),
        ("𠮷田", "KIC"),  # no font has it here
        ("🥇", "X"),
    ],
)
def test_tags_are_of_the_surname_without_particles_and_suffixes(last: str, tag: str) -> None:
    assert markers_of((Rider(last, None, last),)) == (tag,)


def test_riders_who_share_everything_but_a_suffix_have_tags_of_their_own() -> None:
    riders = tuple(Rider(last, None, last) for last in ("Smith Jr.", "Smith Sr.", "Smith III", "van Smith"))
    assert len(set(markers_of(riders))) == 4


def test_twenty_four_riders_without_a_nation_can_be_distinct_kits() -> None:
    riders = tuple(Rider(f"R{k}", None, f"R{k}", club="One club") for k in range(24))
    chips = [kit.chip for kit in kits_of(riders, nations())]
    assert min(difference(a, b) for k, a in enumerate(chips) for b in chips[k + 1 :]) >= DISTINCT
    assert len(set(markers_of(riders))) == 24


def test_panels_say_whom_riders_ride_for() -> None:
    race = race_of(MOTION)
    riders = tuple(replace(rider, nation=None, club="Northside") for rider in race.riders)
    assert {look.rides_for for look in looks_of(replace(race, riders=riders))} == {"Northside"}


def test_names_without_a_font_are_shown_in_latin_capitals() -> None:
    race = race_of(MOTION)
    riders = (replace(race.riders[0], last="𠮷田"), *race.riders[1:])
    assert looks_of(replace(race, riders=riders))[0].display == "KICHITIAN"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(nations())), min_size=2, max_size=7, unique=True))
def test_no_two_of_any_nations_ride_in_the_same_jersey(codes: list[str]) -> None:
    """Chips that differ are not enough: on the track one knows a rider by his jersey."""
    riders = tuple(Rider(code, None, code, nation=code) for code in codes)
    jerseys = [kit.jersey for kit in kits_of(riders, nations())]
    for first, second in itertools.combinations(jerseys, 2):
        assert difference(first, second) > 0.09
