"""A second painter in a process of its own: Python paints on one processor at a time, and most machines have more.

It paints the same pictures as the window's own painter, of the same scenes. Its process begins with the window, so that
what takes it a second is done while the race is read, and then it has the first picture. Whatever goes wrong with it,
the window's own painter goes on.
"""

from __future__ import annotations

import os
import pickle
from collections import OrderedDict
from collections.abc import Callable
from subprocess import Popen
from threading import Lock

from replay.app.viewing.processes.own_process import ended, painting
from replay.app.viewing.processes.second_worker import (
    IDLE,
    PAINTED,
    AskedPicture,
    ForgottenScene,
    KnownScene,
    SecondOrder,
)
from replay.app.viewing.shown_parts import shots_shown
from replay.draw.picture import Picture
from replay.scene.compose import Scene
from replay.scene.frame.shot import Shot
from replay.viewer.painting.shared_pixels import SharedPixels
from replay.viewer.picture_parts import Parts

Size = tuple[int, int]

_MOST_KNOWN = 4
"""Of so many shots it has the labels at hand."""

MOST_BESIDE = 2
"""So many at most; each takes some 300 MB. On 2 processors one is as quick as two, and more even: the window needs one
of its own."""

_MOST_SCENES = 3
"""So many scenes are known to it: the one that is on, and those that one looks at in turn."""


def painters_beside() -> int:
    """How many painters of their own processes a window has: one for each processor but that of the window."""
    return min(max((os.cpu_count() or 1) - 1, 1), MOST_BESIDE)


class PainterBeside:
    """Paints pictures of a window's scenes, one at a time; asked by one thread, and stopped by any.

    order    made when it begins
    sharp    the scene of a picture, if all that lies behind it is there at full sharpness, else None
    painted  told of each picture whether there was all that it needed
    process  its process, which waits for its order; None: it is begun when there is something to paint
    """

    def __init__(
        self,
        order: Callable[[], SecondOrder],
        sharp: Callable[[float, str, Parts, Size], Scene | None],
        painted: Callable[[Scene, float, Parts, Size, bool], None] = lambda *_: None,
        process: Popen[bytes] | None = None,
    ) -> None:
        self._order, self._sharp, self._painted = order, sharp, painted
        self._has_painted = False
        self._known: tuple[tuple[Shot, ...], ...] = ()
        self._scenes: OrderedDict[Scene, int] = OrderedDict()
        self._numbered = 0
        self._process, self._ordered = process, False
        self._memory: SharedPixels | None = None
        self._idle = self._gone = False
        self._changing = Lock()

    @property
    def ready(self) -> bool:
        """Whether it has painted, which takes seconds the first time, and will paint what it can."""
        return self._has_painted and not self._gone

    @property
    def comes(self) -> bool:
        """Whether its process has begun and has not gone: it will paint, even if it has not yet."""
        return self._process is not None and not self._gone

    def knows(self, shots: tuple[Shot, ...]) -> bool:
        """Whether it has painted a picture that shows these shots, and has at hand what takes long of them."""
        return shots in self._known

    def wait(self) -> bool:
        """Wait until it can begin with a picture. False: it never will."""
        try:
            if not self._idle and self._begun():
                self._idle = self._heard() == IDLE
        except (OSError, ValueError):  # it has ended, or is being ended
            self._idle = False
        if not self._idle:
            self.stop()
        return self._idle and not self._gone

    def can(self, video_time_s: float, camera: str, shown: Parts, size: Size) -> bool:
        """Whether this picture can be painted by it."""
        return not self._gone and self._sharp(video_time_s, camera, shown, size) is not None

    def paint(self, video_time_s: float, camera: str, shown: Parts, size: Size) -> Picture | None:
        """A picture that it can paint, waited for; its pixels are good until the next. None: it has none."""
        scene = self._sharp(video_time_s, camera, shown, size)
        if scene is None:
            return None
        try:
            memory = self._memory_for(size)
            if memory is None:
                return None
            self._make_known(scene)
            self._idle = False
            self._say(AskedPicture(self._scenes[scene], video_time_s, shown, size, memory.file))
            heard = self._heard()
            if heard:
                memory.remove()  # both have it open now: a window that is killed leaves nothing
            if heard == PAINTED:
                self._has_painted = True
                self._get_to_know(shots_shown(scene, video_time_s, shown))
            if heard:
                self._painted(scene, video_time_s, shown, size, heard == PAINTED)
            return Picture(memory.pixels, None) if heard == PAINTED else None
        except (OSError, ValueError):  # it has ended, is being ended, or there is no more room
            self.stop()
            return None

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        with self._changing:
            self._gone = True
            process, self._process = self._process, None
            if self._memory is not None:
                self._memory.remove()
        if process is not None:
            ended(process, streams=False)  # a thread may be reading them: they go with the process

    def _begun(self) -> bool:
        """Begin, and say what there is to know, where that has not been. Whether there is a process."""
        with self._changing:
            if self._process is None and not self._gone:
                self._process = painting()
            ordered, self._ordered = self._ordered, True
        if not ordered:
            self._say(self._order())
        return self._process is not None

    def _make_known(self, scene: Scene) -> None:
        """Let it know a scene. It keeps the latest: each holds the motion, and a window has dozens."""
        if scene not in self._scenes:
            self._scenes[scene] = self._numbered
            self._numbered += 1
            self._say(KnownScene(self._scenes[scene], scene))
            if len(self._scenes) > _MOST_SCENES:
                self._say(ForgottenScene(self._scenes.popitem(last=False)[1]))
        self._scenes.move_to_end(scene)

    def _get_to_know(self, shots: tuple[Shot, ...]) -> None:
        if not self.knows(shots):
            self._known = (*self._known, shots)[-_MOST_KNOWN:]

    def _say(self, what: SecondOrder | KnownScene | ForgottenScene | AskedPicture) -> None:
        process = self._process
        if process is not None and process.stdin is not None:
            pickle.dump(what, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()

    def _heard(self) -> bytes:
        """What it answers; nothing where it has ended."""
        process = self._process
        return b"" if process is None or process.stdout is None else process.stdout.read(1)

    def _memory_for(self, size: Size) -> SharedPixels | None:
        """Memory for a picture of that size; None at the end."""
        with self._changing:
            if self._gone:
                return None
            if self._memory is None or self._memory.size != size:
                if self._memory is not None:
                    self._memory.remove()
                self._memory = SharedPixels.made(size)
            return self._memory
