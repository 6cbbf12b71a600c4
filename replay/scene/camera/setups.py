"""Setups: a place for a camera, and whom it is turned on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Whom a shot is about. A shot of few shows them large."""

    EVERYBODY = "everybody"
    LEADER = "leader"
    CHASE = "chase"  # the first behind the leader, and who is close to him
    FRONT = "front"  # the first two, and the pacer while he is there


@dataclass(frozen=True, slots=True)
class Setup:
    """A station's name (see cameras.stations), and whom it shows."""

    station: str
    who: Who = Who.EVERYBODY

    @property
    def name(self) -> str:
        """What the shot is called: the station, and whom it shows if that is not everybody."""
        return self.station if self.who is Who.EVERYBODY else f"{self.station} {self.who}"
