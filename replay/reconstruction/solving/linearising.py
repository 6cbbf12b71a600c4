"""From an iterate to what the next program takes as given: its linearisation, brought up to date."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.base.units import Floats
from replay.motion import power
from replay.motion.ahead import around_field_m
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.reconstruction.constraints.pass_windows import pass_windows
from replay.reconstruction.problem.remount import Remount, remounted
from replay.reconstruction.state.effort import efforts, expected_time
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.linearisation import power_grid
from replay.reconstruction.state.path_correction import PathCorrection
from replay.reconstruction.state.sampled_iterate import SampledMotion

_SHELTER_SPAN = 7
"""Shelter is smoothed over so many knots, 3 s: the mean of a knot and three on each side. When two riders change places
the share of the drag jumps, and power with it; a rider feels the wake build up and fade. Without smoothing the final of
Tokyo needs two programs more and two bikes come 2.5 cm nearer to each other; over 6 s it moves by 2 m, and shelter
lasts past the pass that ends it."""


def prepared(iterate: Iterate, *, windows: bool, shelter: bool) -> Iterate:
    """The iterate with its linearisation taken from its own motion.

    windows, shelter: whether pass windows and shelter are taken anew, or stay as they were
    """
    sampled, held = sampled_motion_of(iterate), iterate.linearisation
    fall_s = sampled.fall_s
    return replace(
        iterate,
        linearisation=replace(
            held,
            efforts=tuple(efforts(iterate.facts, sampled, held.grid.time_s)),
            windows=pass_windows(sampled, iterate.facts) if windows else held.windows,
            shelter=_shelter(iterate) if shelter else held.shelter,
            prior_s=expected_time(iterate.facts, sampled),
            fall_s=fall_s,
            remounts=_remounts(iterate, sampled, fall_s),
            stop_s=sampled.moment(iterate.problem.stopped) if iterate.problem.stopped else np.inf,
        ),
    )


def on_path(iterate: Iterate, path: PathCorrection) -> Iterate:
    """The same distances on other heights: the smooth coordinates change, the motion hardly does."""
    distance = iterate.position(path.time_s)
    held = iterate.linearisation
    return replace(
        iterate,
        coefficients=iterate.basis.fit(path.time_s, distance - path.ripple_m),
        linearisation=replace(held, path=path, grid=power_grid(held.grid.time_s, path, iterate.problem.physique)),
    )


def _remounts(iterate: Iterate, sampled: SampledMotion, fall_s: dict[int, float]) -> dict[int, Remount]:
    """How riders who fell come to the line, by rider, as far as this motion has time for it."""
    found = {}
    for rider in set(fall_s) & set(iterate.problem.crossing):
        left_m = iterate.problem.event_m - float(sampled.distance(fall_s[rider])[rider])
        speed = float(sampled.speed(fall_s[rider])[rider])
        way = remounted(fall_s[rider], speed, left_m, float(iterate.finishes_s[rider]))
        before = iterate.linearisation.remounts.get(rider)
        if way or before:
            found[rider] = way or before
    return {rider: way for rider, way in found.items() if way}


def _shelter(iterate: Iterate) -> Floats:
    """(R, P) share of the air drag left to each rider behind whoever is ahead, smoothed over 3 s."""
    times, pacer = iterate.linearisation.grid.time_s, iterate.problem.pacer
    rear = pacer.distance(times) - PACER_LENGTH_M if pacer else np.zeros(len(times))
    fall_s = iterate.linearisation.fall_s
    down = np.array([times > fall_s.get(rider, np.inf) for rider in range(iterate.problem.count)])
    where = around_field_m(iterate.position(times), iterate.problem.lap_m, down)
    shares = power.field_shares(where, rear, times < (pacer.off_s if pacer else -np.inf))
    kernel = np.ones(_SHELTER_SPAN) / _SHELTER_SPAN
    padded = np.pad(shares, ((0, 0), (_SHELTER_SPAN // 2, _SHELTER_SPAN // 2)), mode="edge")
    return np.array([np.convolve(one, kernel, mode="valid") for one in padded])
