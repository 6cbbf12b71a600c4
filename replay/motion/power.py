"""What riders can do, by the physique of their category: used to keep the motion ridable, never shown as measured.

Power after Martin, Milliken, Cobb, McFadden and Coggan, "Validation of a mathematical model for road cycling power",
Journal of Applied Biomechanics 14:276-291 (1998). Drafting: Fitton, Symons and Caddy (2018) for places in a line,
Blocken (2020, doi 10.1007/s12283-020-00332-z) for following a motor vehicle. Masses, drag areas and powers are those of
`race.riders`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import BIKE_LENGTH_M, GRAVITY_MPS2, Floats, Mask
from replay.race.riders.physique import Physique

AIR_KGPM3 = 1.14
"""Density of the air in a warm hall."""

ROLLING = 0.002
"""Coefficient of rolling resistance of track tyres on wood."""

DRIVETRAIN = 0.976
"""Share of the power at the pedals that comes to the wheel (Martin et al.)."""

LOAD = 1.3
"""Mean of how much heavier than upright a rider presses on the boards over a lap at racing speed."""

_LEAST_MPS = 1.0
"""A lone rider who is simulated never stands, whatever little power he has: the way has an end."""

WINDOWS_S = (1, 5, 15, 30, 60)
"""Over which mean powers are given, s: those by which sprinters are compared."""


@dataclass(frozen=True, slots=True)
class LinearPower:
    """Power near a state: constant + by_speed * speed + by_acceleration * acceleration, arrays of one shape."""

    constant: Floats
    by_speed: Floats
    by_acceleration: Floats


def power(physique: Physique, speed_mps: Floats, acceleration_mps2: Floats, drag_share: Floats | float = 1.0) -> Floats:
    """Power at the pedals, W, for wheels that move at that speed, with a share (0 to 1) of the full air drag."""
    drag = _drag(physique, drag_share)
    force = physique.mass_kg * acceleration_mps2 + drag * speed_mps**2 + _rolling_n(physique)
    return np.asarray(force * speed_mps / DRIVETRAIN)


def linear_power(physique: Physique, speed_mps: Floats, acceleration_mps2: Floats, drag_share: Floats) -> LinearPower:
    """The tangent of `power` at a state."""
    at = power(physique, speed_mps, acceleration_mps2, drag_share)
    drag, mass = _drag(physique, drag_share), physique.mass_kg
    by_speed = (mass * acceleration_mps2 + 3 * drag * speed_mps**2 + _rolling_n(physique)) / DRIVETRAIN
    by_acceleration = mass * speed_mps / DRIVETRAIN
    return LinearPower(at - by_speed * speed_mps - by_acceleration * acceleration_mps2, by_speed, by_acceleration)


def drag_share(gap_m: Floats, place: Floats, behind_pacer: bool) -> Floats:
    """Share of the full air drag left to a rider whose front wheel is gap_m behind the rear wheel ahead.

    place is 1 behind the first rider of a line, 2 behind the second, and so on; a deeper place saves a little more.
    """
    depth, reach = (0.5, 8.0) if behind_pacer else (0.4, 6.0)
    saved = depth * np.exp(-np.maximum(gap_m, 0.0) / reach)
    return np.asarray(1 - saved - np.where((place > 1) & (saved > 0.05), 0.04, 0.0))


def field_shares(where_m: Floats, pacer_rear_m: Floats, paced: Mask) -> Floats:
    """(R, N) share of the air drag left to each rider by whoever is ahead of him.

    where_m       (R, N) distances of the riders
    pacer_rear_m  (N,) distance of the pacer's rear; used where `paced` (N,) for the first rider
    """
    order = np.argsort(-where_m, axis=0, kind="stable")
    column = np.arange(where_m.shape[1])
    shares = np.ones_like(where_m)
    for rider in range(len(where_m)):
        place = np.argmax(order == rider, axis=0)
        gap = where_m[order[np.maximum(place - 1, 0), column], column] - where_m[rider] - BIKE_LENGTH_M
        shares[rider] = np.where(place > 0, drag_share(gap, place, behind_pacer=False), 1.0)
        behind = drag_share(pacer_rear_m - where_m[rider], place, behind_pacer=True)
        shares[rider] = np.where(paced & (place == 0), behind, shares[rider])
    return shares


def full_effort_acceleration(physique: Physique, speed_mps: float) -> float:
    """What a fresh rider gains at that speed when he gives what he has for some seconds, m/s²."""
    return acceleration(physique, speed_mps, physique.full_effort_w)


def acceleration(physique: Physique, speed_mps: float, watts: float) -> float:
    """What a lone rider gains at a speed with a power at the pedals, m/s²."""
    push = watts * DRIVETRAIN / speed_mps
    return float((push - _drag(physique, 1.0) * speed_mps**2 - _rolling_n(physique)) / physique.mass_kg)


def lift_power(physique: Physique, climb_mps: Floats) -> Floats:
    """Power at the pedals, W, that it takes to rise so fast, given back on the way down."""
    return np.asarray(climb_mps * physique.mass_kg * GRAVITY_MPS2 / DRIVETRAIN)


def best_means(power_w: Floats, step_s: float) -> dict[int, float]:
    """Best mean power over each of WINDOWS_S, W, from samples at even steps (counted as 0 where negative)."""
    work: Floats = np.concatenate([[0.0], np.cumsum(np.maximum(power_w, 0.0)) * step_s])
    means: dict[int, float] = {}
    for window in WINDOWS_S:
        samples = min(round(window / step_s), len(work) - 1)
        gained: Floats = work[samples:] - work[: len(work) - samples]
        means[window] = float(gained.max()) / max(samples * step_s, step_s)
    return means


def hardest_span(physique: Physique, power_w: Floats, step_s: float) -> tuple[float, float]:
    """(from, to), s from the first sample, of the window in which the most is asked of what a fresh rider has.

    power_w  (N,) power at even steps
    """
    work: Floats = np.concatenate([[0.0], np.cumsum(np.maximum(power_w, 0.0)) * step_s])
    best, span = -np.inf, (0.0, 0.0)
    for window in WINDOWS_S:
        samples = min(round(window / step_s), len(power_w))
        gained: Floats = work[samples:] - work[: len(work) - samples]
        first = int(np.argmax(gained))
        share = float(gained[first]) / max(samples * step_s, step_s) / physique.best_mean_w(window)
        if share > best:
            best, span = share, (first * step_s, (first + samples) * step_s)
    return span


def simulate_time(physique: Physique, distance_m: float, entry_mps: float, watts: Floats, step_s: float) -> float:
    """Seconds that a lone rider needs for a distance, given his power at even steps (the last one goes on)."""
    drag, rolling, mass = float(_drag(physique, 1.0)), _rolling_n(physique), physique.mass_kg
    efforts = [DRIVETRAIN * effort for effort in watts.tolist()]
    metres, speed, steps, last = 0.0, entry_mps, 0, len(efforts) - 1
    while metres < distance_m:
        push = efforts[min(steps, last)] / speed - drag * speed * speed - rolling
        speed = max(speed + push / mass * step_s, _LEAST_MPS)
        metres += speed * step_s
        steps += 1
    return steps * step_s - (metres - distance_m) / speed


def _drag(physique: Physique, drag_share: Floats | float) -> Floats:
    """Drag force over the square of speed, N s²/m²."""
    return np.asarray(0.5 * AIR_KGPM3 * physique.drag_area_m2 * np.asarray(drag_share, dtype=float))


def _rolling_n(physique: Physique) -> float:
    """Rolling resistance, N."""
    return ROLLING * physique.mass_kg * GRAVITY_MPS2 * LOAD
