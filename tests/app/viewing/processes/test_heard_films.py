"""What the window plays at a moment is what the export has there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from replay.app.build import Replay
from replay.app.clips.film_sound import master_of
from replay.app.filming import Choice, scene_of
from replay.app.viewing.processes.heard_films import HeardFilm
from replay.base.errors import ReplayError
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import Layout
from replay.scene.heard import heard
from replay.video.presets import preset
from replay.video.sound.master import CEILING
from replay.video.sound.sound_parts import sound_parts
from replay.video.sound.soundtrack import Soundtrack
from replay.viewer.playing.sound_beside import PIECE, SoundBeside
from replay.viewer.playing.speaker import RATE_HZ
from tests.helpers.films_shown import Studio
from tests.helpers.sounds_played import KeptSpeaker

LASTS_S = 8.0


@pytest.fixture(scope="module")
def track(replay_of: Callable[[str], Replay]) -> Soundtrack:
    """The first seconds of a film."""
    return Soundtrack(heard(scene_of(replay_of("final-a"), Layout.LANDSCAPE, Cut.FULL, Choice())), LASTS_S)


@pytest.fixture
def making(track: Soundtrack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, float], HeardFilm]]:
    """Begins to make that."""
    monkeypatch.setattr("replay.app.clips.film_sound.soundtrack_of", lambda _: track)
    begun: list[HeardFilm] = []

    def begin(_: str, begin_s: float) -> HeardFilm:
        begun.append(HeardFilm(None, begin_s))  # type: ignore[arg-type]
        return begun[-1]

    yield begin
    for each in begun:
        each.stop()
        assert each.child.wait(10) is not None


def test_the_piece_at_a_film_time_is_the_piece_of_the_export(
    track: Soundtrack, making: Callable[[str, float], HeardFilm]
) -> None:
    export = master_of(track, preset("landscape"))
    beside = SoundBeside(KeptSpeaker)
    beside.want(replace(Studio().film(LASTS_S), sound=making), "cut", 0.0)
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


def test_the_seconds_from_the_playhead_on_come_first_and_sound_the_same(track: Soundtrack) -> None:
    made = list(sound_parts(track, 5.2, -14.0))
    assert [first // RATE_HZ for first, _ in made] == [5, 6, 7, 0, 1, 2, 3, 4, 0]
    whole = made[-1][1]
    assert len(whole) == track.count
    for first, part in made[:-1]:
        assert np.abs(part).max() <= CEILING * 32_767
        assert np.corrcoef(part.ravel(), whole[first : first + len(part)].ravel())[0, 1] > 0.98


def test_a_sound_that_is_not_wanted_any_more_leaves_no_process(making: Callable[[str, float], HeardFilm]) -> None:
    film = making("cut", 0.0)
    coming = film.parts()
    next(coming)
    film.stop()
    for _ in coming:
        pass
    assert film.child.poll() is not None


def test_what_goes_wrong_in_the_process_is_said(making: Callable[[str, float], HeardFilm]) -> None:
    film = making("cut", 0.0)
    film.order = ("no track", 0.0, -14.0)  # type: ignore[assignment]
    with pytest.raises(ReplayError, match="TypeError"):
        list(film.parts())
