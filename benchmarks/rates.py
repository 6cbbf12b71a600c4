"""What bits buy: size, likeness and time of a film by x264's preset and constant rate factor.

Pieces of the film of a race are drawn once and encoded again and again. Likeness is structural similarity (SSIM, Wang
et al. 2004) of luma, as FFmpeg's filter works it out, of what is decoded with what was drawn: its mean, and that of
the worst twentieth of the frames. Megabytes are those of the whole film at that rate. Run from the root:

    python -m benchmarks.rates [--race RACE] [--preset P] [--seconds 2] [--pieces 4] [--crf 18 21 ..] [--x264 NAME ..]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

from replay.app.build import build
from replay.app.filming import Choice, Film, look_of, plates_of, prepare, scene_of
from replay.base.progress import Silent
from replay.video.encoder import Encoder, FilmMetadata
from replay.video.preset_values import Preset
from replay.video.presets import preset
from replay.video.yuv import YuvConverter, YuvFrame

FINAL = Path("races/tokyo-2020/mens-keirin/final-a.yaml")
WORST = 0.05


def drawn(race: Path, chosen: Preset, pieces: int, seconds: float) -> tuple[list[YuvFrame], float]:
    """Frames of pieces all over the film, ready to be encoded, and how long the whole film is, s."""
    replay = build(race)
    plates = plates_of(replay.velodrome, look=look_of(replay))
    scene = scene_of(replay, chosen.layout, chosen.cut, Choice(hook=chosen.hook), fps=chosen.fps)
    prepare(plates, scene.timeline.shots, chosen.size, Silent())
    begins = [scene.duration_s * (piece + 0.5) / pieces for piece in range(pieces)]
    times = tuple(time_s for begin_s in begins for time_s in chosen.frame_times(begin_s, begin_s + seconds))
    film, converter, frames = Film(scene, replay.velodrome, chosen.size, plates, times), YuvConverter(chosen.size), []
    for time_s in times:
        frames.append(YuvFrame(chosen.size))
        converter.convert(film.paint(time_s), frames[-1])
    return frames, scene.duration_s


def encoded(frames: list[YuvFrame], chosen: Preset, path: Path) -> tuple[float, float]:
    """Milliseconds of encoding a frame, and Mbit/s of the pictures."""
    begun_s = time.perf_counter()
    with Encoder(path, chosen, FilmMetadata()) as encoder:
        for frame in frames:
            encoder.add(frame)
    spent_s = time.perf_counter() - begun_s
    with av.open(path) as film:
        size = sum(packet.size for packet in film.demux(video=0))
    return 1000 * spent_s / len(frames), size * 8 / 1e6 / (len(frames) / chosen.fps)


def likeness(frames: list[YuvFrame], chosen: Preset, path: Path) -> list[float]:
    """SSIM of each frame's luma with what was drawn."""
    graph = Graph()
    width, height = chosen.size
    kind = av.VideoFormat("yuv420p", width, height)
    ends = [graph.add_buffer(width=width, height=height, format=kind, time_base=Fraction(1)) for _ in range(2)]
    same, sink = graph.add("ssim"), graph.add("buffersink")
    for place, end in enumerate(ends):
        end.link_to(same, 0, place)
    same.link_to(sink)
    graph.configure()
    found = []
    with av.open(path) as film:
        for number, (shown, frame) in enumerate(zip(film.decode(video=0), frames, strict=True)):
            for end, picture in zip(ends, (shown, frame.video_frame), strict=True):
                picture.pts, picture.time_base = number, Fraction(1)  # the filter pairs pictures of one time
                end.push(picture)
            compared = sink.pull()
            assert isinstance(compared, av.VideoFrame)
            found.append(float(compared.metadata["lavfi.ssim.Y"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--race", type=Path, default=FINAL)
    parser.add_argument("--preset", default="landscape")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each piece")
    parser.add_argument("--pieces", type=int, default=4)
    parser.add_argument("--crf", type=int, nargs="+", default=[18, 20, 22, 24, 26])
    parser.add_argument("--x264", nargs="+", default=["superfast", "veryfast", "medium"], metavar="NAME")
    asked = parser.parse_args()
    chosen = preset(asked.preset)
    frames, duration_s = drawn(asked.race, chosen, asked.pieces, asked.seconds)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {date.today()}", end="; ")
    print(f"{asked.race.stem}, {chosen.name}, {duration_s:.0f} s, {len(frames)} frames")
    print(f"{'x264':10} {'crf':>4} {'Mbit/s':>8} {'MB':>6} {'SSIM':>8} {'worst':>8} {'ms a frame':>11}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        for name in asked.x264:
            for crf in asked.crf:
                way = replace(chosen, x264=name, crf=crf)
                ms, mbps = encoded(frames, way, path)
                alike = sorted(likeness(frames, way, path))
                worst = np.mean(alike[: max(round(WORST * len(alike)), 1)])
                cells = f"{mbps:8.1f} {mbps * duration_s / 8:6.0f} {np.mean(alike):8.4f} {worst:8.4f} {ms:11.1f}"
                print(f"{name:10} {crf:4} {cells}", flush=True)


if __name__ == "__main__":
    main()
