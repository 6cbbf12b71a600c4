"""Labels as they stand in one picture: what of them is right, and is seen.

A label that comes near to a head, a panel, or a more important label fades; what fades is no reason for others to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.draw.marks.label_kernels import seen_beside
from replay.draw.marks.label_spots import Side, along, lines_to
from replay.draw.marks.label_wishes import Wishes
from replay.draw.pixels.boxes import FADE_PX, SEEN_FROM, TOUCH_PX, boxes_of, visible
from replay.draw.pixels.layers import Layer

INSIDE_PX = 2.0
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
    if not labels:
        return
    who = np.array([label.who for label in labels])
    sizes = np.array([(label.layer.width, label.layer.height) for label in labels], dtype=float)
    offsets = np.array([label.offset for label in labels])
    middles, lines = np.empty((len(labels), 2)), np.empty((len(labels), 2, 2))
    for side in {label.side for label in labels}:
        here = np.array([label.side is side for label in labels])
        anchors = wishes.anchors(side)[who[here]]
        middles[here] = np.rint(anchors + offsets[here])
        lines[here] = lines_to(anchors, wishes.tips(side)[who[here]], middles[here], sizes[here], side)
    boxes = boxes_of(middles, sizes)
    shown = np.array([label.shown for label in labels]) * np.minimum(2 * wishes.weight[who], 1.0)
    shown *= _inside(boxes, wishes)
    heads = np.array([wishes.own_head(label.who) for label in labels])
    seen = seen_beside(boxes, lines, along(lines), heads, wishes.avoid, shown, (TOUCH_PX, FADE_PX, SEEN_FROM))
    for k, (label, (all_of_it, line)) in enumerate(zip(labels, visible(seen).tolist(), strict=True)):
        yield Stood(label, middles[k], lines[k], all_of_it, line)


def _inside(boxes: Floats, wishes: Wishes) -> Floats:
    """How far labels (N, 4) are within where words may stand, 0 to 1."""
    left, top, width, height = wishes.style.safe
    within = np.minimum(boxes[:, :2] - (left, top), (left + width, top + height) - boxes[:, 2:]).min(axis=1)
    return np.asarray(np.clip(within / INSIDE_PX + 0.5, 0, 1))
