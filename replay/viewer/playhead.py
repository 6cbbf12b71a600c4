"""The viewer's place on the timeline. It never reads the clock: the caller says how long passed."""

from __future__ import annotations

import math
from dataclasses import dataclass

SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
"""Speeds that are chosen step by step, video seconds per second."""

SHUTTLE_SPEEDS = (1.0, 2.0, 4.0)
"""Speeds of the shuttle keys: the first press, the second, and all that follow."""

SAME_FRAME = 1e-6
"""Frames: two times that are closer than this are one frame."""


@dataclass
class Playhead:
    """Where the viewer is and how it moves on.

    duration_s  length of the timeline; the playhead never leaves it, and stops at its ends
    fps         frames a second, for stepping
    video_time  s
    speed       video seconds per second; negative backwards
    """

    duration_s: float
    fps: int
    video_time: float = 0.0
    speed: float = 1.0
    playing: bool = True

    def advance(self, elapsed_s: float) -> None:
        """Move on by what passed, if it plays. Playing ends at the end it runs towards."""
        if not self.playing:
            return
        self.seek(self.video_time + elapsed_s * self.speed)
        if self.video_time == (self.duration_s if self.speed > 0 else 0.0):
            self.playing = False

    def seek(self, video_time: float) -> None:
        self.video_time = min(max(video_time, 0.0), self.duration_s)

    def seek_by(self, seconds: float) -> None:
        self.seek(self.video_time + seconds)

    def toggle(self) -> None:
        """Play or pause. Playing goes forwards, and from the end it starts again."""
        self.playing = not self.playing
        self.speed = abs(self.speed)
        if self.playing and self.video_time == self.duration_s:
            self.seek(0.0)

    def step(self, frames: int) -> None:
        """Pause, and go to the next frame, or the one before; between two frames, to the one on that side."""
        self.playing = False
        place = self.video_time * self.fps
        whole = math.floor(place + SAME_FRAME) if frames > 0 else math.ceil(place - SAME_FRAME)
        self.seek((whole + frames) / self.fps)

    def change_speed(self, steps: int) -> None:
        """The next faster speed, or slower; the direction stays."""
        if steps > 0:
            faster = [speed for speed in SPEEDS if speed > abs(self.speed)]
            chosen = faster[0] if faster else SPEEDS[-1]
        else:
            slower = [speed for speed in SPEEDS if speed < abs(self.speed)]
            chosen = slower[-1] if slower else SPEEDS[0]
        self.speed = math.copysign(chosen, self.speed)

    def shuttle(self, direction: int) -> None:
        """Play forwards (1) or backwards (-1), faster at each press; 0 stops, and the speed is the usual again."""
        if direction == 0:
            self.playing, self.speed = False, 1.0
            return
        if self.playing and self.speed * direction > 0:
            faster = [speed for speed in SHUTTLE_SPEEDS if speed > abs(self.speed)]
            chosen = faster[0] if faster else SHUTTLE_SPEEDS[-1]
        else:
            chosen = SHUTTLE_SPEEDS[0]
        self.playing, self.speed = True, direction * chosen
