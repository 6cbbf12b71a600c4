"""Words about a clip: facts alone, short enough, and never without saying what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app.build import Replay
from replay.app.clips.sidecars.clip_words import (
    IS_NO_FOOTAGE,
    LONG_LETTERS,
    SHORT_LETTERS,
    alt_text,
    post_text,
    short_alt_text,
    weight,
)
from replay.app.clips.sidecars.film_words import LABEL, NOT_OFFICIAL, said_in
from replay.app.filming import Choice, scene_of
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene
from replay.scene.frame.layout import Layout

ReplayOf = Callable[[str], Replay]
RACES = ["final-a", "semifinal-1", "first-round-2", "first-round-2-stopped"]


def scene(replay: Replay, **choice: bool) -> Scene:
    return scene_of(replay, Layout.VERTICAL, Cut.HIGHLIGHTS, Choice(**choice))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RACES)
def test_texts_say_what_the_clip_is_and_fit(name: str, replay_of: ReplayOf) -> None:
    film = scene(replay_of(name), hook=True)
    assert weight(post_text(film)) < 280
    assert IS_NO_FOOTAGE in post_text(film)
    for text, most in ((short_alt_text(film), SHORT_LETTERS), (alt_text(film), LONG_LETTERS)):
        assert text.startswith("Animated reconstruction")
        assert len(text) <= most
    said = said_in(film)
    assert said[0].from_s == 0.0
    assert said[0].words[0] == LABEL
    assert all(one.to_s <= other.from_s + 1e-6 for one, other in pairwise(said))
    assert said[-1].to_s <= film.duration_s + 1e-6


def test_a_post_tells_who_won_by_how_much_as_the_result_has_it(replay_of: ReplayOf) -> None:
    text = post_text(scene(replay_of("final-a")))
    for part in ("Tokyo 2020", "Final A", "Kenny", "0.763 s", "2 Awang (MAS)", "3 Lavreysen (NED)"):
        assert part in text


def test_the_headline_of_the_file_is_no_fact(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    loud = replace(replay, race=replace(replay.race, headline="The greatest ride of all time"))
    film = scene(loud, hook=True)
    assert "greatest" not in post_text(film) + alt_text(film) + short_alt_text(film)
    assert any("greatest" in each.text for each in said_in(film))  # the film does say it


def test_a_stopped_race_has_no_winner_in_any_text(replay_of: ReplayOf) -> None:
    film = scene(replay_of("first-round-2-stopped"), hook=True)
    words = post_text(film) + alt_text(film) + " ".join(each.text for each in said_in(film))
    assert "stopped" in post_text(film)
    assert "wins" not in words


def test_the_finish_image_is_never_taken_for_the_official_one(replay_of: ReplayOf) -> None:
    finish = [each for each in said_in(scene(replay_of("semifinal-1"))) if NOT_OFFICIAL in each.words]
    assert len(finish) == 1


@pytest.mark.parametrize(("start", "end"), [("finish-0.3", "finish+0.2"), ("bell", "bell+1"), ("start", "start+1")])
def test_words_of_a_part_of_the_race_are_said_within_it(start: str, end: str, replay_of: ReplayOf) -> None:
    choice = Choice(from_when=start, to_when=end, speed=1.0)
    film = scene_of(replay_of("semifinal-1"), Layout.SQUARE, Cut.HIGHLIGHTS, choice)
    for each in said_in(film):
        assert 0.0 <= each.from_s < each.to_s <= film.duration_s


def test_without_names_no_text_has_one(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    film = scene(replay, names=False, hook=True)
    words = post_text(film) + alt_text(film) + " ".join(each.text for each in said_in(film))
    for rider in replay.race.riders:
        assert rider.last not in words
        assert rider.first not in words.split()
    assert "GBR" in words


@pytest.fixture(scope="module")
def film(replay_of: ReplayOf) -> Scene:
    return scene(replay_of("semifinal-1"))


@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=400))
@settings(deadline=None, max_examples=40)
def test_a_meet_with_a_long_name_in_any_script_fits_into_a_post(name: str, film: Scene) -> None:
    named = replace(film, race=replace(film.race, meet=replace(film.race.meet, title=name)))
    assert weight(post_text(named)) < 280
    assert post_text(named).endswith(IS_NO_FOOTAGE) or IS_NO_FOOTAGE in post_text(named)


def test_letters_of_wide_scripts_count_twice() -> None:
    assert weight("é – ‘a’") == 7
    assert weight("競輪") == 4
