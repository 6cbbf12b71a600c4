"""What facts ask of a motion, as small values: sums of positions, heights, sides, places in the line behind the pacer.

Riders are indices in the order of the riders who started; names where no motion is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

METRES_A_MPS = 5.0
"""A metre a second of speed that is missed counts as so many metres: what it makes in five seconds, about as long as
facts of speed last."""


@dataclass(frozen=True, slots=True)
class Term:
    """factor times the position (derivative 0, m) or speed (1, m/s) of a rider at a race time."""

    rider: int
    time_s: float
    factor: float
    derivative: int = 0


@dataclass(frozen=True, slots=True)
class ConstraintRow:
    """low <= sum of terms <= high, in metres (or m/s times `scale`, which makes a miss comparable to metres)."""

    terms: tuple[Term, ...]
    low: float = -float("inf")
    high: float = float("inf")
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class HeightRow:
    """The sum of factor times height over `riders` is at least `low_m` (m up the boards) at a race time.

    riders   (index, factor) of each rider
    since_s  the sum is of how much each has gone up since that time; None: of heights
    about_s  the height may be reached so long before or after the time
    clear_s  the row is left out where the heights that are solved for begin or end nearer to the time than this
    """

    riders: tuple[tuple[int, float], ...]
    time_s: float
    low_m: float
    since_s: float | None = None
    about_s: float = 0.0
    clear_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SideAsked:
    """Who is inside of whom where the two are side by side at the fact's moment, or up to `late_s` after it.

    early_s: so long before it as well, of what is over at its moment
    """

    inner: str
    outer: str
    late_s: float = 2.0
    early_s: float = 0.0


@dataclass(frozen=True, slots=True)
class LineAsked:
    """Places in the line behind the pacer: riders one behind another, the first of them in `place`, from 1.

    place None: they move up together past the rider ahead of the first of them.
    in_any_order: they keep the order among themselves that they have in the line before.
    """

    riders: tuple[str, ...]
    place: int | None
    in_any_order: bool = False
