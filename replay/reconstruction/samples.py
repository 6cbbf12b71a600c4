"""The motion as a table: one row for each rider and time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats, kmh
from replay.motion.audit import bike_centres
from replay.motion.outcome import Reconstruction
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.trajectory import Motion, Path, State

COLUMNS = (
    "rider",
    "race_time_s",
    "distance_m",
    "height_m",
    "x_m",
    "y_m",
    "z_m",
    "speed_kmh",
    "gap_s",
    "sd_m",
)

PACER = "pacer"
AFTER_LAST_S = 2.0


def sample_times(motion: Motion, rate_hz: float) -> Floats:
    """k / rate_hz from 0 to 2 s after the last crossing; to the end of the motion if nobody crosses.

    Of a race that was stopped that shows the riders ease: its motion ends when they roll easily.
    """
    last = float(np.nanmax(motion.finish_s)) if np.isfinite(motion.finish_s).any() else motion.end_s
    end = min(last + AFTER_LAST_S, motion.end_s)
    return np.arange(int(np.floor(end * rate_hz + 1e-9)) + 1) / rate_hz


def rows(done: Reconstruction, rate_hz: float) -> Iterator[tuple[str, ...]]:
    """Rows in the order of COLUMNS, rider by rider, all at the same times; the pacer last.

    x, y, z is the point on the boards under the middle of the bike, speed that of the wheels over the ground, gap the
    time since the leader passed the same distance (empty where nobody saw the leader pass it), sd the standard
    deviation of the distance, given the winner's time.
    """
    motion = done.motion
    times = sample_times(motion, rate_hz)
    state, speed = motion.at(times), motion.ground_speed(times)
    gaps = live_gaps(motion, times)
    for row, rider in enumerate(motion.riders):
        one = State(state.distance_m[row], state.height_m[row], state.speed_mps[row], state.climb_mps[row])
        doubt = np.interp(times, done.doubt_s, done.doubt_m[row])
        yield from _rows(motion, rider, times, one, speed[row], gaps[row], doubt, BIKE_LENGTH_M)
    if motion.pacer is not None:
        pacer = motion.pacer.at(times)
        one = State(pacer.distance_m[0], pacer.height_m[0], pacer.speed_mps[0], pacer.climb_mps[0])
        ground = motion.velodrome.path_ratio(one.distance_m, one.height_m) * one.speed_mps
        none = np.full(len(times), np.nan)
        speed = np.hypot(ground, one.climb_mps)
        yield from _rows(motion, PACER, times, one, speed, none, np.zeros(len(times)), PACER_LENGTH_M)


def _rows(
    motion: Motion,
    name: str,
    times: Floats,
    state: State,
    speed_mps: Floats,
    gaps_s: Floats,
    doubt_m: Floats,
    length_m: float,
) -> Iterator[tuple[str, ...]]:
    place, _ = bike_centres(motion.velodrome, state, length_m / 2)
    columns = (times, state.distance_m, state.height_m, *place.T, kmh(1.0) * speed_mps)
    for index, values in enumerate(zip(*columns, strict=True)):
        gap = f"{gaps_s[index]:.5f}" if np.isfinite(gaps_s[index]) else ""
        yield (name, *(f"{value:.6f}" for value in values), gap, f"{doubt_m[index]:.4f}")


def live_gaps(motion: Motion, times: Floats) -> Floats:
    """(R, N) seconds since the leader of each moment passed where each rider is; nan where he was there before 0."""
    state = motion.at(times)
    leader = np.argmax(state.distance_m, axis=0)
    gaps = np.full(state.distance_m.shape, np.nan)
    for lead in np.unique(leader):
        now = leader == lead
        passed = passing_times(motion.path, int(lead), state.distance_m[:, now])
        gaps[:, now] = np.maximum(times[now] - passed, 0.0)
    return gaps


def passing_times(path: Path, rider: int, distance_m: Floats) -> Floats:
    """Race times at which a rider passed distances of any shape, nan where that was before the first sample."""
    along = np.maximum.accumulate(path.distance_m[rider])
    times = np.interp(distance_m, along, path.time_s)
    for _ in range(3):
        state = path.at(times.ravel())
        miss = distance_m - state.distance_m[rider].reshape(times.shape)
        speed = np.maximum(state.speed_mps[rider].reshape(times.shape), 0.5)
        times = np.clip(times + miss / speed, path.time_s[0], path.time_s[-1])
    return np.where((distance_m < along[0]) | (distance_m > along[-1]), np.nan, times)
