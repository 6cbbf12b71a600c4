"""The state of a window: what is shown, moved by events and by time that passes. No clock, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Generic

import pygame

from replay.base.colour import Colour
from replay.viewer.controls import REPEATING, Action, Command, command_of, move, moved_words
from replay.viewer.film import FrameT, News, PlayedFilm, Waiting
from replay.viewer.help_card import draw_help
from replay.viewer.messages import SHOWN_S, draw_banner, draw_message
from replay.viewer.panels.waiting_card import draw_waiting
from replay.viewer.picture_area import draw_safe
from replay.viewer.picture_parts import PART_NAMES, Parts
from replay.viewer.pictures import PictureMaker, PicturesNow, Wanted
from replay.viewer.playhead import Playhead
from replay.viewer.timeline_bar import BarState, MarkKind, TimelineMark, bar_area, draw_bar, rail_in

START_SIZE = (1280, 776)
"""A picture of 1280x720 and the bar below it."""

LONGEST_STEP_S = 0.25
"""The most that the playhead moves on at once: a window that was held up goes on from where it was."""

WHEEL_S = 0.5
"""A notch of the wheel."""

DOUBLE_CLICK_S = 0.35
"""Two clicks so near to each other are one double click."""

DRAWING = "drawing the first picture"
"""What is done once there is a film."""

WITHOUT_FILM = frozenset({Action.HELP, Action.FULL_SCREEN, Action.CLOSE, Action.QUIT, Action.RELOAD})
"""What can be asked of a window that has no film yet."""

BEHIND: Colour = (4, 6, 12)
"""What a window of another shape than the picture shows beside it: nearly black, so that the picture ends there."""


@dataclass
class Viewer(Generic[FrameT]):
    """The state of one window, moved by events and by time that passes, drawn onto any surface."""

    film: PlayedFilm[FrameT]
    size: tuple[int, int] = START_SIZE
    pictures: PictureMaker[FrameT] = field(default_factory=PicturesNow)
    waiting: Waiting | None = None
    camera: int = 0
    shown: Parts = field(default_factory=Parts)
    help_open: bool = False
    full_screen: bool = False
    running: bool = True
    reload_wanted: bool = False
    dragging: bool = False
    hover_s: float | None = None
    message: str = ""
    message_s: float = 0.0
    wrong: tuple[str, ...] = ()
    films: int = 1
    held: set[int] = field(default_factory=set)
    playhead: Playhead = field(init=False)
    _clicked_s: float = 10.0

    def __post_init__(self) -> None:
        self.playhead = Playhead(self.film.duration_s, self.film.fps)

    @property
    def moving(self) -> bool:
        """Whether the picture changes by itself."""
        return self.playhead.playing and not self.dragging and self.waiting is None

    @property
    def look(self) -> tuple[object, ...]:
        """All that the window's pixels depend on: equal looks need no drawing."""
        head = self.playhead
        return (
            (head.video_time, head.playing, head.speed, head.begin_s, head.end_s, head.loop),
            (self.films, self.camera, self.shown, self.size, self.help_open, self.hover_s),
            (self.message, self.wrong, self.waiting, self.pictures.made, self.film.sharpness()),
        )

    def pass_time(self, elapsed_s: float) -> None:
        """Time passed. The playhead waits while it is held with the mouse."""
        self._clicked_s += elapsed_s
        self.message_s -= elapsed_s
        if self.message_s <= 0:
            self.message = ""
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
        elif event.type == pygame.MOUSEWHEEL:
            self.playhead.seek_by(-WHEEL_S * event.y)
        elif event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION):
            self._point(event)

    def obey(self, command: Command) -> None:
        """Do what a key asks, and say what it did."""
        if self.waiting is not None and command.action not in WITHOUT_FILM:
            return
        if move(self.playhead, command):
            self.say(moved_words(self.playhead, command))
            return
        match command.action:
            case Action.SEEK_EVENT:
                self._go_to(self.film.marks, int(command.amount))
            case Action.SEEK_LAP:
                laps = [mark for mark in self.film.marks if mark.kind in (MarkKind.LAP, MarkKind.BELL)]
                self._go_to(laps, int(command.amount))
            case Action.CAMERA if command.amount < len(self.film.cameras):
                self._choose_camera(int(command.amount))
            case Action.NEXT_CAMERA:
                self._choose_camera((self.camera + int(command.amount)) % len(self.film.cameras))
            case Action.SHOW:
                self.shown = self.shown.toggled(command.part)
                self.say(f"{PART_NAMES[command.part]} {'on' if getattr(self.shown, command.part) else 'off'}")
            case _:
                self._manage(command.action)

    def _manage(self, action: Action) -> None:
        """What is asked of the window itself."""
        match action:
            case Action.SAVE if self.film.save is not None:
                camera = self.film.cameras[self.camera]
                self.say(self.film.save(self.playhead.video_time, camera, self.shown))
            case Action.RELOAD:
                self.reload_wanted = True
            case Action.FULL_SCREEN:
                self.full_screen = not self.full_screen
            case Action.HELP:
                self.help_open = not self.help_open
            case Action.CLOSE if self.help_open:
                self.help_open = False
            case Action.CLOSE:
                self.full_screen = False
            case Action.QUIT:
                self.running = False

    def say(self, words: str) -> None:
        """Show words for a moment."""
        self.message, self.message_s = words, SHOWN_S

    def hear(self, news: News[FrameT]) -> None:
        """Take up what happened beside the window: another film is shown at the same moment of the race."""
        if news.message and self.waiting is None:
            self.say(news.message)
        if news.wrong is not None:
            self.wrong = news.wrong
        if news.waiting is not None and self.waiting is not None:
            self.waiting = news.waiting
        if news.film is not None and self.waiting is not None:
            self.film, self.films = news.film, self.films + 1
            self.waiting = replace(self.waiting, words=DRAWING, share=None)  # until there is a picture
            self.playhead = Playhead(self.film.duration_s, self.film.fps)
        elif news.film is not None:
            race_s = self.film.race_time(self.playhead.video_time)
            camera, head = self.film.cameras[self.camera], self.playhead
            self.film.close()
            self.film, self.films = news.film, self.films + 1
            self.camera = self.film.cameras.index(camera) if camera in self.film.cameras else 0
            self.playhead = Playhead(self.film.duration_s, self.film.fps, 0.0, head.speed, head.playing)
            self.playhead.seek(self.film.video_time(race_s))

    def _choose_camera(self, number: int) -> None:
        self.camera = number
        self.say(f"camera {number + 1}: {self.film.cameras[number]}")

    def _go_to(self, marks: Sequence[TimelineMark], steps: int) -> None:
        """To the mark before or after the playhead."""
        now_s, frame_s = self.playhead.video_time, 1 / self.film.fps
        ahead = [mark for mark in marks if mark.video_time > now_s + frame_s / 2]
        past = [mark for mark in marks if mark.video_time < now_s - frame_s / 2]
        found = min(ahead, key=_when, default=None) if steps > 0 else max(past, key=_when, default=None)
        if found is None:
            self.playhead.seek(self.film.duration_s if steps > 0 else 0.0)
            self.say("the end" if steps > 0 else "the start")
        else:
            self.playhead.seek(found.video_time)
            self.say(found.name)

    @property
    def _bar(self) -> pygame.Rect:
        """Where the bar is: nowhere, at the foot, while it is taken away."""
        bar = bar_area(self.size)
        return bar if self.shown.bar else pygame.Rect(0, self.size[1], self.size[0], 0)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw everything onto a surface of the window's size."""
        bar = self._bar
        area = pygame.Rect(0, 0, self.size[0], bar.top)
        if self.film.duration_s > 0 and self.pictures.picture(self._wanted(area)) is not None:
            self.waiting = None
        if self.waiting is not None:
            bar = pygame.Rect(0, self.size[1], self.size[0], 0)
            area = pygame.Rect(0, 0, *self.size)
            draw_waiting(surface, area, self.waiting)
        else:
            self._draw_picture(surface, area)
        if bar.height:
            draw_bar(surface, bar, self._bar_state())
        if self.message:
            draw_message(surface, area, self.message)
        if self.wrong:
            draw_banner(surface, area, self.wrong)
        if self.help_open:
            draw_help(surface, area)

    def _bar_state(self) -> BarState:
        head = self.playhead
        marked = head.begin_s is not None or head.end_s is not None or head.loop is not None
        return BarState(
            video_time=head.video_time,
            duration_s=head.duration_s,
            playing=head.playing,
            speed=head.speed,
            camera=f"camera {self.camera + 1}: {self.film.cameras[self.camera]}",
            marks=self.film.marks,
            hover_s=self.hover_s,
            race=self.film.moment(head.video_time),
            hover_race="" if self.hover_s is None else self.film.moment(self.hover_s),
            range_s=head.range_s if marked else None,
            looping=head.loop is not None,
        )

    def _point(self, event: pygame.Event) -> None:
        """The mouse: on the bar it holds the playhead, and lets go where the button is released."""
        bar = self._bar
        rail = rail_in(bar, self.film.duration_s)
        time_s = rail.time_at(event.pos[0])
        on_bar = bar.collidepoint(event.pos)
        left = event.type != pygame.MOUSEMOTION and event.button == pygame.BUTTON_LEFT
        if event.type == pygame.MOUSEBUTTONDOWN and left and on_bar:
            self.dragging = True
            mark = rail.mark_at(time_s, self.film.marks)
            self.playhead.seek(mark.video_time if mark else time_s)
        elif event.type == pygame.MOUSEBUTTONDOWN and left:
            self._click()
        elif event.type == pygame.MOUSEBUTTONUP and left:
            self.dragging = False
        elif event.type == pygame.MOUSEMOTION and self.dragging:
            self.playhead.seek(time_s)
        self.hover_s = time_s if on_bar or self.dragging else None

    def _click(self) -> None:
        """A click on the picture: play or pause; the second of two takes that back, and is for full screen."""
        self.playhead.toggle()
        if self._clicked_s < DOUBLE_CLICK_S:
            self.full_screen = not self.full_screen
            self._clicked_s = 10.0
        else:
            self._clicked_s = 0.0

    def _draw_picture(self, surface: pygame.Surface, area: pygame.Rect) -> None:
        """The latest picture that there is, as large as the area takes it."""
        surface.fill(BEHIND, area)
        picture = self.pictures.picture(self._wanted(area))
        if picture is None:
            return
        place = picture.get_rect(center=area.center)
        surface.blit(picture, place)
        if self.shown.safe:
            draw_safe(surface, place, self.film.safe)

    def _wanted(self, area: pygame.Rect) -> Wanted[FrameT]:
        film, room = self.film, (max(area.width, 1), max(area.height, 1))
        camera = film.cameras[self.camera]
        return Wanted(film, self.playhead.video_time, camera, self.shown, room, film.sharpness())


def _when(mark: TimelineMark) -> float:
    return mark.video_time
