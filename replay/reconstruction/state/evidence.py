"""The finished motion as facts are measured on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import GRAVITY_MPS2
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
        state = self.motion.at(time_s)
        place = self.motion.velodrome.place(state.distance_m[rider], state.height_m[rider])
        return float(np.sqrt(self.motion.ground_speed(time_s)[rider] ** 2 + 2 * GRAVITY_MPS2 * max(place[2], 0.0)))
