"""Where over a shot a label would be wrong: over a head, a panel, another label, its line over another rider's.

Arrays have one row a moment (T), px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.marks.label_kernels import apart_from, covered, crosses, holds_points, points_touch, touches
from replay.draw.marks.label_spots import LINE_POINTS, Measures, Side, along, lines_to
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.standing import INSIDE_PX, Label
from replay.draw.marks.steady import closed
from replay.draw.pixels.rectangles import Rect

Value = TypeVar("Value", bound=np.generic)

_AWAY_PX = 1e6
"""Where what is not there is kept."""

_APART_PX = 3.0
"""Labels keep so far from what they must not touch."""

_LINE_APART_PX = 4.0
"""And their lines a little more, as a picture rounds where labels stand to whole pixels."""

_BESIDE = 1.4
"""A label nearer to its rider than this many times its height is seen to be his, whatever lies behind its line."""

_CORE = 0.7
"""The middle of a rider's box: a line over his wheels is not taken for his."""

_OVER = 0.35
"""A line of which more than this share lies over others leads to them; and so is a label taken for another's of which
so much more lies over him than over its own rider."""


_NEARER = 1.05
"""A label that is so many times farther from the head and back of its own rider than from another's seems to be that
one's, unless a line leads to its own."""

_CLEAR_LINE = 0.42
"""A line is seen to lead somewhere if it is so long, heights of its label."""

_NEIGHBOUR, _SIDE_BY_SIDE = 2.5, 0.25
"""Labels nearer to each other than so many of their lengths are read as a row, which follows the riders below it; those
of whom one is hardly beside the other, by this part of a label's height, may stand either way."""

_FINE = 3
"""Moments from one picture of the course to the next at which labels are asked whether they are right."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What labels keep off.

    boxes   (4, T, M) left, top, right and bottom of panels, heads and labels
    points  (2, T, K) points of the lines of labels
    lines   (T, L, 2, 2) these lines
    labels  (T, N, 2, 2) of each label that stands where its line begins and its middle; nan while it does not
    sides   (N,) of these labels
    """

    boxes: Floats
    points: Floats
    lines: Floats
    labels: Floats
    sides: tuple[Side, ...] = ()

    def and_also(self, shot: SeenShot, label: Label, time_s: Floats, offset: Floats) -> Taken:
        """The same with a label that stands at these times (K,) so far from its rider (K, 2)."""
        first, count = int(np.searchsorted(shot.time_s, time_s[0])), len(shot.time_s)
        rows = slice(first, first + len(time_s))
        middles = shot.anchors[label.side][rows, label.who] + offset
        line = _line(shot, label, middles, rows)
        boxes, points = np.full((4, count, 1), _AWAY_PX), np.full((2, count, LINE_POINTS), _AWAY_PX)
        lines = np.full((count, 1, 2, 2), _AWAY_PX)
        labels = np.full((count, 1, 2, 2), np.nan)
        labels[rows, 0, 0], labels[rows, 0, 1] = shot.anchors[label.side][rows, label.who], middles
        boxes[:, rows, 0], lines[rows, 0] = _box(label, middles), line
        points[:, rows] = _points(line)
        return Taken(
            np.concatenate([self.boxes, boxes], axis=2),
            np.concatenate([self.points, points], axis=2),
            np.concatenate([self.lines, lines], axis=1),
            np.concatenate([self.labels, labels], axis=1),
            (*self.sides, label.side),
        )


