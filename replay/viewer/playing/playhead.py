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
    loop        from where to where it plays again and again, s; None: the whole timeline, once
    """

    duration_s: float
    fps: int
    video_time: float = 0.0
    speed: float = 1.0
    playing: bool = True
    loop: tuple[float, float] | None = None
    begin_s: float | None = None
    end_s: float | None = None

    def advance(self, elapsed_s: float) -> None:
        """Move on by what passed, if it plays. Playing ends at the end it runs towards."""
        if not self.playing:
            return
        if self.loop is not None:
            self.seek(self._looped(self.video_time + elapsed_s * self.speed, *self.loop))
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

    def mark_in(self) -> None:
        """The range begins here."""
        self.begin_s = self.video_time
        if self.end_s is not None and self.end_s <= self.video_time:
            self.end_s = None
        self._keep_looping()

    def mark_out(self) -> None:
        """The range ends here."""
        self.end_s = self.video_time
        if self.begin_s is not None and self.begin_s >= self.video_time:
            self.begin_s = None
        self._keep_looping()

    @property
    def range_s(self) -> tuple[float, float]:
        """From where to where the range goes; the whole timeline where it has no ends."""
        begin = 0.0 if self.begin_s is None else self.begin_s
        return begin, self.duration_s if self.end_s is None else self.end_s

    def toggle_loop(self) -> None:
        """Play the range again and again, or go on as usual."""
        self.loop = None if self.loop is not None else self.range_s
        if self.loop is not None and not self.loop[0] <= self.video_time < self.loop[1]:
            self.seek(self.loop[0])

    def _keep_looping(self) -> None:
        self.loop = None if self.loop is None else self.range_s

    def _looped(self, time_s: float, begin_s: float, end_s: float) -> float:
        """A time in a range that is played again from its begin, or backwards from its end."""
        length_s = end_s - begin_s
        if length_s <= 0 or begin_s <= time_s < end_s:
            return max(time_s, begin_s)
        return begin_s + (time_s - begin_s) % length_s

    def usual_speed(self) -> None:
        """As fast as it was made, in the same direction."""
        self.speed = math.copysign(1.0, self.speed)

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
