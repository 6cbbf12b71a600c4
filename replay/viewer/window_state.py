"""The state of one window: what it shows and where everything in it is. Nothing in here draws or hears of keys."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Generic

import pygame

from replay.viewer.film import FrameT, News, PlayedFilm, Waiting, no_film
from replay.viewer.lettering import shortened, width_of
from replay.viewer.painting.picture_area import fitted
from replay.viewer.painting.pictures import PictureMaker, PicturesNow, Wanted
from replay.viewer.panels.bar_buttons import LEFT_PX, right_px
from replay.viewer.panels.export_form import ExportForm
from replay.viewer.panels.hover_card import thumbnail_px
from replay.viewer.panels.inquiry import Inquiry
from replay.viewer.panels.messages import SHOWN_S
from replay.viewer.panels.open_list import OpenList
from replay.viewer.panels.rider_curves import curves_area
from replay.viewer.picture_parts import Parts
from replay.viewer.playing.joining import join_all
from replay.viewer.playing.playhead import Playhead
from replay.viewer.playing.sound_player import Listening
from replay.viewer.playing.volume import Volume
from replay.viewer.timeline_bar import MARGIN_PX, WORDS_PX, bar_area, clock

START_SIZE = (1280, 776)
"""A picture of 1280x720 and the bar below it."""

LONGEST_STEP_S = 0.25
"""The most that the playhead moves on at once: a window that was held up goes on from where it was."""

DRAWING = "drawing the first picture"
"""What is done once there is a film."""


@dataclass
class WindowState(Generic[FrameT]):
    """What one window shows.

    volume    of its sound; None: it has none
    sounding  whether the volume is held with the mouse; dragging, on_curves: likewise the playhead, on bar or curves
    """

    film: PlayedFilm[FrameT]
    size: tuple[int, int] = START_SIZE
    pictures: PictureMaker[FrameT] = field(default_factory=PicturesNow)
    waiting: Waiting | None = None
    thumbnails: PictureMaker[FrameT] = field(default_factory=PicturesNow)
    camera: int = 0
    shown: Parts = field(default_factory=Parts)
    volume: Volume | None = None
    help_open: bool = False
    full_screen: bool = False
    running: bool = True
    reload_wanted: bool = False
    dragging: bool = False
    on_curves: bool = False
    sounding: bool = False
    hover_s: float | None = None
    message: str = ""
    message_s: float = 0.0
    wrong: tuple[str, ...] = ()
    films: int = 1
    held: set[int] = field(default_factory=set)
    inquiry: Inquiry = field(default_factory=Inquiry)
    export: ExportForm = field(default_factory=ExportForm)
    races: OpenList = field(default_factory=OpenList)
    open_wanted: str = ""
    list_wanted: bool = False
    clicked_s: float = 10.0
    playhead: Playhead = field(init=False)
    _closing: list[Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.playhead = Playhead(self.film.duration_s, self.film.fps)

    @property
    def moving(self) -> bool:
        """Whether the picture changes by itself."""
        return self.playhead.playing and not (self.dragging or self.on_curves) and self.waiting is None

    @property
    def look(self) -> tuple[object, ...]:
        """All that the window's pixels depend on: equal looks need no drawing."""
        head = self.playhead
        return (
            (head.video_time, head.playing, head.speed, head.begin_s, head.end_s, head.loop),
            (self.films, self.camera, self.shown, self.size, self.help_open, self.hover_s),
            (self.message, self.wrong, self.volume, self.waiting, self.pictures.made, self.thumbnails.made),
            (self.film.sharpness(), self._pointed),
            (
                self.inquiry.look,
                self.races.look,
                self.export.look,
                None if self.film.maker is None else self.film.maker.state(),
            ),
        )

    @property
    def _pointed(self) -> tuple[int, int] | None:
        """Where the mouse is, where what is under it looks otherwise: on the bar, and on the help."""
        pointer = self.inquiry.pointer
        return pointer if pointer is not None and (self.help_open or self.bar.collidepoint(pointer)) else None

    def pass_time(self, elapsed_s: float) -> None:
        """Time passed. The playhead waits while it is held with the mouse."""
        self.clicked_s += elapsed_s
        self.message_s -= elapsed_s
        if self.message_s <= 0:
            self.message = ""
        if self.moving:
            self.playhead.advance(min(elapsed_s, LONGEST_STEP_S))

    def listening(self) -> Listening | None:
        """What is to be heard; None: nothing at all."""
        if self.volume is None or self.waiting is not None or self.film.duration_s == 0:
            return None
        head = self.playhead
        speed = head.speed if self.moving else 0.0
        return Listening(self.film, self.camera_name, head.video_time, speed, self.volume)

    def say(self, words: str) -> None:
        """Show words for a moment."""
        self.message, self.message_s = words, SHOWN_S

    def say_if_any(self, words: str) -> None:
        """Likewise, if there are words."""
        if words:
            self.say(words)

    def hear(self, news: News[FrameT]) -> None:
        """Take up what happened beside the window: another film is shown at the same moment of the race."""
        if news.message and self.waiting is None:
            self.say(news.message)
        if news.wrong is not None:
            self.wrong = news.wrong
        if news.waiting is not None and self.waiting is not None:
            still = news.waiting.still if news.waiting.still is not None else self.waiting.still
            self.waiting = replace(news.waiting, still=still)
        if news.film is not None and self.waiting is not None:
            self.film, self.films = news.film, self.films + 1
            self.waiting = replace(self.waiting, words=DRAWING, share=None)  # until there is a picture
            self.playhead = Playhead(self.film.duration_s, self.film.fps)
            self.playhead.seek(self.film.start_s)
        elif news.film is not None:
            race_s = self.film.race_time(self.playhead.video_time)
            camera, head = self.film.cameras[self.camera], self.playhead
            self._close_film()
            self.thumbnails.forget()  # who makes small pictures may have no more to make: he would keep the film
            self.film, self.films = news.film, self.films + 1
            self.camera = self.film.cameras.index(camera) if camera in self.film.cameras else 0
            self.playhead = Playhead(self.film.duration_s, self.film.fps, 0.0, head.speed, head.playing)
            self.playhead.seek(self.film.video_time(race_s))
            self.inquiry.forget(() if self.film.answers is None else self.film.answers.order(0.0))

    def leave_film(self, waiting: Waiting) -> None:
        """Another race is opened: nothing of this one is shown any more."""
        self._close_film()
        self.pictures.forget()
        self.thumbnails.forget()
        self.film, self.films, self.waiting, self.camera = no_film(), self.films + 1, waiting, 0
        self.playhead = Playhead(0.0, self.film.fps)
        self.inquiry, self.export, self.wrong = Inquiry(), ExportForm(), ()

    def _close_film(self) -> None:
        """Whatever it has going on beside the window ends: in a thread, so that the window does not wait for it."""
        self._closing = [thread for thread in self._closing if thread.is_alive()]
        self._closing.append(Thread(target=self.film.close, name="closing"))
        self._closing[-1].start()

    def stop(self) -> None:
        """Nothing is shown any more: end all that goes on beside the window for it, and wait until it has ended."""
        self.pictures.stop()
        self.thumbnails.stop()
        self.film.close()
        join_all(self._closing)

    def keep_still(self, file: Path) -> None:
        """Keep the picture that is shown, to be looked at before the first one of the next time."""
        picture = self.pictures.picture(self.wanted()) if self.film.duration_s > 0 else None
        if picture is not None:
            with suppress(OSError, pygame.error):
                pygame.image.save(picture, file)

    @property
    def camera_name(self) -> str:
        """The camera that is on, and whom it follows: all that shows and sounds asks for it by this."""
        return self.film.turned_on(self.film.cameras[self.camera], self.inquiry.riders)

    @property
    def camera_words(self) -> str:
        """How a message names the camera."""
        return f"camera {self.camera + 1}: {self.camera_name}"

    @property
    def camera_on_bar(self) -> str:
        """How the bar names it: where the bar is narrow, with less of the name of whom it follows."""
        plain = f"camera {self.camera + 1}: {self.film.cameras[self.camera]}"
        beside_px = LEFT_PX + right_px(self.bar, sounding=self.volume is not None)
        room_px = self.bar.width - 2 * MARGIN_PX - beside_px - width_of(f"{clock(0)} / {clock(0)}  ", WORDS_PX)
        return shortened(self.camera_words, WORDS_PX, max(room_px, width_of(plain, WORDS_PX)))

    @property
    def bar(self) -> pygame.Rect:
        """Where the bar is: nowhere, at the foot, while it is taken away or there is no film."""
        bar = bar_area(self.size)
        hidden = not self.shown.bar or self.waiting is not None
        return pygame.Rect(0, self.size[1], self.size[0], 0) if hidden else bar

    @property
    def above_bar(self) -> pygame.Rect:
        """What the bar leaves: for the picture, the column and the curves."""
        return pygame.Rect(0, 0, self.size[0], self.bar.top)

    @property
    def curves(self) -> pygame.Rect:
        """Where the curves of two riders are: nowhere, over the bar, unless two are compared and there is room."""
        answers, riders = self.film.answers, self.inquiry.riders
        wanted = self.shown.curves and answers is not None and len(riders) == 2 and self.waiting is None
        return curves_area(self.above_bar, wanted=wanted)

    @property
    def above_curves(self) -> pygame.Rect:
        """What bar and curves leave: for the picture and the column."""
        return pygame.Rect(0, 0, self.size[0], self.curves.top)

    def marked_race_s(self) -> tuple[float, float] | None:
        """The range that is marked, in race time; None where none is."""
        if self.playhead.begin_s is None and self.playhead.end_s is None:
            return None
        begin_s, end_s = map(self.film.race_time, self.playhead.range_s)
        return begin_s, end_s

    def wanted(self) -> Wanted[FrameT]:
        """The picture to be shown. It is painted as large as without column and curves: plates go by its size."""
        film, whole = self.film, self.above_bar
        room = self.inquiry.room(self.above_curves)
        shown = replace(self.shown, picked=self.inquiry.riders, shape=self.shape)
        return Wanted(
            film,
            self.playhead.video_time,
            self.camera_name,
            shown,
            room=(max(room.width, 1), max(room.height, 1)),
            without_column=(max(whole.width, 1), max(whole.height, 1)),
            sharpness=film.sharpness(),
        )

    def wanted_thumbnail(self, time_s: float) -> Wanted[FrameT]:
        """The small picture of a moment of the timeline, without words. It is the same for all of a quarter second."""
        size, camera = thumbnail_px(self.size), self.camera_name
        return Wanted(self.film, round(4 * time_s) / 4, camera, Parts(overlay=False), size, size, small=True)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of the picture that fits the window best; of an upright one, what the column leaves of it."""
        area = self.above_bar
        if area.height > area.width:
            area = self.inquiry.room(area)
        wide = math.log(max(area.width, 1) / max(area.height, 1))
        return min(self.film.shapes, key=lambda shape: abs(math.log(shape[0] / shape[1]) - wide))

    def picture_box(self) -> pygame.Rect:
        """Where the picture is in the window."""
        room = self.inquiry.room(self.above_curves)
        width, height = fitted((self.shape[0] * 1000, self.shape[1] * 1000), (room.width, room.height))
        box = pygame.Rect(0, 0, width, height)
        box.center = room.center
        return box

    def rider_at(self, place: tuple[int, int]) -> str | None:
        """The rider under a place of the window."""
        box, film, shown = self.picture_box(), self.film, self.pictures.shown
        if film.answers is None or shown is None or not box.collidepoint(place):
            return None
        scale = shown.size[0] / box.width  # of what is seen, which may be a moment ago
        spot = (place[0] - box.left) * scale, (place[1] - box.top) * scale
        return film.answers.rider_at(shown.frame(), shown.size, spot)
