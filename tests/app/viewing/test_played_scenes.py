"""A replay in a window: named moments, saved pictures, and a race file that is changed while it is shown."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from replay.app.build import Replay
from replay.app.filming import Choice
from replay.app.viewing import picture_saver
from replay.app.viewing.picture_saver import THE_CUT, Saver
from replay.app.viewing.played_scenes import PlayedScenes, film_of
from replay.app.viewing.processes.own_process import Child
from replay.app.viewing.race_opening import ViewOrder
from replay.app.viewing.race_watcher import Watcher
from replay.draw.style.theme import DEFAULT_THEME
from replay.scene.frame.frame import Frame
from replay.scene.frame.shot import ShotKind
from replay.viewer.film import FREE, News, PlayedFilm
from replay.viewer.picture_parts import Parts
from replay.viewer.timeline_bar import MarkKind


@pytest.fixture(scope="module")
def film(replay_of: Callable[[str], Replay]) -> PlayedFilm[Frame]:
    scenes = PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME)
    return film_of(scenes, Saver(Path("races/final-a.yaml")))


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The commands by which pictures are saved, none of which draws one."""
    found: list[Sequence[str]] = []

    def started(arguments: Sequence[str]) -> Child:
        found.append(arguments)
        return subprocess.Popen([sys.executable, "-c", ""], stderr=subprocess.PIPE, text=True)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(picture_saver, "started", started)
    return found


def test_moments_are_named_with_whom_they_are_about(film: PlayedFilm[Frame]) -> None:
    names = [mark.name for mark in film.marks]
    assert "finish: KENNY" in names
    assert "bell" in names
    assert len(set(names)) > len(names) / 2
    bell = next(mark for mark in film.marks if mark.kind is MarkKind.BELL)
    assert "1 KEN" in film.moment(bell.video_time + 0.1)
    assert "1 to go" in film.moment(bell.video_time + 0.1)


def test_race_time_and_video_time_are_inverse_where_the_race_runs(film: PlayedFilm[Frame]) -> None:
    for mark in film.marks:
        assert film.video_time(film.race_time(mark.video_time)) == pytest.approx(mark.video_time, abs=0.02)


def test_parts_of_the_overlay_can_be_taken_away(film: PlayedFilm[Frame]) -> None:
    bell = next(mark for mark in film.marks if mark.kind is MarkKind.BELL)
    whole = film.frame_source(bell.video_time, THE_CUT, Parts()).overlay
    assert whole.tower is not None
    assert film.frame_source(bell.video_time, THE_CUT, Parts(tower=False)).overlay == replace(whole, tower=None)
    bare = film.frame_source(bell.video_time, THE_CUT, Parts(overlay=False)).overlay
    assert (bare.tower, bare.caption, bare.counter, bare.marked) == (None, None, None, False)
    assert bare.label, "it still says what it is"


def test_the_race_by_its_own_time_is_live_and_leaves_nothing_out(film: PlayedFilm[Frame]) -> None:
    assert film.by_clock is not None
    live = film.by_clock(True)
    assert live.live
    assert live.race_time(0.0) == pytest.approx(0.0, abs=0.01)
    for time_s in (0.0, 10.0, 40.0, 80.0):
        assert live.race_time(time_s) == pytest.approx(time_s, abs=0.01)
        assert live.frame_source(time_s, THE_CUT, Parts(live=True)).time_speed == 1.0
    assert live.time_words(61.5) == "1:01.50"
    assert {mark.name for mark in live.marks} >= {"bell", "finish: KENNY"}
    assert live.by_clock is not None
    assert not live.by_clock(False).live


def test_the_free_camera_sees_the_same_moment_from_above(film: PlayedFilm[Frame]) -> None:
    assert film.free is not None
    free = film.free((16, 9))
    cut = film.frame_source(40.0, THE_CUT, Parts())
    frame = film.frame_source(40.0, FREE, Parts(view=free.start))
    assert frame.race_time_s == cut.race_time_s
    assert [state.pose for state in frame.riders] == [state.pose for state in cut.riders]
    assert frame.shot.kind is ShotKind.FREE
    assert frame.overlay.map is None, "all of the track is in the picture"
    assert film.frame_source(40.0, FREE, Parts(view=replace(free.start, tall_m=20.0))).overlay.map is not None


def _until(found: Callable[[], object], most_s: float = 120.0) -> object:
    """What comes of asking again and again: the first answer that is one."""
    begun_s = time.monotonic()
    while time.monotonic() - begun_s < most_s:
        answer = found()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing came")


def _wrong(news: News[Frame]) -> tuple[str, ...]:
    return news.wrong or ()


def test_a_race_file_that_is_saved_with_a_mistake_says_where(tmp_path: Path) -> None:
    file = tmp_path / "race.yaml"
    file.write_text("schema: 1\n", encoding="utf-8")
    watcher = Watcher(ViewOrder(file), Saver(file))
    watcher.showing()
    assert watcher.news(False) == News()
    file.write_text("schema: 2\nraces: 3\n", encoding="utf-8")
    wrong = _until(lambda: _wrong(watcher.news(False)))
    assert isinstance(wrong, tuple)
    assert any("race.yaml:1:9" in line for line in wrong)
    watcher.stop()


