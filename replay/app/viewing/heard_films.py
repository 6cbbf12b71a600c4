"""What is heard of a scene in the window: at once about as loud as its export, later exactly as that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from replay.video.sound.loops import Sound
from replay.video.sound.master import rounded_off
from replay.viewer.film import Samples

if TYPE_CHECKING:
    from replay.scene.compose import Scene

_USUAL_GAIN = 10 ** (6.5 / 20)
"""Films get between 5 and 8 dB on the way to their loudness."""

_FORMAT = "landscape"
"""The format whose loudness the window has."""


class HeardFilm:
    """The sound of a scene, made when it is asked for. What it needs is imported then: pictures come first."""

    def __init__(self, scene: Scene) -> None:
        from replay.app.clips.film_sound import soundtrack_of

        self.track = soundtrack_of(scene)

    def samples(self, first: int, count: int) -> Sound:
        """Peaks are rounded off."""
        return rounded_off(self.track.samples(first, count), _USUAL_GAIN)

    def whole(self, go_on: Callable[[], None]) -> Samples:
        """As the export has it."""
        from replay.video.loudness import loudness_of
        from replay.video.presets import preset
        from replay.video.sound.master import mastered

        def watched(stretches: Iterator[Sound]) -> Iterator[Sound]:
            for stretch in stretches:
                go_on()
                yield stretch

        def loudness(stretches: Iterator[Sound]) -> float:
            return loudness_of(watched(stretches)).integrated_lufs

        return mastered(self.track, preset(_FORMAT).loudness_lufs, loudness, lambda _: go_on())
