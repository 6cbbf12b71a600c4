"""The sound of a clip: what is heard of its scene, at the loudness of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from replay.scene.compose import Scene
from replay.scene.heard import heard
from replay.video.preset_values import Preset
from replay.video.sound.master import mastered
from replay.video.sound.soundtrack import Soundtrack

if TYPE_CHECKING:
    from replay.video.encoder import SoundSource


def soundtrack_of(scene: Scene) -> Soundtrack:
    """The sound of a scene, before its loudness is set."""
    return Soundtrack(heard(scene), scene.duration_s)


class _Stopped(Exception):  # noqa: N818
    """Nobody needs the sound any more."""


@contextmanager
def sound_beside(sound: Soundtrack | None, preset: Preset) -> Iterator[Future[SoundSource] | None]:
    """The sound of a film at the loudness of its preset, made in a thread of its own while the block paints the film.

    Whatever ends the block ends that, too. None for no sound.
    """
    if sound is None:
        yield None
        return
    stop = Event()

    def go_on(share: float) -> None:  # noqa: ARG001
        if stop.is_set():
            raise _Stopped

    with ThreadPoolExecutor(1, thread_name_prefix="sound") as thread:
        try:
            yield thread.submit(master_of, sound, preset, go_on)
        finally:
            stop.set()


def master_of(sound: Soundtrack, preset: Preset, report: Callable[[float], None] = lambda _: None) -> SoundSource:
    """The sound of a film at the loudness of its preset. report: told how much of the work is done, 0 to 1"""
    from replay.video.loudness import loudness_of  # brings the codecs in, which a window has no need of

    return mastered(sound, preset.loudness_lufs, lambda stretches: loudness_of(stretches).integrated_lufs, report)
