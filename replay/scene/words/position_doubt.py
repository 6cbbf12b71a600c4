"""The doubt of the reconstruction, as a scene uses it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """How far riders may have been from where they are shown, along the track.

    time_s    (M,) race times
    sd_m      (R, M) standard deviations
    gap_sd_s  (R, M) of the gaps to whoever is first where a rider is; None: not known
    """

    time_s: Floats
    sd_m: Floats
    gap_sd_s: Floats | None = None

    def at(self, race_time_s: float) -> list[float]:
        """Standard deviation of each rider at a race time, m."""
        return [float(np.interp(race_time_s, self.time_s, row)) for row in self.sd_m]
