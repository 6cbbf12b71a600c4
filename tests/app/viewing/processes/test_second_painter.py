"""The second painter: a real process that paints what the first one paints, and that may go without being missed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.filming import Choice
from replay.app.viewing.picture_saver import THE_CUT
from replay.app.viewing.played_scenes import PlayedScenes
from replay.app.viewing.processes.own_process import painting
from replay.draw.style.theme import DEFAULT_THEME
from replay.scene.camera.stations import free_camera
from replay.scene.frame.layout import Layout
from replay.viewer.film import FREE
from replay.viewer.picture_parts import Parts
from tests.helpers.threads_left import no_thread_left

SIZE = (320, 180)
NOW_S = 12.0
PATIENCE_S = 120.0


@pytest.fixture(scope="module", autouse=True)
def nothing_goes_on() -> Iterator[None]:
    """All threads that these tests begin have ended after them."""
    with no_thread_left():
        yield


@pytest.fixture
def scenes(replay_of: Callable[[str], Replay]) -> Iterator[PlayedScenes]:
    """Scenes of a race of which a picture has been painted, at full sharpness."""
    scenes = PlayedScenes(replay_of("final-a"), Choice(), DEFAULT_THEME)
    begun_s = time.monotonic()
    while not scenes.beside[0].can(NOW_S, THE_CUT, Parts(), SIZE):
        scenes.paint(scenes.frame(NOW_S, THE_CUT, Parts()), SIZE)
        assert time.monotonic() - begun_s < PATIENCE_S
        time.sleep(0.02)
    yield scenes
    scenes.close()


def test_both_painters_paint_the_same(scenes: PlayedScenes) -> None:
    second = scenes.beside[0]
    for time_s in (NOW_S, NOW_S + 0.5):
        for shown in (Parts(), Parts(tower=False, picked=("Jason Kenny",))):
            assert second.wait()
            theirs = second.paint(time_s, THE_CUT, shown, SIZE)
            assert theirs is not None
            ours = scenes.paint(scenes.frame(time_s, THE_CUT, shown), SIZE)
            assert np.array_equal(theirs.pixels[..., :3], ours.pixels[..., :3])


def test_both_follow_the_same_rider(scenes: PlayedScenes) -> None:
    second, shown, begun_s = scenes.beside[0], Parts(picked=("Glaetzer",)), time.monotonic()
    his = scenes.turned_on("follow", ("Glaetzer",))
    while not second.can(NOW_S, his, shown, SIZE):
        scenes.paint(scenes.frame(NOW_S, his, shown), SIZE)
        assert time.monotonic() - begun_s < PATIENCE_S
        time.sleep(0.02)
    assert second.wait()
    theirs = second.paint(NOW_S, his, shown, SIZE)
    assert theirs is not None
    ours = scenes.paint(scenes.frame(NOW_S, his, shown), SIZE)
    assert np.array_equal(theirs.pixels[..., :3], ours.pixels[..., :3])


def test_it_paints_nothing_before_the_hall_is_sharp(scenes: PlayedScenes) -> None:
    assert not scenes.beside[0].can(NOW_S, THE_CUT, Parts(), (640, 360)), "nobody has seen it in this size"
    assert scenes.beside[0].paint(NOW_S, THE_CUT, Parts(), (640, 360)) is None


def test_one_that_is_killed_is_not_missed_and_leaves_nothing(scenes: PlayedScenes) -> None:
    second = scenes.beside[0]
    assert second.wait()
    assert second.paint(NOW_S, THE_CUT, Parts(), SIZE) is not None
    process, memory = second._process, second._memory
    assert process is not None
    assert memory is not None
    process.kill()
    process.wait(PATIENCE_S)
    assert second.paint(NOW_S, THE_CUT, Parts(), SIZE) is None
    assert not second.wait()
    assert not second.can(NOW_S, THE_CUT, Parts(), SIZE)
    assert not memory.file.exists()


def test_its_memory_has_no_name_once_both_have_it(scenes: PlayedScenes) -> None:
    second = scenes.beside[0]
    assert second.wait()
    for time_s in (NOW_S, NOW_S + 0.5):
        assert second.paint(time_s, THE_CUT, Parts(), SIZE) is not None
        assert second._memory is not None
        assert not second._memory.file.exists(), "a window that is killed leaves nothing"
        assert second.wait()


def test_it_knows_few_scenes_and_is_told_again_of_one_that_it_forgot(
    scenes: PlayedScenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    second, scene = scenes.beside[0], scenes.of(THE_CUT)
    ours = scenes.paint(scenes.frame(NOW_S, THE_CUT, Parts()), SIZE).pixels[..., :3].copy()
    several = [replace(scene) for _ in range(5)]
    for each in (*several, *several[::-1]):
        monkeypatch.setattr(second, "_sharp", lambda *_, each=each: each)
        assert second.wait()
        theirs = second.paint(NOW_S, THE_CUT, Parts(), SIZE)
        assert theirs is not None
        assert np.array_equal(theirs.pixels[..., :3], ours)
        assert len(second._scenes) <= 3


def test_both_have_the_same_picture_of_the_free_camera(scenes: PlayedScenes) -> None:
    second, begun_s = scenes.beside[0], time.monotonic()
    start = free_camera(scenes.replay.velodrome.shape, Layout.LANDSCAPE).start
    shown = Parts(view=replace(start, tall_m=30.0, y_m=-20.0))
    while not second.can(NOW_S, FREE, shown, SIZE):
        scenes.paint(scenes.frame(NOW_S, FREE, shown), SIZE)
        assert time.monotonic() - begun_s < PATIENCE_S
        time.sleep(0.02)
    assert second.wait()
    theirs = second.paint(NOW_S, FREE, shown, SIZE)
    assert theirs is not None
    ours = scenes.paint(scenes.frame(NOW_S, FREE, shown), SIZE)
    assert np.array_equal(theirs.pixels[..., :3], ours.pixels[..., :3])


def test_it_ends_with_its_scenes_even_while_it_begins(scenes: PlayedScenes) -> None:
    second = scenes.beside[0]
    assert second._begun()
    process = second._process
    assert process is not None
    scenes.close()
    assert process.poll() is not None
    assert not second.wait()


def test_the_window_paints_what_it_knows_until_one_beside_knows_it_as_well(scenes: PlayedScenes) -> None:
    asked = NOW_S, THE_CUT, Parts(), SIZE
    assert not scenes.rests(*asked), "nobody else has begun"
    assert scenes.beside[0].wait()
    assert not scenes.rests(*asked), "what it needs takes seconds the first time"
    assert scenes.beside[0].paint(*asked) is not None
    assert scenes.rests(*asked)
    scenes.beside[0].stop()
    assert not scenes.rests(*asked), "it is gone"


def test_a_process_that_waits_has_the_first_picture(scenes: PlayedScenes) -> None:
    """What it needs it brings in while the race is read; the window's own painter would take as long again."""
    asked = NOW_S, THE_CUT, Parts(), SIZE
    opened = PlayedScenes(scenes.replay, Choice(), DEFAULT_THEME, painting())
    try:
        assert not opened.rests(*asked), "there is no scene yet"
        opened.of(THE_CUT)
        assert opened.rests(*asked)
        assert opened.beside[0].wait()
        assert opened.beside[0].paint(*asked) is not None
        assert opened.painted.is_set()
        assert opened.rests(*asked)
        opened.beside[0].stop()
        assert not opened.rests(*asked)
    finally:
        opened.close()


