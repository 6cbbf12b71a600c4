"""What a generic rider of a category can do. Kept to make the motion ridable, never shown as measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

USUAL_SHARE = 1.05
"""A motion may come out with so much of what a category has: power is sampled, and splines round it off."""

STRONGEST_SHARE = 1.25
"""No rider has more than this of what his category is known for. Somebody may well be stronger than those of whom
figures are known: elite men ride the last 200 m of a keirin in 9.6 s with 1.15. With 1.25 it would be 9.35 s, and
who asks for more made a slip of the pen, or took another category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Physique:
    """Body, power and speeds of a rider of a category.

    mass_kg        rider and bicycle
    drag_area_m2   drag area in the position of a sprint
    critical_w     power that can be kept up for long
    peak_w         power of the first moment of a full effort
    fade_s         time constant with which a full effort falls from peak to critical power
    full_effort_w  what a fresh rider gives for some seconds: the mean over 10 s or so
    effort_share   power of the efforts that a race is made of (build-up, attack, chase), of that of elite men
    top_mps        speed over the ground that nobody of the category exceeds
    speed_share    usual speeds where racing is for the win, of those of elite men: only the first guess starts there
    tempo_mps      about how fast fields ride before a sprint opens
    tempo_w        power of a lone rider for that tempo
    doubt_share    how much more than elite men such riders differ among themselves
    """

    mass_kg: float
    drag_area_m2: float
    critical_w: float
    peak_w: float
    fade_s: float
    full_effort_w: float
    effort_share: float
    top_mps: float
    speed_share: float
    tempo_mps: float
    tempo_w: float
    doubt_share: float

    @property
    def reserve_kj(self) -> float:
        """Work above critical power after which no more than critical power is left."""
        return (self.peak_w - self.critical_w) * self.fade_s / 1000

    def best_mean_w(self, seconds: float) -> float:
        """The most power that a fresh rider has on the mean of so long, W."""
        share = self.fade_s / seconds * (1 - math.exp(-seconds / self.fade_s))
        return self.critical_w + (self.peak_w - self.critical_w) * share

    def share_asked(self, best_w: Mapping[int, float]) -> float:
        """How much of what a fresh rider has is asked for: the greatest share of all windows.

        best_w  best mean power, W, by the seconds over which it is taken
        """
        return max((watts / self.best_mean_w(seconds) for seconds, watts in best_w.items()), default=0.0)
