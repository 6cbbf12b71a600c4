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

from replay.viewer.film import PlayedFilm
from replay.viewer.playing.sound_beside import PIECE, PIECE_S, SoundBeside
from replay.viewer.playing.sound_player import NO_DEVICE, OUT_OF_TIME_S, Listening, SoundPlayer
from replay.viewer.playing.speaker import BLOCK, RATE_HZ, MixerSpeaker
from replay.viewer.playing.volume import Volume
from tests.helpers.films_shown import Studio
from tests.helpers.sounds_played import KeptSpeaker, PlaceSound, place_s, place_sound

TURN_S = 1 / 60


def film_with(sound: PlaceSound) -> PlayedFilm[Any]:
    return replace(Studio().film(), sound=lambda _: sound)


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
        self.listening = Listening(film_with(PlaceSound()), "cut", 5.0, 1.0, Volume())

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
    beside.want(film_with(PlaceSound(finishes=lambda: False)), "cut", begin_s)
    until(lambda: beside.piece(begin_s, speed) is not None)
    piece = beside.piece(begin_s, speed)
    beside.stop()
    assert piece is not None
    first = round(begin_s * RATE_HZ)
    expected = place_sound(first, 2 * PIECE + 2)[0] * 32_767
    at = np.arange(PIECE) * speed
    there = (
        np.abs(np.diff(expected, append=0))[at.astype(int)] < 2
    )  # where the telling begins anew, between two is nothing
    assert np.abs(piece[:, 0] - np.interp(at, np.arange(2 * PIECE + 2), expected))[there].max() <= 0.51


def test_the_seconds_that_come_next_are_made_first_and_then_the_export() -> None:
    done, sound = threading.Event(), PlaceSound()
    sound.finishes = done.is_set
    beside = SoundBeside(KeptSpeaker)
    film = film_with(sound)
    beside.want(film, "cut", 9.3)
    until(lambda: len(sound.asked) >= 4)
    assert [first // RATE_HZ for first, _ in sound.asked[:4]] == [9, 10, 11, 12]
    beside.want(film, "cut", 2.0)
    until(lambda: beside.piece(2.0, 1.0) is not None)
    assert [first // RATE_HZ for first, _ in sound.asked[4:6]] == [2, 3]
    rough = beside.piece(2.0, 1.0)
    done.set()
    assert rough is not None

    def finished() -> bool:
        piece = beside.piece(2.0, 1.0)
        return piece is not None and bool((piece == rough[:, ::-1]).all())

    until(finished)
    beside.stop()


def test_another_camera_is_heard_when_it_is_made_and_another_film_never_before() -> None:
    first, second = PlaceSound(), PlaceSound(finishes=lambda: False)
    go = threading.Event()

    def sound(camera: str) -> PlaceSound:
        if camera == "main":
            assert go.wait(30)
        return first if camera == "cut" else second

    film = replace(Studio().film(), sound=sound)
    beside = SoundBeside(KeptSpeaker)
    beside.want(film, "cut", 1.0)
    until(lambda: beside.piece(1.0, 1.0) is not None)
    beside.want(film, "main", 1.0)
    assert beside.piece(1.0, 1.0) is not None
    go.set()
    until(lambda: second.asked)
    go.clear()
    other = replace(Studio().film(), sound=sound)
    beside.want(other, "main", 1.0)
    assert beside.piece(1.0, 1.0) is None
    go.set()
    until(lambda: beside.piece(1.0, 1.0) is not None)
    beside.stop()


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
