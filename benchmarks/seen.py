"""Whether somebody who watches a replay sees what is told of the race: verdicts held against the finished motion.

For every fact of a story, its verdict and whether it is seen by a definition of its own (`--definitions` prints the
table): of the races given, else of those that come with the program and of so many drawn by lot. Also what is seen and
nobody told, and how fast riders are beside what their category rides. Run from the root:

    python -m benchmarks.seen [RACE ...] [--races 200] [--first 0] [--jobs 2] [--limit 120]
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path

from benchmarks.random_races import TooLongError
from benchmarks.watching import speeds
from benchmarks.watching.definitions import DEFINITIONS, sight_of
from benchmarks.watching.ride import ride_of
from benchmarks.watching.untold import Untold, untold_of
from replay.base.errors import ReplayError
from replay.base.resources import races
from replay.motion.outcome import Reconstruction, Verdict
from replay.race.facts import Race
from replay.racefile.reader import read_race
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.tools.quadratic_program import SolverError
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read
from tests.helpers.random_races import random_race

_FAILURES = (
    ReplayError,
    TooLongError,
    SolverError,
    ArithmeticError,
    AssertionError,
    LookupError,
    TypeError,
    ValueError,
)
"""What ends one race and not the others."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a story: its verdict, and whether it is seen."""

    race: str
    kind: str
    words: str
    status: Verdict
    seen: bool
    figures: str

    @property
    def stands(self) -> bool:
        return self.status in (Verdict.HELD, Verdict.WITHIN)


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of one race; failed: why there is no motion."""

    race: str
    told: tuple[Told, ...] = ()
    untold: Untold | None = None
    speeds: speeds.Speeds | None = None
    failed: str = ""


def watched(name: str, race: Race, done: Reconstruction) -> Watched:
    """Watch a reconstruction."""
    ride = ride_of(race, done.motion)
    status = {verdict.fact: verdict.status for verdict in done.verdicts}
    told = []
    for fact in race.story:
        sight = sight_of(fact, ride)
        told.append(Told(name, fact.label, fact.statement, status[fact.id], sight.seen, sight.figures))
    return Watched(name, tuple(told), untold_of(race, ride), speeds.speeds_of(name, race, ride))


def watched_race(which: Path | int, limit_s: float) -> Watched:
    """Reconstruct a race file, or the race of a seed, for at most so many seconds of processor time, and watch it."""
    name = f"seed {which}" if isinstance(which, int) else which.stem
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        race = read(random_race(which).text) if isinstance(which, int) else read_race(which)
        done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    except _FAILURES as failure:
        return Watched(name, failed=f"{type(failure).__name__}: {failure}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
    return watched(name, race, done)


def _too_long(_signal: int, _frame: object) -> None:
    raise TooLongError("it took too long")


def report(found: list[Watched]) -> Iterator[str]:
    """The lines that are printed, part by part."""
    told = [one for race in found for one in race.told]
    yield from by_kind(told)
    yield ""
    yield from not_seen(told)
    yield ""
    yield from _untold(found)
    yield ""
    fast = [one.speeds for one in found if one.speeds]
    yield from speeds.table(fast)
    yield from (f"  {one.race}: {flag}" for one in fast for flag in speeds.flags(one))
    yield from (f"no motion: {one.race}: {one.failed}" for one in found if one.failed)


def by_kind(told: list[Told]) -> Iterator[str]:
    """For each kind: how many facts were told, stand (held or within), and are seen of those that stand and do not."""
    heads = ("told", "held", "within", "other", "seen", "share", "seen of other")
    yield f"{'kind':<14}" + "".join(f"{head:>{max(len(head) + 2, 8)}}" for head in heads)
    for kind in [*(definition.kind.label for definition in DEFINITIONS), "all"]:
        own = [one for one in told if kind in (one.kind, "all")]
        stand = [one for one in own if one.stands]
        seen = sum(one.seen for one in stand)
        held = sum(one.status is Verdict.HELD for one in own)
        share = f"{seen / len(stand):.0%}" if stand else "-"
        others = sum(one.seen for one in own if not one.stands)
        row = (len(own), held, len(stand) - held, len(own) - len(stand), seen, share, others)
        yield f"{kind:<14}" + "".join(
            f"{value:>{max(len(head) + 2, 8)}}" for head, value in zip(heads, row, strict=True)
        )


def not_seen(told: list[Told]) -> Iterator[str]:
    """Each fact that stands and is not seen, with the figures."""
    missing = sorted((one for one in told if one.stands and not one.seen), key=lambda one: one.kind)
    yield f"{len(missing)} held or within, and not seen"
    yield from (f"  {one.kind}: {one.race}: {one.words} [{one.status}]: {one.figures}" for one in missing)


def _untold(found: list[Watched]) -> Iterator[str]:
    """Counts of what is seen and nobody told: in all, and race by race where there is anything."""
    names = [field.name for field in fields(Untold)]
    counts = {one.race: astuple(one.untold) for one in found if one.untold}
    total = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * len(names)
    yield f"{'seen, not told':<30}" + "".join(f"{name:>13}" for name in names)
    for race, row in {f"{len(counts)} races": total, **counts}.items():
        if any(row[1:]):
            yield f"{race:<30}" + "".join(f"{value:>13}" for value in row)


def definitions() -> Iterator[str]:
    """The table of definitions, as it stands in documents."""
    yield "| kind | is seen when | why |"
    yield "|---|---|---|"
    yield from (f"| {one.kind.label} | {one.seen_when} | {one.why} |" for one in DEFINITIONS)


def main() -> None:
    asked = _options()
    if asked.definitions:
        print("\n".join(definitions()))
        return
    files = asked.race_files or sorted(Path(str(races())).rglob("*.yaml"))
    drawn = asked.races if asked.races is not None else 0 if asked.race_files else 200
    which: list[Path | int] = [*files, *range(asked.first, asked.first + drawn)]
    found: list[Watched] = []
    with multiprocessing.Pool(asked.jobs, _ignore_interrupts) as pool, contextlib.suppress(KeyboardInterrupt):
        for one in pool.imap(partial(watched_race, limit_s=asked.limit), which):
            found.append(one)
    if found:  # who interrupts it gets what is there
        print("\n".join(report(found)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race_files", nargs="*", type=Path, metavar="RACE")
    parser.add_argument("--races", type=int, help="how many are drawn by lot: 200, none where files are given")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds of processor time that a race may take")
    parser.add_argument("--definitions", action="store_true", help="print when each kind is seen, and end")
    return parser.parse_args()


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
