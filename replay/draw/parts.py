"""The parts of a picture: the whole of it, or two that share it, each with its style and what labels keep off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from replay.draw.graphics.split import come_in
from replay.draw.pixels.layers import Placed
from replay.draw.pixels.rectangles import Rect, Size, moved
from replay.draw.style.theme import Style, Theme, pane_style, style_for
from replay.scene.frame.frame import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """What one shot draws.

    frame  as this shot shows it
    avoid  where names and labels must not stand, px of the part
    box    the part of the picture that is its own so far, px of the picture
    number 0 of the whole picture, or of the first of two; 1 of the second
    """

    frame: Frame
    style: Style
    avoid: tuple[Rect, ...]
    box: Rect
    number: int = 0


def parts_of(frame: Frame, panels: Sequence[Placed], theme: Theme, size_px: Size) -> tuple[Part, ...]:
    """The parts of a picture: first the one behind, which the other covers as far as it has come into its pane."""
    style = style_for(theme, frame.layout, size_px)
    avoid = avoided(panels)
    whole = (0, 0, *size_px)
    if frame.beside is None:
        return (Part(frame, style, avoid, whole),)
    beside = frame.beside
    pane = beside.shot.box_px(size_px)
    covered = come_in(pane, beside.shown, size_px)
    seen = replace(frame, shot=beside.shot, camera=beside.camera)
    own = pane_style(theme, frame.layout, size_px, beside.shot.pane)
    inside = tuple(moved(rect, -pane[0], -pane[1]) for rect in avoid)
    return Part(frame, style, (*avoid, covered), whole), Part(seen, own, inside, covered, 1)


def avoided(panels: Sequence[Placed]) -> tuple[Rect, ...]:
    """Where names and labels must not stand."""
    return tuple(placed.plate for placed in panels if placed.opacity > 0 and not placed.rests)
