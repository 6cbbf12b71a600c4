"""The races of one window, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from replay.app.cli.commands import with_command
from replay.app.viewing.picture_saver import Saver
from replay.app.viewing.race_opening import ViewOrder
from replay.app.viewing.race_watcher import Watcher
from replay.app.viewing.window_memory import WindowMemory
from replay.app.viewing.window_races import WindowRaces, races_on_offer, waiting_for
from replay.base.errors import ReplayError
from replay.scene.frame.frame import Frame
from replay.viewer.film import News
from replay.viewer.handling.viewer_state import Viewer

GALLERY = Path(__file__).resolve().parents[3] / "races" / "tokyo-2020" / "mens-keirin"


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(tmp_path / "state")


def watched(file: Path) -> Watcher:
    return Watcher(ViewOrder(file), Saver(file))


def until(races: WindowRaces, found: Callable[[News[Frame]], object], most_s: float = 120.0) -> News[Frame]:
    begun_s = time.monotonic()
    while not found(news := races.news(False)):
        assert time.monotonic() - begun_s < most_s
        time.sleep(0.02)
    return news


def test_a_race_that_was_chosen_and_is_wrong_leaves_the_window_open(memory: WindowMemory, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("schema: 2\n", encoding="utf-8")
    races = WindowRaces(watched, None, memory)
    assert races.news(False) == News()
    assert races.open(str(wrong)).title == "wrong"
    news = until(races, lambda news: news.wrong)
    assert any("wrong.yaml:1" in line for line in news.wrong or ())
    assert news.waiting is not None
    assert "ctrl o" in news.waiting.words
    assert races.news(False) == News(), "it is not tried again"
    races.stop()


def test_a_race_that_the_command_named_and_is_wrong_is_its_error(memory: WindowMemory, tmp_path: Path) -> None:
    races = WindowRaces(watched, tmp_path / "none.yaml", memory)
    with pytest.raises(ReplayError, match="no such file"):
        until(races, lambda _: False)
    races.stop()


@pytest.mark.usefixtures("replay_of")
def test_a_race_goes_on_where_it_was_left(memory: WindowMemory, replay_of: Callable[[str], object]) -> None:
    file = GALLERY / "final-a.yaml"
    assert replay_of("final-a")
    races = WindowRaces(watched, file, memory)
    film = until(races, lambda news: news.film).film
    assert film is not None
    assert film.start_s == 0.0
    viewer = Viewer(film, (640, 416))
    viewer.playhead.seek(film.video_time(90.0))
    races.leave(viewer)
    races.stop()
    film.close()
    known = memory.race(file)
    assert known is not None
    assert known.race_s == pytest.approx(90.0, abs=0.05)
    assert waiting_for(file, memory).still is not None
    assert waiting_for(file, memory).title == film.title

    order = ViewOrder(file, left_s=known.race_s)
    again = WindowRaces(lambda named: Watcher(order, Saver(named)), file, memory)
    film = until(again, lambda news: news.film).film
    assert film is not None
    assert film.race_time(film.start_s) == pytest.approx(90.0, abs=0.05)
    again.stop()
    film.close()


def test_recent_races_are_offered_first_and_only_once(memory: WindowMemory, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("schema: 1\n", encoding="utf-8")
    memory.keep(tmp_path / "gone.yaml", "Gone", 1.0)
    memory.keep(GALLERY / "final-a.yaml", "Final A", 1.0)
    memory.keep(mine, "Mine", 1.0)
    items = races_on_offer(memory)
    assert [item.words for item in items[:2]] == ["Mine", "Final A"]
    shipped = [item.words for item in items[2:]]
    assert "Tokyo 2020, men's keirin, final B" in shipped
    assert "Tokyo 2020, women's sprint, gold, ride 2" in shipped
    assert len({item.file for item in items}) == len(items)
    assert {item.heading for item in items[2:]} == {"RACES OF THE PROGRAM"}


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ([], ["view"]),
        (["race.yaml"], ["view", "race.yaml"]),
        (["Race.YML"], ["view", "Race.YML"]),
        (["check", "race.yaml"], ["check", "race.yaml"]),
        (["--help"], ["--help"]),
        (["race.yaml", "-q"], ["race.yaml", "-q"]),
        (["race"], ["race"]),
    ],
)
def test_a_lone_race_file_is_shown(arguments: list[str], meant: list[str]) -> None:
    assert with_command(arguments) == meant
