"""What riders can do: a generic world-class sprinter, used to keep the motion ridable, never shown as measured.

Power after Martin, Milliken, Cobb, McFadden and Coggan, "Validation of a mathematical model for road cycling power",
Journal of Applied Biomechanics 14:276-291 (1998). Drafting: Fitton, Symons and Caddy (2018) for places in a line,
Blocken (2020, doi 10.1007/s12283-020-00332-z) for following a motor vehicle. Riders' limits: the mean maximal power
P(t) = 430 + 1400 exp(-t / 22 s), whose means over 1, 5, 15, 30, 60 s are 1799, 1682, 1445, 1195 and 910 W.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import BIKE_LENGTH_M, GRAVITY_MPS2, Floats, Mask

MASS_KG = 98.0
"""Rider and bicycle. Between 82 and 98 kg the last 750 m change by 0.6 s."""

DRAG_AREA_M2 = 0.215
"""Drag area of a sprinter in a low position. 0.19 or 0.23 make the last 750 m 0.9 s faster or slower."""

AIR_KGPM3 = 1.14
"""Density of the air in a warm hall."""

ROLLING = 0.002
"""Coefficient of rolling resistance of track tyres on wood."""

DRIVETRAIN = 0.976
"""Share of the power at the pedals that comes to the wheel (Martin et al.)."""

LOAD = 1.3
"""Mean of how much heavier than upright a rider presses on the boards over a lap at racing speed."""

CRITICAL_W = 430.0
"""Power that a sprinter can keep up for long."""

PEAK_W = 1830.0
"""Power of the first moment of a full effort. 5 % more or less power are 0.65 s over the last 750 m."""

FADE_S = 22.0
"""Time constant with which a full effort falls from peak to critical power."""

RESERVE_KJ = (PEAK_W - CRITICAL_W) * FADE_S / 1000
"""Work above critical power after which no more than critical power is left."""

FULL_EFFORT_W = 1500.0
"""What a fresh sprinter gives for some seconds: the mean over 10 s or so."""

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


def power(speed_mps: Floats, acceleration_mps2: Floats, drag_share: Floats | float = 1.0) -> Floats:
    """Power at the pedals, W, for wheels that move at that speed, with a share (0 to 1) of the full air drag."""
    force = MASS_KG * acceleration_mps2 + _drag(drag_share) * speed_mps**2 + _rolling_n()
    return np.asarray(force * speed_mps / DRIVETRAIN)


def linear_power(speed_mps: Floats, acceleration_mps2: Floats, drag_share: Floats) -> LinearPower:
    """The tangent of `power` at a state."""
    at = power(speed_mps, acceleration_mps2, drag_share)
    by_speed = (MASS_KG * acceleration_mps2 + 3 * _drag(drag_share) * speed_mps**2 + _rolling_n()) / DRIVETRAIN
    by_acceleration = MASS_KG * speed_mps / DRIVETRAIN
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


def full_effort_acceleration(speed_mps: float) -> float:
    """What a fresh rider gains at that speed when he gives what he has for some seconds, m/s²."""
    return float((FULL_EFFORT_W * DRIVETRAIN / speed_mps - _drag(1.0) * speed_mps**2 - _rolling_n()) / MASS_KG)


def best_means(power_w: Floats, step_s: float) -> dict[int, float]:
    """Best mean power over each of WINDOWS_S, W, from samples at even steps (counted as 0 where negative)."""
    work: Floats = np.concatenate([[0.0], np.cumsum(np.maximum(power_w, 0.0)) * step_s])
    means: dict[int, float] = {}
    for window in WINDOWS_S:
        samples = min(round(window / step_s), len(work) - 1)
        gained: Floats = work[samples:] - work[: len(work) - samples]
        means[window] = float(gained.max()) / max(samples * step_s, step_s)
    return means


def simulate_time(distance_m: float, entry_mps: float, watts: Floats, step_s: float) -> float:
    """Seconds that a lone rider needs for a distance, given his power at even steps (the last one goes on)."""
    drag, rolling = float(_drag(1.0)), _rolling_n()
    efforts = [DRIVETRAIN * effort for effort in watts.tolist()]
    metres, speed, steps, last = 0.0, entry_mps, 0, len(efforts) - 1
    while metres < distance_m:
        push = efforts[min(steps, last)] / speed - drag * speed * speed - rolling
        speed = max(speed + push / MASS_KG * step_s, _LEAST_MPS)
        metres += speed * step_s
        steps += 1
    return steps * step_s - (metres - distance_m) / speed


def _drag(drag_share: Floats | float) -> Floats:
    """Drag force over the square of speed, N s²/m²."""
    return np.asarray(0.5 * AIR_KGPM3 * DRAG_AREA_M2 * np.asarray(drag_share, dtype=float))


def _rolling_n() -> float:
    """Rolling resistance, N."""
    return ROLLING * MASS_KG * GRAVITY_MPS2 * LOAD
