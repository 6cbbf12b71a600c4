"""Where the panels of a frame stand."""

from __future__ import annotations

from replay.draw.panels.overlay import overlay_panels
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style
from replay.scene.frame.frame import Frame


def panel_rects(frame: Frame, style: Style) -> tuple[Rect, ...]:
    """What the panels cover, without their shadows."""
    return tuple(placed.plate for placed in overlay_panels(frame, style) if placed.opacity > 0)
