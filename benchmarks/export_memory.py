"""Memory of an export by how far it is: of this process, with one painter. It has to be flat over the film.

    python -m benchmarks.export_memory [--race RACE] [--preset P] [--scale 0.33] [--every N]

Prints resident memory at each tenth of the film, in MB, and with `--json` the same for programs. `--every N` paints
every Nth picture alone, which needs as much memory and less time.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from replay.app.build import build
from replay.app.clips.one_clip import Order, ready_clip, write_clip
from replay.app.filming import Choice
from replay.base.progress import Silent, Step
from replay.video.preset_values import Preset
from replay.video.presets import preset

FINAL = "races/tokyo-2020/mens-keirin/final-a.yaml"
PARTS = 10


def resident_mb() -> float:
    """Memory that this process has now; on systems that do not say so, the most that it had."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return pages * resource.getpagesize() / 1e6


@dataclass
class Watched(Silent):
    """Progress that notes memory at each tenth of the pictures."""

    seen_mb: list[float] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:  # noqa: ARG002 - the protocol's
        def step(done: int) -> None:
            if unit == "frames" and done * PARTS // total > len(self.seen_mb) - 1:
                gc.collect()
                self.seen_mb.append(resident_mb())

        yield step


def smaller(chosen: Preset, scale: float) -> Preset:
    """A format of another size, both sides even."""
    width, height = (2 * round(side * scale / 2) for side in chosen.size)
    return replace(chosen, size=(width, height))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--race", default=FINAL)
    parser.add_argument("--preset", default="vertical")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = smaller(preset(options.preset), options.scale)
    with tempfile.TemporaryDirectory() as folder:
        order = Order(Path(options.race), Path(folder) / "film.mp4", chosen, Choice(hook=chosen.hook), painters=1)
        clip = ready_clip(order, build(Path(options.race)), None)
        clip = replace(clip, job=replace(clip.job, frame_times=clip.job.frame_times[:: options.every]))
        watched = Watched()
        write_clip(clip, watched)
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    if options.json:
        print(json.dumps({"resident_mb": watched.seen_mb, "most_mb": most_mb}))
        return
    width, height = chosen.size
    print(f"{options.preset} {width}x{height}, {len(clip.job.frame_times)} pictures, MB at each tenth:")
    print(" ".join(f"{each:.0f}" for each in watched.seen_mb), f"(at most {most_mb:.0f})")


if __name__ == "__main__":
    main()
