"""Where everything stands on a sheet: pure arithmetic in px, x to the right and y down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.layout import Layout


class Chart(StrEnum):
    """The charts of a sheet."""

    GAP = "gap"
    SPEED = "speed"
    ORDER = "order"
    HEIGHT = "height"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, px."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def inset(self, *, left: float = 0.0, top: float = 0.0, right: float = 0.0, bottom: float = 0.0) -> Box:
        return Box(self.left + left, self.top + top, self.right - right, self.bottom - bottom)


@dataclass(frozen=True, slots=True)
class Scale:
    """A plot's box and the values at its edges; `bottom` may be above `top`: gaps grow downwards."""

    box: Box
    left: float
    right: float
    top: float
    bottom: float

    def x(self, value: Floats | float) -> Floats:
        share = (np.asarray(value, dtype=float) - self.left) / (self.right - self.left)
        return np.asarray(self.box.left + share * self.box.width)

    def y(self, value: Floats | float) -> Floats:
        share = (np.asarray(value, dtype=float) - self.top) / (self.bottom - self.top)
        return np.asarray(self.box.top + share * self.box.height)


@dataclass(frozen=True, slots=True)
class SheetSizes:
    """A layout's measures, px. text is the smallest that anything is written in, but the foot."""

    size: tuple[int, int]
    margin: Box
    title: float
    place: float
    heading: float
    text: float
    foot: float
    line: float
    gap_px: float = 20.0

    @property
    def axis_px(self) -> float:
        """What the words of an axis need more than an axis without."""
        return 1.4 * self.text - 12

    @property
    def page(self) -> Box:
        return Box(
            self.margin.left, self.margin.top, self.size[0] - self.margin.right, self.size[1] - self.margin.bottom
        )


_SIZES: Mapping[Layout, SheetSizes] = MappingProxyType(
    {
        Layout.LANDSCAPE: SheetSizes((1920, 1080), Box(64, 44, 64, 40), 50, 26, 28, 23, 20, 3.4),
        Layout.VERTICAL: SheetSizes((1080, 1920), Box(44, 64, 44, 56), 56, 32, 34, 29, 25, 4.2),
    }
)
"""Of the two layouts that charts have."""

LAYOUTS = tuple(_SIZES)
"""Those that can be asked for."""


def sizes_of(layout: Layout) -> SheetSizes:
    """The measures of a layout: landscape or vertical. Raises KeyError for others."""
    return _SIZES[layout]


def chart_boxes(layout: Layout, area: Box, charts: Sequence[Chart]) -> dict[Chart, Box]:
    """Boxes of the charts: one fills the area, four stand beside (landscape) or below one another (vertical)."""
    if len(charts) == 1:
        return {charts[0]: area}
    sizes = sizes_of(layout)
    gap_px = sizes.gap_px
    first, rest = charts[0], charts[1:]
    if layout is Layout.LANDSCAPE:
        split = area.left + 0.575 * (area.width - gap_px)
        column = Box(split + gap_px, area.top, area.right, area.bottom)
        return {first: Box(area.left, area.top, split, area.bottom), **_stacked(column, rest, sizes)}
    split = area.top + 0.5 * (area.height - gap_px)
    below = Box(area.left, split + gap_px, area.right, area.bottom)
    return {first: Box(area.left, area.top, area.right, split), **_stacked(below, rest, sizes)}


def _stacked(area: Box, charts: Sequence[Chart], sizes: SheetSizes) -> dict[Chart, Box]:
    """Charts below one another; the last has more room, for the words of the axis that they share."""
    each = (area.height - sizes.axis_px - sizes.gap_px * (len(charts) - 1)) / len(charts)
    tops = [area.top + k * (each + sizes.gap_px) for k in range(len(charts))]
    boxes = {chart: Box(area.left, top, area.right, top + each) for chart, top in zip(charts, tops, strict=True)}
    return {**boxes, charts[-1]: Box(area.left, tops[-1], area.right, area.bottom)}


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, in the same order, at least `apart` from each other and within low..high.

    Where there is no room for all at that distance they stand evenly, closer together.
    """
    count = len(wanted)
    if count < 2:
        return [min(max(place, low), high) for place in wanted]
    apart = min(apart, (high - low) / (count - 1))
    order = sorted(range(count), key=lambda k: (wanted[k], k))
    offsets = np.arange(count) * apart
    free = _rising(np.array([wanted[k] for k in order]) - offsets)
    placed = np.clip(free, low, high - offsets[-1]) + offsets
    places = [0.0] * count
    for k, place in zip(order, placed, strict=True):
        places[k] = float(place)
    return places


def _rising(values: Floats) -> Floats:
    """The nearest sequence that never falls (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (mean * count + before * many) / (count + many), count + many
        pools.append((mean, count))
    return np.repeat([mean for mean, _ in pools], [count for _, count in pools])


@dataclass(frozen=True, slots=True)
class LaneWords:
    """Words to be placed beside a mark: from..to is the mark itself, width that of the words with their distance."""

    from_px: float
    to_px: float
    width_px: float
    weight: int


@dataclass(frozen=True, slots=True)
class LanePlace:
    """Where words came to stand: a row, and whether right of the mark, left of it, or left out (None)."""

    row: int
    right: bool | None


def rows_of(items: Sequence[LaneWords], rows: int, low: float, high: float, clear: float) -> list[LanePlace]:
    """Marks with words in rows, none over another; the weightiest choose first, words without room are left out.

    Marks are never left out: one without words stands in the row where it is least in the way.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    placed = [LanePlace(0, None)] * len(items)
    for k in sorted(range(len(items)), key=lambda k: (items[k].weight, items[k].from_px, k)):
        item = items[k]
        row, right, span = _choice(item, taken, low, high, clear)
        taken[row].append(span)
        placed[k] = LanePlace(row, right)
    return placed


def _choice(
    item: LaneWords, taken: list[list[tuple[float, float]]], low: float, high: float, clear: float
) -> tuple[int, bool | None, tuple[float, float]]:
    spans = ((True, (item.from_px, item.to_px + item.width_px)), (False, (item.from_px - item.width_px, item.to_px)))
    for right, span in spans:
        if span[0] < low or span[1] > high:
            continue
        for row, others in enumerate(taken):
            if all(span[1] + clear <= start or span[0] >= end + clear for start, end in others):
                return row, right, span
    bare = (item.from_px, item.to_px)
    hit = [sum(bare[1] > start and bare[0] < end for start, end in others) for others in taken]
    return int(np.argmin(hit)), None, bare


def ticks_of(top: float, most: int) -> list[float]:
    """Round values from 0 up to at most `top`, no more than `most` steps apart."""
    steps = [base * 10.0**power for power in range(-1, 4) for base in (1.0, 2.0, 5.0)]
    step = next((step for step in steps if top / step <= most), steps[-1])
    return [k * step for k in range(int(top / step + 1e-9) + 1)]
