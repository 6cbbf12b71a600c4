"""The process of the second painter: it paints what it is asked for into memory that is shared, until nobody asks.

What a picture of the next shot needs beforehand, its labels above all, is worked out as soon as that shot is near:
whoever begins with a shot without that stands still for up to half a second.
"""

from __future__ import annotations

import copyreg
import pickle
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from replay.app.viewing.shown_parts import frame_of, shots_shown
from replay.base.letters.typefaces import use_family, use_font
from replay.base.look import Weight
from replay.draw.hall.dress.hall_look import HallLook
from replay.draw.hall.plates import PlateStore
from replay.draw.painter import Painter
from replay.draw.pixels.compiled import bring_in_compiler
from replay.draw.pixels.one_thread import draw_on_one_thread
from replay.draw.pixels.own_memory import keep_together
from replay.draw.style.theme import Theme
from replay.scene.compose import Scene
from replay.scene.frame.shot import Shot
from replay.track.velodrome import Velodrome
from replay.viewer.painting.shared_pixels import SharedPixels
from replay.viewer.picture_parts import Parts

Size = tuple[int, int]

_PLATES_BYTES = 120_000_000
"""What plates may take in memory: those of the shot that is on and of the next, at 1920x1080."""

NEAR_S = 2.5
"""A shot that begins so soon is made ready for, video seconds: it takes half a second, and several times that beside
other programs. Where several paint, each next one begins so much sooner: the others go on meanwhile."""


@dataclass(frozen=True, slots=True, eq=False)
class SecondOrder:
    """All that the pictures of a window depend on, but for its scenes, by value.

    near_s  so long before a shot begins it is made ready for, video seconds
    """

    velodrome: Velodrome
    look: HallLook
    theme: Theme
    plate_folder: Path
    font: str | None
    family: Mapping[Weight, str]
    near_s: float = NEAR_S


@dataclass(frozen=True, slots=True, eq=False)
class KnownScene:
    """A scene, and the number by which it is asked for."""

    number: int
    scene: Scene


@dataclass(frozen=True, slots=True)
class ForgottenScene:
    """A scene that is not asked for any more under this number."""

    number: int


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """A picture that is wanted, and the file of the memory into which it goes."""

    scene: int
    video_time_s: float
    shown: Parts
    size: Size
    memory: Path


def _unchanging(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# Looks hold mappings that nobody changes, and pickle does not know them.
copyreg.pickle(MappingProxyType, lambda proxy: (_unchanging, (dict(proxy),)))

PAINTED, NOT_PAINTED, IDLE = b"p", b"n", b"i"
"""What is answered: whether the picture that was asked for is there; and that one may be asked for."""


def paint() -> int:
    """Paint what stdin asks for, and answer on stdout, until nobody asks any more. Returns the exit code."""
    keep_together()
    draw_on_one_thread()  # others have the other processors
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window hears Ctrl-C, and ends this
    bring_in_compiler()
    with suppress(EOFError, BrokenPipeError):  # nobody waits any more
        order: SecondOrder = pickle.load(sys.stdin.buffer)
        use_family(order.family)
        use_font(order.font)
        _Second(order, sys.stdin.buffer, sys.stdout.buffer).work()
    return 0


class _Second:
    """The second painter at work."""

    def __init__(self, order: SecondOrder, asked: IO[bytes], answers: IO[bytes]) -> None:
        self._order, self._asked, self._answers = order, asked, answers
        self._plates = PlateStore(
            order.velodrome, cache_dir=order.plate_folder, memory_bytes=_PLATES_BYTES, look=order.look
        )
        self._scenes: dict[int, Scene] = {}
        self._painter: tuple[Size, Painter] | None = None
        self._memory: SharedPixels | None = None
        self._ready_for: tuple[int, float, Size] | None = None

    def work(self) -> None:
        """Raises EOFError when nobody asks any more."""
        while True:
            self._answer(IDLE)
            said = pickle.load(self._asked)
            while not isinstance(said, AskedPicture):
                self._hear(said)
                said = pickle.load(self._asked)
            self._answer(PAINTED if self._paint(said) else NOT_PAINTED)
            self._make_ready(said)

    def _answer(self, what: bytes) -> None:
        self._answers.write(what)
        self._answers.flush()

    def _hear(self, said: KnownScene | ForgottenScene) -> None:
        if isinstance(said, KnownScene):
            self._scenes[said.number] = said.scene
        else:
            self._scenes.pop(said.number, None)

    def _paint(self, asked: AskedPicture) -> bool:
        """Whether there is the picture. A plate that is not on disk is drawn by the window, and by nobody else."""
        if self._memory is None or self._memory.file != asked.memory:
            self._memory = SharedPixels.opened(asked.memory, asked.size)  # at once: nobody else does, and its name goes
        scene = self._scenes[asked.scene]
        if not all(self._has(shot, asked.size) for shot in shots_shown(scene, asked.video_time_s, asked.shown)):
            return False
        frame = frame_of(scene, asked.video_time_s, asked.shown)
        picture = self._painter_of(asked.size).paint(frame)
        self._memory.pixels[:] = picture.pixels
        return True

    def _make_ready(self, asked: AskedPicture) -> None:
        """For the next shot, once it is near. The free camera has no other."""
        if asked.shown.view is not None:
            return
        scene, now_s = self._scenes[asked.scene], asked.video_time_s
        coming = (span.video_start_s for span in scene.timeline.spans)
        start_s = next((start for start in coming if now_s < start <= now_s + self._order.near_s), None)
        if start_s is None or self._ready_for == (asked.scene, start_s, asked.size):
            return
        if all(self._has(shot, asked.size) for shot in shots_shown(scene, start_s, asked.shown)):
            self._ready_for = asked.scene, start_s, asked.size
            self._painter_of(asked.size).paint(frame_of(scene, start_s, asked.shown))

    def _has(self, shot: Shot, size: Size) -> bool:
        return self._plates.has(shot, shot.box_px(size)[2:], on_disk=True)

    def _painter_of(self, size: Size) -> Painter:
        if self._painter is None or self._painter[0] != size:
            painter = Painter(self._order.velodrome, size, background=self._plates, theme=self._order.theme)
            self._painter = size, painter
        return self._painter[1]
