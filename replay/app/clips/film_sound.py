"""The sound of a clip: what is heard of its scene, at the loudness of its format."""

from __future__ import annotations

from replay.base.progress import Progress
from replay.scene.compose import Scene
from replay.scene.heard import heard
from replay.video.loudness import loudness_of
from replay.video.preset_values import Preset
from replay.video.sound.master import Master, mastered
from replay.video.sound.soundtrack import Soundtrack


def soundtrack_of(scene: Scene) -> Soundtrack:
    """The sound of a scene, before its loudness is set."""
    return Soundtrack(heard(scene), scene.duration_s)


def master_of(sound: Soundtrack, preset: Preset, progress: Progress) -> Master:
    """The sound of a film at the loudness of its preset."""
    with progress.stage("making the sound", 100, "%") as step:
        return mastered(
            sound,
            preset.loudness_lufs,
            lambda stretches: loudness_of(stretches).integrated_lufs,
            lambda share: step(round(100 * share)),
        )