def test_a_file_that_is_not_changed_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "race.yaml"
    file.write_text("schema: 1\n", encoding="utf-8")
    watcher = Watcher(ViewOrder(file), Saver(file))
    watcher.showing()
    assert [watcher.news(False) for _ in range(8)] == [News()] * 8
    assert watcher.news(True).message.startswith("reading")
    watcher.stop()


def test_a_picture_is_saved_under_a_name_that_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replay_of: Callable[[str], Replay]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none-result.png").write_bytes(b"mine")
    cut = PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME).of(THE_CUT)
    saver = Saver(tmp_path / "none.yaml")
    assert "none-result-2.png" in saver.save(cut, cut.duration_s, THE_CUT, Parts())
    assert "no such file" in str(_until(saver.news))
    assert (tmp_path / "none-result.png").read_bytes() == b"mine"
    saver.stop()


def test_a_view_of_the_free_camera_is_saved_as_it_is(
    tmp_path: Path, begun: list[Sequence[str]], replay_of: Callable[[str], Replay]
) -> None:
    saver = Saver(tmp_path / "none.yaml")
    film = film_of(PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME), saver)
    assert film.save is not None
    assert film.free is not None
    view = replace(film.free((16, 9)).start, x_m=12.5, y_m=-20.0, tall_m=18.0)
    assert film.save(40.0, FREE, Parts(view=view)).startswith("saving ")
    assert "--view=12.500,-20.000,18.000" in begun[0]
    assert "--camera" not in begun[0]
    saver.stop()


def test_every_shape_has_its_own_composition_at_the_same_moments(film: PlayedFilm[Frame]) -> None:
    layouts = {}
    for shape in film.shapes:
        frame = film.frame_source(40.0, THE_CUT, Parts(shape=shape))
        layouts[shape] = frame.layout
        assert frame.race_time_s == pytest.approx(film.race_time(40.0))
        left, top, width, height = film.safe(shape)
        assert 0 < left < left + width < 1
        assert 0 < top < top + height < 1
    assert layouts == {(16, 9): "landscape", (9, 16): "vertical", (1, 1): "square", (4, 5): "portrait"}


def test_the_camera_that_follows_follows_whom_is_selected(film: PlayedFilm[Frame]) -> None:
    his = film.turned_on("follow", ("Glaetzer", "Kenny"))
    assert his == "follow \N{MIDDLE DOT} Glaetzer"
    assert film.turned_on("follow", ()) == "follow"
    assert film.turned_on("follow", ("Nobody",)) == "follow"
    assert film.turned_on("overhead", ("Glaetzer",)) == "overhead"
    bell = next(mark for mark in film.marks if mark.kind is MarkKind.BELL)
    for shape in film.shapes:
        frames = [film.frame_source(bell.video_time, camera, Parts(shape=shape)) for camera in ("follow", his)]
        assert frames[0].race_time_s == pytest.approx(frames[1].race_time_s)
        assert frames[0].camera != frames[1].camera
        assert frames[1] == film.frame_source(bell.video_time, his, Parts(shape=shape))


def test_a_saved_picture_follows_him_too(
    tmp_path: Path, begun: list[Sequence[str]], replay_of: Callable[[str], Replay]
) -> None:
    saver = Saver(tmp_path / "none.yaml")
    film = film_of(PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME), saver)
    assert film.save is not None
    film.save(40.0, film.turned_on("follow", ("Glaetzer",)), Parts())
    film.save(40.0, "follow", Parts())
    saver.stop()
    assert begun[0][begun[0].index("--camera") + 1 :][:2] == ["follow", "--rider=Glaetzer"]
    assert not any("--rider" in argument for argument in begun[1])


def test_without_names_the_camera_that_follows_has_a_tag(replay_of: Callable[[str], Replay]) -> None:
    scenes = PlayedScenes(replay_of("final-a"), Choice(names=False), DEFAULT_THEME)
    assert "Glaetzer" not in scenes.turned_on("follow", ("Glaetzer",))
    assert scenes.turned_on("follow", ("Glaetzer",)).startswith("follow \N{MIDDLE DOT} ")


def test_small_pictures_are_of_their_size(film: PlayedFilm[Frame]) -> None:
    assert film.thumbnail is not None
    frame = film.frame_source(40.0, THE_CUT, Parts(overlay=False))
    assert film.thumbnail(frame, (224, 126)).pixels.shape == (126, 224, 4)


def test_a_film_that_is_closed_can_still_give_a_picture(replay_of: Callable[[str], Replay]) -> None:
    """Who paints it may be at its last picture, and the thread that closes it does not wait for him."""
    scenes = PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME)
    closing = film_of(scenes, Saver(Path("races/final-a.yaml")))
    frame = closing.frame_source(20.0, THE_CUT, Parts())
    before = closing.paint(frame, (320, 180)).pixels.copy()
    closing.close()
    assert closing.paint(frame, (320, 180)).pixels.shape == before.shape
