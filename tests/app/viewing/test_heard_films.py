"""What the window plays at a moment is what the export has there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from replay.app.build import Replay
from replay.app.clips.film_sound import master_of
from replay.app.filming import Choice, scene_of
from replay.app.viewing.heard_films import HeardFilm
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import Layout
from replay.video.presets import preset
from replay.video.sound.master import CEILING
from replay.video.sound.soundtrack import Soundtrack
from replay.viewer.playing.sound_beside import PIECE, SoundBeside
from replay.viewer.playing.speaker import RATE_HZ
from tests.helpers.films_shown import Studio
from tests.helpers.sounds_played import KeptSpeaker

LASTS_S = 8.0


@pytest.fixture(scope="module")
def heard(replay_of: Callable[[str], Replay]) -> HeardFilm:
    """The first seconds of a film."""
    film = HeardFilm(scene_of(replay_of("final-a"), Layout.LANDSCAPE, Cut.FULL, Choice()))
    film.track = Soundtrack(film.track.heard, LASTS_S)
    return film


def test_the_piece_at_a_film_time_is_the_piece_of_the_export(heard: HeardFilm) -> None:
    export = master_of(heard.track, preset("landscape"))
    beside = SoundBeside(KeptSpeaker)
    beside.want(replace(Studio().film(), sound=lambda _: heard), "cut", 0.0)
    times_s = (0.0, 2.34567, 6.9)
    wanted = [np.rint(export.samples(round(at * RATE_HZ), PIECE).T * 32_767) for at in times_s]
    begun_s = time.monotonic()

    def played(at_s: float, exported: NDArray[np.float32]) -> bool:
        piece = beside.piece(at_s, 1.0)
        return piece is not None and np.array_equal(piece, exported)

    while not all(map(played, times_s, wanted)):
        assert time.monotonic() - begun_s < 120, "what is played never became what is exported"
        time.sleep(0.05)
    beside.stop()


def test_what_is_played_until_then_is_the_same_sound_and_never_too_loud(heard: HeardFilm) -> None:
    first, count = round(2.0 * RATE_HZ), 4 * RATE_HZ
    at_once, later = heard.samples(first, count), heard.whole(lambda: None).samples(first, count)
    assert np.corrcoef(at_once.ravel(), later.ravel())[0, 1] > 0.98
    assert np.abs(heard.track.samples(first, count)).max() < np.abs(at_once).max() <= CEILING


def test_nobody_waits_for_a_sound_that_is_given_up(heard: HeardFilm) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        heard.whole(stop)
