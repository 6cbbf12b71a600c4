"""What a reconstruction costs: solving from nothing on one thread, and loading a stored plan.

Prints a line for each race file given, or for the races that come with the program. Run from the root, on one thread:

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/reconstruction.py [--runs 3] [RACE ...]
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from replay.base.resources import races
from replay.motion.outcome import Reconstruction
from replay.racefile.reader import read_race
from replay.reconstruction.plan import from_bytes, plan_key, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and what there was to do. verdict_share: part of the solving that asks why facts are missed."""

    race: str
    riders: int
    facts: int
    solve_s: float
    processor_s: float
    verdict_share: float
    plan_kb: float
    load_s: float


def main() -> None:
    options = _options()
    files = options.races or sorted(Path(str(races())).rglob("*.yaml"))
    print(f"{_machine()}, {datetime.date.today():%Y-%m-%d}; medians of {options.runs}")
    print(f"{'race':<22}{'riders':>7}{'facts':>7}{'solve s':>9}{'CPU s':>8}{'verdicts':>10}{'plan kB':>9}{'load s':>8}")
    for file in files:
        cost = cost_of(file, options.runs)
        print(
            f"{cost.race:<22}{cost.riders:>7}{cost.facts:>7}{cost.solve_s:>9.1f}{cost.processor_s:>8.1f}"
            f"{cost.verdict_share:>9.0%} {cost.plan_kb:>8.0f}{cost.load_s:>8.2f}"
        )


def cost_of(file: Path, runs: int) -> Cost:
    """Medians over some runs."""
    race = read_race(file)
    velodrome = velodrome_of(race.track.name, dict(race.track.measures))
    key = plan_key(race, velodrome)
    solved: list[tuple[float, float, float]] = []
    done: Reconstruction | None = None
    for _ in range(runs):
        clock, wall, processor = _Clock(), time.perf_counter(), time.process_time()
        done = reconstruct(race, velodrome, report=clock)
        solved.append((time.perf_counter() - wall, time.process_time() - processor, clock.weighing_s))
    assert done is not None
    data = to_bytes(done, key)
    loads = [_timed_load(data, key) for _ in range(max(runs, 5))]
    solve_s, processor_s, weighing_s = (statistics.median(column) for column in zip(*solved, strict=True))
    return Cost(
        race=file.stem,
        riders=len(race.starters),
        facts=len(race.story),
        solve_s=solve_s,
        processor_s=processor_s,
        verdict_share=weighing_s / solve_s,
        plan_kb=len(data) / 1000,
        load_s=statistics.median(loads),
    )


class _Clock:
    """Notes when the weighing of missed facts begins and ends: the reconstruction reports 0.7 to 0.95 of its work."""

    def __init__(self) -> None:
        self.began_s = self.ended_s = 0.0

    def __call__(self, share: float) -> None:
        now = time.perf_counter()
        if share >= 0.7 and not self.began_s:
            self.began_s = now
        self.ended_s = now

    @property
    def weighing_s(self) -> float:
        return self.ended_s - self.began_s if self.began_s else 0.0


def _timed_load(data: bytes, key: str) -> float:
    started = time.perf_counter()
    from_bytes(data, key)
    return time.perf_counter() - started


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("races", nargs="*", type=Path, metavar="RACE")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _machine() -> str:
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
    python = platform.python_version()
    return f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores, BLAS threads: {threads}, Python {python}"


if __name__ == "__main__":
    main()
