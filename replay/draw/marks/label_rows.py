"""Rows of labels: one for riders who are near each other, in the order in which they are seen, none over another.

A row knows two directions: along it, and outwards from the riders. So one over their heads and one beside them are the
same. All is a continuous function of where riders are seen: a label that goes round its neighbour, or a row that
parts, does so little by little as they move, without any memory of the picture before.

Arrays are (N,), px, one value a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothsteps
from replay.base.units import Floats

_FALL = 4.0
"""How fast a row comes down beside a rider who made it stand higher, px of height for each px that is free."""

_LEVEL_PX = 3.0
"""Riders whose heads differ by less outwards are neither before nor behind one another."""

_RISES = 3
"""A row over a head may lie under the line to another that had to rise: it rises, too, so many times."""

_LIFT = 5.0
"""Two who change places begin by one of their labels rising over the other, in this part of the time."""

_PARTS_BY = 1.4
"""Riders so many times what a label needs apart outwards have rows of their own; by less than once, one row."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledRiders:
    """Riders as seen from the side on which their labels stand.

    at      where they are along the row
    place   in their order along it: whole, or between two while they change places
    reach   half of what a label must not cover of each, along the row
    out     how far outwards that reaches
    wide    length of their labels along the row, with the room between two
    weight  0 a label that is not there, to 1
    """

    at: Floats
    place: Floats
    reach: Floats
    out: Floats
    wide: Floats
    weight: Floats

    def of(self, some: NDArray[np.intp]) -> LabelledRiders:
        """Some of the riders."""
        return LabelledRiders(
            self.at[some], self.place[some], self.reach[some], self.out[some], self.wide[some], self.weight[some]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Where labels stand: their middle along the row, and outwards what their inner edge keeps clear of.

    level  rows that a label stands farther out than its own: two riders who are seen one behind the other
    """

    along: Floats
    base: Floats
    level: Floats


def rows_of(seen: LabelledRiders, room: tuple[float, float], *, tall: float) -> Rows:
    """Rows for all: riders who are apart outwards by more than labels need do not make room for one another.

    room  between which labels stand, along the row
    tall  what a label and a head under it need, outwards
    """
    along, base, level = np.empty((3, len(seen.at)))
    if len(seen.at):
        _fill(seen, np.argsort(seen.out), (along, base, level), room, tall)
    return Rows(along, base, level)


def swapping(place: Floats) -> Floats:
    """How much two change places (N, N): 1 soon after they began, 0 while they do not."""
    return np.clip(_LIFT * (1 - np.abs(place[:, None] - place)), 0, 1)


def _fill(
    seen: LabelledRiders,
    some: NDArray[np.intp],
    into: tuple[Floats, Floats, Floats],
    room: tuple[float, float],
    tall: float,
) -> None:
    """Rows of some riders, who come from the inmost to the outmost: parted at the widest gap between them."""
    gaps = np.diff(seen.out[some])
    widest = int(gaps.argmax()) if len(gaps) else 0
    gap = float(gaps[widest]) if len(gaps) else 0.0
    joined = min(max((_PARTS_BY - gap / tall) / (_PARTS_BY - 1), 0.0), 1.0)
    if joined < 1:
        for part in (some[: widest + 1], some[widest + 1 :]):
            _fill(seen, part, into, room, tall)
    if joined > 0:
        for array, values in zip(into, _one_row(seen.of(some), room, tall), strict=True):
            array[some] = values if joined == 1 else joined * values + (1 - joined) * array[some]


def _one_row(seen: LabelledRiders, room: tuple[float, float], tall: float) -> tuple[Floats, Floats, Floats]:
    """One row: places in it in the order of the riders, as near to them as they can be."""
    rank = _ranks(seen.place)
    places = np.arange(len(rank))
    share = np.clip(1 - np.abs(rank - places[:, None]), 0, 1) + 1e-4
    share /= share.sum(axis=1, keepdims=True)
    wide, weight = share @ (seen.wide * seen.weight), share @ seen.weight + 1e-3
    shift = np.cumsum(wide) - wide / 2
    free = _never_falling(np.sort(seen.at) - shift, weight)
    free = np.clip(free, room[0], max(room[1] - float(wide.sum()), room[0]))
    middle = free + shift
    beside = np.maximum(np.abs(middle[:, None] - seen.at) - wide[:, None] / 2 - seen.reach, 0)
    own, aside = share @ seen.out, _FALL * beside
    base = own + _risen(seen.out - own[:, None], aside, tall)
    for _ in range(_RISES):
        before = base
        base = own + _risen(np.interp(rank, places, base) - own[:, None], aside, tall)
        if (base - before).max() < 0.5:
            break
    return np.interp(rank, places, middle), np.interp(rank, places, base), _levels(seen)


def _risen(over: Floats, aside: Floats, tall: float) -> Floats:
    """How far places rise (K,) for what reaches over them so far (K, M), and lies so far aside; not for what is high
    enough to leave them free below it."""
    free = np.clip((_PARTS_BY - over / tall) / (_PARTS_BY - 1), 0, 1)
    return np.asarray(np.maximum((over * free - aside).max(axis=1), 0))


def _ranks(place: Floats) -> Floats:
    """The rank of each among these, from 0; between two ranks while he changes places with another."""
    behind = smoothsteps((place[:, None] - place + 1) / 2)
    return np.asarray(behind.sum(axis=1) - 0.5)  # each is half behind himself


def _levels(seen: LabelledRiders) -> Floats:
    """How many labels each goes round: those of riders who change places with him, and reach less far outwards."""
    farther = np.clip((seen.out[:, None] - seen.out) / (2 * _LEVEL_PX) + 0.5, 0, 1)
    above = swapping(seen.place) * farther * seen.weight
    return np.asarray(above.sum(axis=1) - 0.5 * seen.weight)


def _never_falling(values: Floats, weight: Floats) -> Floats:
    """The nearest values (least squares) that never fall: neighbours that would are pooled at their mean."""
    pools: list[tuple[float, float, int]] = []
    for value, share in zip(values.tolist(), weight.tolist(), strict=True):
        pool = value, share, 1
        while pools and pools[-1][0] > pool[0]:
            pool = _pooled(pools.pop(), pool)
        pools.append(pool)
    return np.array(list(_spread_out(pools)))


def _pooled(first: tuple[float, float, int], second: tuple[float, float, int]) -> tuple[float, float, int]:
    share = first[1] + second[1]
    return (first[0] * first[1] + second[0] * second[1]) / share, share, first[2] + second[2]


def _spread_out(pools: list[tuple[float, float, int]]) -> Iterator[float]:
    for value, _, count in pools:
        yield from [value] * count
