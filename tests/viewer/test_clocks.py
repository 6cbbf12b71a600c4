"""The time on the timeline: the film's, or the race's."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from threading import Event

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer.film import News, PlayedFilm, Waiting
from replay.viewer.handling.viewer_state import Viewer
from tests.helpers.films_shown import FakeFrame, Studio

SIZE = (1280, 776)
FAST = 3.0
"""Race seconds a second of the film."""


def film_of(studio: Studio, *, live: bool = False) -> PlayedFilm[FakeFrame]:
    """A film that shows 60 s of race in 20 s, or all of them."""
    speed = 1.0 if live else FAST
    plain = studio.film(60.0 / speed)
    return replace(
        plain,
        live=live,
        by_clock=lambda live: film_of(studio, live=live),
        marks=[replace(mark, video_time=mark.video_time * FAST / speed) for mark in plain.marks],
        race_time=lambda time_s: time_s * speed,
        video_time=lambda race_s: race_s / speed,
        time_words=lambda time_s: f"{'race' if live else 'film'} {time_s:.0f}",
        start_s=5.0,
    )


def press(viewer: Viewer[FakeFrame], *codes: int) -> None:
    for code in codes:
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=code, mod=0))
        viewer.handle(pygame.Event(pygame.KEYUP, key=code, mod=0))


def test_the_key_changes_the_time_at_the_same_moment_of_the_race_and_back() -> None:
    viewer = Viewer(film_of(Studio()), SIZE)
    viewer.playhead.seek(10.0)
    press(viewer, pygame.K_LEFTBRACKET)
    viewer.camera = 1
    press(viewer, pygame.K_a)
    assert viewer.message == "the race's time: all of it, at its own speed"
    assert viewer.shown.live
    assert viewer.wanted().shown.live, "who paints beside knows it, too"
    assert (viewer.playhead.video_time, viewer.playhead.duration_s) == (30.0, 60.0)
    assert (viewer.playhead.speed, viewer.playhead.playing, viewer.camera) == (0.75, True, 1)
    press(viewer, pygame.K_a)
    assert viewer.message == "the film's time"
    assert (viewer.playhead.video_time, viewer.playhead.duration_s) == (10.0, 20.0)


class SlowClock:
    """A film whose other time takes long to make."""

    def __init__(self) -> None:
        self.let, self.closed = Event(), Event()
        self.film = replace(film_of(Studio()), by_clock=self.make, close=self.closed.set)

    def make(self, live: bool) -> PlayedFilm[FakeFrame]:
        assert self.let.wait(60)
        return film_of(Studio(), live=live)


def until_live(viewer: Viewer[FakeFrame]) -> None:
    begun_s = time.monotonic()
    while not viewer.film.live:
        assert time.monotonic() - begun_s < 60
        viewer.pass_time(0.0)


def test_the_window_plays_on_while_the_other_time_is_made() -> None:
    slow = SlowClock()
    viewer = Viewer(slow.film, SIZE)
    viewer.playhead.seek(10.0)
    press(viewer, pygame.K_a)
    assert viewer.message == "the race's time: all of it, at its own speed"
    viewer.pass_time(0.2)
    assert not viewer.film.live
    assert viewer.playhead.video_time == pytest.approx(10.2)
    slow.let.set()
    until_live(viewer)
    assert viewer.playhead.video_time == pytest.approx(30.6)
    viewer.stop()


def test_who_presses_it_again_waits_for_nothing() -> None:
    slow = SlowClock()
    viewer = Viewer(slow.film, SIZE)
    press(viewer, pygame.K_a, pygame.K_a)
    assert viewer.message == "the film's time"
    slow.let.set()
    viewer.stop()
    viewer.pass_time(0.1)
    assert not viewer.film.live
    assert slow.closed.is_set()


def test_a_race_that_is_left_before_it_is_made_is_closed() -> None:
    slow = SlowClock()
    viewer = Viewer(film_of(Studio()), SIZE, waiting=Waiting("Final"))
    viewer.shown = replace(viewer.shown, live=True)
    viewer.hear(News(film=slow.film))
    viewer.leave_film(Waiting("Semifinal"))
    slow.let.set()
    assert slow.closed.wait(60)
    viewer.stop()


def test_what_goes_wrong_with_the_other_time_is_raised() -> None:
    viewer = Viewer(replace(film_of(Studio()), by_clock=lambda _: 1 / 0), SIZE)  # type: ignore[arg-type,return-value]
    with pytest.raises(ZeroDivisionError):
        press(viewer, pygame.K_a)


def test_arrows_digits_ticks_and_ranges_follow() -> None:
    viewer = Viewer(film_of(Studio()), SIZE)
    viewer.playhead.playing = False
    for time_s, code in ((4.0, pygame.K_i), (8.0, pygame.K_o), (8.0, pygame.K_BACKSLASH)):
        viewer.playhead.seek(time_s)
        press(viewer, code)
    press(viewer, pygame.K_a)
    assert viewer.playhead.range_s == viewer.playhead.loop == (12.0, 24.0)
    assert viewer.marked_race_s() == (12.0, 24.0)
    press(viewer, pygame.K_5, pygame.K_RIGHT)
    assert viewer.playhead.video_time == 31.0
    press(viewer, pygame.K_DOWN)
    assert (viewer.message, viewer.playhead.video_time) == ("bell", 37.5)
    surface = pygame.Surface(SIZE, depth=32)
    viewer.draw(surface)


@pytest.mark.parametrize("live", [False, True])
def test_a_film_that_comes_is_shown_by_the_time_that_was_chosen(live: bool) -> None:
    viewer = Viewer(film_of(Studio()), SIZE, waiting=Waiting("Final"))
    viewer.shown = replace(viewer.shown, live=live)
    viewer.hear(News(film=film_of(Studio())))
    assert viewer.film.live is live
    assert viewer.film.race_time(viewer.playhead.video_time) == pytest.approx(15.0)
    viewer.waiting = None
    viewer.hear(News(film=film_of(Studio())))
    assert viewer.film.live is live
    assert viewer.film.race_time(viewer.playhead.video_time) == pytest.approx(15.0)


def test_a_film_without_another_time_says_so() -> None:
    viewer = Viewer(Studio().film(), SIZE)
    press(viewer, pygame.K_a)
    assert viewer.message == "this film has one time alone"
    assert not viewer.shown.live


def test_what_the_pointer_rests_on_is_said_by_the_time_that_there_is() -> None:
    viewer = Viewer(film_of(Studio()), SIZE)
    place = viewer.rail.x_of(10.0), viewer.bar.top + 16
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    press(viewer, pygame.K_a)
    assert viewer.hover_s == pytest.approx(30.0, abs=0.1)
    viewer.playhead.seek(50.0)
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=4))
    assert viewer.hover_s == pytest.approx(30.0, abs=0.1), "the wheel zooms about it"
    press(viewer, pygame.K_END)
    assert viewer.hover_s is not None
    assert viewer.rail.x_of(viewer.hover_s) == pytest.approx(place[0], abs=1)


def test_no_card_lies_over_the_help() -> None:
    viewer = Viewer(film_of(Studio()), SIZE)
    viewer.playhead.playing = False
    press(viewer, pygame.K_h)
    pictures = []
    for y in (2, viewer.bar.top + 16):
        place = viewer.rail.x_of(10.0), y
        viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
        surface = pygame.Surface(SIZE, depth=32)
        viewer.draw(surface)
        pictures.append(pygame.image.tobytes(surface.subsurface(viewer.above_bar), "RGB"))
    assert pictures[0] == pictures[1]