@dataclass(frozen=True, slots=True, eq=False)
class SeenShot:
    """A shot as labels see it, at _FINE times as many moments as it has pictures.

    time_s   (T,) of these moments
    anchors  for each side (T, N, 2) from where labels stand off
    tips     for each side (T, N) how far outwards of that their lines begin
    trunks   (2, T, N, 2) x and y of heads and of backs; far away for those who are not there
    bodies   (4, T, N) boxes around the riders; far away for those who are not there
    taken    panels and heads
    panels   so many of these boxes come first and are panels, under which a line may begin; the heads follow
    room     where words may stand
    """

    time_s: Floats
    anchors: dict[Side, Floats]
    tips: dict[Side, Floats]
    trunks: Floats
    bodies: Floats
    taken: Taken
    panels: int
    room: Rect
    measures: Measures

    @classmethod
    def of(cls, times_s: Sequence[float], wishes: Sequence[Wishes]) -> SeenShot:
        """The shot of these pictures."""
        most = max(len(each.panels) for each in wishes)
        panels = np.full((len(wishes), most, 4), _AWAY_PX)
        for k, each in enumerate(wishes):
            panels[k, : len(each.panels)] = each.panels
        faces, bodies = (
            _between(np.array([_where_there(each, boxes) for each, boxes in zip(wishes, of_all, strict=True)]))
            for of_all in ([each.spots.faces for each in wishes], [each.spots.bodies for each in wishes])
        )
        # A panel that comes or goes is there from the picture before to the one after.
        boxes = np.concatenate([_held(panels), _held(np.roll(panels, -1, axis=0)), faces], axis=1)
        count = len(boxes)
        return cls(
            time_s=_between(np.array(times_s)),
            anchors={side: _between(np.array([each.anchors(side) for each in wishes])) for side in Side},
            tips={side: _between(np.array([each.tips(side) for each in wishes])) for side in Side},
            trunks=np.ascontiguousarray(np.moveaxis(_between(np.array([_trunks(each) for each in wishes])), -1, 0)),
            bodies=np.ascontiguousarray(np.moveaxis(bodies, -1, 0)),
            taken=Taken(
                np.ascontiguousarray(np.moveaxis(boxes, -1, 0)),
                np.empty((2, count, 0)),
                np.empty((count, 0, 2, 2)),
                np.empty((count, 0, 2, 2)),
            ),
            panels=2 * most,
            room=wishes[0].style.safe,
            measures=wishes[0].measures,
        )

    @property
    def step_s(self) -> float:
        """Video seconds between two moments."""
        return float(self.time_s[1] - self.time_s[0]) if len(self.time_s) > 1 else 1.0

    def right(self, label: Label, offset: Floats, taken: Taken, followed_s: float) -> NDArray[np.bool_]:
        """When (T,) a label is right so far from its rider, (2,) or (T, 2).

        followed_s: for shorter than that it need not be seen whose it is
        """
        middles = self.anchors[label.side][:, label.who] + offset
        box = _box(label, middles)
        left, top, width, height = self.room
        # As far inside as a picture asks of a label that is there in full.
        within = np.minimum(box[:2] - [[left], [top]], [[left + width], [top + height]] - box[2:]).min(axis=0)
        right = within >= INSIDE_PX
        right &= ~touches(box, taken.boxes, _APART_PX) & ~holds_points(box, taken.points, _APART_PX)
        if not right.any():
            return np.asarray(right)
        line = _line(self, label, middles, slice(None))
        points = _points(line)
        right &= ~points_touch(points, taken.boxes, _LINE_APART_PX, self.panels, self.panels + label.who)
        right &= ~crosses(line, taken.lines)
        known = self._known(label, box, line, points) & self._in_order(label, middles, taken)
        return np.asarray(right & closed(self.time_s, known[:, None], followed_s)[:, 0])

    def covered(self, label: Label, offset: Floats) -> tuple[Floats, Floats]:
        """How much of a label, each (T,) from 0 to 1, lies over its own rider and over the others, so far from him."""
        return self._covered(label, _box(label, self.anchors[label.side][:, label.who] + offset))

    def _covered(self, label: Label, box: Floats) -> tuple[Floats, Floats]:
        """The same of its box (4, T)."""
        return covered(box, self.bodies, label.who, _CORE, float(label.layer.width * label.layer.height))

    def _known(self, label: Label, box: Floats, line: Floats, points: Floats) -> NDArray[np.bool_]:
        """When (T,) one sees whose a label is: it is near him and not over another, or its line leads over nobody."""
        over_him, over_others = self._covered(label, box)
        known = self._leads_to_him(label, box, points) & (over_others - over_him < _OVER)
        if label.side is Side.BELOW:
            known &= ~self._begins_over_another(label, line)
        return np.asarray(known & (self._nearest(label, box) | self._clearly_led(label, line)))

    def _nearest(self, label: Label, box: Floats) -> NDArray[np.bool_]:
        """When (T,) a label is nearer to its own rider than to any other."""
        own, other = apart_from(box, self.trunks, label.who)
        return np.asarray(own <= _NEARER * other)

    def _clearly_led(self, label: Label, line: Floats) -> NDArray[np.bool_]:
        """When (T,) a line (T, 2, 2) is long enough to be seen, and begins by its own rider."""
        start, end = line[:, 0], line[:, 1]
        long = np.hypot(*(end - start).T) > _CLEAR_LINE * label.layer.height
        own, other = apart_from(np.ascontiguousarray(np.concatenate([start.T, start.T])), self.trunks, label.who)
        return np.asarray(long & (own <= other))

    def _begins_over_another(self, label: Label, line: Floats) -> NDArray[np.bool_]:
        """When (T,) a line (T, 2, 2) from below the wheels begins before another rider, and seems to be his."""
        others, start = np.delete(self.bodies, label.who, axis=2), line[:, 0].T[..., None]
        within = (start > others[:2]) & (start < others[2:])
        return np.asarray(np.any(np.all(within, axis=0), axis=1))

    def _in_order(self, label: Label, middles: Floats, taken: Taken) -> NDArray[np.bool_]:
        """When (T,) a label stands to the same side of each near one as its rider rides of the other's."""
        axis, _ = label.side.value
        same = [k for k, side in enumerate(taken.sides) if side is label.side]
        if not same:
            return np.ones(len(middles), dtype=np.bool_)
        other_anchors, other_middles = taken.labels[:, same, 0], taken.labels[:, same, 1]
        riders = self.anchors[label.side][:, label.who, axis][:, None] - other_anchors[..., axis]
        labels = middles[:, axis][:, None] - other_middles[..., axis]
        high, wide = label.layer.height, label.layer.width
        near = np.abs(middles[:, None] - other_middles).max(axis=2) < _NEIGHBOUR * max(high, wide)
        turned = (riders * labels < 0) & (np.abs(riders) > _SIDE_BY_SIDE * high)
        return np.asarray(~(turned & near).any(axis=1))

    def _leads_to_him(self, label: Label, box: Floats, points: Floats) -> NDArray[np.bool_]:
        """When (T,) a label is near its rider, or its line leads over nobody else."""
        own = self.bodies[:, :, label.who]
        apart = np.maximum(np.maximum(own[:2] - box[2:], box[:2] - own[2:]), 0.0)
        beside = np.hypot(apart[0], apart[1]) < _BESIDE * label.layer.height
        if beside.all():
            return np.asarray(beside)
        others = np.delete(self.bodies, label.who, axis=2)[..., None]
        middle, half = (others[:2] + others[2:]) / 2, (others[2:] - others[:2]) / 2 * _CORE
        inside = np.logical_and(*(np.abs(points[:, :, None] - middle) < half))
        return np.asarray(beside | (inside.any(axis=1).mean(axis=1) < _OVER))


