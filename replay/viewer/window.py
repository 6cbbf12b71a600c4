"""The window: plays a film of Frames in real time. The only place that reads the wall clock.

What is on screen is a function of the playhead, the camera and the window's size; the loop only says how long passed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.viewer.controls import REPEATING, Action, Command, command_of, move
from replay.viewer.display import no_window, open_display
from replay.viewer.help_card import draw_help
from replay.viewer.playhead import Playhead
from replay.viewer.timeline_bar import BarState, TimelineMark, bar_area, draw_bar, rail_in

FrameT = TypeVar("FrameT")

START_SIZE = (1280, 776)
"""A picture of 1280x720 and the bar below it."""

REFRESH_HZ = 60
"""How often the window is drawn at most."""

IDLE_MS = 250
"""How long a window that stands still waits for the next event, at most."""

LONGEST_STEP_S = 0.25
"""The most that the playhead moves on at once: a window that was held up goes on from where it was."""

BEHIND: Colour = (4, 6, 12)
"""What a window of another shape than the picture shows beside it: nearly black, so that the picture ends there."""


class Pixels(Protocol):
    """A painted picture: BGRX bytes (height, width, 4)."""

    @property
    def pixels(self) -> NDArray[np.uint8]: ...


@dataclass(frozen=True)
class PlayedFilm(Generic[FrameT]):
    """What a window shows.

    frame_source  the Frame of a video time, seen by the camera of that name, and whether the doubt is shown in it
    paint         its picture; valid until the next
    cameras       names to choose from; the first is shown at the start
    marks         named moments, shown on the timeline
    """

    title: str
    duration_s: float
    fps: int
    cameras: Sequence[str]
    frame_source: Callable[[float, str, bool], FrameT]
    paint: Callable[[FrameT], Pixels]
    marks: Sequence[TimelineMark] = ()

    def __post_init__(self) -> None:
        if not self.cameras:
            raise ValueError("a film without a camera cannot be shown")


@dataclass
class Viewer(Generic[FrameT]):
    """The state of one window, moved by events and by time that passes, drawn onto any surface."""

    film: PlayedFilm[FrameT]
    size: tuple[int, int] = START_SIZE
    camera: int = 0
    doubt: bool = False
    help_open: bool = False
    running: bool = True
    dragging: bool = False
    hover_s: float | None = None
    held: set[int] = field(default_factory=set)
    playhead: Playhead = field(init=False)
    _painted: tuple[object, ...] = ()
    _picture: pygame.Surface | None = None

    def __post_init__(self) -> None:
        self.playhead = Playhead(self.film.duration_s, self.film.fps)

    @property
    def moving(self) -> bool:
        """Whether the picture changes by itself."""
        return self.playhead.playing and not self.dragging

    @property
    def look(self) -> tuple[object, ...]:
        """All that the window's pixels depend on: equal looks need no drawing."""
        head = self.playhead
        return (
            head.video_time,
            head.playing,
            head.speed,
            self.camera,
            self.doubt,
            self.size,
            self.help_open,
            self.hover_s,
        )

    def pass_time(self, elapsed_s: float) -> None:
        """Time passed. The playhead waits while it is held with the mouse."""
        if self.moving:
            self.playhead.advance(min(elapsed_s, LONGEST_STEP_S))

    def handle(self, event: pygame.Event) -> None:
        """Do what the user or the system asks."""
        if event.type == pygame.QUIT:
            self.running = False
        elif event.type == pygame.KEYDOWN:
            command = command_of(event.key, event.mod)
            if command is not None and (event.key not in self.held or command.action in REPEATING):
                self.obey(command)
            self.held.add(event.key)
        elif event.type == pygame.KEYUP:
            self.held.discard(event.key)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.held.clear()  # their release will not be heard of
        elif event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION):
            self._point(event)

    def obey(self, command: Command) -> None:
        """Do what a key asks."""
        if move(self.playhead, command):
            return
        cameras = len(self.film.cameras)
        match command.action:
            case Action.CAMERA if command.amount < cameras:
                self.camera = int(command.amount)
            case Action.NEXT_CAMERA:
                self.camera = (self.camera + int(command.amount)) % cameras
            case Action.DOUBT:
                self.doubt = not self.doubt
            case Action.HELP:
                self.help_open = not self.help_open
            case Action.CLOSE if self.help_open:
                self.help_open = False
            case Action.CLOSE | Action.QUIT:
                self.running = False

    def draw(self, surface: pygame.Surface) -> None:
        """Draw everything onto a surface of the window's size."""
        bar = bar_area(self.size)
        area = pygame.Rect(0, 0, self.size[0], bar.top)
        surface.fill(BEHIND, area)
        picture = self._scaled_picture(area)
        surface.blit(picture, picture.get_rect(center=area.center))
        draw_bar(surface, bar, self._bar_state())
        if self.help_open:
            draw_help(surface, area)

    def _bar_state(self) -> BarState:
        head = self.playhead
        return BarState(
            video_time=head.video_time,
            duration_s=head.duration_s,
            playing=head.playing,
            speed=head.speed,
            camera=f"camera {self.camera + 1}: {self.film.cameras[self.camera]}",
            marks=self.film.marks,
            hover_s=self.hover_s,
        )

    def _point(self, event: pygame.Event) -> None:
        """The mouse: on the bar it holds the playhead, and lets go where the button is released."""
        bar = bar_area(self.size)
        rail = rail_in(bar, self.film.duration_s)
        time_s = rail.time_at(event.pos[0])
        on_bar = bar.collidepoint(event.pos)
        left = event.type != pygame.MOUSEMOTION and event.button == pygame.BUTTON_LEFT
        if event.type == pygame.MOUSEBUTTONDOWN and left and on_bar:
            self.dragging = True
            mark = rail.mark_at(time_s, self.film.marks)
            self.playhead.seek(mark.video_time if mark else time_s)
        elif event.type == pygame.MOUSEBUTTONUP and left:
            self.dragging = False
        elif event.type == pygame.MOUSEMOTION and self.dragging:
            self.playhead.seek(time_s)
        self.hover_s = time_s if on_bar or self.dragging else None

    def _scaled_picture(self, area: pygame.Rect) -> pygame.Surface:
        """The picture as large as the area takes it; painted again only if it is another."""
        wanted = (self.playhead.video_time, self.camera, self.doubt, area.size)
        if self._picture is None or self._painted != wanted:
            time_s, camera = self.playhead.video_time, self.film.cameras[self.camera]
            frame = self.film.frame_source(time_s, camera, self.doubt)
            self._picture = scaled(self.film.paint(frame).pixels, area.size, self._picture)
            self._painted = wanted
        return self._picture


