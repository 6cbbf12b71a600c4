"""Shots and headline of a race file: what they become, and that they move nobody."""

from __future__ import annotations

from typing import get_args

import pytest

from replay.race.when import Mark, When
from replay.racefile.shot_shape import Camera
from replay.scene.camera.wish import NamedCamera
from tests.helpers.race_files import SMALL, mistakes, read, small

SHOTS = """headline: Ruiz from nowhere
shots:
  - {from: bell-1, to: bell+3, camera: overhead, speed: "0,5"}
  - {from: back straight on the last lap, to: last-bend, who: chase}
  - {from: last-bend, to: finish+2, who: Ruiz}
sources:"""


def test_shots_are_read_with_their_places() -> None:
    race = read(small(("sources:", SHOTS)))
    assert race.headline == "Ruiz from nowhere"
    first, second, third = race.shots
    assert (first.start, first.end) == (When(Mark.BELL, offset_s=-1.0), When(Mark.BELL, offset_s=3.0))
    assert (first.camera, first.who, first.speed) == ("overhead", None, 0.5)
    assert (second.camera, second.who, second.speed) == (None, "chase", None)
    assert third.who == "Ruiz"
    assert first.place[0] + 2 == third.place[0]


def test_what_is_only_shown_keeps_the_plan() -> None:
    assert read(small(("sources:", SHOTS))).key == read(SMALL).key


def test_cameras_of_shots_are_those_of_the_command_line() -> None:
    assert set(get_args(Camera)) == set(NamedCamera)


@pytest.mark.parametrize(
    ("shot", "words"),
    [
        ("{from: bell, to: 200m, camera: helicopter}", "camera cannot be helicopter"),
        ("{from: bell, camera: main}", "to is missing in item 1 of shots"),
        ("{from: bell, to: 200m, speed: 0}", "speed is 0, it must be at least 0.05"),
        ("{from: bell, to: 200m, speed: 99}", "speed is 99, it must be at most 20"),
        ("{from: 9 laps to go, to: bell, who: all}", "9 laps to go in a race of 6 laps"),
        ("{from: 200m, to: bell, who: all}", "bell is before 200 m to go"),
        ("{from: bell, to: 200m, who: Kenny}", "no rider is called Kenny"),
        ("{from: bell, to: 200m}", "this shot changes nothing"),
        ("{from: bell, to: on the last lap, who: all}", "is a part of the race"),
    ],
)
def test_mistakes_are_shown_in_place(shot: str, words: str) -> None:
    said = mistakes(small(("sources:", f"shots:\n  - {shot}\nsources:")))
    assert words in said
    assert "race.yaml:" in said
