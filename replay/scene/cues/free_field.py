"""The field while everybody rides as he likes, on an even grid of times: what attacks and breakaways are found in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.motion.standings import orders_at
from replay.motion.trajectory import Motion
from replay.scene.event_questions import free_from_s

STEP_S = 0.1
"""Race time from one sample to the next: a rider moves by less than two metres, and a sprint has 500 of them."""


@dataclass(frozen=True, slots=True, eq=False)
class FreeField:
    """The race on an even grid, from when it is free.

    order       (N, R) indices of the riders, first to last
    distance_m  (N, R) in that order
    ridden_m    (R, N) by rider
    speed_mps   (R, N) by rider
    """

    motion: Motion
    time_s: Floats
    order: NDArray[np.intp]
    distance_m: Floats
    ridden_m: Floats
    speed_mps: Floats

    @classmethod
    def of(cls, motion: Motion) -> FreeField:
        """The field of a motion. Nobody attacks or leads behind the pacer, so its laps are left out."""
        free = free_from_s(motion)
        time = np.arange(free, max(motion.over_s, free + 2 * STEP_S), STEP_S)
        order = orders_at(motion, time)
        state = motion.at(time)
        distance = np.take_along_axis(state.distance_m.T, order, axis=1)
        return cls(motion, time, order, distance, state.distance_m, state.speed_mps)

    @property
    def lead_m(self) -> Floats:
        """Metres from the first to the second, (N,); 0 for one who rides alone."""
        if self.distance_m.shape[1] < 2:
            return np.zeros(len(self.time_s))
        down = self.motion.is_down(self.time_s)[self.order[:, 1], np.arange(len(self.time_s))]
        return np.where(down, 0.0, self.distance_m[:, 0] - self.distance_m[:, 1])
