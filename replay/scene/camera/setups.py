"""Setups: a place for a camera, and whom it is turned on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StationName(StrEnum):
    """Places for cameras. The home straight holds the finish line; bend 1 follows it, bend 2 leads back to it."""

    MAIN = "main"
    """In the stand beside the home straight, as every broadcast has it."""

    BACK = "back"
    """The same beside the back straight."""

    BEND_1 = "bend 1"
    """In the stand of the back straight, turned on the first bend."""

    BEND_2 = "bend 2"
    """In the stand of the home straight's far end, turned on the last bend."""

    OUTER_1 = "outer 1"
    """In the stand outside of the first bend: one who rides through it goes from left to right all the way."""

    OUTER_2 = "outer 2"
    """In the stand outside of the last bend."""

    END_1 = "end 1"
    """In line with the home straight, behind the riders: the straight runs up the picture."""

    END_2 = "end 2"
    """In line with the back straight, behind the riders."""

    HEAD_1 = "head 1"
    """In line with the home straight, before the riders, whose faces it sees."""

    HEAD_2 = "head 2"
    """In line with the back straight, before the riders."""

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
