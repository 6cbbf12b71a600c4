"""What riders do before racing begins in earnest, in events that begin slowly: a plan, as plain values.

A keirin has a pacer until then, whose speed the rules give. A sprint has two riders who watch each other: what is told
of that is planned as told, and the rest drawn by lot. How the plan is ridden says `motion.tactics_ride`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WALKS_MPS = 1.4
"""The others roll on so fast where one rider stands: walking pace, at which a bicycle still steers."""

GOES_MPS2 = 0.6
"""Out of a standstill riders gain so much where nothing hurries them: they step on and watch each other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Riders stand still: the first of them at a distance, for so many seconds.

    riders  who stands while the others roll on at walking pace; nobody: all stand
    """

    at_m: float
    seconds: float
    riders: tuple[str, ...] = ()

    @property
    def over_m(self) -> float:
        """Where the leader is as it is over."""
        return self.at_m + (WALKS_MPS * self.seconds if self.riders else 0.0)


@dataclass(frozen=True, slots=True)
class PlannedLead:
    """From a distance of the leader on riders are in this order, the first in front."""

    from_m: float
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tactics:
    """The slow part of a race. Distances are event distances.

    opens_m     where the leader is as racing begins in earnest
    speeds      (distance, m/s) of the leader: evenly from one to the next
    standings   where riders stand still, in their order
    leads       who leads from where on; the first from 0
    heights     by rider, (own distance, metres up the boards): smoothly from one to the next
    pitch_m     front wheel to front wheel in file, at least
    follows_s   and so many seconds one after the other, where that is more
    goes_mps2   gained out of a standstill
    winds_m     from where on riders wind up the sprint at more than the usual speed; None where they do not
    winds_w     with about so much power
    """

    opens_m: float
    speeds: tuple[tuple[float, float], ...]
    standings: tuple[Standing, ...]
    leads: tuple[PlannedLead, ...]
    heights: Mapping[str, tuple[tuple[float, float], ...]]
    pitch_m: float
    follows_s: float
    goes_mps2: float = GOES_MPS2
    winds_m: float | None = None
    winds_w: float = 0.0

    @property
    def opens_mps(self) -> float:
        """Speed of the leader there."""
        return self.speeds[-1][1]
