"""What is worked out from one iterate and held while the next program is solved.

A program is convex because all that is not linear in its unknowns is taken from here: how heights bend distances,
what the wind and the wheels ahead do to power, the shape of efforts, when riders may pass each other, and the race
times of moments that depend on the motion.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from replay.base.units import Floats
from replay.motion import power
from replay.race.riders.physique import Physique
from replay.race.story.effort_shape import Effort
from replay.reconstruction.problem.remount import Remount
from replay.reconstruction.state.pair_windows import PassWindow
from replay.reconstruction.state.path_correction import PathCorrection


@dataclass(frozen=True, slots=True, eq=False)
class PowerGrid:
    """The P times at which power is asked about, and what enters into it there beside speed and acceleration.

    time_s        (P,) race times, the knots from some time before racing begins
    stretch       (R, P) metres over the ground for each metre of the smooth coordinate
    stretch_rate  (R, P) its change, 1/s
    lift_w        (R, P) power that goes into height beyond what the ripple accounts for, W
    """

    time_s: Floats
    stretch: Floats
    stretch_rate: Floats
    lift_w: Floats

    def stretch_at(self, rider: int, time_s: Floats | float) -> Floats:
        """Metres over the ground for each metre of a rider's smooth coordinate, at one or N times."""
        return np.asarray(np.interp(time_s, self.time_s, self.stretch[rider]))


def power_grid(time_s: Floats, path: PathCorrection, physique: Physique) -> PowerGrid:
    """The heights of a path correction as they enter into power, at P times.

    The ripple holds what each bend takes and gives back. What remains is the slow rise and fall of the level around
    which it swings: the power to lift rider and bicycle.
    """

    def there(values: Floats) -> Floats:
        return np.array([np.interp(time_s, path.time_s, one) for one in values])

    lift = power.lift_power(physique, np.gradient(path.level_m, path.time_s, axis=1))
    return PowerGrid(time_s, there(path.stretch), there(np.gradient(path.stretch, path.time_s, axis=1)), there(lift))


@dataclass(frozen=True, slots=True, eq=False)
class Linearisation:
    """What one program takes as given, for R riders and P times of the power grid.

    path      distance minus smooth coordinate
    grid      where power is asked about, and how heights enter into it
    shelter   (R, P) share of the air drag that other riders and the pacer leave, 0 to 1
    efforts   (R) the usual shape of each rider's power at the times of the grid
    windows   when pairs may pass each other
    prior_s   expected race time of the winner's finish; where the race was stopped, of the leader's being where he is
              at the stop
    fall_s    race time of each fall, by rider
    remounts  how riders who fell come to the line, by rider; not those who stay down
    stop_s    race time at which the race was stopped; inf for one that was ridden to the finish
    """

    path: PathCorrection
    grid: PowerGrid
    shelter: Floats
    efforts: tuple[Effort, ...]
    windows: tuple[PassWindow, ...]
    prior_s: float
    fall_s: dict[int, float]
    stop_s: float
    remounts: dict[int, Remount] = field(default_factory=dict)

    @property
    def down(self) -> dict[int, tuple[float, float]]:
        """Race times at which riders fall, and at which they ride on (inf for who does not), by rider."""
        return {rider: (fall_s, self.up_s(rider)) for rider, fall_s in self.fall_s.items()}

    def up_s(self, rider: int) -> float:
        """Race time at which a rider who fell rides on; inf for who stays down, and for who never fell."""
        return self.remounts[rider].up_s if rider in self.remounts else np.inf
