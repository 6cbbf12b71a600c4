"""A film for the viewer that needs no scene and no painter: every picture tells its time and its camera."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from replay.viewer.film import PlayedFilm
from replay.viewer.picture_parts import Parts
from replay.viewer.timeline_bar import MarkKind, TimelineMark
from tests.helpers.films import FakePicture

CAMERAS = ("cut", "main", "overhead")
CAMERA_COLOURS = ((200, 0, 0), (0, 200, 0), (0, 0, 200))
DURATION_S = 20.0


@dataclass(frozen=True)
class FakeFrame:
    video_time: float
    camera: str
    shown: Parts = field(default_factory=Parts)


class Studio:
    """Frames and pictures on demand; remembers what it was asked for."""

    def __init__(self, size: tuple[int, int] = (320, 180)) -> None:
        self.asked: list[FakeFrame] = []
        self.sizes: list[tuple[int, int]] = []
        self.saved: list[tuple[float, str]] = []
        self.pixels = np.zeros((size[1], size[0], 4), np.uint8)

    def frame(self, video_time: float, camera: str, shown: Parts) -> FakeFrame:
        self.asked.append(FakeFrame(video_time, camera, shown))
        return self.asked[-1]

    def paint(self, frame: FakeFrame, size: tuple[int, int]) -> FakePicture:
        self.sizes.append(size)
        red, green, blue = CAMERA_COLOURS[CAMERAS.index(frame.camera.split(" ")[0])]
        self.pixels[..., :3] = (blue, green, red)
        return FakePicture(self.pixels)

    def save(self, video_time: float, camera: str, shown: Parts) -> str:  # noqa: ARG002
        self.saved.append((video_time, camera))
        return "saving"

    def film(self, duration_s: float = DURATION_S) -> PlayedFilm[FakeFrame]:
        marks = (
            TimelineMark(5.0, "pull-off"),
            TimelineMark(7.5, "2 laps to go", MarkKind.LAP),
            TimelineMark(12.5, "bell", MarkKind.BELL),
        )
        return PlayedFilm(
            "Final",
            duration_s,
            60,
            CAMERAS,
            self.frame,
            self.paint,
            marks=marks,
            moment=lambda time_s: f"race {time_s:.0f}",
            save=self.save,
        )