def scaled(pixels: NDArray[np.uint8], room: tuple[int, int], spent: pygame.Surface | None = None) -> pygame.Surface:
    """BGRX pixels as a surface of their own, as large as fits the room, with their aspect kept.

    `spent` is a surface that was made here before and that nobody needs any more: new memory costs more than scaling.
    """
    height, width = pixels.shape[:2]
    opaque = pygame.image.frombuffer(np.ascontiguousarray(pixels).data, (width, height), "BGRA")
    opaque.set_alpha(None)  # the fourth byte is not alpha
    size = fitted((width, height), room)
    result = spent if spent is not None and spent.get_size() == size else pygame.Surface(size, depth=32)
    if size == (width, height):
        result.blit(opaque, (0, 0))
    else:
        pygame.transform.smoothscale(opaque, size, result)
    return result


def fitted(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest size of that aspect within the room, at least one pixel."""
    scale = min(room[0] / size[0], room[1] / size[1])
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def show(
    film: PlayedFilm[FrameT], *, size: tuple[int, int] = START_SIZE, now: Callable[[], float] = time.perf_counter
) -> None:
    """Open a window and play the film until the user leaves it. Raises ReplayError if no window can be opened."""
    viewer = Viewer(film, size)
    with _window(film.title, size) as screen:
        _run(viewer, screen, now)


def _run(viewer: Viewer[FrameT], screen: pygame.Surface, now: Callable[[], float]) -> None:
    """The loop: events, time, picture. A picture that would be the same is not drawn again."""
    rate = pygame.time.Clock()
    shown: tuple[object, ...] = ()
    before_s = now()
    while viewer.running:
        for event in _events(wait=not viewer.moving and shown == viewer.look):
            viewer.handle(event)
            if event.type == pygame.VIDEOEXPOSE:  # something lay over the window
                shown = ()
        now_s = now()
        viewer.pass_time(now_s - before_s)
        before_s = now_s
        viewer.size = screen.get_size()  # it follows the window
        if viewer.look != shown:
            shown = viewer.look
            viewer.draw(screen)
            pygame.display.flip()
        rate.tick(REFRESH_HZ)


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
