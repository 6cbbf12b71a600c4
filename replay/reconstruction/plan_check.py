"""Whether what a plan holds is a motion of riders, and that of this race: files are shared, and changed by hand.

A plan is believed for as long as nothing in it says otherwise: its sizes fit each other, its riders go forward at
speeds that riders have, they are at the line when it says, and its figures are those of its motion.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from replay.base.units import Floats, kmh
from replay.events.known_events import event_of
from replay.motion.audit import audit
from replay.motion.outcome import FactVerdict, Reconstruction
from replay.motion.trajectory import Motion, Path
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import Physique
from replay.track.velodrome import Velodrome

_RATES_HZ = (1.0, 1000.0)
"""Samples a second that a motion can have."""

_LONGEST_S = 7200.0
"""No race that can be reconstructed takes two hours."""

_FASTEST_KMH, _BACKWARDS_KMH = 150.0, 1.0
"""Nobody rides faster (over one sample), and nobody rolls back."""

_HEIGHTS_M = (-20.0, 40.0)
"""Up the boards, for riders and pacer: the infield and the rail are within."""

_SAME_S = 1e-3
"""Two times that say the same may differ by this."""

_SAME_SHARE = 1e-3
"""Figures of one motion, worked out on two machines, differ by less."""


def check_shape(document: dict[str, Any]) -> None:
    """Raise ValueError if the samples in a plan cannot be a motion's, before anything is made of them."""
    count = len(document["riders"])
    if not count or any(not isinstance(name, str) for name in document["riders"]):
        raise ValueError("it has no riders")
    for name, rows in (("path", count), ("pacer", 1)):
        item = document[name]
        if item is None and name == "pacer":
            continue
        if not _RATES_HZ[0] <= item["rate_hz"] <= _RATES_HZ[1]:
            raise ValueError(f"{item['rate_hz']:g} samples a second")
        if not abs(item["start_s"]) <= _LONGEST_S:
            raise ValueError(f"a start at {item['start_s']:g} s")
        for array in (item["distance_m"], item["height_m"]):
            if len(array) != rows or not 4 <= len(array[0]) <= _LONGEST_S * item["rate_hz"]:
                raise ValueError("the number of samples")


def check_reconstruction(done: Reconstruction) -> None:
    """Raise ValueError if a reconstruction cannot be one: sizes, bounds, riders at the line when it says."""
    motion = done.motion
    for why, broken in _breaches(done):
        if broken:
            raise ValueError(why)
    if motion.pacer is not None:
        _check_path(motion.pacer, "the pacer")
    _check_path(motion.path, "a rider")
    _check_finishes(motion)
    for verdict in done.verdicts:
        _check_fields(verdict)


def check_race(done: Reconstruction, race: Race, velodrome: Velodrome) -> None:
    """Raise ValueError if a reconstruction is not of this race on this track, or its figures are not of its motion."""
    motion = done.motion
    if sorted(motion.riders) != sorted(race.starters):
        raise ValueError("its riders are not those of the race")
    if motion.velodrome.shape != velodrome.shape:
        raise ValueError("it is of another track")
    if motion.event_distance_m != race.event.distance_m:
        raise ValueError("it is of a race of another distance")
    if (event_of(race).tactics(race) is None) == bool(np.isfinite(motion.opens_s)):
        raise ValueError("when it is raced in earnest is not that of its event")
    _check_gaps(done, race)
    _check_said(done, race)
    _check_figures(done, category_of(race.event.category).category.physique)


def _breaches(done: Reconstruction) -> Iterator[tuple[str, bool]]:
    """What cannot be, and whether it is so."""
    motion, size = done.motion, (len(done.motion.riders), len(done.doubt_s))
    numbers = (motion.event_distance_m, done.winner_time_s, done.winner_time_sd_s, *_numbers(done.audit))
    yield "a rider is named twice", len(set(motion.riders)) < size[0]
    yield "a figure is no number", not all(_is_number(value) for value in numbers)
    yield "the distance of the race", not 0 < motion.event_distance_m < _LONGEST_S * _FASTEST_KMH
    yield "it has no doubt", size[1] < 2 or not _all_finite(done.doubt_s) or bool(np.any(np.diff(done.doubt_s) <= 0))
    yield "its doubt has another size", done.doubt_m.shape != size or done.gap_sd_s.shape != size
    yield "its doubt is no number", not all(_all_finite(a) and np.all(a >= 0) for a in (done.doubt_m, done.gap_sd_s))
    yield "riders that were filled in are not in it", not set(done.invented) <= set(motion.riders)
    yield "its figures name other riders", set(done.audit.power_w) != set(motion.riders)
    yield "the pacer leaves, and is not there", motion.pacer is None and bool(np.isfinite(motion.pull_off_s))
    yield (
        "the pacer never leaves",
        motion.pacer is not None and not np.isfinite(motion.pull_off_s + motion.pacer_gone_s),
    )


