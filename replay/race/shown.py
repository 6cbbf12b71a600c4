"""What a race file says of how its films look, and which ride of a match it is: no facts of how it was ridden."""

from __future__ import annotations

from dataclasses import dataclass

from replay.race.when import When


@dataclass(frozen=True, slots=True)
class FilmedShot:
    """How a stretch of the race is to be filmed. None: as the rules have it.

    who    a rider's name, or one of `WHO_WORDS`
    speed  race seconds per video second
    place  line and column of the file
    """

    start: When
    end: When
    camera: str | None = None
    who: str | None = None
    speed: float | None = None
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class FinishPicture:
    """The official picture of the finish: its file, from the folder of the race file; who made it; line and column."""

    file: str
    credit: str | None = None
    place: tuple[int, int] = (0, 0)


WHO_WORDS = ("leader", "front", "chase", "all")
"""Whom a shot can be about, beside a rider: the first, the first two, those behind the first, everybody."""


@dataclass(frozen=True, slots=True)
class RideOfMatch:
    """Which ride of a match a race is, where the same riders meet until one has won often enough.

    number      from 1; a ride that is ridden again keeps its number
    won_before  the winner of each ride before it, in their order
    again       whether it was ridden before and stopped
    """

    number: int
    won_before: tuple[str, ...] = ()
    again: bool = False
