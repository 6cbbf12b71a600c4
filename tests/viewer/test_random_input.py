"""Whoever presses whatever there is does no harm: no error, and nothing that goes on after the window."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer import window
from replay.viewer.film import Waiting
from replay.viewer.painting.pictures import PicturesBeside
from replay.viewer.panels.open_list import OpenItem
from replay.viewer.playing.sound_player import SoundPlayer
from replay.viewer.window import show, wake
from replay.viewer.window_state import WindowState
from tests.helpers.films_shown import FakeFrame, Studio
from tests.helpers.random_input import Presser, RandomInput
from tests.helpers.sounds_played import KeptSpeaker, PlaceSound
from tests.viewer.test_export_form import Maker

TURNS = 700
"""So many times something is pressed."""


class Offered:
    """Races that are never there."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def on_offer(self) -> tuple[OpenItem, ...]:
        return OpenItem("Final A", "a.yaml", "RECENT"), OpenItem("Final B", "b.yaml", "RACES")

    def open(self, file: str) -> Waiting:
        self.opened.append(file)
        return Waiting(Path(file).stem, "reading")

    def leave(self, state: WindowState[FakeFrame]) -> None:
        assert state.playhead.video_time <= state.film.duration_s


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pressing_anything_ends_well_and_leaves_no_thread(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "REFRESH_HZ", 0)
    monkeypatch.setattr(window, "IDLE_MS", 1)
    before, studio, races = set(threading.enumerate()), Studio(), Offered()
    sounds: list[PlaceSound] = []

    def sound(camera: str, begin_s: float) -> PlaceSound:
        sounds.append(PlaceSound(camera, begin_s))
        return sounds[-1]

    film = replace(studio.film(), sound=sound, thumbnail=studio.paint, maker=Maker())
    files = ("other.yaml", "notes.txt") if seed == 3 else ("notes.txt",)
    presser = Presser(RandomInput(seed, files=files, keys=(pygame.K_RETURN, pygame.K_DELETE)), TURNS)
    show(
        film,
        pictures=PicturesBeside(wake),
        thumbnails=PicturesBeside(wake),
        now=presser,
        races=races,
        sounds=SoundPlayer(KeptSpeaker),
    )
    assert {pygame.KEYDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL} <= presser.seen
    assert len(studio.asked) > 5
    assert all(each.stopped for each in sounds)
    assert not pygame.display.get_init()
    assert set(threading.enumerate()) - before == set()
