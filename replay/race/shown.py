"""What a race file says of how its films look, which is no fact of the race."""

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