def at_moments(values: NDArray[Value]) -> NDArray[Value]:
    """Values of pictures (K, ...) at the moments of a shot (T, ...): of the nearest picture."""
    if len(values) < 2:
        return values
    moments = np.arange((len(values) - 1) * _FINE + 1)
    return np.asarray(values[(moments + _FINE // 2) // _FINE])


def _held(values: Floats) -> Floats:
    """Values of pictures (K, ...) at the moments of a shot (T, ...): of the picture before."""
    return np.asarray(values[np.arange((len(values) - 1) * _FINE + 1) // _FINE])


def _between(values: Floats) -> Floats:
    """Values of pictures (K, ...) at the moments of a shot (T, ...): straight from one to the next."""
    last = (len(values) - 1) * _FINE
    at = np.arange(last + 1)
    before, share = at // _FINE, (at % _FINE / _FINE).reshape(-1, *[1] * (values.ndim - 1))
    after = np.minimum(before + 1, len(values) - 1)
    return np.asarray(values[before] * (1 - share) + values[after] * share)


def _trunks(wishes: Wishes) -> Floats:
    """Heads and backs (N, 2, 2) of those who are there."""
    spots = wishes.spots
    trunks = np.stack([spots.heads, spots.middles], axis=1)
    return np.where((wishes.there & np.isfinite(trunks).all(axis=(1, 2)))[:, None, None], trunks, _AWAY_PX)


def _where_there(wishes: Wishes, boxes: Floats) -> Floats:
    """Boxes (N, 4) of those who are there; of the others far away."""
    return np.where((wishes.there & np.isfinite(boxes).all(axis=1))[:, None], boxes, _AWAY_PX)


def _box(label: Label, middles: Floats) -> Floats:
    """Left, top, right and bottom (4, T) of a label at these places (T, 2)."""
    half = np.array([label.layer.width, label.layer.height]) / 2
    return np.concatenate([(middles - half).T, (middles + half).T])


def _line(shot: SeenShot, label: Label, middles: Floats, rows: slice) -> Floats:
    sizes = np.array([label.layer.width, label.layer.height], dtype=float)
    anchors, tips = shot.anchors[label.side][rows, label.who], shot.tips[label.side][rows, label.who]
    return lines_to(anchors, tips, middles, np.broadcast_to(sizes, middles.shape), label.side)


def _points(lines: Floats) -> Floats:
    """Points (2, T, LINE_POINTS) along lines (T, 2, 2)."""
    return np.ascontiguousarray(np.moveaxis(along(lines), -1, 0))
