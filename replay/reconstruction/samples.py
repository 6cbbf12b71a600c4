"""The motion as a table: one row for each rider and time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats, kmh
from replay.motion.clearance import bike_centres
from replay.motion.outcome import Reconstruction
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.standings import since_passed
from replay.motion.trajectory import Motion, State

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
"""The columns of the table, in order."""

PACER = "pacer"
"""What stands in the column of riders for the pacer."""

AFTER_LAST_S = 2.0
"""The table ends so long after the last crossing: what riders do after it is nobody's fact."""

_ROUNDING = 1e-9
"""A sample that falls on the end of the table is in it."""


def sample_times(motion: Motion, rate_hz: float) -> Floats:
    """k / rate_hz from 0 to 2 s after the last crossing; to the end of the motion if nobody crosses.

    Of a race that was stopped this shows the riders ease: its motion ends when they roll easily.
    """
    last = float(np.nanmax(motion.finish_s)) if np.isfinite(motion.finish_s).any() else motion.end_s
    end = min(last + AFTER_LAST_S, motion.end_s)
    return np.arange(int(np.floor(end * rate_hz + _ROUNDING)) + 1) / rate_hz


def rows(done: Reconstruction, rate_hz: float) -> Iterator[tuple[str, ...]]:
    """Rows in the order of COLUMNS, rider by rider, all at the same times; the pacer last.

    x, y, z is the point on the boards under the middle of the bike, speed that of the wheels over the ground, gap the
    time since the leader passed the same distance (empty where nobody saw the leader pass it, and for who is down), sd
    the standard deviation of the distance, given the winner's time.
    """
    motion = done.motion
    times = sample_times(motion, rate_hz)
    state, speed = motion.at(times), motion.ground_speed(times)
    gaps = live_gaps(motion, times)
    for rider, name in enumerate(motion.riders):
        one = State(state.distance_m[rider], state.height_m[rider], state.speed_mps[rider], state.climb_mps[rider])
        doubt = np.interp(times, done.doubt_s, done.doubt_m[rider])
        yield from _rows(motion, name, times, one, speed[rider], gaps[rider], doubt, BIKE_LENGTH_M)
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
    """The rows of one rider or of the pacer, as written: micrometres, a hundredth of a millisecond."""
    place, _ = bike_centres(motion.velodrome, state, length_m / 2)
    columns = (times, state.distance_m, state.height_m, *place.T, kmh(1.0) * speed_mps)
    for index, values in enumerate(zip(*columns, strict=True)):
        gap = f"{gaps_s[index]:.5f}" if np.isfinite(gaps_s[index]) else ""
        yield (name, *(f"{value:.6f}" for value in values), gap, f"{doubt_m[index]:.4f}")


def live_gaps(motion: Motion, times: Floats) -> Floats:
    """(R, N) seconds since the leader of each moment passed where each rider is; nan where he was there before 0.

    The leader is whoever rides and is furthest, also after the finish, and 0 behind himself. Who is down has no gap.
    """
    distance, down = motion.at(times).distance_m, motion.is_down(times)
    leader = np.broadcast_to(np.argmax(np.where(down, -np.inf, distance), axis=0), distance.shape)
    return np.where(down, np.nan, since_passed(motion, leader, distance, times))
