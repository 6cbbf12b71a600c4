"""What an export takes over the encoding of its own frames, and what more painters give.

For a stretch of the film in which the camera stands, one in which it moves, and pieces of the whole cut: wall time of
the export with one painter over that of x264 on the very same frames, which lie ready as YUV, with the same settings
and threads; at the format's own x264 preset and others. Plates and loops are ready before. Run from the root:

    python -m benchmarks.export [--race RACE] [--preset P] [--frames 240] [--runs 5] [--x264 NAME ...] [--json]
    python -m benchmarks.export --painters 1 2 [--from bell --to finish]
    python -m benchmarks.export --peers     (pip install -r benchmarks/peers.txt)

`--painters` measures whole exports of a range by the wall, with the start of their processes. `--peers` draws a far
simpler scene by other means, as their users do, beside a film of this program of the same size and length.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.peers import PEERS, drawn_by
from replay.app.build import Replay, build
from replay.app.clips.one_clip import Order, ready_clip, write_clip
from replay.app.filming import Choice, Film, look_of, plates_of, prepare, scene_of
from replay.base.progress import Silent
from replay.scene.compose import Scene, frame_at
from replay.video.encoder import Encoder, FilmMetadata
from replay.video.export import ExportJob, Report, export
from replay.video.preset_values import Preset
from replay.video.presets import preset
from replay.video.yuv import YuvConverter, YuvFrame

FINAL = Path("races/tokyo-2020/mens-keirin/final-a.yaml")
PIECE_FRAMES = 24
"""Neighbouring frames in a piece of the cut: as many as a painter paints at a time."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of some runs. fps: frames a second by the wall. ratio: export over encoding, in the same run."""

    stretch: str
    x264: str
    frames: int
    encoding_fps: float
    export_fps: float
    ratio: float
    ratio_least: float
    ratio_most: float
    draw_ms: float
    convert_ms: float
    encode_ms: float
    mbps: float

    def line(self) -> str:
        return (
            f"{self.stretch:8} {self.x264:10} {self.encoding_fps:8.0f} {self.export_fps:8.0f}   {self.ratio:5.2f} "
            f"({self.ratio_least:.2f} to {self.ratio_most:.2f}) {self.draw_ms:8.1f} {self.convert_ms:8.1f} "
            f"{self.encode_ms:8.1f} {self.mbps:8.1f}"
        )


HEAD = (
    f"{'':8} {'x264':10} {'encoding':>8} {'export':>8}   {'ratio':20} {'draw ms':>8} {'convert':>8} {'encode':>8} "
    f"{'Mbit/s':>8}"
)


def stretches(scene: Scene, chosen: Preset, frames: int) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Names and frame times of what is measured: a standing camera, a moving one, and pieces all over the cut."""
    times = chosen.frame_times(0.0, scene.duration_s)
    begins = range(0, max(len(times) - frames, 1), chosen.fps // 2)
    moves = {begin: _moves(scene, times[begin : begin + frames]) for begin in begins}
    for name, wanted in (("still", 0), ("moving", len(_LOOKED_AT) - 1)):
        found = [begin for begin, moved in moves.items() if moved == wanted]
        if found:
            middle = found[len(found) // 2]
            yield name, times[middle : middle + frames]
    pieces = max(frames // PIECE_FRAMES, 1)
    every = max(len(times) // pieces, PIECE_FRAMES)
    yield "the cut", tuple(time_s for at in range(0, len(times), every) for time_s in times[at : at + PIECE_FRAMES])


_LOOKED_AT = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of a stretch at which its camera is looked at."""


def _moves(scene: Scene, times: Sequence[float]) -> int:
    """How often the camera is another from one look to the next; -1 where a card is shown."""
    shown = [times[round(share * (len(times) - 1))] for share in _LOOKED_AT]
    if any(scene.timeline.segment_at(time_s).card for time_s in shown):
        return -1
    cameras = [frame_at(scene, time_s).camera for time_s in shown]
    return sum(before != after for before, after in pairwise(cameras))


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


def measure(name: str, job: ExportJob, runs: int) -> Measured:
    """A job exported and encoded from memory in turn, `runs` times."""
    pure: list[float] = []
    whole: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        export(job, path)  # what is drawn once and kept is drawn before
        for _ in range(runs):
            pure.append(encode_from_memory(job, path))
            whole.append(export(job, path, overwrite=True))
        mbps = path.stat().st_size * 8 / 1e6 / job.duration_s
    ratios = [each.seconds / alone for each, alone in zip(whole, pure, strict=True)]
    frames = len(job.frame_times)

    def ms_a_frame(spent_s: Callable[[Report], float]) -> float:
        return 1000 * statistics.median(map(spent_s, whole)) / frames

    return Measured(
        stretch=name,
        x264=job.preset.x264,
        frames=frames,
        encoding_fps=frames / statistics.median(pure),
        export_fps=frames / statistics.median(each.seconds for each in whole),
        ratio=statistics.median(ratios),
        ratio_least=min(ratios),
        ratio_most=max(ratios),
        draw_ms=ms_a_frame(lambda each: each.draw_s),
        convert_ms=ms_a_frame(lambda each: each.convert_s),
        encode_ms=ms_a_frame(lambda each: each.encode_s),
        mbps=mbps,
    )


