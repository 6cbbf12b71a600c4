"""What a window is given to show, and what it hears while it shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Never, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from replay.scene.frame.free_camera import FreeCamera
from replay.viewer.answers import RaceAnswers
from replay.viewer.picture_parts import WIDE, Parts
from replay.viewer.timeline_bar import TimelineMark, clock

FrameT = TypeVar("FrameT")

FREE = "free"
"""The name of the camera that the user turns and zooms."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """A format to export in: its name, and what it is for."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ExportState:
    """How far an export is. share: how much of what it is at is done, 0 to 1; None: nobody knows."""

    file: str
    words: str
    share: float | None = None


class FilmMaker(Protocol):
    """Exports films beside the window, one at a time."""

    def choices(self) -> Sequence[ExportChoice]:
        """The formats there are."""
        ...

    def can(self, camera: str) -> bool:
        """Whether a film can be made with that camera, and not with the cut alone."""
        ...

    def begin(self, choice: str, race_s: tuple[float, float] | None, camera: str | None = None) -> str:
        """Begin with a film of a stretch of race time, None: of the whole race. Returns what to say.

        camera: it has all of the film; None: the cut's
        """
        ...

    def state(self) -> ExportState | None:
        """How far it is; None where nothing is exported."""
        ...

    def cancel(self) -> str:
        """Give it up, and leave nothing of it. Returns what to say."""
        ...


class OtherPainter(Protocol):
    """Paints a film's pictures beside the film's own painter, asked by one thread. All paint the same."""

    def wait(self) -> bool:
        """Wait until it can begin with a picture. False: it never will."""
        ...

    def can(self, video_time: float, camera: str, shown: Parts, size: tuple[int, int]) -> bool:
        """Whether this picture can be painted by it."""
        ...

    def paint(self, video_time: float, camera: str, shown: Parts, size: tuple[int, int]) -> Pixels | None:
        """A picture that it can paint, waited for; valid until the next. None: it has none."""
        ...


class Pixels(Protocol):
    """A painted picture: BGRX bytes (height, width, 4)."""

    @property
    def pixels(self) -> NDArray[np.uint8]: ...


class SoundMaking(Protocol):
    """Sound of a film that is being made, 48 000 samples a second."""

    def parts(self) -> Iterator[tuple[int, bytes]]:
        """The first sample of each part, and 16 bits left and right for each of its samples, as they are made.

        Later ones take the place of those before. At the end all of it is as in an exported film.
        """
        ...

    def stop(self) -> None:
        """No more parts are wanted. For any thread."""
        ...


@dataclass(frozen=True)
class PlayedFilm(Generic[FrameT]):
    """What a window shows.

    frame_source  the Frame of a video time, seen by the camera of that name, with these parts shown
    paint         its picture in a size, px; valid until the next
    shapes        width and height of its pictures, as ratios: the window takes the one that fits it best
    cameras       names to choose from; the first is shown at the start
    live          whether it runs by the race's time, live all along
    by_clock      the same replay by the race's time, or by the film's; None: there is none
    time_words    a video time as the timeline says it
    free          the camera called FREE, for pictures of a shape; None: there is none
    turned_on     the name of a camera while riders are selected: one that follows riders has another for each
    marks         named moments, shown on the timeline
    moment        where the race is at a video time, in words
    race_time     race time at a video time of the first camera
    video_time    the other way round
    safe          left, top, width and height of what no platform covers, shares of a picture of a shape
    thumbnail     a small picture of a frame, for the timeline; None: there are none
    save          begins to save the picture of a video time; gives what to say of it
    start_s       where it begins to play
    facts         what is told of moments, shown on the timeline
    answers       who can be asked of riders and facts; None: nobody
    maker         who exports films; None: nobody
    sound         begins to make what is heard with a camera, from a time on; None: nothing is
    beside        who paints beside `paint`
    rests         whether a picture of a time, by a camera, with these parts and in a size is left to them by `paint`
    sharpness     counts up whenever the same picture would be painted sharper
    close         called when no picture of it is wanted any more
    """

    title: str
    duration_s: float
    fps: int
    cameras: Sequence[str]
    frame_source: Callable[[float, str, Parts], FrameT]
    paint: Callable[[FrameT, tuple[int, int]], Pixels]
    live: bool = False
    by_clock: Callable[[bool], PlayedFilm[FrameT]] | None = None
    time_words: Callable[[float], str] = clock
    free: Callable[[tuple[int, int]], FreeCamera] | None = None
    turned_on: Callable[[str, Sequence[str]], str] = lambda camera, _: camera
    shapes: Sequence[tuple[int, int]] = (WIDE,)
    marks: Sequence[TimelineMark] = ()
    moment: Callable[[float], str] = lambda _: ""
    race_time: Callable[[float], float] = lambda time_s: time_s
    video_time: Callable[[float], float] = lambda time_s: time_s
    safe: Callable[[tuple[int, int]], tuple[float, float, float, float]] = lambda _: (0.05, 0.05, 0.9, 0.9)
    thumbnail: Callable[[FrameT, tuple[int, int]], Pixels] | None = None
    save: Callable[[float, str, Parts], str] | None = None
    start_s: float = 0.0
    facts: Sequence[TimelineMark] = ()
    answers: RaceAnswers[FrameT] | None = None
    maker: FilmMaker | None = None
    sound: Callable[[str, float], SoundMaking] | None = None
    beside: Sequence[OtherPainter] = ()
    rests: Callable[[float, str, Parts, tuple[int, int]], bool] = lambda *_: False
    sharpness: Callable[[], int] = lambda: 0
    close: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        if not self.cameras:
            raise ValueError("a film without a camera cannot be shown")


def no_film(title: str = "") -> PlayedFilm[FrameT]:
    """What a window holds before it has a film: nothing of it is shown."""

    def nothing(*_: object) -> Never:
        raise LookupError("there is no film yet")

    return PlayedFilm(title, 0.0, 60, ("",), nothing, nothing)


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """What a window shows before its film.

    title  of the race
    words  what is being done
    share  how much of it is done, 0 to 1; None: nobody knows
    still  something to look at meanwhile: BGRX bytes (height, width, 4)
    """

    title: str
    words: str = ""
    share: float | None = None
    still: NDArray[np.uint8] | None = None


@dataclass(frozen=True)
class News(Generic[FrameT]):
    """What happened beside the window.

    film     another film, to be shown from now on
    waiting  what is shown until there is a film
    message  said for a moment
    wrong    lines that are shown until the next news of a film; None: those that are shown stay
    """

    film: PlayedFilm[FrameT] | None = None
    waiting: Waiting | None = None
    message: str = ""
    wrong: tuple[str, ...] | None = None
