"""What a painter in a process of its own has to know, and the process itself.

It is told what to do over a connection, and paints into frames that are shared. Whoever started it holds the other
end: when that is gone, it ends.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from replay.app.clips.painters.work_plan import PaintWork, PlateWork
from replay.app.filming import Film
from replay.base.errors import ReplayError
from replay.base.letters.typefaces import use_family, use_font
from replay.base.look import Weight
from replay.draw.hall.dress.hall_look import HallLook
from replay.draw.hall.plates import PlateStore
from replay.draw.pixels.one_thread import draw_on_one_thread
from replay.draw.pixels.own_memory import keep_together
from replay.draw.style.theme import Theme
from replay.scene.compose import Scene
from replay.scene.frame.shot import Shot
from replay.track.velodrome import Velodrome
from replay.video.shared_frames import SharedFrames
from replay.video.yuv import YuvConverter

Size = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """A film that is to be painted: all that its pictures depend on, by value.

    times         video times of its frames, s
    shots         whose plates it wants, in the order in which they are seen
    plate_folder  where plates are kept
    font, family  fonts that the user named
    """

    scene: Scene
    velodrome: Velodrome
    size: Size
    look: HallLook
    theme: Theme
    times: Sequence[float]
    shots: tuple[Shot, ...]
    plate_folder: Path
    font: str | None = None
    family: Mapping[Weight, str] | None = None

    def plates(self) -> PlateStore:
        """A store of the plates that it wants."""
        return PlateStore(self.velodrome, cache_dir=self.plate_folder, look=self.look)


@dataclass(frozen=True, slots=True)
class Free:
    """A shared frame may be painted again."""

    slot: int


@dataclass(frozen=True, slots=True)
class Painted:
    """A frame of the film is in a shared one, and how long it took to draw and to convert it."""

    number: int
    slot: int
    draw_s: float
    convert_s: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """Plates are drawn. kept: and on disk, where all painters find them."""

    plates: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A stretch is painted."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What went wrong: an exception, pickled, and in words."""

    pickled: bytes
    words: str

    @classmethod
    def of(cls, error: BaseException) -> Failed:
        """The failure of an exception; of one that cannot be pickled only its words."""
        try:
            pickled = pickle.dumps(error)
            pickle.loads(pickled)
        except (pickle.PickleError, TypeError, AttributeError, ValueError):  # an exception may hold anything
            return cls(b"", f"{type(error).__name__}: {error}")
        return cls(pickled, str(error))


def work(connection: Connection, painting: Painting, name: str, slots: tuple[int, ...], frames: int) -> None:
    """Paint what is asked for until nobody asks any more.

    name    of the shared frames, of which there are `frames`
    slots   those that are this painter's
    """
    keep_together()
    draw_on_one_thread()  # there is a painter for each processor
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it hears Ctrl-C, and ends it
    shared = SharedFrames.attached(name, frames, painting.size)
    try:
        _Painter(connection, painting, shared, slots).work()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # nobody waits any more
    except (ReplayError, OSError, MemoryError) as error:
        connection.send(Failed.of(error))
    finally:
        shared.close()


class _Painter:
    """One painter at work."""

    def __init__(
        self, connection: Connection, painting: Painting, shared: SharedFrames, slots: tuple[int, ...]
    ) -> None:
        use_family(painting.family or {})
        use_font(painting.font)
        self._connection, self._painting, self._shared = connection, painting, shared
        self._plates = painting.plates()
        self._film = Film(
            painting.scene, painting.velodrome, painting.size, self._plates, painting.times, painting.theme
        )
        self._converter = YuvConverter(painting.size)
        self._free = deque(slots)
        self._asked: deque[PaintWork | PlateWork] = deque()

    def work(self) -> None:
        """Do one piece of work after the other. Raises EOFError when nobody asks any more."""
        while True:
            while not self._asked:
                self._hear()
            asked = self._asked.popleft()
            if isinstance(asked, PlateWork):
                self._connection.send(Drawn(asked.plates, self._draw(asked.plates)))
            else:
                self._paint(asked)
                self._connection.send(Ready())

    def _hear(self) -> None:
        """Wait for what is said next."""
        said = self._connection.recv()
        if isinstance(said, Free):
            self._free.append(said.slot)
        else:
            self._asked.append(said)

    def _draw(self, plates: int) -> bool:
        shot = self._painting.shots[plates]
        return self._plates.draw_ahead(shot, shot.box_px(self._painting.size)[2:], lambda _share: None)

    def _paint(self, stretch: PaintWork) -> None:
        for number in range(stretch.first, stretch.first + stretch.count):
            while not self._free or self._connection.poll():
                self._hear()
            slot = self._free.popleft()
            begun_s = time.perf_counter()
            picture = self._film.paint(self._painting.times[number])
            drawn_s = time.perf_counter()
            self._converter.convert(picture, self._shared[slot])
            self._connection.send(Painted(number, slot, drawn_s - begun_s, time.perf_counter() - drawn_s))
