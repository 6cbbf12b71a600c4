"""How often another draw of a sprint of which the result alone is known lies within the doubt that is stated.

A ride of one result is drawn under many titles. Each pair of draws is two sprints that could both have been: where
riders are so long before the winner's finish should differ by one standard deviation of both in two thirds of all
cases. All draws are of one generic rider, so each is ridden again by riders who are faster or slower, from the opening
on. Run from the root:

    python -m benchmarks.sprint_doubt [--races 16] [--gap 0.1]
"""

from __future__ import annotations

import argparse
from itertools import combinations

import numpy as np

from replay.base.units import Floats
from replay.motion.outcome import Reconstruction
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import SPRINT, changed, read

BEFORE_S = (60.0, 45.0, 35.0, 25.0, 20.0, 15.0, 10.0, 5.0, 2.0)
"""Seconds before the winner's finish at which draws are compared."""


RIDERS_SD = 0.023
"""By how much riders of a category differ in speed: drag area, mass and power within 5 % each."""


def drawn(seed: int, gap_s: float) -> Reconstruction:
    """One draw of the ride: nothing is known of it but the margin."""
    text = changed(
        SPRINT,
        ("story:\n  - {when: bell, jump: Ruiz, source: paper}\n", ""),
        ("start_order: [Ruiz, Møller]\n", ""),
        ("Club night", f"Night {seed}"),
        ("gap_s: 0.1", f"gap_s: {gap_s:g}"),
    )
    return reconstruct(read(text), velodrome_of("olympic-250"))


def places(done: Reconstruction, before_s: float, faster: float) -> tuple[Floats, Floats]:
    """(R,) distances of riders so long before the winner's finish, m, and (R,) their standard deviations.

    faster: by which factor the riders are faster than generic ones, from the opening on
    """
    finish_s = float(np.nanmin(done.motion.finish_s))
    raced_s = finish_s - done.motion.opens_s
    generic_s = before_s * faster if before_s * faster < raced_s else before_s + raced_s - raced_s / faster
    spread = [np.interp(finish_s - before_s, done.doubt_s, one) for one in done.doubt_m]
    return done.motion.at(finish_s - generic_s).distance_m, np.array(spread)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=16)
    parser.add_argument("--gap", type=float, default=0.1, help="the margin, s")
    asked = parser.parse_args()
    done = [drawn(seed, asked.gap) for seed in range(asked.races)]
    faster = np.random.default_rng(0).normal(1.0, RIDERS_SD, len(done))
    for before_s in BEFORE_S:
        drawn_places = (places(one, before_s, own) for one, own in zip(done, faster, strict=True))
        where, stated = (np.array(part) for part in zip(*drawn_places, strict=True))
        pairs = list(combinations(range(len(done)), 2))
        apart = np.array([np.abs(where[i] - where[j]) / np.hypot(stated[i], stated[j]) for i, j in pairs])
        print(
            f"{before_s:4.0f} s before the finish: stated {stated.mean():4.1f} m, "
            f"drawn {where.std(axis=0, ddof=1).mean():4.1f} m; "
            f"within one {np.mean(apart < 1):.2f}, within two {np.mean(apart < 2):.2f}"
        )
    times = [one.winner_time_s for one in done]
    print(f"winner's time: stated {done[0].winner_time_sd_s:.0f} s, drawn {np.std(times, ddof=1):.0f} s")


if __name__ == "__main__":
    main()
