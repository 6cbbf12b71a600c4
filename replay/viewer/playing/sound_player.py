"""Plays the sound in time with the playhead: it follows seeking, pauses and speeds, and says nothing at the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from replay.viewer.film import PlayedFilm
from replay.viewer.playing.sound_beside import PIECE_S, SoundBeside
from replay.viewer.playing.speaker import MixerSpeaker, Speaker
from replay.viewer.playing.volume import Volume

SLOWEST, FASTEST = 0.5, 2.0
"""Speeds at which something is heard, lower or higher like a record. Beyond them, and backwards, it would be noise."""

OUT_OF_TIME_S = 0.1
"""Sound that is farther from the picture than this begins anew at its place. People notice an eighth of a second
(ITU-R BT.1359: 45 ms too early, 125 ms too late)."""

NO_DEVICE = "there is no sound here: nothing plays it"


@dataclass(frozen=True, slots=True)
class Listening:
    """What is to be heard. speed: video seconds per second; 0: the film stands still"""

    film: PlayedFilm[Any]
    camera: str
    video_time: float
    speed: float
    volume: Volume

    @property
    def audible(self) -> bool:
        return SLOWEST <= self.speed <= FASTEST and self.volume.share > 0


class SoundPlayer:
    """Told at every turn of the loop what is to be heard, it keeps the speaker supplied."""

    def __init__(self, open_speaker: Callable[[], Speaker] = MixerSpeaker) -> None:
        self._beside = SoundBeside(open_speaker)
        self._heard_s = 0.0  # what of the film comes out of the speaker now
        self._added_s = 0.0  # where the piece begins that was added last
        self._waits = False  # it is played after the one that plays now
        self._speed = 0.0  # 0: nothing is played
        self._said = False

    def follow(self, listening: Listening | None, elapsed_s: float) -> str:
        """So much time passed, and this is to be heard now; None: nothing. Returns what there is to say, mostly ''."""
        if listening is None or listening.film.sound is None or listening.volume.share == 0:
            self._silence()
            self._beside.forget()
            return ""
        if self._beside.failed is not None:
            said, self._said = "" if self._said else NO_DEVICE, True
            return said
        self._beside.want(listening.film, listening.camera, listening.video_time)
        speaker = self._beside.speaker
        if speaker is None:
            return ""
        if not listening.audible:
            self._silence()
            return ""
        speaker.set_volume(listening.volume.share)
        self._supply(speaker, listening, elapsed_s)
        return ""

    def stop(self) -> None:
        """Nothing is heard any more."""
        self._silence()
        self._beside.stop()

    def _supply(self, speaker: Speaker, listening: Listening, elapsed_s: float) -> None:
        self._heard_s += elapsed_s * self._speed
        if self._waits and speaker.wants_more:
            self._heard_s, self._waits = self._added_s, False  # it begins now: that is exact
        late_s = abs(self._heard_s - listening.video_time)
        if listening.speed != self._speed or late_s > OUT_OF_TIME_S or not speaker.busy:
            self._begin(speaker, listening)
        elif speaker.wants_more:
            self._add(speaker)

    def _begin(self, speaker: Speaker, listening: Listening) -> None:
        piece = self._beside.piece(listening.video_time, listening.speed)
        if piece is None:
            self._silence()
            return
        speaker.begin(piece)
        self._heard_s = self._added_s = listening.video_time
        self._speed, self._waits = listening.speed, False
        self._add(speaker)

    def _add(self, speaker: Speaker) -> None:
        begin_s = self._added_s + PIECE_S * self._speed
        piece = self._beside.piece(begin_s, self._speed)
        if piece is not None:
            speaker.add(piece)
            self._added_s, self._waits = begin_s, True

    def _silence(self) -> None:
        if self._speed != 0 and self._beside.speaker is not None:
            self._beside.speaker.silence()
        self._speed = 0.0
