"""Pictures that are painted beside the window: the latest that is wanted, and nothing that goes wrong is lost."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from itertools import pairwise
from threading import Event

os.environ["SDL_VIDEODRIVER"] = "dummy"

import numpy as np
import pygame
import pytest

from replay.viewer.film import News, Waiting, no_film
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.painting.pictures import PicturesBeside
from replay.viewer.painting.wanted import Wanted
from replay.viewer.picture_parts import Parts
from tests.helpers.films import FakePicture
from tests.helpers.films_shown import CAMERA_COLOURS, FakeFrame, Studio

PATIENCE_S = 30.0


class SlowStudio(Studio):
    """Paints when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = Event(), Event()

    def paint(self, frame: FakeFrame, size: tuple[int, int]) -> FakePicture:
        self.begun.set()
        assert self.let.wait(PATIENCE_S)
        return super().paint(frame, size)


class Beside:
    """Pictures of a studio in a thread, with an event for each that is ready."""

    def __init__(self, studio: Studio) -> None:
        self.ready = Event()
        self.pictures: PicturesBeside[FakeFrame] = PicturesBeside(self.ready.set)
        self.film = studio.film()

    def ask(self, video_time: float) -> pygame.Surface | None:
        return self.pictures.picture(Wanted(self.film, video_time, "cut", Parts(), (320, 180), (320, 180)))

    def wait(self) -> None:
        assert self.ready.wait(PATIENCE_S)
        self.ready.clear()


def test_who_asks_never_waits_and_gets_the_picture_later() -> None:
    studio = SlowStudio()
    beside = Beside(studio)
    assert beside.ask(1.0) is None
    assert studio.begun.wait(PATIENCE_S)
    assert beside.ask(1.0) is None, "it is still being painted"
    studio.let.set()
    beside.wait()
    picture = beside.ask(1.0)
    assert picture is not None
    assert picture.get_at((5, 5))[:3] == CAMERA_COLOURS[0]
    beside.pictures.stop()


def test_pictures_that_are_not_wanted_any_more_are_left_out() -> None:
    studio = SlowStudio()
    beside = Beside(studio)
    beside.ask(0.0)
    assert studio.begun.wait(PATIENCE_S)
    for tenth in range(1, 50):
        beside.ask(tenth / 10)
    studio.let.set()
    while len(studio.sizes) < 2:
        beside.wait()
    beside.pictures.stop()
    assert [frame.video_time for frame in studio.asked] == [0.0, 4.9]


def test_a_picture_that_is_shown_is_not_painted_over() -> None:
    studio = Studio()
    beside = Beside(studio)
    beside.ask(0.0)
    beside.wait()
    shown = beside.ask(0.0)
    assert shown is not None
    before = pygame.image.tobytes(shown, "RGB")
    beside.pictures.picture(Wanted(beside.film, 1.0, "main", Parts(), (320, 180), (320, 180)))
    beside.wait()
    assert pygame.image.tobytes(shown, "RGB") == before
    beside.pictures.stop()


def test_what_goes_wrong_beside_is_raised_where_it_is_seen() -> None:
    studio = Studio()
    studio.paint = lambda *_: 1 / 0  # type: ignore[method-assign,assignment]
    beside = Beside(studio)
    beside.ask(0.0)
    beside.wait()
    with pytest.raises(ZeroDivisionError):
        beside.ask(0.1)
    beside.pictures.stop()


