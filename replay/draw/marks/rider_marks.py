"""Marks that ride with riders: chips and name tags, each with a line to its rider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from replay.draw.marks.label_course import LabelCourse, label_course
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.standing import Stood, standing
from replay.draw.pixels.layers import Bytes, Placed, lay, tint
from replay.draw.pixels.rectangles import Rect, clip, union
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.style.theme import Style
from replay.scene.frame.frame import Frame

_FAINTEST = 0.02
"""Labels that are seen less than this are not drawn."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RiderMark:
    """A chip or name tag where it is drawn.

    line    from its rider to the mark, px; with a bend where it does not stand straight over or beside him
    drawn   how much of the line is seen, 0 to 1
    covers  the mark and the rider it belongs to, px: what a label should leave free
    named   whether it carries the surname
    who     name of its rider; '' the pacer
    """

    placed: Placed
    line: tuple[_Point, ...]
    drawn: float
    covers: Rect
    named: bool
    who: str


def rider_marks(
    frame: Frame, style: Style, avoid: Sequence[Rect] = (), course: LabelCourse | None = None
) -> tuple[RiderMark, ...]:
    """The marks of pacer and riders in the picture, none over another, over a head or under a panel.

    They give way to a card. The leader who is away has his by himself; the others' make room for it.

    course  of the labels over the shot; None: of this picture alone
    """
    shown = 1 - max((card.shown for card in (frame.overlay.title, frame.overlay.result) if card), default=0.0)
    if shown <= 0 or not (frame.riders or frame.pacer):
        return ()
    wishes = Wishes.of(frame, style, avoid)
    course = course or label_course((frame.video_time_s,), (wishes,))
    marks = (_mark(wishes, stood, shown) for stood in standing(wishes, course.at(frame.video_time_s)))
    return tuple(mark for mark in marks if mark.placed.opacity > _FAINTEST)


def draw_rider_marks(canvas: Bytes, marks: Sequence[RiderMark], style: Style) -> tuple[Rect, ...]:
    """Draw marks in place; returns what was touched."""
    lines = [_line(canvas, mark.line, style, mark.drawn) for mark in marks if mark.drawn > 0]
    chips = [lay(canvas, mark.placed) for mark in reversed(marks)]
    return tuple(rect for rect in (*lines, *chips) if rect is not None)


def _mark(wishes: Wishes, stood: Stood, shown: float) -> RiderMark:
    """A label as it is drawn. shown: how much of all labels is seen."""
    label = stood.label
    x, y = np.rint(stood.middle).astype(int).tolist()
    placed = Placed(label.layer, x, y, shown * stood.shown)
    left, top, right, bottom = np.rint(wishes.spots.bodies[label.who]).astype(int).tolist()
    covers = union(placed.plate, (left, top, right - left, bottom - top))
    riders = wishes.frame.riders
    name = riders[label.who].look.name if label.who < len(riders) else ""
    return RiderMark(placed, tuple(map(tuple, stood.line.tolist())), shown * stood.drawn, covers, label.named, name)


def _line(canvas: Bytes, line: Sequence[_Point], style: Style, shown: float) -> Rect | None:
    """A thin white line on a dark edge."""
    wide = style.px(style.sizes.tick)
    points = np.array(line)
    low, high = np.floor(points.min(axis=0)).astype(int) - wide - 3, np.ceil(points.max(axis=0)).astype(int) + wide + 3
    bounds = clip((int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])), style.size_px)
    if bounds is None:
        return None
    drawn = fixed(points, bounds[:2], 1)
    for width, colour, alpha in ((wide + 2, style.palette.panel, 0.5), (wide, style.palette.white, 1.0)):
        coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
        cv2.polylines(coverage, [drawn], False, 255, width, cv2.LINE_AA, SHIFT_BITS)
        tint(canvas, coverage, bounds[0], bounds[1], colour, alpha * shown)
    return bounds
