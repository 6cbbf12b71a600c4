"""A mouse does what keys do: the buttons of the bar, and the keys in the help."""

from __future__ import annotations

import os
from dataclasses import replace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer.controls import BINDINGS, Action, Command
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.panels.bar_buttons import button_at, draw_buttons, right_px
from replay.viewer.panels.help_card import command_at, help_pages
from replay.viewer.panels.hover_card import thumbnail_px
from replay.viewer.panels.messages import draw_message
from replay.viewer.panels.open_list import OpenItem
from replay.viewer.playing.volume import Volume
from replay.viewer.timeline_bar import bar_area
from tests.helpers.films_shown import CAMERAS, FakeFrame, Studio

SIZES = [(1280, 720), (1920, 1080), (640, 360), (720, 1280)]
GROUND = (200, 30, 90)


def viewer_of(size: tuple[int, int]) -> Viewer[FakeFrame]:
    viewer = Viewer(Studio().film(), size)
    viewer.volume = Volume()
    viewer.playhead.playing = False
    return viewer


def click(viewer: Viewer[FakeFrame], place: tuple[int, int], button: int = pygame.BUTTON_LEFT) -> None:
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        viewer.handle(pygame.Event(kind, pos=place, button=button))


def found(viewer: Viewer[FakeFrame], action: Action) -> tuple[int, int]:
    """A place of the bar at which there is that button."""
    bar, sounding = viewer.bar, viewer.volume is not None
    for y in range(bar.top, bar.bottom, 3):
        for x in range(0, bar.width, 3):
            command = button_at(bar, (x, y), viewer.camera_words, sounding=sounding)
            if command is not None and command.action is action:
                return x + 6, y + 6
    raise AssertionError(f"{action} has no button")


@pytest.mark.parametrize("size", SIZES)
def test_the_bar_plays_changes_cameras_fills_the_screen_and_helps(size: tuple[int, int]) -> None:
    viewer = viewer_of(size)
    before_s = viewer.playhead.video_time
    click(viewer, found(viewer, Action.TOGGLE))
    assert viewer.message == "playing"
    click(viewer, found(viewer, Action.NEXT_CAMERA))
    assert viewer.message == f"camera 2: {CAMERAS[1]}"
    click(viewer, found(viewer, Action.NEXT_CAMERA), pygame.BUTTON_RIGHT)
    assert viewer.camera == 0
    click(viewer, found(viewer, Action.FULL_SCREEN))
    assert viewer.full_screen
    click(viewer, found(viewer, Action.HELP))
    opened = viewer.help_open
    click(viewer, found(viewer, Action.HELP))
    assert (opened, viewer.help_open) == (True, False)
    assert viewer.playhead.video_time == before_s, "none of it went anywhere"


@pytest.mark.parametrize("sounding", [True, False])
@pytest.mark.parametrize("size", [*SIZES, (320, 180)])
def test_buttons_keep_clear_of_each_other(size: tuple[int, int], *, sounding: bool) -> None:
    bar = bar_area(size)
    assert 100 < bar.width - right_px(bar, sounding=sounding) < bar.width
    places = [button_at(bar, (x, bar.top + 42), "", sounding=sounding) for x in range(bar.width)]
    seen = [place.action for place, before in zip(places[1:], places, strict=False) if place != before and place]
    assert seen == [Action.TOGGLE, Action.HELP, Action.FULL_SCREEN]


def test_the_button_under_the_pointer_is_bright_and_the_first_one_says_what_it_would_do() -> None:
    bar = pygame.Rect(0, 0, 640, 56)

    def drawn(pointer: tuple[int, int] | None, *, plays: bool) -> bytes:
        surface = pygame.Surface(bar.size, depth=32)
        draw_buttons(surface, bar, pointer, plays=plays, sounding=False)
        return pygame.image.tobytes(surface, "RGB")

    still = drawn(None, plays=False)
    assert drawn((605, 42), plays=False) != still
    assert drawn(None, plays=True) != still


