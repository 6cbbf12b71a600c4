"""From a race file to a replay that is ready: the only place where the parts are joined."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from replay.base.errors import OutputError
from replay.base.files.whole_file import check_place, whole_file, write_cached
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.racefile.reader import read_race
from replay.reconstruction.foretold import foretold_s
from replay.reconstruction.plan import PlanError, check_belongs, from_bytes, plan_key, read_plan, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.solving.iteration import Report
from replay.track.catalogue import velodrome_of
from replay.track.velodrome import Velodrome


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
    race = read_race(race_file)
    velodrome = velodrome_of(race.track.name, dict(race.track.measures))
    key = plan_key(race, velodrome)
    if report is not None and foretell is not None:
        report = _foretelling(race, report, foretell)
    if plan is not None:
        return Replay(race, velodrome, _from_named(plan, race, velodrome, key, report))
    return Replay(race, velodrome, _from_cache(race, velodrome, key, report))


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


def _from_named(plan: Path, race: Race, velodrome: Velodrome, key: str, report: Report | None) -> Reconstruction:
    try:
        done = read_plan(plan, key)
        check_belongs(done, race, velodrome)
    except FileNotFoundError:
        return _into_named(plan, race, velodrome, key, report)
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


def _from_cache(race: Race, velodrome: Velodrome, key: str, report: Report | None) -> Reconstruction:
    stored = cache_folder() / "plans" / f"{key}.plan"
    try:
        return read_plan(stored, key)
    except (OSError, PlanError):
        data = to_bytes(reconstruct(race, velodrome, report=report), key)
    with suppress(OSError, OutputError):  # a cache that cannot be written costs time, nothing else
        stored.parent.mkdir(parents=True, exist_ok=True)
        write_cached(stored, (data,))
    return from_bytes(data, key)
