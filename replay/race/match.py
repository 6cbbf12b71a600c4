"""A ride of a match: events in which the same riders meet again until one has won often enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RideOfMatch:
    """Which ride of a match a race is.

    number      from 1; a ride that is ridden again keeps its number
    won_before  the winner of each ride before it, in their order
    again       whether it was ridden before and stopped
    alone       whether nothing else of the match is in the same file
    """

    number: int
    won_before: tuple[str, ...] = ()
    again: bool = False
    alone: bool = True

    @property
    def tally(self) -> Mapping[str, int]:
        """Rides won before this one, by rider."""
        return Counter(self.won_before)
