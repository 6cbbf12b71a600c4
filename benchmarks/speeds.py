"""How fast riders of each category are, against what is ridden: last 200 m, last lap, top speed, winner's time.

Keirins drawn by lot by today's rules, without a story: three to seven riders, gaps like those of results, draws known
or not. With `--shipped` also the races that come with the program. Run from the root:

    python -m benchmarks.speeds [--races 25] [--first 0] [--category "elite women" ...] [--shipped]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from replay.base.resources import races
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.rider_categories import CATEGORIES
from replay.racefile.reader import read_race
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read

LAST_M = 200.0


@dataclass(frozen=True, slots=True)
class Ridden:
    """What riders of a category ride.

    won_200_s     last 200 m of winners of keirins, s
    record_200_s  the fastest flying 200 m at sea level, s: in a race nobody is faster
    top_kmh       of any rider at any time
    """

    won_200_s: tuple[float, float]
    record_200_s: float
    top_kmh: float


RIDDEN = {
    "elite men": Ridden((9.4, 10.6), 9.088, 80.0),
    "elite women": Ridden((10.7, 11.6), 10.029, 73.5),
    "junior men": Ridden((10.2, 11.3), 9.6, 76.5),
    "junior women": Ridden((11.1, 12.3), 10.5, 70.0),
    "youth boys": Ridden((10.8, 12.3), 10.4, 71.5),
    "youth girls": Ridden((11.6, 13.5), 11.2, 66.5),
    "masters men": Ridden((10.5, 12.1), 10.0, 74.5),
    "masters women": Ridden((11.4, 13.5), 11.0, 68.5),
}
"""Elite men: 9.397 s (final, Paris 2024), 9.861 s (final, world championships 2020), 10.431 s (a heat, Athens 2004);
record of Paris 2024. Elite women: 11.217 s (final, Rio 2016); record of Paris 2024. Others as far as the sources in
`rider_categories` go, and a guess beyond. Top speeds are those of `Physique.top_mps` and what a bend adds."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """Of one race. fastest_200_s: of any rider. raced_s: from the pacer's leaving to the winner's finish."""

    race: str
    category: str
    won_200_s: float
    fastest_200_s: float
    last_lap_s: float
    top_kmh: float
    raced_s: float


COLUMNS = (
    ("won 200 m, s", "won_200_s", ".2f"),
    ("fastest 200 m, s", "fastest_200_s", ".2f"),
    ("last lap, s", "last_lap_s", ".2f"),
    ("top, km/h", "top_kmh", ".1f"),
    ("pull-off to finish, s", "raced_s", ".1f"),
)


def drawn(category: str, seed: int) -> Race:
    """The race of a seed. Every category gets the same gaps and draws."""
    chance = random.Random(f"speeds {seed}")
    names = [f"Rider {letter}" for letter in "ABCDEFG"[: chance.randint(3, 7)]]
    steps = [chance.expovariate(1 / 0.12) for _ in names[1:]]
    if chance.random() < 0.3:
        steps[-1] += chance.uniform(0.3, 2.5)
    gaps = list(accumulate(steps))
    queue = chance.sample(names, len(names))
    placed = [{"rider": name, "rank": place + 2, "gap_s": round(gap + 0.001 * place, 3)}
              for place, (name, gap) in enumerate(zip(names[1:], gaps, strict=True))]  # fmt: skip
    written: dict[str, Any] = {
        "schema": 1,
        "meet": {"title": f"Drawn by lot, number {seed}"},
        "event": {"kind": "keirin", "category": category, "distance_m": 1500},
        "track": chance.choice(["izu", "olympic-250"]),
        "riders": [{"last": name} for name in names],
        "results": [{"rider": names[0], "rank": 1}, *placed],
    }
    return read(json.dumps(written | ({"start_order": queue} if chance.random() < 0.5 else {})))


def speeds_of(race: Race, done: Reconstruction) -> Speeds:
    """The speeds of a race that somebody won."""
    motion = done.motion
    won, end_m, lap_m = motion.index(race.winner or ""), motion.event_distance_m, motion.velodrome.lap_m
    last_200_s = motion.finish_s - motion.path.crossing_times(end_m - LAST_M)
    last_lap_s = motion.finish_s - motion.path.crossing_times(end_m - lap_m)
    return Speeds(
        race=race.meet.title,
        category=category_of(race.event.category).category.name,
        won_200_s=float(last_200_s[won]),
        fastest_200_s=float(np.nanmin(last_200_s)),
        last_lap_s=float(last_lap_s[won]),
        top_kmh=done.audit.max_speed_kmh,
        raced_s=float(motion.finish_s[won] - motion.pull_off_s),
    )


def outside(one: Speeds) -> Iterator[str]:
    """What of a race nobody of its category rides, in words."""
    ridden = RIDDEN[one.category]
    low, high = ridden.won_200_s
    if not low <= one.won_200_s <= high:
        yield f"won with 200 m of {one.won_200_s:.2f} s, not {low:.1f} to {high:.1f}"
    if one.fastest_200_s < ridden.record_200_s:
        yield f"200 m of {one.fastest_200_s:.3f} s, the record is {ridden.record_200_s:.3f}"
    if one.top_kmh > ridden.top_kmh:
        yield f"{one.top_kmh:.1f} km/h, not up to {ridden.top_kmh:.1f}"


def main() -> None:
    names = [category.name for category in CATEGORIES]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=25, help="of each category")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--category", nargs="+", choices=names, default=names)
    parser.add_argument("--shipped", action="store_true", help="also the races that come with the program")
    asked = parser.parse_args()
    print(f"{'':<16}{'races':>6}" + "".join(f"{heading:>26}" for heading, _, _ in COLUMNS) + "   (least, median, most)")
    for name in asked.category:
        seeds = range(asked.first, asked.first + asked.races)
        _report(name, [_ridden(drawn(name, seed)) for seed in seeds])
    if asked.shipped:
        shipped = [read_race(file) for file in sorted(Path(str(races())).rglob("*.yaml"))]
        _report("shipped", [_ridden(race) for race in shipped if race.winner])


def _ridden(race: Race) -> Speeds:
    return speeds_of(race, reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures))))


def _report(name: str, found: list[Speeds]) -> None:
    cells = []
    for _, field, form in COLUMNS:
        values = [getattr(one, field) for one in found]
        cells.append(" ".join(format(value, form) for value in (min(values), median(values), max(values))))
    print(f"{name:<16}{len(found):>6}" + "".join(f"{cell:>26}" for cell in cells), flush=True)
    for one in found:
        for words in outside(one):
            print(f"    {one.race}: {words}", flush=True)


if __name__ == "__main__":
    main()
