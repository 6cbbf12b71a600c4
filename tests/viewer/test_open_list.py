"""Opening races in the window: the list, dropped files, and what is left of the race before."""

from __future__ import annotations

import os
from collections.abc import Sequence

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer import window
from replay.viewer.film import News, Waiting, no_film
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.panels.open_list import OpenItem
from replay.viewer.window import show
from replay.viewer.window_state import WindowState
from tests.helpers.films_shown import FakeFrame, Studio

SIZE = (960, 640)
ITEMS = tuple(OpenItem(f"race {n}", f"/races/{n}.yaml", "RECENT" if n < 3 else "OTHERS") for n in range(40))


class Offer:
    """Races that open at once; remembers what was asked."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.left: list[float] = []
        self.film: News[FakeFrame] = News()

    def on_offer(self) -> Sequence[OpenItem]:
        return ITEMS

    def open(self, file: str) -> Waiting:
        self.opened.append(file)
        self.film = News(film=Studio().film(), wrong=())
        return Waiting(file, "reading")

    def leave(self, state: WindowState[FakeFrame]) -> None:
        self.left.append(state.playhead.video_time)

    def news(self, wanted: bool) -> News[FakeFrame]:  # noqa: ARG002
        news, self.film = self.film, News()
        return news


class Steps:
    """A clock that posts one event at each look, a step apart."""

    def __init__(self, *events: pygame.Event) -> None:
        self.time_s = 0.0
        self.events: list[pygame.Event | None] = []
        for event in events:
            self.events += [event, None, None]

    def __call__(self) -> float:
        self.time_s += 0.3
        event = self.events.pop(0) if self.events else pygame.Event(pygame.QUIT)
        if event is not None:
            pygame.event.post(event)
        return self.time_s


def key(code: int, modifiers: int = 0) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=code, mod=modifiers)


def shown_list() -> Viewer[FakeFrame]:
    viewer: Viewer[FakeFrame] = Viewer(no_film(), SIZE, waiting=Waiting("Velodrome replay"))
    viewer.races.show(ITEMS)
    return viewer


def drawn(viewer: Viewer[FakeFrame]) -> bytes:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def press(viewer: Viewer[FakeFrame], *codes: int) -> None:
    for code in codes:
        viewer.handle(key(code))
        viewer.handle(pygame.Event(pygame.KEYUP, key=code, mod=0))


@pytest.fixture(autouse=True)
def at_full_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "REFRESH_HZ", 0)
    monkeypatch.setattr(window, "IDLE_MS", 1)


def test_a_window_without_a_race_lists_races_and_opens_the_chosen_one() -> None:
    offer = Offer()
    events = (key(pygame.K_DOWN), key(pygame.K_RETURN), key(pygame.K_RIGHT), key(pygame.K_q))
    show(no_film(), waiting=Waiting("Replay"), size=SIZE, now=Steps(*events), news=offer.news, races=offer)
    assert offer.opened == ["/races/1.yaml"]
    assert len(offer.left) == 2, "once for another race, once at the end"
    assert offer.left[-1] > 0.5


def test_ctrl_o_opens_another_race_over_the_one_that_is_shown() -> None:
    offer = Offer()
    events = (key(pygame.K_o, pygame.KMOD_LCTRL), key(pygame.K_END), key(pygame.K_RETURN), key(pygame.K_q))
    show(Studio().film(), size=SIZE, now=Steps(*events), news=offer.news, races=offer)
    assert offer.opened == ["/races/39.yaml"]


def test_a_file_that_is_dropped_is_opened_if_it_may_be_a_race() -> None:
    offer = Offer()
    events = [pygame.Event(pygame.DROPFILE, file=file) for file in ("/a/photo.png", "/a/Race.YAML")]
    show(Studio().film(), size=SIZE, now=Steps(*events), news=offer.news, races=offer)
    assert offer.opened == ["/a/Race.YAML"]


def test_nothing_of_the_race_before_is_shown_any_more() -> None:
    closed: list[bool] = []
    film = Studio().film()
    viewer: Viewer[FakeFrame] = Viewer(film, SIZE)
    object.__setattr__(film, "close", lambda: closed.append(True))
    viewer.wrong, viewer.camera = ("line 3: wrong",), 2
    drawn(viewer)
    viewer.leave_film(Waiting("Other"))
    assert (len(viewer.wrong), viewer.camera, viewer.film.duration_s) == (0, 0, 0.0)
    drawn(viewer)
    assert viewer.waiting is not None
    viewer.hear(News(film=Studio().film()))
    drawn(viewer)
    assert closed == [True]


def test_keys_move_the_choice_and_it_is_always_seen() -> None:
    viewer = shown_list()
    seen = set()
    for code in (
        pygame.K_UP,
        pygame.K_DOWN,
        pygame.K_PAGEDOWN,
        pygame.K_END,
        pygame.K_DOWN,
        pygame.K_PAGEUP,
        pygame.K_HOME,
    ):
        press(viewer, code)
        seen.add((viewer.races.chosen, drawn(viewer)))
    assert [chosen for chosen, _ in sorted(seen, key=lambda pair: pair[0])] == [0, 1, 11, 29, 39]


def test_rows_are_pointed_at_and_clicked() -> None:
    viewer = shown_list()
    drawn(viewer)
    place = (480, 250)
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    chosen = viewer.races.chosen
    assert chosen > 0
    viewer.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1))
    assert viewer.open_wanted == ITEMS[chosen].file
    assert not viewer.races.open


def test_esc_closes_the_list_and_quits_nothing() -> None:
    viewer = shown_list()
    press(viewer, pygame.K_ESCAPE)
    assert (viewer.races.open, viewer.running) == (False, True)


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (320, 240), (720, 1280), (4000, 60)])
def test_windows_of_any_size_have_the_list(size: tuple[int, int]) -> None:
    viewer = shown_list()
    viewer.size = size
    assert drawn(viewer)
    viewer.races.show(())
    press(viewer, pygame.K_DOWN, pygame.K_RETURN)
    assert drawn(viewer)
    assert viewer.open_wanted == ""
