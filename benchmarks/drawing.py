"""What drawing costs: milliseconds of CPU a frame, by kind of shot and by part, for the cut of a race.

Some neighbouring frames amid every shot are drawn and converted, one thread at a time, after their plates are made or
fetched. `marks` is all that is painted beside background and figures: the lead line and its label, chips and names,
laying panels, copies. The last line weighs kinds of shots by how long the cut shows them. Run it with

    python -m benchmarks.drawing [races/tokyo-2020/mens-keirin/final-a.yaml] [--preset landscape] [--frames 20]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path

import cv2

from replay.app.build import build
from replay.app.filming import Choice, look_of, plates_of, scene_of
from replay.draw.hall.plates import PlateStore
from replay.draw.painter import DrawnFigures, Painter
from replay.draw.panels.giving_way import picture_panels
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Rect, Size
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.frame import Frame
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.scene.frame.shot import Shot
from replay.track.markings import Markings, markings
from replay.video.preset_values import Preset
from replay.video.presets import PRESETS, preset
from replay.video.yuv import YuvConverter, YuvFrame

PARTS = ("frame", "background", "figures", "overlay", "marks", "convert")


class Stopwatch:
    """Seconds of this thread's CPU, by part."""

    def __init__(self) -> None:
        self.spent_s: dict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        begun_s = time.thread_time()
        yield
        self.spent_s[part] += time.thread_time() - begun_s


class TimedGround:
    """A background source on the stopwatch."""

    def __init__(self, source: PlateStore, watch: Stopwatch) -> None:
        self._source, self._watch = source, watch

    def background(self, shot: Shot, camera: Camera, size_px: Size) -> Bytes:
        with self._watch.on("background"):
            return self._source.background(shot, camera, size_px)


class TimedFigures(DrawnFigures):
    """Figures on the stopwatch."""

    def __init__(self, painted: Markings, watch: Stopwatch) -> None:
        super().__init__(painted)
        self._watch = watch

    def draw_rider(
        self, canvas: Bytes, camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0
    ) -> tuple[Rect, ...]:
        with self._watch.on("figures"):
            return super().draw_rider(canvas, camera, pose, kit, scale=scale)

    def draw_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        with self._watch.on("figures"):
            return super().draw_shadow(canvas, camera, pose, scale=scale)

    def draw_pacer(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        with self._watch.on("figures"):
            return super().draw_pacer(canvas, camera, pose, scale=scale)

    def draw_pacer_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        with self._watch.on("figures"):
            return super().draw_pacer_shadow(canvas, camera, pose, scale=scale)

    def draw_finish_strip(self, strip: FinishStrip, size_px: Size, *, kept: Rect | None = None) -> Bytes:
        with self._watch.on("figures"):
            return super().draw_finish_strip(strip, size_px, kept=kept)


class Bench:
    """Draws frames of a scene at a preset's size."""

    def __init__(self, scene: Scene, plates: PlateStore, chosen: Preset) -> None:
        velodrome = scene.motion.velodrome
        self.watch = Stopwatch()
        self._scene, self._size = scene, chosen.size
        ground, figures = TimedGround(plates, self.watch), TimedFigures(markings(velodrome.shape), self.watch)
        self._painter = Painter(velodrome, chosen.size, background=ground, figures=figures)
        self._converter = YuvConverter(chosen.size)
        self._frames = YuvFrame(chosen.size), YuvFrame(chosen.size)

    def draw(self, time_s: float) -> None:
        spent_s = self.watch.spent_s
        with self.watch.on("frame"):
            frame = frame_at(self._scene, time_s)
        with self.watch.on("overlay"):
            self._panels(frame)
        others = "background", "figures", "again"
        before_s = sum(spent_s[part] for part in others)
        with self.watch.on("again"):
            self._panels(frame)
        with self.watch.on("marks"):
            picture = self._painter.paint(frame)
        spent_s["marks"] -= sum(spent_s[part] for part in others) - before_s
        with self.watch.on("convert"):
            self._converter.convert(picture, self._frames[0])
        self._frames = self._frames[1], self._frames[0]

    def _panels(self, frame: Frame) -> None:
        """Draw what panels are new; the painter finds their pixels ready, and places them once more."""
        picture_panels(frame, style_for(DEFAULT_THEME, frame.layout, self._size))


def stretches(scene: Scene) -> Iterator[tuple[str, float, float]]:
    """What each stretch of the cut shows (a card, or a kind of shot), when it begins and ends, video seconds."""
    cuts = {span.video_start_s for span in scene.timeline.spans}
    cuts |= {segment.video_start_s for segment in scene.timeline.segments if segment.card} | {scene.duration_s}
    cuts |= {segment.video_end_s for segment in scene.timeline.segments if segment.card}
    for start_s, end_s in pairwise(sorted(cuts)):
        middle_s = (start_s + end_s) / 2
        card = scene.timeline.segment_at(middle_s).card
        yield f"{card} card" if card else scene.timeline.span_at(middle_s).shot.kind, start_s, end_s


def measure(scene: Scene, plates: PlateStore, chosen: Preset, frames: int) -> None:
    rows: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    shown_s: dict[str, float] = defaultdict(float)
    for kind, start_s, end_s in stretches(scene):
        bench = Bench(scene, plates, chosen)
        first = round((start_s + end_s) / 2 * chosen.fps)
        for number in range(-2, frames):
            if number == 0:
                bench.watch.spent_s.clear()
            bench.draw((first + number) / chosen.fps)
        shown_s[kind] += end_s - start_s
        for part in PARTS:
            rows[kind][part] += bench.watch.spent_s[part] * 1000 / frames * (end_s - start_s)
    for kind, row in rows.items():
        print_row(kind, shown_s[kind], {part: row[part] / shown_s[kind] for part in PARTS})
    whole = {part: sum(row[part] for row in rows.values()) / scene.duration_s for part in PARTS}
    print_row("the cut", scene.duration_s, whole)


def print_row(name: str, shown_s: float, cost_ms: dict[str, float]) -> None:
    cells = [f"{cost_ms[part]:10.1f}" for part in PARTS]
    print(f"{name:14}{shown_s:8.1f}{''.join(cells)}{sum(cost_ms.values()):10.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", nargs="?", default="races/tokyo-2020/mens-keirin/final-a.yaml")
    parser.add_argument("--preset", default="landscape", choices=[each.name for each in PRESETS])
    parser.add_argument("--frames", type=int, default=20)
    parser.add_argument("--no-blur", dest="blur", action="store_false", help="as if no shutter were open for any time")
    parser.add_argument("--doubt", action="store_true", help="with the likely range of each position on the boards")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    chosen = preset(asked.preset)
    replay = build(Path(asked.race))
    scene = scene_of(replay, chosen.layout, chosen.cut, Choice(ranges=asked.doubt, blur=asked.blur), fps=chosen.fps)
    print(f"{date.today()}, {os.cpu_count()} cores of {platform.processor() or platform.machine()}", end=", ")
    print(f"Python {sys.version.split()[0]}, OpenCV {cv2.__version__}; {asked.race}, {chosen.name}")
    print(f"{'ms a frame':14}{'shown s':>8}{''.join(f'{part:>10}' for part in PARTS)}{'total':>10}")
    measure(scene, plates_of(replay.velodrome, look=look_of(replay)), chosen, asked.frames)


if __name__ == "__main__":
    main()