def test_the_window_paints_first_where_the_velodrome_is_not_on_disk(
    scenes: PlayedScenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = PlayedScenes(scenes.replay, Choice(), DEFAULT_THEME, painting())
    monkeypatch.setattr(opened.plates, "is_sharp_for_others", lambda *_: False)
    try:
        opened.of(THE_CUT)
        assert not opened.rests(NOW_S, THE_CUT, Parts(), SIZE)
    finally:
        opened.close()


def test_one_begins_after_the_other(scenes: PlayedScenes) -> None:
    asked = NOW_S, THE_CUT, Parts(), SIZE
    assert len(scenes.beside) == 1 or not scenes.beside[1].can(*asked)
    assert scenes.beside[0].wait()
    assert scenes.beside[0].paint(*asked) is not None
    assert all(painter.can(*asked) for painter in scenes.beside)


def test_what_the_window_paints_coarse_is_wanted_again_of_who_has_it_sharp(scenes: PlayedScenes) -> None:
    asked = NOW_S, THE_CUT, Parts(), SIZE
    assert scenes.beside[0].wait()
    assert scenes.beside[0].paint(*asked) is not None
    for store in scenes.plates._stores.values():
        store.forget()
    before = scenes.plates.sharper
    scenes.paint(scenes.frame(*asked[:3]), SIZE)
    assert scenes.plates.sharper > before
