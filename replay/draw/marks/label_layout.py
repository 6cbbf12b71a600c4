"""The layout of labels: on which side of the riders they stand, and which of them are seen.

What stands is never wrong: no label lies over another, over a head, under a panel, or where nothing should be read;
no line between a label and its rider crosses another or runs through a label. What cannot stand so is not shown. It
fades as it comes near to being wrong, so that nothing goes out at once. Over a shot, `label_course` has the last word.

Arrays hold px, x to the right and y down; labels come in the order of their importance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.marks.label_rows import LabelledRiders, rows_of, swapping
from replay.draw.pixels.boxes import SEEN_FROM, boxes_of, nearness
from replay.draw.pixels.rectangles import Rect


class Side(Enum):
    """Where labels stand: over the heads, or beside the riders. Its value: the axis along the row, and outwards."""

    ABOVE = (0, -1.0)
    LEFT = (1, -1.0)
    RIGHT = (1, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Riders seen, with the labels that they want.

    anchors  (N, 2) where the line from a label ends, seen from the side on which labels stand
    places   (N, 2) in the order across the picture, and down it: whole, or between two while they change places
    reach    (N,) half of what a label must not cover of each rider, along the row
    sizes    (N, 2) width and height of the labels
    weight   (N,) 0 a label that is not there, to 1: one that comes, or whose rider leaves the picture
    """

    anchors: Floats
    places: Floats
    reach: Floats
    sizes: Floats
    weight: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What labels keep off: boxes (M, 4) as left, top, right, bottom; heads, panels, and what has been laid out."""

    room: Rect
    boxes: Floats

    def and_also(self, boxes: Floats) -> Taken:
        """The same with more boxes."""
        return Taken(self.room, np.concatenate([self.boxes, boxes]))


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths of a layout, px: from a head to its label, between labels, the bend of a line, and a line's end."""

    clear: float
    gap: float
    bend: float
    tip: float


@dataclass(frozen=True, slots=True, eq=False)
class LabelLayout:
    """Where labels stand.

    middles  (N, 2)
    shown    (N,) 0 to 1
    lines    (N, 3, 2) from the rider to the label, with a bend
    drawn    (N,) how much of the line is seen, 0 to 1
    cost     what is wrong with it: hidden labels and long lines, as a share of all labels
    """

    middles: Floats
    shown: Floats
    lines: Floats
    drawn: Floats
    cost: float


_LONGEST = 3.0
"""A line is never worse than so much."""

_INSIDE_PX = 2.0
"""A label is there in full only so far within where words may stand."""

_INWARDS = np.array([1.0, 1.0, -1.0, -1.0])

_POINTS = np.array([(1 - k / 5, k / 5, 0) for k in range(6)] + [(0, 1 - k / 5, k / 5) for k in range(1, 6)])
"""Points at which it is asked what a line runs over, as shares of its three ends."""


_LONG_LINE, _LINE_COST = 4.0, 0.3
"""A line so many times as long as its label is high, and one over somebody's head, is as bad as so much of a hidden
label."""


def lay_out(group: Labels, side: Side, taken: Taken, measures: Measures) -> LabelLayout:
    """Labels on one side of their riders."""
    return judged(group, side, middles_of(group, side, taken.room, measures), taken, measures)


def middles_of(group: Labels, side: Side, room: Rect, measures: Measures) -> Floats:
    """Where labels on one side of their riders stand: the middle of each (N, 2)."""
    axis, way = side.value
    seen, outwards = _seen_from(group, side, measures)
    edge = measures.gap
    between = room[axis] + edge, room[axis] + room[axis + 2] - edge
    tall = measures.clear + 2 * (outwards + measures.gap).max(initial=0.0) + float(group.reach.max(initial=0.0))
    rows = rows_of(seen, between, tall=tall)
    inner = rows.base + measures.clear + rows.level * (outwards.max(initial=0.0) + measures.gap)
    return _points(axis, rows.along, way * (inner + outwards / 2))


def by_riders(group: Labels, side: Side, room: Rect, measures: Measures) -> Floats:
    """Likewise if each stands straight by its rider, whatever the others do; inside of where words may stand."""
    axis, way = side.value
    half = group.sizes / 2
    middles = group.anchors.copy()
    middles[:, 1 - axis] += way * (measures.clear + half[:, 1 - axis])
    low = np.array(room[:2]) + half + measures.gap
    high = np.array(room[:2]) + room[2:] - half - measures.gap
    middles[:, axis] = np.clip(middles[:, axis], low[:, axis], np.maximum(high[:, axis], low[:, axis]))
    return middles


