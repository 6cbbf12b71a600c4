"""Setups: a place for a camera, and whom it is turned on; and the situation in the race that they are chosen by.

Metres `along` are those of the leader after the finish line, as on a track of 250 m.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

QUARTERS_M = 18, 66, 143, 191
"""From where on a rider is seen from outside of the first bend, from beside the back straight, from outside of the last
bend, and from beside the home straight: everywhere from his side. Riders lean inwards by up to 60 degrees in the bends:
from the stand of a straight one looks down on their helmets there, and they look as if they lay on their side."""


class StationName(StrEnum):
    """Places for cameras. The home straight holds the finish line; bend 1 follows it, bend 2 leads back to it."""

    MAIN = "main"
    """In the stand beside the home straight, as every broadcast has it."""

    BACK = "back"
    """The same beside the back straight."""

    BEND_1 = "bend 1"
    """High in the stand outside of the first bend: who leans into it is seen from his side, and goes to the right."""

    BEND_2 = "bend 2"
    """The same outside of the last bend."""

    END_1 = "end 1"
    """In line with the home straight, behind the riders: the straight runs up the picture."""

    END_2 = "end 2"
    """In line with the back straight, behind the riders."""

    FOLLOW_1 = "follow 1"
    """Low on the flat inside the first bend: riders come at it from the home straight."""

    FOLLOW_2 = "follow 2"
    """Low on the flat inside the last bend."""

    FINISH = "finish"
    """Low beside the finish line."""

    LINE = "line"
    """Past the finish line and looking back at it, for pictures that are taller than wide."""

    OVERHEAD = "overhead"
    """High above the infield, turning with the riders."""

    ABOVE = "above"
    """High above the infield, turning with riders who are shown fast, a third of the track in the picture."""

    WHOLE_TRACK = "whole track"
    """High above the infield, still, with the whole track in the picture."""


class Who(StrEnum):
    """Whom a shot is about. A shot of few shows them large."""

    EVERYBODY = "everybody"
    """All riders, as long as they are large enough to be seen."""

    LEADER = "leader"
    """The first alone."""

    CHASE = "chase"
    """The first behind the leader, and who is close to him."""

    FRONT = "front"
    """The first two, and the pacer while it is there."""

    REMOUNTED = "remounted"
    """Who fell and got up again, long after the others have finished."""

    RIDER = "rider"
    """One rider, wherever he is in the race."""

    FALLEN = "fallen"
    """Who falls, from just before to when he lies."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A station's name, and whom it shows.

    beside  the station that shows those who chase, in a second picture beside this one; None: one picture
    rider   index of the rider of Who.RIDER
    """

    station: StationName
    who: Who = Who.EVERYBODY
    beside: StationName | None = None
    rider: int | None = None

    @property
    def name(self) -> str:
        """What the shot is called: the station, and whom it shows if that is not everybody."""
        alone = str(self.station) if self.who is Who.EVERYBODY else f"{self.station} {self.who}"
        return alone if self.beside is None else f"{alone} beside {self.beside}"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice of a camera goes by, once everybody rides as he likes.

    along_m  of the leader after the finish line, as on a track of 250 m
    laps     laps to go, as on the counter; 0 once somebody has finished
    lead_m   of a breakaway; 0 while nobody is away
    """

    along_m: float
    laps: int
    lead_m: float

    @property
    def split(self) -> Setup:
        """Two pictures: the leader, and those who chase him, each from beside the half of the track where they are."""
        return Setup(beside_station(self.along_m), Who.LEADER, beside_station(self.chase_m))

    @property
    def chase_m(self) -> float:
        """Metres of the first who chases after the finish line."""
        return (self.along_m - self.lead_m) % 250.0

    def between(self, from_m: float, to_m: float) -> bool:
        """Whether the leader is in a part of the lap, which may reach over the finish line."""
        if from_m <= to_m:
            return from_m <= self.along_m < to_m
        return self.along_m >= from_m or self.along_m < to_m

    @property
    def next_line_odd(self) -> bool:
        """Whether the leader comes to an odd number of laps to go next (from half a lap before the line), or has.

        Alternates over the laps, so that two shots take turns and each of them ends at a line.
        """
        return (self.laps - 1 if self.along_m >= 125 else self.laps) % 2 == 1


def beside_station(along_m: float) -> StationName:
    """The camera beside the part of the track, metres after the finish line of one of 250 m, for wide pictures."""
    return _of_quarter((StationName.MAIN, StationName.BEND_1, StationName.BACK, StationName.BEND_2), along_m)


def in_line_station(along_m: float) -> StationName:
    """The camera for pictures that are taller than wide: straights run up the picture, bends are seen from outside."""
    return _of_quarter((StationName.END_1, StationName.BEND_1, StationName.END_2, StationName.BEND_2), along_m)


def bend_ahead(along_m: float) -> StationName:
    """The camera outside of the bend that one rides through or comes to: a straight and a bend in one shot."""
    return StationName.BEND_2 if QUARTERS_M[1] <= along_m < QUARTERS_M[3] else StationName.BEND_1


def _of_quarter(stations: tuple[StationName, ...], along_m: float) -> StationName:
    return stations[sum(along_m >= mark for mark in QUARTERS_M) % 4]