class Second:
    """A second painter, whose pictures are green. It paints when it is let."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.begun, self.let, self.gone = Event(), Event(), Event()

    def wait(self) -> bool:
        return True

    def can(self, *_: object) -> bool:
        return not self.gone.is_set()

    def paint(self, *_: object) -> FakePicture | None:
        self.begun.set()
        assert self.let.wait(PATIENCE_S)
        pixels = np.zeros((180, 320, 4), np.uint8)
        pixels[..., 1] = 255
        return FakePicture(pixels) if self.works else None


def both(studio: SlowStudio, second: Second) -> tuple[Beside, float]:
    """Two painters at work: the first at the first moment, the second at the one that is given."""
    beside = Beside(studio)
    beside.film = replace(beside.film, beside=(second,))
    second.gone.set()
    beside.ask(0.0)
    assert studio.begun.wait(PATIENCE_S)
    second.gone.clear()
    beside.ask(1.0)
    assert second.begun.wait(PATIENCE_S)
    return beside, 1.0


def test_a_second_painter_paints_beside_the_first() -> None:
    studio, second = SlowStudio(), Second()
    beside, now_s = both(studio, second)
    second.let.set()
    beside.wait()
    seen = beside.ask(now_s)
    assert seen is not None
    assert seen.get_at((5, 5))[:3] == (0, 255, 0)
    studio.let.set()
    beside.pictures.stop()


def test_a_picture_that_comes_after_a_later_one_is_left_out() -> None:
    studio, second = SlowStudio(), Second()
    beside, now_s = both(studio, second)
    second.let.set()
    beside.wait()
    studio.let.set()
    beside.pictures.stop()
    assert len(studio.sizes) == 1
    seen = beside.ask(now_s)
    assert seen is not None
    assert seen.get_at((5, 5))[:3] == (0, 255, 0)


def test_what_the_second_painter_cannot_paint_the_first_does() -> None:
    studio, second = SlowStudio(), Second(works=False)
    beside, now_s = both(studio, second)
    second.let.set()
    second.gone.set()
    studio.let.set()
    while len(studio.sizes) < 2:
        beside.wait()
    beside.pictures.stop()
    assert [frame.video_time for frame in studio.asked] == [0.0, now_s]


def test_nothing_is_painted_after_the_end() -> None:
    studio = Studio()
    beside = Beside(studio)
    beside.pictures.stop()
    assert beside.ask(0.0) is None
    assert studio.sizes == []


def surface_of(viewer: Viewer[FakeFrame]) -> bytes:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def test_a_window_without_a_film_shows_title_words_and_progress() -> None:
    viewer: Viewer[FakeFrame] = Viewer(no_film(), (640, 360), waiting=Waiting("Final"))
    seen = [surface_of(viewer)]
    for waiting in (
        Waiting("Final", "reading"),
        Waiting("Final", "solving", 0.1),
        Waiting("Final", "solving", 0.6),
        Waiting("Final", "solving", 0.6, Studio().pixels + 200),
    ):
        look = viewer.look
        viewer.hear(News(waiting=waiting))
        assert viewer.look != look
        seen.append(surface_of(viewer))
    assert len(set(seen)) == len(seen)


def test_a_film_begins_when_its_first_picture_is_there() -> None:
    studio = SlowStudio()
    ready = Event()
    pictures: PicturesBeside[FakeFrame] = PicturesBeside(ready.set)
    viewer: Viewer[FakeFrame] = Viewer(no_film(), (640, 416), pictures, Waiting("Final"))
    viewer.hear(News(film=studio.film()))
    surface_of(viewer)
    viewer.pass_time(0.2)
    assert not viewer.moving, "it does not run away before anything is seen"
    assert viewer.playhead.video_time == 0.0
    studio.let.set()
    assert ready.wait(PATIENCE_S)
    surface_of(viewer)
    assert viewer.waiting is None
    viewer.pass_time(0.2)
    assert viewer.playhead.video_time == pytest.approx(0.2)
    pictures.stop()


@pytest.mark.parametrize("size", [(1, 1), (60, 2000), (320, 180), (720, 1280)])
def test_windows_of_any_size_can_wait(size: tuple[int, int]) -> None:
    title = "Championships of the World, women's team sprint under twenty-three, second round"
    waiting = Waiting(title, "solving", 0.5, Studio().pixels)
    assert surface_of(Viewer(no_film(), size, waiting=waiting))


def test_keys_that_need_a_film_do_nothing_before_there_is_one() -> None:
    viewer: Viewer[FakeFrame] = Viewer(no_film(), waiting=Waiting("Final"))
    for key in (pygame.K_RIGHT, pygame.K_s, pygame.K_v, pygame.K_SPACE, pygame.K_DOWN, pygame.K_i):
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=0))
    assert viewer.message == ""
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_h, mod=0))
    assert viewer.help_open
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_q, mod=0))
    assert not viewer.running


def playing(beside: Beside, video_time: float, *, camera: str = "cut", speed: float = 1.0) -> pygame.Surface | None:
    """The picture of a film that plays."""
    return beside.pictures.picture(
        Wanted(beside.film, video_time, camera, Parts(), (320, 180), (320, 180), speed=speed)
    )


def until_painted(studio: Studio, count: int) -> None:
    begun_s = time.monotonic()
    while len(studio.sizes) < count:
        assert time.monotonic() - begun_s < PATIENCE_S
        time.sleep(0.002)


def quick() -> tuple[Studio, Beside]:
    """Painters who take a hundredth of a second."""
    studio = Studio()
    beside = Beside(studio)
    beside.pictures = PicturesBeside(beside.ready.set, clock=iter(n / 100 for n in range(100_000)).__next__)
    return studio, beside


def test_a_film_that_plays_is_painted_ahead_and_shown_at_its_moments() -> None:
    studio, beside = quick()
    shown: list[float] = []
    drawings = 60
    for drawing in range(drawings):
        now_s = 5.0 + drawing / 60
        playing(beside, now_s)
        until_painted(studio, drawing + 2)  # two are ready at least before the next drawing
        playing(beside, now_s)
        seen = beside.pictures.shown
        if seen is not None and (not shown or shown[-1] != seen.video_time):
            assert seen.video_time <= now_s + 1 / 120 + 1e-6, "never before its moment"
            shown.append(seen.video_time)
    beside.pictures.stop()
    steps = [60 * (after - before) for before, after in pairwise(shown)]
    assert steps[5:] == pytest.approx([1.0] * len(steps[5:])), "one for every drawing of the window"
    asked = [frame.video_time for frame in studio.asked]
    assert asked == sorted(asked)
    assert len(asked) <= drawings + 6, "no more than are needed"


def test_who_pauses_sees_that_very_moment_and_none_after_it() -> None:
    studio, beside = quick()
    playing(beside, 5.0)
    until_painted(studio, 3)
    now_s = 5.011
    beside.ask(now_s)
    assert beside.pictures.shown is None or beside.pictures.shown.video_time <= now_s + 1 / 120
    while beside.pictures.shown is None or beside.pictures.shown.video_time != now_s:
        beside.wait()
        beside.ask(now_s)
    assert studio.asked[-1].video_time == now_s
    beside.pictures.stop()


def test_what_was_painted_ahead_is_not_shown_after_a_leap_back() -> None:
    studio, beside = quick()
    playing(beside, 15.0)
    until_painted(studio, 3)
    seen = beside.pictures.shown
    for drawing in range(2000):
        playing(beside, 4.0 + drawing / 60)
        seen = beside.pictures.shown
        assert seen is None or seen.video_time <= 15.01
        if seen is not None and seen.video_time < 5.0:
            break
        time.sleep(0.005)
    assert seen is not None
    assert seen.video_time < 15.0, "it shows where it plays now"
    beside.pictures.stop()


def test_another_camera_is_seen_at_the_next_picture() -> None:
    studio, beside = quick()
    playing(beside, 5.0)
    until_painted(studio, 3)
    playing(beside, 5.1)
    for drawing in range(2000):
        playing(beside, 5.12 + drawing / 60, camera="main")
        seen = beside.pictures.shown
        if seen is not None and seen.camera == "main":
            break
        time.sleep(0.005)
    assert beside.pictures.shown is not None
    assert beside.pictures.shown.camera == "main"
    beside.pictures.stop()


def test_a_film_that_plays_to_its_end_is_not_painted_beyond_it() -> None:
    studio, beside = quick()
    end_s = beside.film.duration_s
    for _ in range(4):
        playing(beside, end_s - 0.01)
        time.sleep(0.01)
    beside.ask(end_s)
    until_painted(studio, 1)
    beside.pictures.stop()
    assert max(frame.video_time for frame in studio.asked) == end_s


def test_the_films_own_painter_rests_while_one_beside_can_paint() -> None:
    studio, second = Studio(), Second()
    second.let.set()
    beside = Beside(studio)
    beside.film = replace(beside.film, beside=(second, second), rests=second.can)
    for drawing in range(30):
        playing(beside, 5.0 + drawing / 60)
        time.sleep(0.002)
    assert beside.pictures.made > 5
    assert studio.sizes == []
    second.gone.set()
    beside.ask(6.0)
    until_painted(studio, 1)
    beside.pictures.stop()


def test_the_films_own_painter_helps_where_those_beside_take_long() -> None:
    studio, second = Studio(), Second()
    beside = Beside(studio)
    beside.film = replace(beside.film, beside=(second,), rests=second.can)
    beside.ask(5.0)
    assert second.begun.wait(PATIENCE_S)
    beside.ask(6.0)
    until_painted(studio, 1)
    assert studio.asked[-1].video_time == 6.0
    second.let.set()
    beside.pictures.stop()
