"""Names of any script on charts, and large fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from replay.base.letters.typefaces import use_font
from replay.base.look import Weight
from replay.charts.canvas import measure
from replay.race.facts import Race
from replay.scene.frame.layout import Layout
from tests.charts.test_charts import drawn, reconstruction, svg_words
from tests.helpers.made_fonts import make_font
from tests.helpers.motions import keirin_motion, race_of

MOTION = keirin_motion()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[None]:
    use_font(str(make_font(tmp_path / "Made.ttf", "𠮷田記念競輪")))
    yield
    use_font(None)


def race_with(last: str) -> Race:
    race = race_of(MOTION)
    return replace(race, riders=(replace(race.riders[0], last=last), *race.riders[1:]))


@pytest.mark.usefixtures("made")
def test_letters_of_another_font_are_drawn_by_it(tmp_path: Path) -> None:
    words = svg_words(drawn(tmp_path / "a.svg", race_with("𠮷田"), reconstruction(MOTION)))
    assert "𠮷田" in words
    assert measure("田田", 100.0) - measure("田", 100.0) == pytest.approx(90.0, abs=1.0)
    together = measure("Kenny 田", 100.0, Weight.BOLD)
    assert together == pytest.approx(measure("Kenny", 100.0, Weight.BOLD) + 20 + 85, abs=12)


def test_letters_without_a_font_are_latin(tmp_path: Path) -> None:
    words = svg_words(drawn(tmp_path / "a.svg", race_with("𠮷田"), reconstruction(MOTION)))
    assert "KICHITIAN" in words
    assert not any("?" in word for word in words)


@pytest.mark.parametrize("last", ["\u200b", "\u00ad", "🥇"])
def test_names_of_which_nothing_shows_are_drawn(last: str, tmp_path: Path) -> None:
    assert measure(last, 20.0) == 0.0
    assert drawn(tmp_path / "a.png", race_with(last), reconstruction(MOTION)).stat().st_size > 10_000


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_twenty_four_riders_and_their_clubs_leave_room_for_the_charts(layout: Layout, tmp_path: Path) -> None:
    motion = keirin_motion(breakaway=False, count=24)
    race = race_of(motion)
    riders = tuple(replace(rider, nation=None, club="Northside Wheelers and friends") for rider in race.riders)
    words = svg_words(drawn(tmp_path / "a.svg", replace(race, riders=riders), reconstruction(motion), layout))
    assert {rider.last.upper() for rider in riders} <= set(words)
