"""What is written on a picture, and where: panels, labels of riders, and the finish image."""

from __future__ import annotations

from collections.abc import Iterator

from replay.draw.finish.finish_image import finish_sheet
from replay.draw.marks.rider_marks import rider_marks
from replay.draw.panels.brand_block import brand_rect
from replay.draw.panels.giving_way import picture_panels
from replay.draw.parts import parts_of
from replay.draw.pixels.layers import Placed, WrittenWords
from replay.draw.pixels.rectangles import Size, moved
from replay.draw.shot_labels import shot_labels
from replay.draw.style.theme import Theme, style_for
from replay.scene.frame.frame import Frame
from replay.track.markings import Markings

_READ_FROM = 0.5
"""What is fainter than this nobody reads yet."""


def words_drawn(frame: Frame, theme: Theme, size_px: Size, painted: Markings) -> Iterator[WrittenWords]:
    """Words of a frame's picture, each with its rectangle, px."""
    style = style_for(theme, frame.layout, size_px)
    panels = picture_panels(frame, style)
    for placed in panels:
        yield from _on(placed)
    strip = frame.overlay.finish
    if strip is not None:
        if strip.shown >= _READ_FROM:
            yield from finish_sheet(strip, size_px, painted, theme.palette, brand_rect(style)).written
        return
    if not frame.overlay.marked:
        return
    for part in parts_of(frame, panels, theme, size_px):
        labels = None if frame.course is None else shot_labels(frame.course, theme, size_px, part.number)
        shift = part.box[:2] if part.number else (0, 0)
        for mark in rider_marks(part.frame, part.style, part.avoid, labels):
            for words, rect in _on(mark.placed):
                yield words, moved(rect, *shift)


def _on(placed: Placed) -> Iterator[WrittenWords]:
    """Words on a layer that is seen, where it lies on the picture."""
    if placed.opacity >= _READ_FROM:
        x, y, _, _ = placed.rect
        for words, rect in placed.layer.words:
            yield words, moved(rect, x, y)
