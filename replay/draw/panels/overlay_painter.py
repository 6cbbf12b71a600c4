"""The painter of what is laid over the picture alone, on transparent ground: for editors who lay it over footage.

What belongs to the drawn camera is not in it: the hall, riders, their labels, and lines on the boards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from replay.draw.finish.finish_image import draw_finish_strip
from replay.draw.panels.brand_block import brand_rect
from replay.draw.panels.overlay import overlay_panels
from replay.draw.picture import Picture
from replay.draw.pixels.layers import Bytes, Layer, Placed, lay
from replay.draw.pixels.rectangles import Rect, Size, tiled
from replay.draw.style.theme import DEFAULT_THEME, Style, Theme, style_for
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.frame import Frame
from replay.track.markings import markings
from replay.track.velodrome import Velodrome


class OverlayPainter:
    """Paints the panels of frames at one size, as BGRA with straight alpha.

    A picture's pixels are the painter's own: they are painted over by the next `paint`.
    """

    def __init__(self, velodrome: Velodrome, size_px: Size, *, theme: Theme = DEFAULT_THEME) -> None:
        self._painted = markings(velodrome.shape)
        self._size_px, self._theme = size_px, theme
        self._laid: Bytes = np.zeros((size_px[1], size_px[0], 4), dtype=np.uint8)
        self._pixels: Bytes = np.zeros_like(self._laid)
        self._panels: tuple[Placed, ...] | None = None
        self._finish: tuple[FinishStrip, Layer] | None = None

    def paint(self, frame: Frame) -> Picture:
        """The picture of a frame: only where something changed is it painted anew."""
        frame, style = _flat(frame), style_for(self._theme, frame.layout, self._size_px)
        panels = (*self._finish_image(frame, style), *overlay_panels(frame, style))
        last, self._panels = self._panels, panels
        altered: Iterable[Rect] = ((0, 0, *self._size_px),)
        if last is not None:
            altered = (placed.rect for placed in set(panels) ^ set(last))
        changed = tiled(altered, self._size_px)
        for x, y, width, height in changed:
            part = np.s_[y : y + height, x : x + width]
            self._laid[part] = 0
            for placed in panels:
                lay(self._laid, placed, (x, y, width, height))
            self._pixels[part] = straight(self._laid[part])
        return Picture(self._pixels, None if last is None else changed)

    def _finish_image(self, frame: Frame, style: Style) -> Iterable[Placed]:
        """The finish image, which covers the picture as far as it has come in."""
        strip = frame.overlay.finish
        if strip is None:
            return ()
        full = replace(strip, shown=1.0)
        if self._finish is None or self._finish[0] != full:
            kept, palette = brand_rect(style), self._theme.palette
            pixels = draw_finish_strip(full, self._size_px, self._painted, palette, kept).copy()
            pixels[..., 3] = 255
            self._finish = full, Layer.of(pixels)
        return (Placed(self._finish[1], 0, 0, strip.shown),)


def _flat(frame: Frame) -> Frame:
    """A frame whose lead stands in a panel: there is no line on the boards to set it to, nor one between two shots."""
    lead = frame.overlay.lead
    flat = None if lead is None else replace(lead, whole=False)
    return replace(frame, beside=None, overlay=replace(frame.overlay, lead=flat))


def straight(pixels: Bytes) -> Bytes:
    """Colours as they are, of pixels that are premultiplied by alpha; black where nothing is seen."""
    alpha = pixels[..., 3:].astype(np.float32)
    colours = pixels[..., :3] * (255.0 / np.maximum(alpha, 1.0))
    return np.concatenate([np.rint(np.minimum(colours, 255.0)).astype(np.uint8), pixels[..., 3:]], axis=2)
