"""The window: plays a film of Frames in real time. The only place that reads the wall clock.

What is on screen is a function of the playhead, the camera and the window's size; the loop only says how long passed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

import pygame

from replay.draw.pixels.own_memory import keep_together
from replay.viewer.display import no_window, open_display
from replay.viewer.film import FrameT, News, PlayedFilm, Waiting
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.painting.painted_ahead import REFRESH_HZ
from replay.viewer.painting.pictures import PictureMaker, PicturesNow
from replay.viewer.panels.open_list import OpenItem
from replay.viewer.picture_parts import Parts
from replay.viewer.playing.sound_player import Listening
from replay.viewer.playing.volume import Volume
from replay.viewer.window_state import START_SIZE, WindowState


class Races(Protocol[FrameT]):
    """The races that a window can show."""

    def on_offer(self) -> Sequence[OpenItem]:
        """All that can be chosen."""
        ...

    def open(self, file: str) -> Waiting:
        """Begin to open one: its film comes with the news. Returns what is shown until then."""
        ...

    def leave(self, state: WindowState[FrameT]) -> None:
        """The window shows its race no more."""
        ...


class Sounds(Protocol):
    """Plays what is to be heard."""

    def follow(self, listening: Listening | None, elapsed_s: float) -> str:
        """So much time passed, and this is to be heard now; None: nothing. Returns what there is to say, mostly ''."""
        ...

    def stop(self) -> None:
        """Nothing is heard any more."""
        ...


NEWS_S = 0.25
"""How often it is asked what happened beside the window."""

WAITING_NEWS_S = 0.03
"""Likewise while there is no film yet."""

IDLE_MS = 250
"""How long a window that stands still waits for the next event, at most."""


def show(
    film: PlayedFilm[FrameT],
    *,
    waiting: Waiting | None = None,
    pictures: PictureMaker[FrameT] | None = None,
    thumbnails: PictureMaker[FrameT] | None = None,
    size: tuple[int, int] = START_SIZE,
    now: Callable[[], float] = time.perf_counter,
    news: Callable[[bool], News[FrameT]] = lambda _: News(),
    shown: Parts | None = None,
    races: Races[FrameT] | None = None,
    sounds: Sounds | None = None,
    volume: Volume | None = None,
) -> None:
    """Open a window and play the film until the user leaves it. Raises ReplayError if no window can be opened.

    waiting   what is shown until there are news of a film
    pictures  who paints; None: the window, while it waits; thumbnails: likewise of the small ones
    news      asked a few times a second what happened beside the window; told whether the film is to be read again
    shown     the parts that are shown at first
    races     other races that can be opened; None: there are none
    sounds    who plays what is heard, at that volume; None: nobody
    """
    keep_together()
    viewer = Viewer(film, size, pictures or PicturesNow(), waiting, thumbnails or PicturesNow(), shown=shown or Parts())
    viewer.volume = None if sounds is None else volume or Volume()
    viewer.list_wanted = waiting is not None and not waiting.words
    with _window(film.title if waiting is None else waiting.title, size) as screen:
        try:
            _run(viewer, screen, now, news, races, sounds)
        finally:
            if sounds is not None:
                sounds.stop()
            if races is not None:
                races.leave(viewer)
            viewer.stop()


def wake() -> None:
    """Let a window that stands still look whether something is new. For any thread."""
    with suppress(pygame.error):  # there is no window, or so much happens that it looks anyway
        pygame.event.post(pygame.Event(pygame.USEREVENT))


def _run(
    viewer: Viewer[FrameT],
    screen: pygame.Surface,
    now: Callable[[], float],
    news: Callable[[bool], News[FrameT]],
    races: Races[FrameT] | None,
    sounds: Sounds | None,
) -> None:
    """The loop: events, time, picture. A picture that would be the same is not drawn again."""
    rate = pygame.time.Clock()
    shown: tuple[object, ...] = ()
    before_s = asked_s = now()
    full_screen = False
    if races is not None:
        _open(viewer, races)
    while viewer.running:
        for event in _events(wait=not viewer.moving and not viewer.message and shown == viewer.look):
            viewer.handle(event)
            if event.type == pygame.VIDEOEXPOSE:  # something lay over the window
                shown = ()
        now_s = now()
        viewer.pass_time(now_s - before_s)
        if sounds is not None:
            viewer.say_if_any(sounds.follow(viewer.listening(), now_s - before_s))
        before_s = now_s
        if viewer.reload_wanted or now_s - asked_s >= (NEWS_S if viewer.waiting is None else WAITING_NEWS_S):
            asked_s, wanted, viewer.reload_wanted = now_s, viewer.reload_wanted, False
            _hear(viewer, news(wanted))
        if races is not None:
            _open(viewer, races)
        if viewer.full_screen != full_screen:
            full_screen = viewer.full_screen = _switched(viewer, full_screen)
        screen = pygame.display.get_surface() or screen
        viewer.size = screen.get_size()  # it follows the window
        viewer.ask_for_picture()
        if viewer.look != shown:
            shown = viewer.look
            viewer.draw(screen)
            pygame.display.flip()
        rate.tick(REFRESH_HZ)


def _open(viewer: Viewer[FrameT], races: Races[FrameT]) -> None:
    """Show the list of races, or the race that was chosen, where that is wanted."""
    if viewer.list_wanted:
        viewer.list_wanted = False
        viewer.races.show(races.on_offer())
    if viewer.open_wanted:
        file, viewer.open_wanted = viewer.open_wanted, ""
        races.leave(viewer)
        viewer.leave_film(races.open(file))


def _hear(viewer: Viewer[FrameT], news: News[FrameT]) -> None:
    """The window is named after the race that it shows."""
    viewer.hear(news)
    if news.film is not None or news.waiting is not None:
        pygame.display.set_caption(viewer.film.title if viewer.waiting is None else viewer.waiting.title)


def _switched(viewer: Viewer[FrameT], full_screen: bool) -> bool:
    """Full screen, or back; says so where a display has none. Returns how it is now."""
    try:
        pygame.display.toggle_fullscreen()
    except pygame.error as error:
        viewer.say(f"no full screen here: {error}")
        return full_screen
    return not full_screen


def _events(*, wait: bool) -> Iterator[pygame.Event]:
    """What has happened; a window that stands still waits for something to."""
    if wait:
        first = pygame.event.wait(IDLE_MS)
        if first.type != pygame.NOEVENT:
            yield first
    yield from pygame.event.get()


@contextmanager
def _window(title: str, size: tuple[int, int]) -> Iterator[pygame.Surface]:
    """A window that can be resized; closed again whatever happens. Fonts stay: they are not the window's."""
    open_display()
    try:
        try:
            screen = pygame.display.set_mode(size, pygame.RESIZABLE)
        except pygame.error as error:
            raise no_window(error) from error
        pygame.display.set_caption(title)
        pygame.key.set_repeat(350, 40)
        yield screen
    finally:
        pygame.display.quit()
