"""Who does what next: a film is painted in stretches, and a stretch wants the plates of its shots.

Stretches are begun in the order of the film. While the plates of the next one are being drawn, those after it are
drawn as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

STRETCH_FRAMES = 24
"""Frames of a stretch: the first of it is painted whole, and its painter waits with all of it in memory until the
stretches before it are encoded. 12 cost a twentieth more of painting, 48 twice the memory."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames from `first` on. plates: numbers of the plates that they want."""

    first: int
    count: int
    plates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlateWork:
    """Plates that are to be drawn."""

    plates: int


class _State(Enum):
    WANTED = auto()
    TAKEN = auto()
    THERE = auto()


def stretches(wanted: Sequence[tuple[int, ...]]) -> tuple[Stretch, ...]:
    """The stretches of a film, given which plates each of its frames wants."""
    found = []
    for first in range(0, len(wanted), STRETCH_FRAMES):
        part = wanted[first : first + STRETCH_FRAMES]
        found.append(Stretch(first, len(part), tuple(sorted({plates for each in part for plates in each}))))
    return tuple(found)


@dataclass
class WorkPlan:
    """What is left to do. Each piece of work is given away once."""

    left: list[Stretch]
    _state: dict[int, _State] = field(default_factory=dict)

    def take(self) -> Stretch | PlateWork | None:
        """The next piece of work; None where all that is left waits for plates that are being drawn, or nothing is.

        Stretches are given away in the order of the film alone. A painter with two of them that wait for an earlier one
        has no frame left to paint into; if the earlier one came to him then, nobody would ever go on.
        """
        missing = [plates for plates in self.left[0].plates if not self._is(plates, _State.THERE)] if self.left else []
        if self.left and not missing:
            return self.left.pop(0)
        for stretch in self.left:
            for plates in stretch.plates:
                if self._is(plates, _State.WANTED):
                    self._state[plates] = _State.TAKEN
                    return PlateWork(plates)
        return None

    def is_there(self, plates: int) -> None:
        """These plates need not be drawn any more."""
        self._state[plates] = _State.THERE

    def is_taken(self, plates: int) -> None:
        """Somebody else draws these plates."""
        self._state[plates] = _State.TAKEN

    def _is(self, plates: int, state: _State) -> bool:
        return self._state.get(plates, _State.WANTED) is state
