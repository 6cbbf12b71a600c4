"""Which stretches of a film rest on what: measured, told, or reconstruction alone.

A fact pins what it says and no more: in a stretch that is called told, riders about whom no source speaks move as
reconstructed. A stretch is called by the strongest that bears on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from replay.motion.moments import find_moment
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.timed import START_M
from replay.scene.camera.timeline import Segment
from replay.scene.compose import Scene

AROUND_MEASURED_S = 0.1
"""Race time before and after a timed passing that counts as measured: at racing speed less than a bike length."""

BEFORE_TOLD_S, AFTER_TOLD_S = 0.5, 1.0
"""Race time before the moment of a told fact, and after it (or after its end), in which it is seen."""


class FilmBasis(StrEnum):
    """What a stretch of a film rests on."""

    MEASURED = "measured"
    TOLD = "told"
    RECONSTRUCTED = "reconstructed"
    CARD = "card"
    """Words and figures in place of the race: those of the result, and of sources."""


@dataclass(frozen=True, slots=True)
class FilmStretch:
    """Video from..to that rests on one thing, the race time that it shows, and the ids of the facts."""

    from_s: float
    to_s: float
    race_from_s: float
    race_to_s: float
    basis: FilmBasis
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bearing:
    """A fact and the race time on which it bears."""

    from_s: float
    to_s: float
    basis: FilmBasis
    fact: str


def stretches_of(scene: Scene) -> tuple[FilmStretch, ...]:
    """The stretches of a film, in order and without a gap."""
    bearings = (*_measured(scene.race, scene.motion), *_sourced(scene.race, scene.motion))
    every = (stretch for segment in scene.timeline.segments for stretch in _of_segment(segment, bearings))
    return tuple(_joined(every))


def _of_segment(segment: Segment, bearings: tuple[_Bearing, ...]) -> Iterator[FilmStretch]:
    start, end = segment.race_start_s, segment.race_end_s
    if segment.card is not None:
        yield FilmStretch(segment.video_start_s, segment.video_end_s, start, end, FilmBasis.CARD)
        return
    inner = {time for each in bearings for time in (each.from_s, each.to_s) if start < time < end}
    for one, other in pairwise(sorted({start, end, *inner})):
        basis, facts = _basis_at((one + other) / 2, bearings)
        video = [segment.video_time(time) if start < time < end else None for time in (one, other)]
        from_s = segment.video_start_s if video[0] is None else video[0]
        to_s = segment.video_end_s if video[1] is None else video[1]
        yield FilmStretch(from_s, to_s, one, other, basis, facts)


def _basis_at(race_time_s: float, bearings: tuple[_Bearing, ...]) -> tuple[FilmBasis, tuple[str, ...]]:
    """The strongest that bears on a race time, with the facts of that kind."""
    on = [each for each in bearings if each.from_s <= race_time_s <= each.to_s]
    for basis in (FilmBasis.MEASURED, FilmBasis.TOLD):
        facts = tuple(dict.fromkeys(each.fact for each in on if each.basis is basis))
        if facts:
            return basis, facts
    return FilmBasis.RECONSTRUCTED, ()


def _measured(race: Race, motion: Motion) -> Iterator[_Bearing]:
    """Passings that were timed: at the finish line, and where other times were taken."""
    for rider, name in enumerate(motion.riders):
        result, crossing_s = race.result(name), float(motion.finish_s[rider])
        if result is not None and (result.gap_s is not None or name == race.winner):
            yield from _around(crossing_s, f"result {name}")
    for time in race.timed:
        if time.rider not in motion.riders:
            continue
        for place_m in (place for place in (time.from_m, time.to_m) if place > START_M):
            passing_s = float(motion.path.crossing_times(place_m)[motion.index(time.rider)])
            yield from _around(passing_s, time.id)


def _around(time_s: float, fact: str) -> Iterator[_Bearing]:
    if math.isfinite(time_s):
        yield _Bearing(time_s - AROUND_MEASURED_S, time_s + AROUND_MEASURED_S, FilmBasis.MEASURED, fact)


def _sourced(race: Race, motion: Motion) -> Iterator[_Bearing]:
    """What is told and stands: facts that do not are none of the scene's."""
    winner = motion.index(race.winner) if race.winner in motion.riders and race.winner is not None else None
    for fact in race.story:
        start = find_moment(motion, fact.when, winner=winner)
        last = fact.lasts_until
        until = None if last is None else find_moment(motion, last, winner=winner)
        if start is not None and not fact.imagined:
            end = start if until is None else max(start, until)
            yield _Bearing(start - BEFORE_TOLD_S, end + AFTER_TOLD_S, FilmBasis.TOLD, fact.id)


def _joined(stretches: Iterator[FilmStretch]) -> Iterator[FilmStretch]:
    """Neighbours that rest on the same, over which race time runs on, as one."""
    for (basis, facts, _), same in groupby(
        _numbered(stretches), key=lambda each: (each[0].basis, each[0].facts, each[1])
    ):
        parts = [stretch for stretch, _ in same]
        yield FilmStretch(parts[0].from_s, parts[-1].to_s, parts[0].race_from_s, parts[-1].race_to_s, basis, facts)


def _numbered(stretches: Iterator[FilmStretch]) -> Iterator[tuple[FilmStretch, int]]:
    """Each stretch with the number of the run of race time in which it lies: cards and leaps begin another."""
    run, before = 0, None
    for stretch in stretches:
        leaps = before is None or abs(stretch.race_from_s - before.race_to_s) > 1e-6
        if leaps or stretch.basis is FilmBasis.CARD or (before and before.basis is FilmBasis.CARD):
            run += 1
        before = stretch
        yield stretch, run
