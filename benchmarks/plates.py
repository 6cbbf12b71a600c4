"""What plates cost: the seconds until every shot of a cut has its plates, by shot and by stage.

    python -m benchmarks.plates [races/tokyo-2020/mens-keirin/final-a.yaml] [--preset landscape] [--examples]

Nothing is fetched from the cache: what is measured is a first export. For every shot it prints how many plates it has
and their megapixels, the seconds on the wall and of CPU (all threads), and how the CPU is spread over the stages, each
without what another stage takes in it:

tables    cells of the strips that face the eye, sorted; those that a lens sees
stands    the layer behind the track, whole: its own tables, rays, seats, haze and blur
bloom     what bright places spread, whole: a smaller plate, and its blur
raster    which cell each point of the raster shows
rays      runs of pixels, and from their knots to places on the surfaces
boards, ground, fence, infield    colours of pixels
gamma     from linear light to pixels
levels    smaller resolutions of plates that are zoomed into, and the vignette of still ones
files     digest and writing; the wall shows what the disk adds

With --examples it prints four made-up shots instead, in both qualities, and what handing out a background costs.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from replay.app.build import build
from replay.app.filming import Choice, look_of, scene_of
from replay.draw.hall import plate_render, plates
from replay.draw.hall.plate_files import PlateFiles
from replay.draw.hall.plate_render import PlateRenderer
from replay.draw.hall.plates import FULL, PREVIEW, PlateStore
from replay.draw.hall.surface_lookup import StripsFromEye, SurfaceLookup
from replay.draw.hall.views.lens import shot_lenses
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.velodrome import TrackShape, Velodrome
from replay.video.presets import PRESETS, preset

STAGES: dict[str, tuple[tuple[object, str], ...]] = {
    "tables": ((StripsFromEye, "__init__"), (SurfaceLookup, "__init__")),
    "stands": ((PlateRenderer, "_stands"),),
    "bloom": ((PlateRenderer, "_behind"),),
    "raster": ((SurfaceLookup, "rasters"),),
    "rays": ((SurfaceLookup, "spans"),),
    "boards": ((plate_render, "add_boards"),),
    "ground": ((plate_render, "add_ground"),),
    "fence": ((plate_render, "add_fence"),),
    "infield": ((plate_render, "add_infield"),),
    "gamma": ((plate_render, "to_pixels"), (plate_render, "add_behind")),
    "levels": ((plates, "with_levels"), (plates, "darkened")),
    "files": ((PlateFiles, "save"),),
}
"""The functions of each stage, by their owner and name."""

WHOLE = ("stands", "bloom")
"""Stages that keep what other stages take in them."""

EXAMPLE_PX = (1920, 1080)
EXAMPLE = TrackShape("example", "250 m", 250.0, 38.0, 22.0, (12.0, 45.0), 7.5, 14.0)


class Stopwatch:
    """Seconds of CPU by stage, over all threads; seconds on the wall of what the first thread does itself."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = defaultdict(float)
        self.wall_s: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()
        self._own = threading.local()

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Count a stage, and take what it costs from the stage that it is part of."""
        above: list[str] = self._own.__dict__.setdefault("above", [])
        if any(name in WHOLE for name in above):
            yield
            return
        outer = above[-1] if above else None
        above.append(stage)
        cpu_s, wall_s = time.thread_time(), time.perf_counter()
        try:
            yield
        finally:
            above.pop()
            with self._lock:
                self._add(stage, outer, time.thread_time() - cpu_s, time.perf_counter() - wall_s)

    def _add(self, stage: str, outer: str | None, cpu_s: float, wall_s: float) -> None:
        for name, sign in ((stage, 1.0), (outer, -1.0)):
            if name is not None:
                self.cpu_s[name] += sign * cpu_s
                self.wall_s[name] += sign * wall_s

    def watch(self) -> None:
        """Count every call of the functions of all stages from now on."""
        for stage, functions in STAGES.items():
            for owner, name in functions:
                setattr(owner, name, self._counted(stage, getattr(owner, name)))

    def _counted(self, stage: str, work: Callable[..., object]) -> Callable[..., object]:
        def counted(*values: object, **named: object) -> object:
            with self.on(stage):
                return work(*values, **named)

        return counted


def measure_cut(race: Path, preset_name: str) -> None:
    """Print a row for each shot of the default cut, and their sum."""
    chosen = preset(preset_name)
    replay = build(race)
    scene = scene_of(replay, chosen.layout, chosen.cut, Choice())
    watch = Stopwatch()
    watch.watch()
    total = dict.fromkeys(("plates", "Mpx", "wall", "cpu", *STAGES), 0.0)
    print(f"{'shot':18}{'':7}{'plates':>7}{'Mpx':>6}{'wall s':>8}{'CPU s':>7}", *(f"{stage:>7}" for stage in STAGES))
    with tempfile.TemporaryDirectory() as folder:
        store = PlateStore(replay.velodrome, cache_dir=Path(folder), look=look_of(replay))
        for shot in scene.timeline.shots:
            watch.cpu_s.clear()
            wall_s, cpu_s = time.perf_counter(), time.process_time()
            store.prepare(shot, chosen.size)
            lenses = shot_lenses(shot.views, chosen.size)
            row = {
                "plates": float(len(lenses)),
                "Mpx": sum(lens.size_px[0] * lens.size_px[1] for lens in lenses) / 1e6,
                "wall": time.perf_counter() - wall_s,
                "cpu": time.process_time() - cpu_s,
                **{stage: watch.cpu_s[stage] for stage in STAGES},
            }
            print_row(shot.id, "still" if shot.still else "moving", row)
            total = {name: total[name] + row[name] for name in total}
    print_row("the cut", "", total)
    written = ", ".join(f"{stage} {watch.wall_s[stage]:.1f}" for stage in ("levels", "files"))
    print(f"seconds on the wall of what one thread does: {written}")


def print_row(name: str, kind: str, row: dict[str, float]) -> None:
    cells = " ".join(f"{row[stage]:7.2f}" for stage in STAGES)
    print(f"{name:18}{kind:7}{row['plates']:7.0f}{row['Mpx']:6.1f}{row['wall']:8.2f}{row['cpu']:7.2f} {cells}")


def example_shots() -> tuple[Shot, ...]:
    """A stand, the whole track from above, and two pans from the infield."""
    stand = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)
    above = Camera((0.0, 0.0, 90.0), (0.0, 0.0, 0.0), 45.0, (0.0, 1.0, 0.0))
    return (
        Shot("stand, still", ShotKind.MAIN, (stand,)),
        Shot("above, still", ShotKind.OVERHEAD, (above,)),
        Shot("pan of 40 degrees", ShotKind.FOLLOW, tuple(_turned(angle) for angle in np.linspace(-110, -70, 9))),
        Shot("pan of 140 degrees", ShotKind.FOLLOW, tuple(_turned(angle) for angle in np.linspace(-160, -20, 29))),
    )


def _turned(bearing_deg: float) -> Camera:
    angle = np.radians(bearing_deg)
    return Camera((0.0, -2.0, 4.0), (30 * float(np.cos(angle)), -2 + 30 * float(np.sin(angle)), 2.0), 30.0)


def measure_examples() -> None:
    """Print what rendering and handing out cost for each example, in both qualities."""
    for quality, name in ((FULL, "full"), (PREVIEW, "preview")):
        store = PlateStore(Velodrome(EXAMPLE), quality=quality)
        for shot in example_shots():
            render = _seconds(lambda store=store, shot=shot: store.prepare(shot, EXAMPLE_PX))  # type: ignore[misc]
            hand_out = statistics.median(
                _seconds(lambda store=store, shot=shot, view=view: store.background(shot, view, EXAMPLE_PX))  # type: ignore[misc]
                for view in shot.views * max(1, 9 // len(shot.views))
            )
            print(f"{name:8} {shot.id:20} render {render:6.2f} s   background {hand_out * 1e3:6.2f} ms")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", nargs="?", default="races/tokyo-2020/mens-keirin/final-a.yaml")
    parser.add_argument("--preset", default="landscape", choices=[each.name for each in PRESETS])
    parser.add_argument("--examples", action="store_true", help="four made-up shots instead of a race")
    asked = parser.parse_args()
    print(f"{date.today()}, {os.cpu_count()} cores of {platform.processor() or platform.machine()}", end=", ")
    print(f"Python {sys.version.split()[0]}; {'examples' if asked.examples else f'{asked.race}, {asked.preset}'}")
    if asked.examples:
        measure_examples()
    else:
        measure_cut(Path(asked.race), asked.preset)


if __name__ == "__main__":
    main()
