"""The finished motion as facts are measured on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion.trajectory import Motion
from replay.reconstruction.state.sampled_iterate import SampledMotion


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The finished motion, and the same as a SampledMotion. Facts ask it as an ObservedRide."""

    motion: Motion
    sampled: SampledMotion

    @property
    def pull_off_s(self) -> float:
        return self.motion.pull_off_s

    def fall_s(self, rider: int) -> float:
        return float(self.motion.fall_s[rider])

    def height(self, rider: int, time_s: float) -> float:
        return float(self.motion.at(time_s).height_m[rider])

    def effort_speed(self, rider: int, time_s: float) -> float:
        """Speed over the ground with height counted as the speed it gives back (kept energy), m/s."""
        return float(self.effort_speeds(rider, np.array([time_s]))[0])

    def effort_speeds(self, rider: int, time_s: Floats) -> Floats:
        """(N,) the same at N times."""
        state, velodrome = self.motion.at(time_s), self.motion.velodrome
        distance, height = state.distance_m[rider], state.height_m[rider]
        ground = np.hypot(velodrome.path_ratio(distance, height) * state.speed_mps[rider], state.climb_mps[rider])
        rise = np.maximum(velodrome.place(distance, height)[:, 2], 0.0)
        return np.asarray(np.sqrt(ground**2 + 2 * GRAVITY_MPS2 * rise))