def _check_path(path: Path, who: str) -> None:
    if not (_all_finite(path.distance_m) and _all_finite(path.height_m)):
        raise ValueError(f"{who} is nowhere at some time")
    speed_kmh = kmh(1.0) * np.diff(path.distance_m, axis=1) / np.diff(path.time_s)
    if speed_kmh.max() > _FASTEST_KMH or speed_kmh.min() < -_BACKWARDS_KMH:
        raise ValueError(f"{who} goes at {speed_kmh.max():.0f} km/h, or at {speed_kmh.min():.0f}")
    if path.height_m.min() < _HEIGHTS_M[0] or path.height_m.max() > _HEIGHTS_M[1]:
        raise ValueError(f"{who} is beside the track")


def _check_finishes(motion: Motion) -> None:
    """Riders cross the line when the plan says."""
    crossed_s = motion.path.crossing_times(motion.event_distance_m)
    for rider, said_s, is_s in zip(motion.riders, motion.finish_s, crossed_s, strict=True):
        if np.isfinite(said_s) and not abs(said_s - is_s) < _SAME_S:
            raise ValueError(f"{rider} is not at the line at {said_s:.3f} s")


def _check_said(done: Reconstruction, race: Race) -> None:
    """Every fact of the file has its verdict, in its own words, and the winner's time is his finish."""
    said = {verdict.fact: verdict.words for verdict in done.verdicts}
    for fact, words in ((fact.id, fact.statement) for fact in race.story):
        if fact not in said:
            raise ValueError(f"it has no verdict on {fact}")
        if said[fact] != words:
            raise ValueError(f"it has other words for {fact}")
    if race.winner is not None and race.stopped is None:
        won_s = float(done.motion.finish_s[done.motion.riders.index(race.winner)])
        if not abs(done.winner_time_s - won_s) < _SAME_S:
            raise ValueError(f"a winner's time of {done.winner_time_s:.3f} s")


def _check_gaps(done: Reconstruction, race: Race) -> None:
    """What the verdicts say of gaps to the winner is what the finishes have."""
    finish_s = dict(zip(done.motion.riders, done.motion.finish_s, strict=True))
    won_s = finish_s.get(race.winner or "", float("nan"))
    for result in race.results:
        verdict = next((each for each in done.verdicts if each.fact == f"result {result.rider}"), None)
        if verdict is not None and verdict.unit == "s":
            got_s = finish_s.get(result.rider, float("nan")) - won_s
            if not abs(got_s - verdict.got) < _SAME_S:
                raise ValueError(f"{result.rider} does not finish {verdict.got:.3f} s behind the winner")


def _check_figures(done: Reconstruction, physique: Physique) -> None:
    """The figures are those of the motion, to rounding."""
    now, said = _numbers(audit(done.motion, physique)), _numbers(done.audit)
    if len(now) != len(said) or not np.allclose(now, said, rtol=_SAME_SHARE, atol=_SAME_SHARE):
        raise ValueError("its figures are not those of its motion")


def _numbers(value: Any) -> list[Any]:
    """All numbers in an audit, in the order of their names."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    return [number for item in value for number in _numbers(item)] if isinstance(value, list | tuple) else [value]


def _check_fields(verdict: FactVerdict) -> None:
    """The words of a verdict are words, its numbers numbers."""
    words = (verdict.fact, verdict.kind, verdict.words, verdict.source, verdict.unit, verdict.note, *verdict.against)
    numbers = (verdict.asked, verdict.got, verdict.miss, verdict.best or 0.0, verdict.at_s or 0.0)
    if not all(isinstance(word, str) for word in words) or not isinstance(verdict.partner, str | None):
        raise ValueError("a verdict without words")
    if not all(_is_number(number) for number in numbers):
        raise ValueError("a verdict without numbers")
    if verdict.reason is not None and verdict.reason.names_facts and not verdict.against:
        raise ValueError("a verdict that nothing stands against")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and bool(np.isfinite(value))


def _all_finite(values: Floats) -> bool:
    return bool(np.all(np.isfinite(values)))
