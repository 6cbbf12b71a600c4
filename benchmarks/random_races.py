"""Races drawn by lot: whether every one ends with exact gaps, no overlaps, limits kept, and a verdict on every fact.

Three to seven riders, draws known or not, gaps from a thousandth to seconds, dead heats, untimed gaps, riders who do
not finish, told facts some of which contradict each other, on tracks of 250, 333 and 400 m. Run from the root:

    python -m benchmarks.random_races [--races 200] [--first 0]
"""

from __future__ import annotations

import argparse
import platform
import time
from collections import Counter
from dataclasses import dataclass, field

from replay.motion.reconstruct import Reconstruction, reconstruct
from replay.motion.verdict import Verdict
from replay.track.catalogue import velodrome_of
from tests.race_files import read
from tests.random_races import random_race

TOP_KMH = 80.0
ACCELERATION_MPS2 = (-1.5, 2.5)
POWER_W = {1: 1800.0, 5: 1680.0, 15: 1445.0, 30: 1195.0, 60: 910.0}
GRACE = 1.05


@dataclass
class Tally:
    """What came of the races so far."""

    seconds: list[float] = field(default_factory=list)
    gap_ms: float = 0.0
    broken: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def add(self, seed: int, done: Reconstruction, seconds: float) -> None:
        self.seconds.append(seconds)
        self.statuses.update(str(fact.status) for fact in done.verdicts)
        self.gap_ms = max([self.gap_ms, *(1000 * fact.miss for fact in done.verdicts if fact.kind == "result")])
        self.broken += [f"seed {seed}: {what}" for what in faults(done)]


def faults(done: Reconstruction) -> list[str]:
    """Promises that a reconstruction breaks, in words."""
    audit = done.audit
    low, high = audit.acceleration_mps2
    over = [f"{rider} {window} s" for rider, best in audit.power_w.items() for window, watts in best.items()
            if watts > GRACE * POWER_W[window]]  # fmt: skip
    missed = [fact.words for fact in done.verdicts if fact.status is Verdict.MISSED]
    return [
        *([f"{audit.overlaps} overlaps"] if audit.overlaps else []),
        *([f"{audit.max_speed_kmh:.1f} km/h"] if audit.max_speed_kmh > TOP_KMH else []),
        *([f"{low:.2f} to {high:.2f} m/s²"] if low < ACCELERATION_MPS2[0] or high > ACCELERATION_MPS2[1] else []),
        *([f"power of {', '.join(over)}"] if over else []),
        *(f"missed: {words}" for words in missed),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    tally = Tally()
    for seed in range(asked.first, asked.first + asked.races):
        race = read(random_race(seed))
        begun = time.perf_counter()
        done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
        tally.add(seed, done, time.perf_counter() - begun)
    seconds = sorted(tally.seconds)
    print(f"{asked.races} races, seeds from {asked.first}; Python {platform.python_version()}, {platform.machine()}")
    print(f"solved in {seconds[len(seconds) // 2]:.1f} s (median), {seconds[-1]:.1f} s (longest)")
    print(f"largest error of a timed gap {tally.gap_ms:.4f} ms")
    print("facts: " + ", ".join(f"{count} {status}" for status, count in tally.statuses.most_common()))
    print("\n".join(tally.broken) or "every promise held")


if __name__ == "__main__":
    main()
