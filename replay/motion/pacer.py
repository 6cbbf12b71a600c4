"""The pacer as an actor: its speed is known from the rules, so its path is prescribed and not solved for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats

LENGTH_M = 1.9
"""A derny, front to rear wheel edge."""

WIDTH_M = 0.6
"""Of a derny and its driver."""

BEHIND_PACER_M = 2.2
"""Front tyre to front tyre, the first rider behind the pacer is never nearer .."""

USUAL_GAP_M = 0.4
"""..and usually so much farther."""

PITCH_M = 2.45
"""Front wheel to front wheel in the line behind the pacer: a bike and a gap of 0.7 m."""

RIDING_HEIGHT_M = 0.35
"""Inside the sprinters lane, just above the measurement line, where a pacer rides."""

JOINED_S = 14.0
"""Race time at which riders who stood on the start line when it passed are in file behind it."""

_LEAVING_HEIGHT_M = -3.2
"""Where it ends: on the infield, clear of the blue band."""

_LEAVING_S = 2.6
_LEAVES_EARLY_S = 0.2
"""How long it takes to get there, and how long before it leaves it begins to: faster would be a swerve at 50 km/h."""

_HOLDS_SPEED_S = 1.6
_BRAKES_MPS2 = 1.6
"""It keeps its speed until riders have room to pass, and then brakes so hard."""

_GONE_AFTER_S = 8.0
"""Then it has stopped and is nobody's obstacle any more."""


@dataclass(frozen=True, slots=True)
class PacerRide:
    """From distance 0 at race time 0, evenly faster until it leaves, then aside to the infield and slower.

    from_mps, to_mps  speed at distance 0 and when it leaves
    off_m             distance at which it leaves; 0 where it leaves as the race begins
    """

    from_mps: float
    to_mps: float
    off_m: float

    @property
    def off_s(self) -> float:
        """Race time at which it leaves."""
        return self.off_m / ((self.from_mps + self.to_mps) / 2)

    @property
    def gain_mps2(self) -> float:
        """How much faster it grows until it leaves, m/s²."""
        return (self.to_mps - self.from_mps) / self.off_s if self.off_s > 0 else 0.0

    @property
    def gone_s(self) -> float:
        """Race time from which it is out of the way and out of sight."""
        return self.off_s + _GONE_AFTER_S

    def distance(self, time_s: ArrayLike) -> Floats:
        """Distance of its front tyre, m."""
        time = np.asarray(time_s, dtype=float)
        paced = np.minimum(time, self.off_s)
        after = np.maximum(time - self.off_s, 0.0)
        braking = np.clip(after - _HOLDS_SPEED_S, 0.0, self.to_mps / _BRAKES_MPS2)
        return np.asarray(
            self.from_mps * paced
            + self.gain_mps2 / 2 * paced**2
            + self.to_mps * np.minimum(after, _HOLDS_SPEED_S + braking)
            - _BRAKES_MPS2 / 2 * braking**2
        )

    def speed(self, time_s: ArrayLike) -> Floats:
        """Its speed, m/s."""
        time = np.asarray(time_s, dtype=float)
        braking = np.maximum(time - self.off_s - _HOLDS_SPEED_S, 0.0)
        paced = self.from_mps + self.gain_mps2 * np.minimum(time, self.off_s)
        return np.asarray(np.maximum(paced - _BRAKES_MPS2 * braking, 0.0))

    def height(self, time_s: ArrayLike) -> Floats:
        """Its height up the boards, m; below 0 on the blue band and the infield."""
        time = np.asarray(time_s, dtype=float)
        share = np.clip((time - self.off_s + _LEAVES_EARLY_S) / _LEAVING_S, 0.0, 1.0)
        moved = share**3 * (10 - 15 * share + 6 * share**2)
        return np.asarray(RIDING_HEIGHT_M + (_LEAVING_HEIGHT_M - RIDING_HEIGHT_M) * moved)
