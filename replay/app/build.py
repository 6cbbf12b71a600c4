"""From a race file to a replay that is ready: the only place where the parts are joined."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import platformdirs

from replay.base.errors import OutputError
from replay.base.files.whole_file import check_place, whole_file, write_cached
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.racefile.reader import read_race
from replay.reconstruction.foretold import foretold_s
from replay.reconstruction.plan import PlanError, check_belongs, from_bytes, plan_key, read_plan, to_bytes
from replay.track.catalogue import velodrome_of
from replay.track.velodrome import Velodrome

Report: TypeAlias = Callable[[float], None]
"""Told which share of solving is done, 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A race, its track, and its reconstruction."""

    race: Race
    velodrome: Velodrome
    reconstruction: Reconstruction


def build(
    race_file: Path,
    *,
    plan: Path | None = None,
    report: Report | None = None,
    foretell: Callable[[float], None] | None = None,
) -> Replay:
    """Read a race file and reconstruct it, or take the reconstruction from a stored plan.

    plan      a plan file: read if it exists, else written; without one, plans are kept in the platform's cache
    foretell  told how many seconds solving will take, about, before the first report
    Raises InputError (the race file), PlanError (the plan belongs to something else), OutputError, NoMotionError.
    """
    race, velodrome = read_facts(race_file)
    key = plan_key(race, velodrome)
    done = stored(race, velodrome, plan)
    if done is None:
        if report is not None and foretell is not None:
            report = _foretelling(race, report, foretell)
        solve = _into_cache if plan is None else partial(_into_named, plan)
        done = solve(race, velodrome, key, report)
    return Replay(race, velodrome, done)


def read_facts(race_file: Path) -> tuple[Race, Velodrome]:
    """What a race file says, and its track. Raises InputError."""
    race = read_race(race_file)
    return race, velodrome_of(race.track.name, dict(race.track.measures))


def stored(race: Race, velodrome: Velodrome, plan: Path | None = None) -> Reconstruction | None:
    """The reconstruction of a race in the plan that is named, else in the cache; None: it has to be solved.

    Raises PlanError for a named plan that cannot be used.
    """
    key = plan_key(race, velodrome)
    if plan is not None:
        return _from_named(plan, race, velodrome, key)
    try:
        return read_plan(_in_cache(key), key)
    except (OSError, PlanError):
        return None


def reconstruct(race: Race, velodrome: Velodrome, *, report: Report | None = None) -> Reconstruction:
    """Solve a race. What solves is only brought in here: most runs find a stored plan. Raises NoMotionError."""
    from replay.reconstruction import reconstruct as solver

    return solver.reconstruct(race, velodrome, report=report)


def _foretelling(race: Race, report: Report, foretell: Callable[[float], None]) -> Report:
    """The same report, before which it is said how long solving will take. A stored plan is read without a word."""
    begun = False

    def announced(share: float) -> None:
        nonlocal begun
        if not begun:
            begun = True
            foretell(foretold_s(race))
        report(share)

    return announced


def cache_folder() -> Path:
    """Where plans and pictures of tracks are kept between runs. Everything in it can be made anew.

    Without a home there is no such folder: then it is one that cannot exist, and nothing is kept.
    """
    folder = Path(platformdirs.user_cache_dir("velodrome-replay", appauthor=False))
    return folder if folder.is_absolute() else Path(os.devnull) / "velodrome-replay"


def _from_named(plan: Path, race: Race, velodrome: Velodrome, key: str) -> Reconstruction | None:
    try:
        done = read_plan(plan, key)
        check_belongs(done, race, velodrome)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PlanError(f"{plan}: the plan cannot be read: {error.strerror}") from error
    except PlanError as error:
        raise PlanError(f"{plan}: {error}; remove it, or name another file, to make a new one") from error
    return done


def _into_named(plan: Path, race: Race, velodrome: Velodrome, key: str, report: Report | None) -> Reconstruction:
    check_place(plan, overwrite=False)
    data = to_bytes(reconstruct(race, velodrome, report=report), key)
    with whole_file(plan, overwrite=False) as temporary:
        temporary.write_bytes(data)
    return from_bytes(data, key)


def _in_cache(key: str) -> Path:
    return cache_folder() / "plans" / f"{key}.plan"


def _into_cache(race: Race, velodrome: Velodrome, key: str, report: Report | None) -> Reconstruction:
    kept = _in_cache(key)
    data = to_bytes(reconstruct(race, velodrome, report=report), key)
    with suppress(OSError, OutputError):  # a cache that cannot be written costs time, nothing else
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_cached(kept, (data,))
    return from_bytes(data, key)