def measure_race(replay: Replay, chosen: Preset, settings: Sequence[str], frames: int, runs: int) -> Iterator[Measured]:
    """All stretches at all x264 presets."""
    plates = plates_of(replay.velodrome, look=look_of(replay))
    scene = scene_of(replay, chosen.layout, chosen.cut, Choice(), fps=chosen.fps)
    prepare(plates, scene.timeline.shots, chosen.size, Silent())
    for name, times in stretches(scene, chosen, frames):
        film = Film(scene, replay.velodrome, chosen.size, plates, times)
        for setting in settings:
            yield measure(name, ExportJob(times, film.paint, replace(chosen, x264=setting)), runs)


def measure_painters(
    race: Path, replay: Replay, chosen: Preset, counts: Sequence[int], runs: int, span: tuple[str, str]
) -> Iterator[dict[str, float]]:
    """Whole exports of a range at its own speed, by number of painters."""
    choice = Choice(from_when=span[0], to_when=span[1], speed=1.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        for turn in range(runs + 1):  # the first fetches plates and is not counted
            for count in counts:
                order = Order(race, path, chosen, choice, overwrite=True, painters=count)
                report = write_clip(ready_clip(order, replay, None), Silent())
                if turn:
                    yield {"painters": count, "frames": report.frames, "seconds": report.seconds}


def print_painters(rows: list[dict[str, float]]) -> None:
    print(f"{'painters':>8} {'frames':>8} {'seconds':>8} {'fps':>8}")
    for count in sorted({row["painters"] for row in rows}):
        own = [row for row in rows if row["painters"] == count]
        seconds = statistics.median(row["seconds"] for row in own)
        print(f"{count:8.0f} {own[0]['frames']:8.0f} {seconds:8.1f} {own[0]['frames'] / seconds:8.1f}")


def measure_peers(race: Path, replay: Replay, frames: int, runs: int) -> Iterator[dict[str, object]]:
    """Milliseconds a frame, from nothing to the file, of others and of this program at 1280x720."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        for name in PEERS:
            spent_s = []
            for _ in range(runs):
                begun_s = time.perf_counter()
                drawn_by(name, path, frames)
                spent_s.append(time.perf_counter() - begun_s)
                path.unlink()
            yield {"by": name, "ms_a_frame": 1000 * statistics.median(spent_s) / frames}
        chosen = preset("x720")
        scene = scene_of(replay, chosen.layout, chosen.cut, Choice(), fps=chosen.fps)
        plates = plates_of(replay.velodrome, look=look_of(replay))
        prepare(plates, scene.timeline.shots, chosen.size, Silent())
        times = dict(stretches(scene, chosen, frames))["the cut"]
        film = Film(scene, replay.velodrome, chosen.size, plates, times)
        job = ExportJob(times, film.paint, chosen)
        reports = [export(job, path, overwrite=True) for _ in range(runs + 1)][1:]
        spent = statistics.median(report.seconds / report.frames for report in reports)
        yield {"by": f"velodrome-replay, {race.stem}", "ms_a_frame": 1000 * spent}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--race", type=Path, default=FINAL)
    parser.add_argument("--preset", default="landscape")
    parser.add_argument("--frames", type=int, default=240)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--x264", nargs="+", metavar="NAME", help="x264 presets (the format's own, veryfast, medium)")
    parser.add_argument("--painters", nargs="+", type=int, metavar="N", help="whole exports with so many painters")
    parser.add_argument("--from", dest="begin", default="bell", help="where the range of --painters begins (bell)")
    parser.add_argument("--to", dest="end", default="finish", help="and where it ends (finish)")
    parser.add_argument("--peers", action="store_true", help="others beside this program")
    parser.add_argument("--json", action="store_true", help="the figures for programs")
    asked = parser.parse_args()
    chosen, replay = preset(asked.preset), build(asked.race)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {date.today()}"
    rows: list[dict[str, object]] = []
    if not asked.json:
        print(f"{machine}; {asked.race.stem}, {'x720' if asked.peers else chosen.name}, medians of {asked.runs}")
    if asked.peers:
        for peer in measure_peers(asked.race, replay, asked.frames, asked.runs):
            rows.append(peer)
            if not asked.json:
                print(f"{peer['by']:<36} {peer['ms_a_frame']:8.1f} ms a frame", flush=True)
    elif asked.painters:
        span = asked.begin, asked.end
        counted = list(measure_painters(asked.race, replay, chosen, asked.painters, asked.runs, span))
        rows += [dict(row) for row in counted]
        if not asked.json:
            print_painters(counted)
    else:
        settings = asked.x264 or list(dict.fromkeys((chosen.x264, "veryfast", "medium")))
        if not asked.json:
            print(HEAD)
        for each in measure_race(replay, chosen, settings, asked.frames, asked.runs):
            rows.append(asdict(each))
            if not asked.json:
                print(each.line(), flush=True)
    if asked.json:
        print(json.dumps({"machine": machine, "race": str(asked.race), "preset": chosen.name, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
