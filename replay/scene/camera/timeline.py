"""The timeline: which race time each video time shows, from which camera."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby

from replay.base.easing import smoothstep
from replay.scene.camera.setups import Who
from replay.scene.camera.shots import CameraTrack
from replay.scene.frame.card import Card
from replay.scene.frame.shot import Shot
from replay.scene.frame.shot_pictures import COURSE_S

_QUICK = 2.0
"""What is shown faster than this has a course of more pictures: riders move farther from one to the next."""

_MOST_PICTURES = 250
"""A course of more pictures than this is several, where a film has both fast and live stretches: the labels of 1200, of
one camera all the film long, take 8 s of CPU and 160 MB, those of its 330 live ones a quarter of that."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of video with one law of speed.

    speed_from, speed_to  race seconds per video second at its ends, joined by a smoothstep; equal: even; 0: a hold
    card                  that the race stands still behind; None: the race itself
    """

    video_start_s: float
    duration_s: float
    race_start_s: float
    speed_from: float = 1.0
    speed_to: float = 1.0
    card: Card | None = None

    @property
    def video_end_s(self) -> float:
        """Video time at its end."""
        return self.video_start_s + self.duration_s

    @property
    def race_end_s(self) -> float:
        """Race time at its end: a smoothstep has the mean of its ends."""
        return self.race_start_s + self.duration_s * (self.speed_from + self.speed_to) / 2

    @property
    def holds(self) -> bool:
        """Whether it shows one moment of the race all along."""
        return self.speed_from == self.speed_to == 0.0

    def race_time(self, video_time_s: float) -> float:
        """Race time at a video time of this segment: the integral of its speed."""
        past = min(max(video_time_s - self.video_start_s, 0.0), self.duration_s)
        if self.speed_from == self.speed_to:
            return self.race_start_s + past * self.speed_from
        x = past / self.duration_s
        gained = self.duration_s * (x**3 - x**4 / 2)
        return self.race_start_s + self.speed_from * past + (self.speed_to - self.speed_from) * gained

    def speed(self, video_time_s: float) -> float:
        """Race seconds per video second at a video time."""
        if self.duration_s == 0.0:
            return self.speed_to
        x = (video_time_s - self.video_start_s) / self.duration_s
        return self.speed_from + (self.speed_to - self.speed_from) * smoothstep(x)

    def video_time(self, race_time_s: float) -> float:
        """Video time at which this segment shows a race time that lies within it."""
        if self.holds:
            return self.video_start_s
        if self.speed_from == self.speed_to:
            return self.video_start_s + (race_time_s - self.race_start_s) / self.speed_from
        low, high = self.video_start_s, self.video_end_s
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.race_time(middle) < race_time_s else (low, middle)
        return (low + high) / 2


@dataclass(frozen=True, slots=True)
class ShotSpan:
    """A stretch of video seen by one camera.

    beside  the shot that shares the picture with it, and its camera; None: the picture is its own
    """

    video_start_s: float
    shot: Shot
    track: CameraTrack
    who: Who = Who.EVERYBODY
    beside: tuple[Shot, CameraTrack] | None = None


@dataclass(frozen=True, slots=True)
class ShownTimes:
    """Which race time each video time shows: segments in order without a gap in video time.

    Race time may jump, never back; what a hook shows beforehand is not counted.
    """

    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        if not self.segments:
            raise ValueError("a timeline needs at least one segment")
        for before, after in zip(self.segments, self.segments[1:], strict=False):
            if abs(before.video_end_s - after.video_start_s) > 1e-9:
                raise ValueError(f"segments leave a gap in video time at {before.video_end_s:.3f} s")
            if before.card is not Card.HOOK and after.race_start_s < before.race_end_s - 1e-9:
                raise ValueError(f"race time runs back at {after.video_start_s:.3f} s of video")

    @property
    def duration_s(self) -> float:
        """Video seconds from the first picture to the last."""
        return self.segments[-1].video_end_s

    def segment_at(self, video_time_s: float) -> Segment:
        """The segment of a video time; outside the video the first or the last."""
        return self.segments[_at([s.video_start_s for s in self.segments], video_time_s)]

    def race_time(self, video_time_s: float) -> float:
        """Race time shown at a video time, never falling; behind a card it stands still."""
        return self.segment_at(video_time_s).race_time(video_time_s)

    def speed(self, video_time_s: float) -> float:
        """Race seconds per video second."""
        return self.segment_at(video_time_s).speed(video_time_s)

    def video_times(self, race_time_s: float) -> tuple[float, ...]:
        """Video times at which a race time is shown outside cards: none where the cut skips it."""
        found = [s.video_time(race_time_s) for s in self.segments if not s.card and _shows(s, race_time_s)]
        return tuple(time for k, time in enumerate(found) if k == 0 or time > found[k - 1] + 1e-6)

    def first_shown(self, race_time_s: float, *, within_s: float = 0.0) -> float | None:
        """First video time at which the race is at a race time, or, where the cut skips that, soon after it."""
        for segment in self.segments:
            if segment.card or segment.race_end_s < race_time_s:
                continue
            if segment.race_start_s <= race_time_s:
                return segment.video_time(race_time_s)
            return segment.video_start_s if segment.race_start_s <= race_time_s + within_s else None
        return None


@dataclass(frozen=True, slots=True)
class Timeline(ShownTimes):
    """Segments, and the shots that show them."""

    spans: tuple[ShotSpan, ...]

    def __post_init__(self) -> None:
        super(Timeline, self).__post_init__()
        if not self.spans:
            raise ValueError("a timeline needs at least one shot")

    @property
    def shots(self) -> tuple[Shot, ...]:
        """Every shot, in order: what plates must be made for."""
        every = ((span.shot,) if span.beside is None else (span.shot, span.beside[0]) for span in self.spans)
        return tuple(shot for shots in every for shot in shots)

    def split_from(self, video_time_s: float) -> float | None:
        """Video time from which two shots share the picture of a video time; None where one has it."""
        first = _at([span.video_start_s for span in self.spans], video_time_s)
        if self.spans[first].beside is None:
            return None
        while first > 0 and self.spans[first - 1].beside is not None:
            first -= 1
        return self.spans[first].video_start_s

    def span_at(self, video_time_s: float) -> ShotSpan:
        """The shot that is on at a video time."""
        return self.spans[_at([span.video_start_s for span in self.spans], video_time_s)]

    def course_span(self, video_time_s: float) -> tuple[float, float]:
        """Video times from..to of the course that a picture belongs to: its shot, without the cards that hold its ends.

        A shot as long as a film has one for each stretch that is shown fast, and for each that is not.
        """
        start, end, _ = self._course_piece(video_time_s)
        return start, end

    def course_times(self, video_time_s: float) -> tuple[float, ...]:
        """Video times of the course that a picture belongs to: evenly over it."""
        start, end, fastest = self._course_piece(video_time_s)
        steps = max(math.ceil(_pictures(start, end, fastest)), 1)
        last = math.nextafter(end, 0.0)  # at its end the next one is on
        return tuple(min(start + step * (end - start) / steps, last) for step in range(steps + 1))

    def _course_piece(self, video_time_s: float) -> tuple[float, float, float]:
        """From and to of a course, and the fastest that it shows."""
        span = self.span_at(video_time_s)
        later = [other.video_start_s for other in self.spans if other.video_start_s > span.video_start_s]
        start, end = span.video_start_s, min([self.duration_s, *later])
        run = [s for s in self.segments if s.video_end_s > start and s.video_start_s < end and not s.holds]
        if not run:
            return start, end, 1.0
        start, end = max(start, run[0].video_start_s), min(end, run[-1].video_end_s)
        fastest = max(_fastest(s) for s in run)
        if _pictures(start, end, fastest) <= _MOST_PICTURES:
            return start, end, fastest
        pieces = [list(piece) for _, piece in groupby(run, key=lambda s: _fastest(s) > _QUICK)]
        piece = next((piece for piece in pieces if video_time_s < piece[-1].video_end_s), pieces[-1])
        return max(start, piece[0].video_start_s), min(end, piece[-1].video_end_s), max(_fastest(s) for s in piece)


def _shows(segment: Segment, race_time_s: float) -> bool:
    return segment.race_start_s <= race_time_s <= segment.race_end_s


def _at(starts: list[float], time_s: float) -> int:
    """Index of the stretch that holds a time; before the first it is the first."""
    return max(bisect_right(starts, time_s) - 1, 0)


def _fastest(segment: Segment) -> float:
    return max(segment.speed_from, segment.speed_to)


def _pictures(start_s: float, end_s: float, fastest: float) -> float:
    """How many pictures a course has that shows nothing faster than that."""
    return (end_s - start_s) / COURSE_S * max(fastest / _QUICK, 1.0)
