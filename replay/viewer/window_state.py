"""The state of one window: what it shows and where everything in it is. Nothing in here draws or hears of keys."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Generic

import pygame

from replay.base.units import Floats
from replay.scene.frame.free_camera import FreeCamera, FreeView, Spot
from replay.viewer.film import FREE, FrameT, PlayedFilm, Waiting
from replay.viewer.lettering import shortened, width_of
from replay.viewer.painting.picture_area import fitted
from replay.viewer.painting.pictures import PictureMaker, PicturesNow
from replay.viewer.painting.wanted import Wanted
from replay.viewer.panels.bar_buttons import LEFT_PX, right_px
from replay.viewer.panels.export_form import ExportForm
from replay.viewer.panels.help_card import help_pages
from replay.viewer.panels.hover_card import thumbnail_px
from replay.viewer.panels.inquiry import Inquiry
from replay.viewer.panels.messages import SHOWN_S
from replay.viewer.panels.open_list import OpenList
from replay.viewer.panels.rider_curves import curves_area
from replay.viewer.picture_parts import Parts
from replay.viewer.playing.playhead import Playhead
from replay.viewer.playing.sound_player import Listening
from replay.viewer.playing.volume import Volume
from replay.viewer.timeline_bar import MARGIN_PX, WORDS_PX, Rail, bar_area, clock, rail_in, span_with

START_SIZE = (1280, 776)
"""A picture of 1280x720 and the bar below it."""

LONGEST_STEP_S = 0.25
"""The most that the playhead moves on at once: a window that was held up goes on from where it was."""


@dataclass
class WindowState(Generic[FrameT]):
    """What one window shows.

    volume    of its sound; None: it has none
    sounding  whether the volume is held with the mouse; dragging, on_curves: likewise the playhead, on bar or curves
    view      of the free camera; None: the whole track
    grabbed   where the picture of the free camera was taken hold of, and the place on the ground there; None: nowhere
    turning   whether the mouse has moved since
    zoomed_s  the stretch of the timeline that the bar was zoomed to; None: all of it
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
    help_page: int = 0
    full_screen: bool = False
    running: bool = True
    reload_wanted: bool = False
    dragging: bool = False
    on_curves: bool = False
    sounding: bool = False
    view: FreeView | None = None
    grabbed: tuple[tuple[int, int], Floats] | None = None
    turning: bool = False
    zoomed_s: tuple[float, float] | None = None
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
    bar_clicked_s: float = 10.0
    playhead: Playhead = field(init=False)
    closing: list[Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.playhead = Playhead(self.film.duration_s, self.film.fps)

    @property
    def moving(self) -> bool:
        """Whether the picture changes by itself."""
        return self.playhead.playing and not (self.dragging or self.on_curves) and self.waiting is None

    @property
    def look(self) -> tuple[object, ...]:
        """All that the window's pixels depend on, since it was last asked for a picture: equal looks need no drawing.

        While it plays, that is the picture of a moment and the playhead on the bar, and no time between two pictures.
        """
        head = self.playhead
        return (
            (self._seen_time, head.playing, head.speed, head.begin_s, head.end_s, head.loop),
            (self.films, self.camera, self.shown, self.size, self.help_open, self.help_page, self.hover_s),
            (self.message, self.wrong, self.volume, self.waiting, self.pictures.changes, self.thumbnails.made),
            (self.film.sharpness(), self._pointed, self.free_view, self.zoomed_s),
            (
                self.inquiry.look,
                self.races.look,
                self.export.look,
                None if self.film.maker is None else self.film.maker.state(),
            ),
        )

    @property
    def _seen_time(self) -> object:
        """The moment, as far as it is seen: words say it in tenths."""
        time_s = self.playhead.video_time
        by_pictures = self.moving and self.pictures.changes
        return (int(10 * time_s), self.rail.x_of(time_s)) if by_pictures else time_s

    def ask_for_picture(self) -> None:
        """The picture of this moment is wanted; what there is of it by now is shown."""
        if self.film.duration_s > 0:
            self.pictures.picture(self.wanted())

    def turn_help(self, pages: int) -> None:
        """Open the help, or turn its pages; after the last one it is closed."""
        page = self.help_page + pages if self.help_open else 0
        self.help_open = page < help_pages(self.above_bar)
        self.help_page = max(page, 0) if self.help_open else 0

    @property
    def _pointed(self) -> tuple[int, int] | None:
        """Where the mouse is, where what is under it looks otherwise: on the bar, and on the help."""
        pointer = self.inquiry.pointer
        return pointer if pointer is not None and (self.help_open or self.bar.collidepoint(pointer)) else None

    def pass_time(self, elapsed_s: float) -> None:
        """Time passed. The playhead waits while it is held with the mouse."""
        self.clicked_s += elapsed_s
        self.bar_clicked_s += elapsed_s
        self.message_s -= elapsed_s
        if self.message_s <= 0:
            self.message = ""
        if self.moving:
            before_s = self.playhead.video_time
            self.playhead.advance(min(elapsed_s, LONGEST_STEP_S))
            self.keep_on_bar(before_s)

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
    def free(self) -> FreeCamera | None:
        """The free camera, for the picture's shape; None where it is not on."""
        film = self.film
        on = film.free is not None and film.cameras[self.camera] == FREE
        return film.free(self.shape) if on and film.free is not None else None

    @property
    def free_view(self) -> FreeView | None:
        """What the free camera shows; None where it is not on."""
        free = self.free
        return None if free is None else free.within(self.view or free.start)

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

    def keep_on_bar(self, before_s: float) -> None:
        """The playhead has moved from a video time: a zoomed bar goes with it if it was on it, and is not any more."""
        head = self.playhead
        if self.zoomed_s is not None and self.rail.has(before_s):
            self.zoomed_s = span_with(self.zoomed_s, head.duration_s, head.video_time)
            self.point_again()

    @property
    def rail(self) -> Rail:
        """The line on the bar that stands for the timeline."""
        return rail_in(self.bar, self.zoomed_s or (0.0, self.playhead.duration_s))

    def point_again(self) -> None:
        """The bar has another time under the pointer, which has not moved."""
        pointer = self.inquiry.pointer
        if self.hover_s is not None and pointer is not None:
            self.hover_s = self.rail.time_at(pointer[0])

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
        shown = replace(self.shown, live=film.live, picked=self.inquiry.riders, shape=self.shape, view=self.free_view)
        return Wanted(
            film,
            self.playhead.video_time,
            self.camera_name,
            shown,
            room=(max(room.width, 1), max(room.height, 1)),
            without_column=(max(whole.width, 1), max(whole.height, 1)),
            sharpness=film.sharpness(),
            speed=self.playhead.speed if self.moving else 0.0,
        )

    def wanted_thumbnail(self, time_s: float) -> Wanted[FrameT]:
        """The small picture of a moment of the timeline, without words. It is the same for all of a quarter second."""
        size, camera = thumbnail_px(self.size), self.camera_name
        shown = Parts(overlay=False, live=self.film.live, view=self.free_view)
        return Wanted(self.film, round(4 * time_s) / 4, camera, shown, size, size, small=True)

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

    def spot_of(self, place: tuple[int, int]) -> Spot:
        """A place of the window as shares of the picture."""
        box = self.picture_box()
        return (place[0] - box.left) / max(box.width, 1), (place[1] - box.top) / max(box.height, 1)

    def rider_at(self, place: tuple[int, int]) -> str | None:
        """The rider under a place of the window."""
        box, film, shown = self.picture_box(), self.film, self.pictures.shown
        if film.answers is None or shown is None or not box.collidepoint(place):
            return None
        scale = shown.size[0] / box.width  # of what is seen, which may be a moment ago
        spot = (place[0] - box.left) * scale, (place[1] - box.top) * scale
        return film.answers.rider_at(shown.frame(), shown.size, spot)
