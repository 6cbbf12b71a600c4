"""What a fact states in names alone, so that two facts of one moment can be compared without a motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Pairs = frozenset[tuple[str, str]]
"""Ordered pairs of riders: the first is ahead of (or inside of) the second."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The order, the places (from 1) and the sides that a fact states for its moment."""

    ahead: Pairs = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)
    inside: Pairs = frozenset()

    def deny(self, other: Claims) -> bool:
        """Whether no motion at all can satisfy both at one moment."""
        return (
            _are_turned(self.ahead, other.ahead)
            or _are_turned(self.inside, other.inside)
            or _share_a_place(self.places, other.places)
            or _behind_the_first(self.places, other.ahead)
            or _behind_the_first(other.places, self.ahead)
        )


NO_CLAIMS = Claims()
"""What a fact states that is about none of these."""


def _are_turned(pairs: Pairs, others: Pairs) -> bool:
    return any((second, first) in others for first, second in pairs)


def _share_a_place(places: Mapping[str, int], others: Mapping[str, int]) -> bool:
    """Whether two riders are said to be in one place, or one rider in two."""
    return any((name == other) != (place == there) for name, place in places.items() for other, there in others.items())


def _behind_the_first(places: Mapping[str, int], pairs: Pairs) -> bool:
    """Whether a rider who is said to be in place 1 is said to be behind another."""
    return any(places.get(behind) == 1 for _, behind in pairs)
