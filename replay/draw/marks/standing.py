"""Labels as they stand in one picture: what of them is right, and is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.draw.marks.label_layout import Side, Taken, judged, stood
from replay.draw.marks.label_wishes import Wishes, sizes_of
from replay.draw.marks.whose_label import seen_whose
from replay.draw.pixels.boxes import visible
from replay.draw.pixels.layers import Layer, Placed
from replay.draw.pixels.rectangles import Rect

SEEN = 0.5
"""What is seen less than this is not right."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where it is to stand.

    who     index of its rider, in the order of the frame; the last is the pacer
    named   whether it carries the surname
    place   of its rider in the order across the picture and down it
    offset  from where its line begins to its middle, px
    shown   0 to 1
    line    how much of its line is wanted, 0 to 1
    """

    who: int
    named: bool
    layer: Layer
    side: Side
    place: _Point = (0.0, 0.0)
    offset: _Point = (0.0, 0.0)
    shown: float = 1.0
    line: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Stood:
    """A label in a picture.

    middle, line   px
    plate          what it covers
    shown, drawn   how much of it and of its line is seen, 0 to 1
    """

    label: Label
    middle: Floats
    line: Floats
    plate: Rect
    shown: float
    drawn: float


def standing(wishes: Wishes, labels: Sequence[Label]) -> Iterator[Stood]:
    """What is seen of labels: what would lie over a head, a panel, or a more important label, is not."""
    taken = Taken(wishes.style.safe, wishes.avoid)
    rank = {who: k for k, who in enumerate(wishes.ranked)}
    ranked = sorted(labels, key=lambda label: rank[label.who])
    for away in (True, False):
        for side in Side:
            group = [label for label in ranked if label.side is side and (label.who == wishes.away) is away]
            if group:
                found, taken = _group(wishes, group, side, taken)
                yield from found


def _group(wishes: Wishes, group: Sequence[Label], side: Side, taken: Taken) -> tuple[list[Stood], Taken]:
    """The labels of one side, and what is taken once they stand."""
    who = [label.who for label in group]
    sizes = sizes_of([label.layer for label in group])
    shown = np.array([label.shown for label in group]) * np.minimum(2 * wishes.weight[who], 1)
    places = np.array([label.place for label in group])
    wanted = wishes.labels(who, side, places, shown, sizes)
    middles = wanted.anchors + np.array([label.offset for label in group])
    layout = judged(wanted, side, middles, taken, wishes.measures)
    lines = visible(layout.drawn) * np.array([label.line for label in group])
    seen = []
    for k, label in enumerate(group):
        x, y = np.rint(middles[k]).astype(int).tolist()
        plate = Placed(label.layer, x, y).plate
        seen.append(Stood(label, middles[k], layout.lines[k], plate, float(visible(layout.shown[k])), float(lines[k])))
    return seen, taken.and_also(stood(layout, sizes))


def whose(wishes: Wishes, stood: Stood) -> float:
    """How far one sees whose label it is, 0 to 1."""
    bodies, others = wishes.spots.bodies, np.isfinite(wishes.spots.bodies).all(axis=1)
    who = stood.label.who
    others[who] = False
    others[-1] &= wishes.frame.pacer is not None
    return seen_whose(stood.plate, bodies[who], stood.line, stood.drawn, bodies[others])
