"""Labels as they stand in one picture: what of them is right, and is seen.

A label that comes near to a head, a panel, or a more important label fades; what fades is no reason for others to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.draw.marks.label_spots import Side, along, crossing, lines_to
from replay.draw.marks.label_wishes import Wishes
from replay.draw.pixels.boxes import SEEN_FROM, boxes_of, nearness, visible
from replay.draw.pixels.layers import Layer

_INSIDE_PX = 2.0
"""A label is there in full only so far within where words may stand."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where it is to stand.

    who     index of its rider, in the order of the frame; the last is the pacer
    named   whether it carries the surname
    offset  from where its line begins to its middle, px
    shown   0 to 1
    """

    who: int
    named: bool
    layer: Layer
    side: Side
    offset: _Point = (0.0, 0.0)
    shown: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Stood:
    """A label in a picture. middle (2,), line (2, 2): px; shown, drawn: how much of it and its line is seen, 0 to 1."""

    label: Label
    middle: Floats
    line: Floats
    shown: float
    drawn: float


def standing(wishes: Wishes, labels: Sequence[Label]) -> Iterator[Stood]:
    """What is seen of labels, which come in the order of their importance."""
    boxes, lines = wishes.avoid, np.empty((0, 2, 2))
    for label in labels:
        anchor = wishes.anchors(label.side)[label.who]
        size = np.array([label.layer.width, label.layer.height], dtype=float)
        middle = np.rint(anchor + label.offset)
        line = lines_to(anchor, middle, size, label.side, wishes.measures)
        box, points = boxes_of(middle[None], size[None]), np.tile(along(line), 2)
        near = nearness(np.concatenate([box, points]), boxes)
        near[1:, wishes.own_head(label.who)] = 0.0  # from which the line begins
        shown = label.shown * min(2 * float(wishes.weight[label.who]), 1.0) * _inside(box[0], wishes)
        shown *= float((1 - near[0]).prod())
        clear = 0.0 if crossing(line[None], lines).any() else 1 - float(near[1:].max(initial=0.0))
        drawn = shown * clear
        if shown > SEEN_FROM:
            boxes = np.concatenate([boxes, box, points] if drawn > SEEN_FROM else [boxes, box])
            lines = np.concatenate([lines, line[None]]) if drawn > SEEN_FROM else lines
        yield Stood(label, middle, line, *visible(np.array([shown, drawn])).tolist())


def _inside(box: Floats, wishes: Wishes) -> float:
    """How far a label is within where words may stand, 0 to 1."""
    left, top, width, height = wishes.style.safe
    within = min(box[0] - left, box[1] - top, left + width - box[2], top + height - box[3])
    return float(np.clip(within / _INSIDE_PX + 0.5, 0, 1))
