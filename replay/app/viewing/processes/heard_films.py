"""What is heard of a scene in the window: at once about as loud as its export, later exactly as that has it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from replay.app.viewing.processes.own_process import ended, sounding
from replay.base.errors import ReplayError
from replay.base.files.free_name import last_line

if TYPE_CHECKING:
    from replay.scene.compose import Scene

_FORMAT = "landscape"
"""The format whose loudness the window has."""

_FRAME_BYTES = 4
"""Left and right of one sample."""


class HeardFilm:
    """The sound of a scene, made by a process from a moment on. What it needs is imported then: pictures come first."""

    def __init__(self, scene: Scene, begin_s: float) -> None:
        from replay.app.clips.film_sound import soundtrack_of
        from replay.video.presets import preset

        self.order = soundtrack_of(scene), begin_s, preset(_FORMAT).loudness_lufs
        self._stopped = False
        self.child = sounding()

    def parts(self) -> Iterator[tuple[int, bytes]]:
        """The first sample of each part, and 16 bits left and right for each of its samples."""
        from replay.app.viewing.processes.sound_worker import HEAD

        child = self.child
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            pickle.dump(self.order, child.stdin)
            child.stdin.flush()
            while head := _read(child.stdout, HEAD.size):
                first, count = HEAD.unpack(head)
                yield first, _read(child.stdout, count * _FRAME_BYTES)
            if child.wait() != 0 and not self._stopped:
                assert child.stderr is not None
                raise ReplayError(last_line(child.stderr.read().decode("utf-8", "replace")))
        except OSError:
            if not self._stopped:
                raise
        finally:
            ended(child)

    def stop(self) -> None:
        """No more parts are wanted. For any thread."""
        self._stopped = True
        self.child.terminate()


def _read(stream: IO[bytes], count: int) -> bytes:
    """So many bytes, or none if the stream ends before."""
    found = stream.read(count)
    return found if len(found) == count else b""
