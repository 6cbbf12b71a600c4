"""A row of results as it was read: what each part of it says, still as texts where figures may mean several things."""

from __future__ import annotations

from dataclasses import dataclass

from replay.race.status import Status


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of results.

    line, quoted    where it stands, and the row as it is quoted
    rank, shared    the place, and whether it is marked as shared
    counted         whether the place is the row's number in a list, and not written in it
    name            as it is written; first and last where the layout tells them apart
    gap .. last_200 what stands in a column of that meaning
    assumed_200     whether no column says that `last_200` is of the last 200 m
    figures         times and gaps whose meaning no column tells, in their order
    round .. meet   what columns say of the race
    leftover        words that were not read
    rides           what stands in the columns of the rides of a match, one text for each
    score           rides that the rider won and lost, (2, 1); None where the row does not say
    family_first    whether the words over the names say that the family name stands first
    """

    line: int
    quoted: str
    rank: int | None = None
    shared: bool = False
    counted: bool = False
    status: Status | None = None
    reason: str = ""
    name: str = ""
    first: str = ""
    last: str = ""
    nation: str = ""
    number: int | None = None
    club: str = ""
    state: str = ""
    gap: str = ""
    gap_before: str = ""
    time: str = ""
    last_200: str = ""
    assumed_200: bool = False
    figures: tuple[str, ...] = ()
    round: str = ""
    heat: str = ""
    ride: str = ""
    event: str = ""
    category: str = ""
    date: str = ""
    place: str = ""
    meet: str = ""
    leftover: str = ""
    family_first: bool = False
    rides: tuple[str, ...] = ()
    score: tuple[int, int] | None = None

    @property
    def is_placed(self) -> bool:
        """Whether the row says anything of a result."""
        figures = (self.gap, self.gap_before, self.time, self.last_200, *self.figures, *self.rides)
        return self.rank is not None or self.status is not None or any(figures)
