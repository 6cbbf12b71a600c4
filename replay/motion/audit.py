"""Figures of a motion, measured on the motion itself and not taken from the solver: limits, clearances, power."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats, Mask, kmh
from replay.motion import power
from replay.motion.ahead import around_field_m
from replay.motion.clearance import clearances
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.trajectory import STANDING_START_S, Motion
from replay.race.riders.physique import Physique

_RATE_HZ = 20
"""Samples a second of speeds, accelerations and power: ten for each knot interval of the solver."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The figures of a motion. Speeds and accelerations are those of the wheels over the ground.

    overlaps           pairs of samples at 240 Hz in which two bikes share ground
    min_clearance_m    the least room between two bikes, m (0 with a single rider)
    max_speed_kmh      the greatest speed of a rider who races
    acceleration_mps2  (least, greatest) acceleration of a rider who races
    lowest_m           least and greatest height of a rider who races, m up the boards from the inner edge
    highest_m
    power_w            best mean power of each rider over 1, 5, 15, 30 and 60 s, to the finish or the fall
    """

    overlaps: int
    min_clearance_m: float
    max_speed_kmh: float
    acceleration_mps2: tuple[float, float]
    lowest_m: float
    highest_m: float
    power_w: dict[str, dict[int, float]]


def audit(motion: Motion, physique: Physique) -> Audit:
    """Measure a motion of such riders. They are looked at while they race, see `racing_mask`."""
    times = _times(motion)
    state = motion.at(times)
    speed = motion.ground_speed(times)
    racing = racing_mask(motion, times)
    overlaps, clearance = clearances(motion)
    return Audit(
        overlaps=overlaps,
        min_clearance_m=clearance,
        max_speed_kmh=kmh(float(speed[racing].max())),
        acceleration_mps2=accelerations(motion),
        lowest_m=float(state.height_m[racing].min()),
        highest_m=float(state.height_m[racing].max()),
        power_w=powers(motion, physique),
    )


def accelerations(motion: Motion) -> tuple[float, float]:
    """The hardest braking and the hardest gain of speed over the ground while riders race, m/s²."""
    times = _times(motion)
    gain = np.gradient(motion.ground_speed(times), times, axis=1)[racing_mask(motion, times)]
    return float(gain.min()), float(gain.max())


def _times(motion: Motion) -> Floats:
    """(N,) the times at which a motion is measured, s."""
    return np.arange(motion.start_s, motion.end_s, 1 / _RATE_HZ)


def racing_mask(motion: Motion, time_s: Floats) -> Mask:
    """(R, N) true where limits hold: to a rider's finish, before a fall, after the first 15 s of a standing start."""
    until = np.fmin(np.nan_to_num(motion.finish_s, nan=motion.end_s), np.nan_to_num(motion.fall_s, nan=motion.end_s))
    mask = time_s[None, :] <= until[:, None]
    return mask & (time_s >= (STANDING_START_S if motion.standing_start else motion.start_s))


def powers(motion: Motion, physique: Physique) -> dict[str, dict[int, float]]:
    """Best mean powers while riders race, W, by rider and the seconds over which they are taken."""
    _, watts = racing_watts(motion, physique)
    return {name: power.best_means(watts[rider], 1 / _RATE_HZ) for rider, name in enumerate(motion.riders)}


def racing_watts(motion: Motion, physique: Physique) -> tuple[Floats, Floats]:
    """(N,) race times and (R, N) powers of riders at them, W, 0 where they do not race.

    Climbing the boards costs power and descending gives it back; behind another rider drag is lower.
    """
    times = _times(motion)
    state, speed, racing = motion.at(times), motion.ground_speed(times), racing_mask(motion, times)
    gain = np.gradient(speed, times, axis=1)
    place = motion.velodrome.place(state.distance_m, state.height_m)
    lift = power.lift_power(physique, np.gradient(place[..., 2], times, axis=1))
    shares = drag_shares(motion, times)
    watts = np.array([power.power(physique, speed[one], gain[one], shares[one]) for one in range(len(motion.riders))])
    return times, np.where(racing, watts + lift, 0.0)


def drag_shares(motion: Motion, times: Floats) -> Floats:
    """(R, N) share of the air drag left to each rider by whoever is ahead of him, pacer included."""
    pacer = motion.pacer
    rear = pacer.at(times).distance_m[0] - PACER_LENGTH_M if pacer else np.zeros(len(times))
    down = times > np.nan_to_num(motion.fall_s, nan=np.inf)[:, None]
    where = around_field_m(motion.at(times).distance_m, motion.velodrome.lap_m, down)
    return power.field_shares(where, rear, times < np.nan_to_num(motion.pull_off_s, nan=-np.inf))
