"""Looks: colours and markers that tell the riders of a race apart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from replay.base.colour import difference
from replay.race.facts import Rider
from replay.scene.looks import DISTINCT, kits_of, looks_of, markers_of, nations
from tests.helpers.motions import NAMES, keirin_motion, race_of

MOTION = keirin_motion()


def test_markers_are_tags_of_the_surname() -> None:
    riders = race_of(MOTION).riders
    assert markers_of(riders) == ("KEN", "AWA", "LAV", "TJO", "GLA", "LEV")


def test_a_worn_number_is_the_marker() -> None:
    riders = race_of(MOTION).riders
    assert markers_of((replace(riders[0], number=7), *riders[1:]))[0] == "7"


@given(st.lists(st.sampled_from(["Xu", "Xua", "Li", "O", "Bötticher", "Bos", "Bo", "Böt"]), min_size=2, max_size=8))
def test_markers_are_unique_and_short(surnames: list[str]) -> None:
    riders = tuple(Rider(f"{k} {last}", "AB"[k % 2] + "x", last, "GBR") for k, last in enumerate(surnames))
    markers = markers_of(riders)
    assert len(set(markers)) == len(markers)
    assert all(1 <= len(marker) <= 3 for marker in markers)


def test_chips_of_a_race_can_be_told_apart() -> None:
    looks = looks_of(race_of(MOTION))
    assert [look.display for look in looks] == [name.upper() for name in NAMES]
    chips = [look.kit.chip for look in looks]
    assert min(difference(a, b) for k, a in enumerate(chips) for b in chips[k + 1 :]) >= DISTINCT


@given(st.lists(st.sampled_from(sorted([*nations(), "XXX"])), min_size=2, max_size=9))
def test_chips_of_any_nations_differ(codes: list[str]) -> None:
    riders = tuple(Rider(f"R{k}", "A", f"R{k}", code) for k, code in enumerate(codes))
    chips = [kit.chip for kit in kits_of(riders, nations())]
    assert min(difference(a, b) for k, a in enumerate(chips) for b in chips[k + 1 :]) >= DISTINCT * 0.6


def test_a_colour_of_the_file_wins() -> None:
    riders = tuple(
        replace(rider, colour="#123456") if k == 2 else rider for k, rider in enumerate(race_of(MOTION).riders)
    )
    assert kits_of(riders, nations())[2].chip == (0x12, 0x34, 0x56)
