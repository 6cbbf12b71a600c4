"""The title that a file has is the race's name wherever a race is named: no place makes up one of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.race_words import words_of
from replay.app.report import as_json, as_text, race_name
from replay.charts.drawing import file_facts
from replay.motion.audit import audit
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race, Stop
from replay.race.riders.rider_categories import ELITE_MEN
from replay.race.when import Mark, When
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from replay.scene.words.race_cards import make_cards
from tests.helpers.motions import IZU, keirin_motion, race_of

TITLE = "Grand Prix of the Lake"
MOTION = keirin_motion()


def titled(title: str | None = TITLE, round_: str | None = None, heat: str | None = None) -> Race:
    race = race_of(MOTION)
    return replace(race, event=replace(race.event, title=title, round=round_, heat=heat))


@pytest.mark.parametrize(
    ("category", "check", "chart"),
    [
        ("women", "women's keirin", "Women’s keirin"),
        ("Junior Men", "Junior Men's keirin", "Junior men’s keirin"),
        ("boys", "boys' keirin", "Boys’ keirin"),
        ("Open A", "Open A keirin", "Open A keirin"),
        ("Frauen", "Frauen keirin", "Frauen keirin"),
        ("masters 45-49", "masters 45-49 keirin", "masters 45-49 keirin"),
    ],
)
def test_a_category_that_is_no_word_for_people_stands_as_it_is_written(category: str, check: str, chart: str) -> None:
    race = titled(title=None)
    race = replace(race, event=replace(race.event, category=category))
    assert check in race_name(replay_of(race)).split(", ")
    assert chart in file_facts(race)["Title"].split(", ")


def replay_of(race: Race) -> Replay:
    times, none = np.array([0.0]), np.zeros((6, 1))
    figures = audit(MOTION, ELITE_MEN.physique)
    return Replay(race, IZU, Reconstruction(MOTION, (), figures, (), 112.0, 1.0, times, none, none))


def scene_of(race: Race) -> Scene:
    return build_scene(race, MOTION, layout=Layout.LANDSCAPE)


def named(race: Race) -> dict[str, str]:
    """Every place in which a race is named."""
    cards, scene, replay = make_cards(race, MOTION, looks_of(race)), scene_of(race), replay_of(race)
    assert cards.finish is not None
    (live,) = scene.timeline.video_times(60.0)[:1]
    tower = frame_at(scene, live).overlay.tower
    assert tower is not None
    return {
        "title card": cards.title.event,
        "finish image": cards.finish.heading,
        "result card": cards.result.event,
        "tower": tower.heading,
        "chart": file_facts(race)["Title"],
        "check": next(as_text(replay, 0.0)),
        "check as JSON": str(as_json(replay, 0.0)["race"]),
        "film": words_of(scene, race_name(replay)).title,
    }


def test_the_title_of_the_file_is_everywhere() -> None:
    found = named(titled())
    assert {place for place, words in found.items() if TITLE.casefold() not in words.casefold()} == set()
    assert {place for place, words in found.items() if "keirin" in words.casefold()} == set()


def test_a_race_that_was_stopped_has_its_title() -> None:
    race = replace(titled(), results=(), stopped=Stop(When(Mark.BELL, offset_s=4.0)))
    assert make_cards(race, MOTION, looks_of(race)).result.heading == TITLE


@pytest.mark.parametrize(
    ("title", "round_", "heat", "card", "tower"),
    [
        (TITLE, "final", "A", f"{TITLE} · Final A", "FINAL A"),
        ("Keirin cup, final A", "final", "A", "Keirin cup, final A", "KEIRIN CUP, FINAL A"),
        (None, "final", "A", "Men’s keirin · Final A", "FINAL A"),
        (None, None, None, "Men’s keirin", "KEIRIN"),
    ],
)
def test_round_and_heat_are_said_once(
    title: str | None, round_: str | None, heat: str | None, card: str, tower: str
) -> None:
    found = named(titled(title, round_, heat))
    assert (found["result card"], found["tower"]) == (card, tower)
