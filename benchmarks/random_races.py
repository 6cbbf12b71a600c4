"""Races drawn by lot: whether every one ends with exact gaps, no overlaps, limits kept, and a verdict on every fact.

Three to twenty-four riders of all kinds, draws known or not, gaps from a thousandth to half a minute, dead heats,
untimed gaps, a known or unknown winner's time, riders who fall, stop, are relegated, disqualified or do not start,
every code of results sheets, told facts of every kind, many with a contradiction put in that has to be reported; 500
m to 10 km, behind pacers that leave anywhere, with a standing start, and without a pacer, on tracks of 250, 333 and
400 m. With `--ridden` three to nine riders by rules that are ridden; with `--sprints` sprints of two to four riders,
with jumps, standstills and who leads when. Run from the root:

    python -m benchmarks.random_races [--races 200] [--first 0] [--jobs 2] [--limit 120] [--ridden | --sprints]
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import platform
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import FrameType

from replay.base.errors import ReplayError
from replay.base.units import kmh
from replay.motion.clearance import OVERLAP_HZ
from replay.motion.outcome import Reconstruction, Verdict
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import STRONGEST_SHARE, USUAL_SHARE, Physique
from replay.reconstruction.plan import check_belongs, from_bytes, plan_key, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.tools.quadratic_program import SolverError
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read
from tests.helpers.random_races import Drawn, any_race, random_race
from tests.helpers.random_sprints import random_sprint

GAP_MS = 0.5
BEYOND_TOP_KMH = 1.5
"""What a bend adds to the top speed of a rider."""
ACCELERATION_MPS2 = (-1.5, 2.5)


class TooLongError(Exception):
    """A race took more processor time than any race may."""


_FAILURES = (TooLongError, SolverError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
"""What ends one race and not the others: a defect of the program is a finding like any other."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one race. broken: promises that were not kept, in words."""

    seed: int
    rules: str
    seconds: float
    gap_ms: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    contradictions: int = 0
    broken: tuple[str, ...] = ()


_DRAWS: dict[str, Callable[[int], Drawn]] = {"any": any_race, "ridden": random_race, "sprint": random_sprint}
"""What is drawn: keirins of all kinds, keirins by rules that are ridden, sprints."""


def outcome_of(seed: int, limit_s: float, *, kind: str = "any") -> Outcome:
    """Reconstruct one race, for at most so many seconds of processor time. kind: one of `_DRAWS`."""
    drawn = _DRAWS[kind](seed)
    begun = time.process_time()
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        race = read(drawn.text)
        done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    except _FAILURES as failure:
        why = f"{type(failure).__name__}: {failure}"
        return Outcome(seed, drawn.rules, time.process_time() - begun, broken=(f"no motion: {why}",))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
    return Outcome(
        seed=seed,
        rules=drawn.rules,
        seconds=time.process_time() - begun,
        gap_ms=max((1000 * fact.miss for fact in done.verdicts if fact.kind == "result"), default=0.0),
        statuses=Counter(str(fact.status) for fact in done.verdicts),
        contradictions=len(drawn.contradictions),
        broken=(*faults(drawn, done, category_of(race.event.category).category.physique), *_unkept(race, done)),
    )


def _unkept(race: Race, done: Reconstruction) -> list[str]:
    """What is wrong with the plan of a reconstruction, once it is written and read again."""
    velodrome = velodrome_of(race.track.name, dict(race.track.measures))
    key = plan_key(race, velodrome)
    try:
        check_belongs(from_bytes(to_bytes(done, key), key), race, velodrome)
    except ReplayError as failure:
        return [f"its plan is refused: {failure}"]
    return []


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError("it took too long")


def faults(drawn: Drawn, done: Reconstruction, physique: Physique) -> list[str]:
    """Promises that a reconstruction breaks, in words."""
    audit = done.audit
    low, high = audit.acceleration_mps2
    top_kmh = kmh(physique.top_mps) + BEYOND_TOP_KMH
    most = STRONGEST_SHARE if read(drawn.text).all_timed else USUAL_SHARE
    shares = {rider: physique.share_asked(best) for rider, best in audit.power_w.items()}
    over = [f"{rider} {share:.2f}" for rider, share in shares.items() if share > most]
    told = {int(fact.fact.split()[1]) - 1: fact for fact in done.verdicts if fact.fact.startswith("story ")}
    return [
        *(f"{fact.words}: {1000 * fact.miss:.2f} ms" for fact in done.verdicts
          if fact.kind == "result" and not 1000 * fact.miss < GAP_MS),
        *([f"{audit.overlaps} overlaps at {OVERLAP_HZ} Hz"] if audit.overlaps else []),
        *([f"{audit.max_speed_kmh:.1f} km/h"] if audit.max_speed_kmh > top_kmh else []),
        *([f"{low:.2f} to {high:.2f} m/s²"] if low < ACCELERATION_MPS2[0] or high > ACCELERATION_MPS2[1] else []),
        *([f"power of {', '.join(over)}"] if over else []),
        *(f"missed: {fact.words} ({fact.miss:.2f} {fact.unit})" for fact in done.verdicts
          if fact.status is Verdict.MISSED),
        *(f"no reason: {fact.words}" for fact in done.verdicts if not fact.stands and not fact.against),
        *("contradiction not reported: " + " and ".join(told[place].words for place in places)
          for places in drawn.unreported(lambda place: told[place].stands)),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds of processor time that a race may take")
    parser.add_argument("--ridden", action="store_true", help="only distances, pacers and fields that are ridden")
    parser.add_argument("--sprints", action="store_true", help="sprints of two to four riders")
    asked = parser.parse_args()
    kind = "sprint" if asked.sprints else "ridden" if asked.ridden else "any"
    seeds = range(asked.first, asked.first + asked.races)
    outcomes: list[Outcome] = []
    with multiprocessing.Pool(asked.jobs, _ignore_interrupts) as pool, contextlib.suppress(KeyboardInterrupt):
        for one in pool.imap(partial(outcome_of, limit_s=asked.limit, kind=kind), seeds):
            outcomes.append(one)
            for broken in one.broken:
                print(f"seed {one.seed} ({one.rules}): {broken}", flush=True)
    if outcomes:  # who interrupts it gets what is there
        _report(outcomes)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _report(outcomes: list[Outcome]) -> None:
    seconds = sorted(one.seconds for one in outcomes)
    statuses = sum((one.statuses for one in outcomes), Counter[str]())
    first, last = outcomes[0].seed, outcomes[-1].seed
    print(f"{len(outcomes)} races, seeds {first} to {last}; Python {platform.python_version()}, {platform.machine()}")
    for rules in sorted({one.rules for one in outcomes}):
        own = sorted(one.seconds for one in outcomes if one.rules == rules)
        print(f"  {rules:<10} {len(own):>4} races, {own[len(own) // 2]:.1f} s (median), {own[-1]:.1f} s (longest)")
    print(f"{seconds[len(seconds) // 2]:.1f} s of processor time (median), {seconds[int(0.95 * len(seconds))]:.1f} s "
          f"(95 of 100), {seconds[-1]:.1f} s (longest)")  # fmt: skip
    print(f"largest error of a timed gap {max(one.gap_ms for one in outcomes):.4f} ms")
    print("facts: " + ", ".join(f"{count} {status}" for status, count in statuses.most_common()))
    print(f"contradictions put in: {sum(one.contradictions for one in outcomes)}")
    broken = sum(bool(one.broken) for one in outcomes)
    print(f"races in which a promise was not kept: {broken}" if broken else "every promise was kept")


if __name__ == "__main__":
    main()