def test_the_window_is_drawn_again_where_the_pointer_changes_it() -> None:
    viewer = viewer_of((640, 360))
    look = viewer.look
    place = found(viewer, Action.HELP)
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    assert viewer.look != look


@pytest.mark.parametrize("size", SIZES)
def test_every_key_of_the_help_can_be_clicked(size: tuple[int, int]) -> None:
    area = pygame.Rect(0, 0, size[0], bar_area(size).top)
    grid = [(x, y) for y in range(1, area.height, 4) for x in range(0, area.width, 2)]
    seen = {command_at(area, place, page) for page in range(help_pages(area)) for place in grid}
    many = (Action.SEEK_TO, Action.CAMERA)  # of ten tenths and nine cameras the first: timeline and bar have the others
    seen |= {replace(command, amount=-command.amount) for command in seen if command is not None}  # the right button
    wanted = {command for binding in BINDINGS for _, command in binding.strokes if command.action not in many}
    assert wanted <= seen


def test_a_click_on_a_key_does_what_the_key_does_and_closes_the_help() -> None:
    viewer = viewer_of((1280, 720))
    area = viewer.above_bar
    viewer.help_open = True
    faster = Command(Action.SPEED, 1)
    grid = ((x, y) for y in range(0, area.height, 3) for x in range(0, area.width, 3))
    click(viewer, next(place for place in grid if command_at(area, place) == faster))
    assert viewer.playhead.speed == 1.5
    assert not viewer.help_open
    assert not viewer.playhead.playing, "the picture below was not clicked"


def test_a_click_beside_the_keys_closes_the_help_and_no_more() -> None:
    viewer = viewer_of((1280, 720))
    viewer.help_open = True
    click(viewer, (3, 3))
    assert not viewer.help_open
    assert not viewer.playhead.playing


@pytest.mark.parametrize("size", SIZES)
def test_a_message_stands_where_no_panel_of_the_picture_is(size: tuple[int, int]) -> None:
    area = pygame.Rect(0, 0, size[0], size[1] - 56)
    surface = pygame.Surface(size, depth=32)
    surface.fill(GROUND)
    draw_message(surface, area, "again and again")
    changed = [y for y in range(size[1]) if surface.get_at((size[0] // 2, y))[:3] != GROUND]
    first, last = changed[0] / area.height, changed[-1] / area.height
    assert (first > 0.88) if size[0] > size[1] else (last < 0.1)
    assert changed[-1] < area.bottom, "the bar stays free"


@pytest.mark.parametrize("height", [560, 583, 664, 720, 900, 1024])
def test_a_message_is_as_small_as_the_room_below_the_panels(height: int) -> None:
    """Curves below the picture make it lower, and captions are words, too."""
    surface = pygame.Surface((1280, height), depth=32)
    surface.fill(GROUND)
    draw_message(surface, surface.get_rect(), "again and again")
    first = next(y for y in range(height) if surface.get_at((640, y))[:3] != GROUND)
    assert first >= 0.95 * height - 1 or height < 580


def test_the_small_picture_is_small_in_a_low_window() -> None:
    assert thumbnail_px((1280, 720)) == (224, 126)
    assert thumbnail_px((640, 360))[1] <= 0.2 * 360 + 1


def test_what_is_wrong_does_not_cover_the_list_of_other_races() -> None:
    viewer = viewer_of((1280, 720))
    viewer.races.show([OpenItem(f"race {number}", f"{number}.yaml", "RACES") for number in range(30)])
    seen = []
    for wrong in ((), ("final.yaml:7:1: riders is missing",)):
        viewer.wrong = wrong
        surface = pygame.Surface(viewer.size, depth=32)
        viewer.draw(surface)
        seen.append(pygame.image.tobytes(surface, "RGB"))
    assert seen[0] == seen[1]
