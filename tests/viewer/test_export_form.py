"""Exporting from the window, with real events."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer.film import ExportChoice, ExportState
from replay.viewer.handling.viewer_state import Viewer
from tests.helpers.films_shown import FakeFrame, Studio

SIZE = (1280, 776)


class Maker:
    """Begins, and is at it until it is cancelled."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, tuple[float, float] | None]] = []
        self.cameras: list[str | None] = []
        self.at: ExportState | None = None

    def choices(self) -> Sequence[ExportChoice]:
        return [ExportChoice(name, "for " * 40) for name in ("wide", "tall", "square")]

    def can(self, camera: str) -> bool:
        return camera in ("main", "overhead")

    def begin(self, choice: str, race_s: tuple[float, float] | None, camera: str | None = None) -> str:
        self.begun.append((choice, race_s))
        self.cameras.append(camera)
        self.at = ExportState("film.mp4", "export: 5/10 frames", 0.5)
        return "exporting"

    def state(self) -> ExportState | None:
        return self.at

    def cancel(self) -> str:
        self.at = None
        return "given up"


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def viewer(maker: Maker) -> Viewer[FakeFrame]:
    film = replace(Studio().film(), maker=maker, race_time=lambda time_s: time_s + 100)
    viewer = Viewer(film, SIZE)
    viewer.playhead.playing = False
    return viewer


def press(viewer: Viewer[FakeFrame], *keys: int, modifiers: int = 0) -> None:
    for key in keys:
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=modifiers))
        viewer.handle(pygame.Event(pygame.KEYUP, key=key, mod=0))


def drawn(viewer: Viewer[FakeFrame]) -> bytes:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def is_open(viewer: Viewer[FakeFrame]) -> bool:
    return viewer.export.open


def test_ctrl_e_enter_exports_the_whole_race_in_the_first_format(viewer: Viewer[FakeFrame], maker: Maker) -> None:
    plain = drawn(viewer)
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    assert is_open(viewer)
    assert drawn(viewer) != plain
    press(viewer, pygame.K_RETURN)
    assert maker.begun == [("wide", None)]
    assert viewer.message == "exporting"
    assert not is_open(viewer)


def test_a_marked_range_is_what_is_exported_unless_the_whole_is_chosen(viewer: Viewer[FakeFrame], maker: Maker) -> None:
    for key, time_s in ((pygame.K_i, 4.0), (pygame.K_o, 9.0)):
        viewer.playhead.seek(time_s)
        press(viewer, key)
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    maker.at = None
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_LEFT, pygame.K_UP, pygame.K_RETURN)
    assert maker.begun == [("square", (104.0, 109.0)), ("tall", None)]


def test_the_window_is_used_while_a_film_is_made(viewer: Viewer[FakeFrame], maker: Maker) -> None:
    plain = drawn(viewer)
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_RETURN)
    viewer.message = ""
    assert drawn(viewer) != plain, "it says how far it is"
    look = viewer.look
    maker.at = ExportState("film.mp4", "export: 7/10 frames", 0.7)
    assert viewer.look != look, "and is drawn again when that changes"
    press(viewer, pygame.K_RIGHT)
    assert viewer.playhead.video_time == 1.0


def test_delete_gives_it_up(viewer: Viewer[FakeFrame], maker: Maker) -> None:
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_RETURN)
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    drawn(viewer)
    press(viewer, pygame.K_RETURN)
    assert len(maker.begun) == 1, "one at a time"
    press(viewer, pygame.K_DELETE)
    assert maker.at is None
    assert viewer.message == "given up"


def test_esc_and_ctrl_e_close_it(viewer: Viewer[FakeFrame]) -> None:
    for key, modifiers in ((pygame.K_ESCAPE, 0), (pygame.K_e, pygame.KMOD_LCTRL)):
        press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
        press(viewer, key, modifiers=modifiers)
        assert not is_open(viewer)


def test_rows_are_clicked(viewer: Viewer[FakeFrame], maker: Maker) -> None:
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    drawn(viewer)
    for y in range(0, 720, 4):
        viewer.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(640, y), button=1))
        if maker.begun or not is_open(viewer):
            press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
            drawn(viewer)
            if maker.begun:
                break
    assert maker.begun == [("square", None)], "the last format above the row that begins"


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (320, 240), (720, 1280), (4000, 60)])
def test_windows_of_any_size_have_the_form(size: tuple[int, int], viewer: Viewer[FakeFrame]) -> None:
    viewer.size = size
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    assert drawn(viewer)
    press(viewer, pygame.K_RETURN)
    assert drawn(viewer)


def test_the_camera_of_the_window_has_the_film_unless_the_cut_is_chosen(
    viewer: Viewer[FakeFrame], maker: Maker
) -> None:
    viewer.camera = 1
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    by_hand = drawn(viewer)
    press(viewer, pygame.K_RETURN)
    maker.at = None
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_c)
    assert drawn(viewer) != by_hand, "it says which"
    press(viewer, pygame.K_RETURN)
    maker.at = None
    viewer.camera = 0
    press(viewer, pygame.K_e, modifiers=pygame.KMOD_LCTRL)
    press(viewer, pygame.K_c)
    press(viewer, pygame.K_RETURN)
    assert maker.cameras == ["main", None, None]
