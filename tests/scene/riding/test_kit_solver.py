"""Kits that tell riders of one race apart, for every kind of eyes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from replay.race.facts import Rider
from replay.scene.frame.riders import Kit
from replay.scene.looks import kits_of, nations
from replay.scene.riding.kit_solver import apart, distinct_kits

RED = Kit(jersey=(210, 40, 50), trim=(246, 243, 236), helmet=(246, 243, 236), chip=(210, 40, 50))
CRIMSON = Kit(jersey=(200, 45, 55), trim=(246, 243, 236), helmet=(246, 243, 236), chip=(200, 45, 55))


def closest(kits: tuple[Kit, ...]) -> float:
    return min(apart(first, second) for k, first in enumerate(kits) for second in kits[:k])


def test_jerseys_alike_get_helmets_of_their_own() -> None:
    assert apart(RED, CRIMSON) < 0.05
    worn = distinct_kits([RED, CRIMSON])
    assert closest(worn) > 0.25
    assert [kit.jersey for kit in worn] == [RED.jersey, CRIMSON.jersey]


def test_who_is_far_from_all_others_keeps_his_nations_kit() -> None:
    blue = Kit(jersey=(40, 90, 230), trim=(229, 50, 62), helmet=(246, 243, 236), chip=(40, 90, 230))
    yellow = Kit(
        jersey=(255, 210, 30), trim=(20, 22, 27), helmet=(20, 22, 27), chip=(255, 210, 30), second=(255, 210, 30)
    )
    assert distinct_kits([blue, yellow]) == (blue, yellow)


@given(st.lists(st.sampled_from(sorted(nations())), min_size=2, max_size=8))
@settings(deadline=None, max_examples=40)
def test_riders_of_any_nations_are_distinct_kits_by_every_kind_of_eyes(codes: list[str]) -> None:
    riders = tuple(Rider(f"R{k}", "A", f"R{k}", code) for k, code in enumerate(codes))
    assert closest(kits_of(riders, nations())) > 0.15


def test_two_dozen_riders_are_distinct_kits() -> None:
    riders = tuple(Rider(f"R{k}", None, f"R{k}", club="One club") for k in range(24))
    assert closest(kits_of(riders, nations())) > 0.12


def test_one_rider_has_nobody_to_be_told_from() -> None:
    assert distinct_kits([RED]) == (RED,)