def judged(group: Labels, side: Side, middles: Floats, taken: Taken, measures: Measures) -> LabelLayout:
    """Labels at these places (N, 2), with their lines: what of them is seen, and how bad that is."""
    axis, way = side.value
    seen, outwards = _seen_from(group, side, measures)
    lines = _lines(seen, (middles[:, axis], way * middles[:, 1 - axis] - outwards / 2), axis, way, measures)
    labels, spots = boxes_of(middles, group.sizes), _along(lines)
    near = nearness(np.concatenate([labels, spots]), np.concatenate([taken.boxes, labels]))
    count, others = len(lines), len(taken.boxes)
    shown = _shown(labels, near[:count, :others], near[:count, others:], group.weight, taken.room)
    runs = near[count:].reshape(count, -1, others + count).max(axis=1)
    over = runs[:, :others].max(axis=1, initial=0.0)
    drawn = shown * (1 - over) * _uncrossed(lines, runs[:, others:], seen.place, shown)
    length = np.abs(lines[:, 1:] - lines[:, :-1]).sum(axis=(1, 2))
    untidy = _LINE_COST * (np.minimum(length / (_LONG_LINE * outwards), _LONGEST) + over)
    cost = float((group.weight * (1 + untidy) - shown).sum()) / max(float(group.weight.sum()), 1e-9)
    return LabelLayout(middles, shown, lines, drawn, cost)


def _seen_from(group: Labels, side: Side, measures: Measures) -> tuple[LabelledRiders, Floats]:
    """Riders as seen from a side, and how far outwards their labels reach (N,)."""
    axis, way = side.value
    at, out = group.anchors[:, axis], way * group.anchors[:, 1 - axis]
    wide = group.sizes[:, axis] + measures.gap
    return LabelledRiders(at, group.places[:, axis], group.reach, out, wide, group.weight), group.sizes[:, 1 - axis]


def stood(layout: LabelLayout, sizes: Floats) -> Floats:
    """Boxes of what is seen of a layout, for others to keep off: labels, and points along their lines."""
    seen, drawn = layout.shown > SEEN_FROM, layout.drawn > SEEN_FROM
    return np.concatenate([boxes_of(layout.middles[seen], sizes[seen]), _along(layout.lines[drawn])])


def _points(axis: int, along: Floats, outwards: Floats) -> Floats:
    return np.stack([along, outwards] if axis == 0 else [outwards, along], axis=-1)


def _lines(seen: LabelledRiders, place: tuple[Floats, Floats], axis: int, way: float, measures: Measures) -> Floats:
    """From the rider straight outwards, and by a bend just under the row to the label: lines in order do not cross."""
    along, inner = place
    length = seen.wide - measures.gap
    end = np.clip(seen.at, along - length / 3, along + length / 3)
    start = np.minimum(seen.out + measures.tip, inner)
    bend = np.clip(inner - measures.bend, start, inner)
    outs = np.stack([start, bend, inner - 1], axis=1)
    return _points(axis, np.stack([seen.at, seen.at, end], axis=1), way * outs)


def _shown(labels: Floats, taken: Floats, near: Floats, weight: Floats, room: Rect) -> Floats:
    """How much of each label is seen: none that touches what is taken, or a more important one that is seen.

    taken, near  how near each is to what is taken, and to the other labels
    """
    left, top, width, height = room
    edges = np.array([left, top, -(left + width), -(top + height)])
    inside = (labels * _INWARDS - edges).min(axis=1)
    shown = (weight * np.clip(inside / _INSIDE_PX, 0, 1) * (1 - taken).prod(axis=1)).tolist()
    for index, row in enumerate(near.tolist()):
        for before in range(index):
            shown[index] *= 1 - min(shown[before] / SEEN_FROM, 1.0) * row[before]
    return np.array(shown)


def _uncrossed(lines: Floats, through: Floats, place: Floats, shown: Floats) -> Floats:
    """How much of each line is seen: none that runs through a label, or crosses the line of a more important one.

    through  how near each comes to each label
    """
    there = np.minimum(shown / SEEN_FROM, 1)
    through[np.diag_indices(len(lines))] = 0.0
    rivals = np.tril(swapping(place), -1)
    drawn = ((1 - there * through) * (1 - rivals * there)).prod(axis=1)
    crossing = np.tril(_crossings(lines), -1)
    for index in np.flatnonzero(crossing.any(axis=1)):
        if (drawn[crossing[index]] * shown[crossing[index]] > 0).any():
            drawn[index] = 0.0
    return np.asarray(drawn)


def _along(lines: Floats) -> Floats:
    """Points along lines, as many on each, as boxes (M, 4) of no size."""
    points = np.einsum("pk,nkx->npx", _POINTS, lines).reshape(-1, 2)
    return np.concatenate([points, points], axis=1)


def _crossings(lines: Floats) -> NDArray[np.bool_]:
    """Which lines (N, 3, 2) cross which (N, N)."""
    starts, ends = lines[:, :-1].reshape(-1, 2), lines[:, 1:].reshape(-1, 2)
    first = _turns(starts, ends, starts) * _turns(starts, ends, ends) < 0
    crossed = first & first.T
    return np.asarray(crossed.reshape(len(lines), 2, len(lines), 2).any(axis=(1, 3)))


def _turns(starts: Floats, ends: Floats, points: Floats) -> Floats:
    """On which side of each piece each point lies (M, M): its sign."""
    way = ends - starts
    to = points[None] - starts[:, None]
    return np.asarray(way[:, None, 0] * to[..., 1] - way[:, None, 1] * to[..., 0])
