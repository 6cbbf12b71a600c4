"""Names for the rows of a program, by which the next program of a sequence knows them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class _Group(NamedTuple):
    """Rows that were added at once: the sense, the blocks that they speak of, and how many such there were before."""

    sense: str
    blocks: tuple[str, ...]
    before: int


class RowName(NamedTuple):
    """A row: a group, and which of its rows."""

    group: _Group
    place: int


class RowNames:
    """Names for rows as they are added. What is named after a rider, a fact or a pair has the same name in each program
    in which there is such a thing, and rows of one group are in the order of time.
    """

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._rows: dict[_Group, range] = {}
        self._groups: list[_Group] = []
        self._count = 0

    def add(self, sense: str, blocks: Iterable[str], count: int) -> None:
        """Rows that speak of these blocks were added, and now there are so many rows in all."""
        key = (sense, tuple(blocks))
        group = _Group(*key, self._seen[key])
        self._seen[key] += 1
        self._rows[group] = range(self._count, count)
        self._groups.append(group)
        self._count = count

    def numbers(self, names: Iterable[RowName]) -> list[int]:
        """The rows of these names that there are, ascending: what comes of a set is in one order always."""
        within = ((self._rows.get(name.group, range(0)), name.place) for name in names)
        return sorted(rows[place] for rows, place in within if place < len(rows))

    def of(self, numbers: Iterable[int]) -> frozenset[RowName]:
        """The names of rows, whose numbers are ascending."""
        groups = iter(self._groups)
        found, group = [], None
        for number in numbers:
            while group is None or number >= self._rows[group].stop:
                group = next(groups)
            found.append(RowName(group, number - self._rows[group].start))
        return frozenset(found)
