"""The sound is that of the moment shown: it follows seeking, pauses and speeds, and fails in silence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.errors import ReplayError
from replay.viewer.film import PlayedFilm
from replay.viewer.playing.sound_beside import PIECE, PIECE_S, SoundBeside
from replay.viewer.playing.sound_player import NO_DEVICE, OUT_OF_TIME_S, Listening, SoundPlayer
from replay.viewer.playing.speaker import BLOCK, RATE_HZ, MixerSpeaker
from replay.viewer.playing.volume import Volume
from tests.helpers.films_shown import Studio
from tests.helpers.sounds_played import KeptSpeaker, PlaceSound, place_s, place_sound

TURN_S = 1 / 60


def film_with(made: list[PlaceSound] | None = None) -> PlayedFilm[Any]:
    """A film whose sounds are kept as they are begun."""
    kept = [] if made is None else made

    def sound(camera: str, begin_s: float) -> PlaceSound:
        kept.append(PlaceSound(camera, begin_s))
        return kept[-1]

    return replace(Studio().film(), sound=sound)


def until(found: Callable[[], object]) -> None:
    begun_s = time.monotonic()
    while not found():
        assert time.monotonic() - begun_s < 30, "it did not come"
        time.sleep(0.002)


class Room:
    """A player, a speaker that keeps what it plays, and somebody who listens."""

    def __init__(self) -> None:
        self.speaker = KeptSpeaker()
        self.player = SoundPlayer(lambda: self.speaker)
        self.listening = Listening(film_with(), "cut", 5.0, 1.0, Volume())

    def turn(self, elapsed_s: float = TURN_S, **changes: Any) -> str:
        """A turn of the loop, after which the playhead moved on as it says."""
        moved_s = self.listening.video_time + elapsed_s * self.listening.speed
        self.listening = replace(self.listening, **{"video_time": moved_s, **changes})
        return self.player.follow(self.listening, elapsed_s)

    def play(self) -> None:
        """Until something is heard."""

        def heard() -> bool:
            self.turn(0.0)
            return self.speaker.waiting is not None

        until(heard)

    @property
    def heard_s(self) -> float:
        """Where in the film that begins what is played."""
        assert self.speaker.playing is not None
        return place_s(self.speaker.playing, self.listening.video_time)


@pytest.fixture
def room() -> Iterator[Room]:
    found = Room()
    yield found
    found.player.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "sound"]


def test_what_is_played_is_the_sound_of_the_moment_and_goes_on_without_a_gap(room: Room) -> None:
    room.play()
    assert room.heard_s == pytest.approx(5.0, abs=1e-4)
    for _ in range(4):
        for _ in range(15):
            room.turn(PIECE_S / 15)
        room.speaker.over()
        room.turn(0.0)
    left = np.concatenate([piece[:, 0] for piece in room.speaker.heard[:4]]).astype(int)
    steps = np.diff(np.abs(left))
    assert set(steps[np.abs(steps) < 100]) == {1}, "sample after sample"
    assert all(len(piece) % BLOCK == 0 for piece in room.speaker.heard)


def test_seeking_is_heard_at_once(room: Room) -> None:
    room.play()
    room.turn(0.0, video_time=12.0)
    room.play()
    assert room.heard_s == pytest.approx(12.0, abs=1e-4)


def test_a_sound_that_falls_behind_begins_anew_where_the_picture_is(room: Room) -> None:
    room.play()
    room.turn(0.0, video_time=5.0 + 0.8 * OUT_OF_TIME_S)
    assert room.heard_s == pytest.approx(5.0, abs=1e-4), "nobody notices"
    room.turn(0.0, video_time=5.0 + 1.2 * OUT_OF_TIME_S)
    assert room.heard_s == pytest.approx(5.0 + 1.2 * OUT_OF_TIME_S, abs=1e-4)


@pytest.mark.parametrize("changes", [{"speed": 0.0}, {"speed": -1.0}, {"speed": 4.0}, {"speed": 0.25}])
def test_pauses_and_unusual_speeds_are_silent(room: Room, changes: dict[str, float]) -> None:
    room.play()
    room.turn(**changes)
    assert not room.speaker.busy
    room.listening = replace(room.listening, speed=1.0)
    room.play()
    assert room.speaker.busy


@pytest.mark.parametrize("volume", [Volume(muted=True), Volume(0)])
def test_what_is_muted_is_silent_and_comes_back(room: Room, volume: Volume) -> None:
    room.play()
    room.turn(volume=volume)
    assert not room.speaker.busy
    room.listening = replace(room.listening, volume=Volume(50))
    room.play()
    assert room.speaker.volume == pytest.approx(0.25)


def test_a_film_that_is_left_is_silent(room: Room) -> None:
    room.play()
    assert room.player.follow(None, 0.1) == ""
    assert not room.speaker.busy


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_at_other_speeds_the_place_moves_so_much_faster(room: Room, speed: float) -> None:
    room.play()
    room.turn(0.0, speed=speed)
    piece = room.speaker.playing
    assert piece is not None
    steps = np.diff(np.abs(piece[:, 0].astype(int)))
    assert np.median(steps) == pytest.approx(speed, abs=0.5)
    room.play()
    room.turn(PIECE_S)
    room.speaker.over()
    room.turn(0.0)
    assert room.heard_s == pytest.approx(5.0 + PIECE_S * speed, abs=1e-3)


def test_nothing_is_made_for_who_does_not_listen() -> None:
    room = Room()
    for volume in (Volume(muted=True), Volume(0)):
        room.turn(volume=volume)
    room.player.follow(replace(room.listening, film=Studio().film(), volume=Volume()), TURN_S)
    assert not [thread for thread in threading.enumerate() if thread.name == "sound"]
    room.player.stop()


def test_without_a_device_it_is_said_once_and_the_film_goes_on() -> None:
    def none() -> KeptSpeaker:
        raise pygame.error("no device")

    room = Room()
    room.player = SoundPlayer(none)
    said: list[str] = []

    def has_said() -> bool:
        said.append(room.turn())
        return bool(said[-1])

    until(has_said)
    assert said[-1] == NO_DEVICE
    assert {room.turn() for _ in range(20)} == {""}
    room.player.stop()


@settings(deadline=None, max_examples=20)
@given(st.floats(0.0, 18.0), st.sampled_from([1.0, 0.5, 0.75, 1.5, 2.0]))
def test_a_piece_is_the_films_sound_from_its_time_on(begin_s: float, speed: float) -> None:
    beside = SoundBeside(KeptSpeaker)
    beside.want(film_with(), "cut", begin_s)
    until(lambda: beside.piece(begin_s, speed) is not None)
    piece = beside.piece(begin_s, speed)
    beside.stop()
    assert piece is not None
    expected = place_sound(round(begin_s * RATE_HZ), 2 * PIECE + 2)[:, 0].astype(float)
    at = np.arange(PIECE) * speed
    there = np.abs(np.diff(expected, append=0))[at.astype(int)] < 2  # but where the places begin anew
    assert np.abs(piece[:, 0] - np.interp(at, np.arange(2 * PIECE + 2), expected))[there].max() <= 0.51


def test_what_is_made_from_the_playhead_on_becomes_that_of_the_export() -> None:
    made: list[PlaceSound] = []
    beside = SoundBeside(KeptSpeaker)
    beside.want(film_with(made), "main", 9.3)
    until(lambda: beside.piece(19.9, 1.0) is not None)
    found = beside.piece(9.3, 1.0)
    assert found is not None
    rough = found.copy()
    assert [(each.camera, each.begin_s) for each in made] == [("main", 9.3)]
    made[0].finishes.set()

    def finished() -> bool:
        piece = beside.piece(9.3, 1.0)
        return piece is not None and bool((piece == rough[:, ::-1]).all())

    until(finished)
    beside.stop()


def test_beyond_the_end_there_is_silence() -> None:
    beside = SoundBeside(KeptSpeaker)
    beside.want(film_with(), "cut", 20.0)
    until(lambda: beside.piece(20.9, 1.0) is not None)
    piece = beside.piece(20.9, 1.0)
    assert piece is not None
    assert len(piece) == PIECE
    assert not piece[round(0.1 * RATE_HZ) + 1 :].any()
    beside.stop()


def test_another_camera_is_heard_when_it_is_made_and_another_film_never_before() -> None:
    made: list[PlaceSound] = []
    go = threading.Event()
    go.set()

    def sound(camera: str, begin_s: float) -> PlaceSound:
        assert go.wait(30)
        made.append(PlaceSound(camera, begin_s))
        return made[-1]

    film, other = (replace(Studio().film(), sound=sound) for _ in range(2))
    beside = SoundBeside(KeptSpeaker)
    beside.want(film, "cut", 1.0)
    until(lambda: beside.piece(1.0, 1.0) is not None)
    go.clear()
    beside.want(film, "main", 1.0)
    assert beside.piece(1.0, 1.0) is not None
    assert made[0].stopped
    beside.want(other, "main", 1.0)
    assert beside.piece(1.0, 1.0) is None
    go.set()
    until(lambda: beside.piece(1.0, 1.0) is not None)
    beside.stop()
    assert [each.stopped for each in made] == [True] * len(made)


def test_who_leaves_while_sound_is_begun_waits_for_no_more_of_it() -> None:
    made: list[PlaceSound] = []
    go = threading.Event()

    def sound(camera: str, begin_s: float) -> PlaceSound:
        go.wait(30)
        made.append(PlaceSound(camera, begin_s))
        return made[-1]

    beside = SoundBeside(KeptSpeaker)
    beside.want(replace(Studio().film(), sound=sound), "cut", 1.0)
    until(lambda: beside.speaker is not None)
    threading.Timer(0.05, go.set).start()
    beside.stop()
    assert [each.stopped for each in made] in ([], [True])
    assert not [thread for thread in threading.enumerate() if thread.name == "sound"]


def test_sound_that_cannot_be_made_is_said_once() -> None:
    def sound(camera: str, begin_s: float) -> PlaceSound:  # noqa: ARG001
        raise ReplayError("no memory")

    room = Room()
    room.listening = replace(room.listening, film=replace(Studio().film(), sound=sound))
    said: list[str] = []

    def has_said() -> bool:
        said.append(room.turn())
        return bool(said[-1])

    until(has_said)
    assert {room.turn() for _ in range(5)} == {""}
    room.player.stop()


def test_the_mixer_plays_piece_after_piece_and_goes_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    speaker = MixerSpeaker()
    piece = np.zeros((8 * BLOCK, 2), np.int16)
    wanting = []
    speaker.begin(piece)
    wanting.append(speaker.wants_more)
    speaker.add(piece)
    wanting.append(speaker.wants_more)
    assert wanting == [True, False]
    until(lambda: speaker.wants_more)
    assert speaker.busy
    speaker.add(piece)
    speaker.set_volume(0.5)
    speaker.silence()
    until(lambda: not speaker.busy)
    speaker.close()
    assert pygame.mixer.get_init() is None


def test_no_driver_of_sound_is_no_failure(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "none-such")
    room = Room()
    room.player = SoundPlayer()
    said: list[str] = []

    def has_said() -> bool:
        said.append(room.turn())
        return bool(said[-1])

    until(has_said)
    room.player.stop()
    assert said[-1] == NO_DEVICE
    assert capfd.readouterr().err == ""
