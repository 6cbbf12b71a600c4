"""What is marked on the boards: the lead of a breakaway, and where each rider may have been."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.colour import Colour
from replay.base.figure_words import WrittenFigure


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead line on the boards, from the leader's front wheel back to the first chaser's.

    length  'about 48 m', reconstructed
    time    '2.9 s', until the chaser is where the leader is
    drawn   0 to 1, how much of the line is drawn, from the leader
    whole   whether the shot is about both its ends; else its figures do not stand on it, but in a panel
    """

    from_distance_m: float
    to_distance_m: float
    length: WrittenFigure
    time: WrittenFigure
    drawn: float = 1.0
    shown: float = 1.0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class LikelyRange:
    """Where a rider may have been: a stripe of the boards along his line, that fades away from where he is shown.

    distance_m  of its middle, under the middle of his bike
    sd_m        standard deviation along the track
    line_m      his height up the boards
    height_m    lower and upper edge, up the boards
    """

    name: str
    colour: Colour
    distance_m: float
    sd_m: float
    line_m: float
    height_m: tuple[float, float]
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class LikelyRanges:
    """The doubt of the reconstruction, shown because it was asked for; words say what the stripes are."""

    words: str
    stripes: tuple[LikelyRange, ...]
    shown: float = 1.0
