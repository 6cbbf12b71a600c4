"""A film for the viewer that needs no scene and no painter: every picture tells its time and its camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.viewer.timeline_bar import TimelineMark
from replay.viewer.window import PlayedFilm
from tests.helpers.films import FakePicture

CAMERAS = ("cut", "main", "overhead")
CAMERA_COLOURS = ((200, 0, 0), (0, 200, 0), (0, 0, 200))
DURATION_S = 20.0


@dataclass(frozen=True)
class FakeFrame:
    video_time: float
    camera: str
    doubt: bool = False


class Studio:
    """Frames and pictures on demand; remembers what it was asked for."""

    def __init__(self, size: tuple[int, int] = (320, 180)) -> None:
        self.asked: list[FakeFrame] = []
        self.pixels = np.zeros((size[1], size[0], 4), np.uint8)

    def frame(self, video_time: float, camera: str, doubt: bool) -> FakeFrame:
        self.asked.append(FakeFrame(video_time, camera, doubt))
        return self.asked[-1]

    def paint(self, frame: FakeFrame) -> FakePicture:
        red, green, blue = CAMERA_COLOURS[CAMERAS.index(frame.camera)]
        self.pixels[..., :3] = (blue, green, red)
        return FakePicture(self.pixels)

    def film(self) -> PlayedFilm[FakeFrame]:
        marks = (TimelineMark(5.0, "pull-off"), TimelineMark(12.5, "bell"))
        return PlayedFilm("Final", DURATION_S, 60, CAMERAS, self.frame, self.paint, marks)
