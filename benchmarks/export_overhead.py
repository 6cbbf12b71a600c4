"""What drawing and converting add to encoding: wall time of an export over that of encoding its frames from memory.

Two synthetic films at 1920x1080: a standing camera (a field with seven sprites and two panels that change) and a moving
one (a window that slides over a larger field); with --race, stretches of the film of a race instead. Run from the root
of the repository:

    python -m benchmarks.export_overhead [--frames 240] [--runs 3] [--preset landscape] [--race RACE]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from replay.app.build import build
from replay.app.filming import Choice, Film, look_of, plates_of, prepare, scene_of
from replay.base.progress import Silent
from replay.video.encoder import Encoder, FilmMetadata
from replay.video.export import ExportJob, Report, export
from replay.video.preset_values import Preset
from replay.video.presets import preset
from replay.video.yuv import BgrxPicture, Bytes, Rectangle, YuvConverter, YuvFrame

SPRITE_PX = 84
SPRITES = 7


class Painted:
    """A picture of the benchmark's painters."""

    def __init__(self, pixels: Bytes, changed: tuple[Rectangle, ...] | None) -> None:
        self.pixels = pixels
        self.changed = changed


def field(width: int, height: int) -> Bytes:
    """A wide field with light that falls off, lines and grain, like boards seen from afar."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 110 + 60 * np.cos(x / width * 5) + 40 * np.sin(y / height * 4) + 12 * ((x + 3 * y) % 97 < 3)
    light += np.random.default_rng(0).normal(0, 1.2, light.shape)
    pixels: Bytes = np.clip(light[..., None] * np.array([0.6, 0.8, 1.0, 1.0]), 0, 255).astype(np.uint8)
    return pixels


class Standing:
    """Seven sprites on a still field, and two panels that change."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.background = field(*size)
        self.pixels = self.background.copy()
        self.sprite = 255 - field(SPRITE_PX, SPRITE_PX)
        self.size = size
        self.before: tuple[Rectangle, ...] = ()

    def __call__(self, video_time: float) -> BgrxPicture:
        for x, y, width, height in self.before:
            self.pixels[y : y + height, x : x + width] = self.background[y : y + height, x : x + width]
        places = tuple(self._place(rider, video_time) for rider in range(SPRITES))
        for x, y, width, height in places:
            self.pixels[y : y + height, x : x + width] = self.sprite
        panels = ((60, 60, 260, 120), (60, 200, 300, 40))
        for x, y, width, height in panels:
            self.pixels[y : y + height, x : x + width] = int(video_time * 10) % 200
        changed, self.before = (*self.before, *places, *panels), places
        return Painted(self.pixels, changed)

    def _place(self, rider: int, video_time: float) -> Rectangle:
        width, height = self.size
        x = int(video_time * 300 + rider * 110) % (width - SPRITE_PX)
        return x, int(height * 0.55 + 40 * np.sin(x / 200 + rider)), SPRITE_PX, SPRITE_PX


class Moving:
    """A window that slides over a field twice as wide."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.plate = field(2 * size[0], size[1] + 100)

    def __call__(self, video_time: float) -> BgrxPicture:
        width, height = self.size
        x = int(width / 2 * (1 + np.sin(video_time)))
        y = int(50 * (1 + np.cos(2 * video_time)))
        return Painted(np.ascontiguousarray(self.plate[y : y + height, x : x + width]), None)


def encode_from_memory(job: ExportJob, path: Path) -> float:
    """Seconds to encode a film whose frames lie ready."""
    converter, frames = YuvConverter(job.preset.size), []
    for video_time in job.frame_times:
        frame = YuvFrame(job.preset.size)
        converter.convert(job.paint(video_time), frame)
        frames.append(frame)
    begun_s = time.perf_counter()
    with Encoder(path, job.preset, FilmMetadata()) as encoder:
        for frame in frames:
            encoder.add(frame)
    return time.perf_counter() - begun_s


def measure(name: str, painter: Callable[[float], BgrxPicture], chosen: Preset, frames: int, runs: int) -> None:
    _measure(name, ExportJob(chosen.frame_times(0.0, frames / chosen.fps), painter, chosen), frames, runs)


def _measure(name: str, job: ExportJob, frames: int, runs: int) -> None:
    pure: list[float] = []
    whole: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        for _ in range(runs):
            pure.append(encode_from_memory(job, path))
            whole.append(export(job, path, overwrite=True))
        megabits = path.stat().st_size * 8 / 1e6 / job.duration_s
    report = sorted(whole, key=lambda each: each.seconds)[runs // 2]
    ratios = [each.seconds / alone for each, alone in zip(whole, pure, strict=True)]
    print(
        f"{name:9} encoding {frames / statistics.median(pure):4.0f} fps, export {report.frames_a_second:4.0f} fps, "
        f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), {megabits:.1f} Mbit/s"
    )
    print(f"{'':9} {report.lines()[1]}")


def measure_race(race: Path, chosen: Preset, frames: int, runs: int) -> None:
    """Stretches of the film of a race: each begins at a share of its length."""
    replay = build(race)
    plates = plates_of(replay.velodrome, look=look_of(replay))
    scene = scene_of(replay, chosen.layout, chosen.cut, Choice())
    prepare(plates, scene.timeline.shots, chosen.size, Silent())
    for share in (0.15, 0.4, 0.6, 0.8):
        times = chosen.frame_times(share * scene.duration_s, share * scene.duration_s + frames / chosen.fps)
        film = Film(scene, replay.velodrome, chosen.size, plates, times)
        job = ExportJob(times, film.paint, chosen)
        _measure(f"at {share:.0%}", job, frames, runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=240)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--preset", default="landscape")
    parser.add_argument("--race", type=Path)
    asked = parser.parse_args()
    chosen = preset(asked.preset)
    print(f"{chosen.name}: {asked.frames} frames, {asked.runs} runs, Python {sys.version.split()[0]}")
    if asked.race is not None:
        measure_race(asked.race, chosen, asked.frames, asked.runs)
        return
    measure("standing", Standing(chosen.size), chosen, asked.frames, asked.runs)
    measure("moving", Moving(chosen.size), chosen, asked.frames, asked.runs)


if __name__ == "__main__":
    main()
