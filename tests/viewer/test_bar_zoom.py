"""The timeline is zoomed: by the wheel over it, by keys; a line above shows which part there is."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.timeline_bar import SHORTEST_SPAN_S, span_with, zoomed_span
from tests.helpers.films_shown import DURATION_S, FakeFrame, Studio

SIZES = [(1280, 720), (1920, 1080), (640, 360), (720, 1280)]
times = st.floats(0.0, DURATION_S)


def viewer_of(size: tuple[int, int]) -> Viewer[FakeFrame]:
    viewer = Viewer(Studio().film(), size)
    viewer.playhead.playing = False
    viewer.playhead.seek(10.0)
    return viewer


def key(viewer: Viewer[FakeFrame], code: int, mod: int = 0) -> None:
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=code, mod=mod))
    viewer.handle(pygame.Event(pygame.KEYUP, key=code, mod=mod))


def wheel(viewer: Viewer[FakeFrame], place: tuple[int, int], notches: int) -> None:
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=notches))


def click(viewer: Viewer[FakeFrame], place: tuple[int, int]) -> None:
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        viewer.handle(pygame.Event(kind, pos=place, button=pygame.BUTTON_LEFT))


def is_zoomed(viewer: Viewer[FakeFrame]) -> bool:
    return viewer.zoomed_s is not None


@given(times, times, st.floats(0.05, 20.0))
def test_what_is_zoomed_about_stays_where_it_is_and_no_zoom_leaves_the_timeline(
    one: float, about: float, factor: float
) -> None:
    whole = 0.0, DURATION_S
    span = zoomed_span(whole, DURATION_S, one, 4.0)
    begin, end = zoomed_span(span, DURATION_S, about, factor)
    assert -1e-9 <= begin < end <= DURATION_S + 1e-9
    assert end - begin >= SHORTEST_SPAN_S - 1e-9
    if begin > 0 and end < DURATION_S - 1e-9:
        before = (about - span[0]) / (span[1] - span[0])
        assert (about - begin) / (end - begin) == pytest.approx(before, abs=1e-6)


@given(times, times)
def test_a_playhead_is_always_on_the_bar(about: float, now: float) -> None:
    span = zoomed_span((0.0, DURATION_S), DURATION_S, about, 5.0)
    begin, end = span_with(span, DURATION_S, now)
    assert begin - 1e-9 <= now <= end + 1e-9
    assert end - begin == pytest.approx(span[1] - span[0])


@pytest.mark.parametrize("size", SIZES)
def test_the_wheel_over_the_bar_zooms_to_the_pointer_and_two_clicks_show_all_of_it(size: tuple[int, int]) -> None:
    viewer = viewer_of(size)
    surface = pygame.Surface(size, depth=32)
    y = viewer.bar.top + 16
    place = viewer.rail.x_of(9.0), y
    wheel(viewer, place, 4)
    assert is_zoomed(viewer)
    assert viewer.message.startswith("timeline: 0:")
    assert viewer.rail.time_at(place[0]) == pytest.approx(9.0, abs=0.1)
    assert viewer.playhead.video_time == 10.0, "nobody seeks by that"
    viewer.draw(surface)
    head = surface.get_at((viewer.rail.left_px, viewer.bar.top + 2))
    assert head != surface.get_at((viewer.rail.left_px - 5, viewer.bar.top + 2)), "a line shows the whole"
    click(viewer, (viewer.rail.x_of(9.5), y))
    assert viewer.playhead.video_time == pytest.approx(9.5, abs=0.05)
    click(viewer, (viewer.rail.x_of(9.5), y))
    assert not is_zoomed(viewer)
    assert viewer.playhead.video_time == pytest.approx(9.5, abs=0.05), "the second click seeks nowhere else"


def test_one_can_look_at_another_part_of_the_timeline_than_that_of_the_playhead() -> None:
    viewer = viewer_of(SIZES[0])
    wheel(viewer, (viewer.rail.x_of(2.0), viewer.bar.top + 16), 5)
    assert not viewer.rail.has(10.0)
    viewer.playhead.playing = True
    viewer.pass_time(0.2)
    assert not viewer.rail.has(10.2)
    viewer.draw(pygame.Surface(SIZES[0], depth=32))


def test_keys_zoom_about_the_playhead_which_the_bar_follows() -> None:
    viewer = viewer_of(SIZES[0])
    for _ in range(5):
        key(viewer, pygame.K_RIGHTBRACKET, pygame.KMOD_CTRL)
    assert is_zoomed(viewer)
    key(viewer, pygame.K_END)
    assert viewer.rail.has(DURATION_S)
    key(viewer, pygame.K_HOME)
    assert viewer.rail.has(0.0)
    viewer.playhead.playing = True
    for _ in range(30):
        viewer.pass_time(0.2)
        assert viewer.rail.has(viewer.playhead.video_time)
    viewer.playhead.playing = False
    key(viewer, pygame.K_LEFTBRACKET, pygame.KMOD_CTRL)
    key(viewer, pygame.K_BACKSPACE, pygame.KMOD_CTRL)
    assert not is_zoomed(viewer)
    assert viewer.message == "all of the timeline"
    assert viewer.playhead.speed == 1.0
