"""Sheets that graphics are drawn on: a layer to be laid over pictures, or a picture itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal

import numpy as np

from replay.base.colour import Colour
from replay.base.look import contrast
from replay.draw.graphics.chip import ink, marker_in
from replay.draw.graphics.shapes import rounded, rule, shadow
from replay.draw.pixels import text
from replay.draw.pixels.layers import Bytes, Layer, Placed, WrittenWords, lay, tint
from replay.draw.pixels.rectangles import Rect, clip, moved
from replay.draw.pixels.text import Type
from replay.draw.style.palette import PALETTE, Palette
from replay.draw.style.theme import Style

_LOST = 1.2
"""Contrast below which a chip is not told from the panel."""

Anchor = Literal["left", "centre", "right"]


class Graphics(ABC):
    """What can be drawn on every sheet, by its own pixels. Whoever implements it says how a colour is laid.

    written  words and where they stand, by its own pixels
    """

    written: list[WrittenWords]

    @abstractmethod
    def cover(self, coverage: Bytes, x: int, y: int, colour: Colour, alpha: float = 1.0) -> None:
        """Lay one colour through a coverage mask whose corner is at x, y."""

    def fill(self, rect: Rect, colour: Colour, alpha: float = 1.0, *, radius: int = 0) -> None:
        """A rectangle, with rounded corners if asked; nothing if it is empty."""
        x, y, width, height = rect
        if width > 0 and height > 0:
            self.cover(rounded(width, height, radius), x, y, colour, alpha)

    def rule(self, start: tuple[float, float], length: float, width: float, colour: Colour, alpha: float = 1.0) -> None:
        """An upright line of any width, downwards from the middle of its upper end."""
        x, y = start
        low, high = x - width / 2, x + width / 2
        coverage = rule(max(round(length), 1), (low, high))
        self.cover(coverage, int(np.floor(low)), round(y), colour, alpha)

    def level_rule(
        self, start: tuple[float, float], length: float, width: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        """A level line of any width, to the right from the middle of its left end."""
        x, y = start
        low, high = y - width / 2, y + width / 2
        coverage = np.ascontiguousarray(rule(max(round(length), 1), (low, high)).T)
        self.cover(coverage, round(x), int(np.floor(low)), colour, alpha)

    def write(
        self, words: str, style: Type, spot: tuple[float, float], colour: Colour, anchor: Anchor = "left"
    ) -> float:
        """One line of words with its baseline at a spot; returns its width, px."""
        drawn = text.mask(words, style)
        shift = {"left": 0.0, "centre": drawn.width / 2, "right": drawn.width}[anchor]
        left, top = round(spot[0] - shift) + drawn.left, round(spot[1]) + drawn.top
        self.cover(drawn.coverage, left, top, colour)
        if words.strip():
            self.written.append((words, (left, top, drawn.coverage.shape[1], drawn.coverage.shape[0])))
        return drawn.width

    def draw_chip(self, marker: str, colour: Colour, rect: Rect, radius: int) -> None:
        """A rider's chip: his colour, and his number or tag in dark or white, whichever is easier to read."""
        x, y, width, height = rect
        self.fill(rect, colour, radius=radius)
        fitted, style = marker_in(marker, (width, height))
        baseline = y + height / 2 + text.cap_height(style) / 2
        self.write(fitted, style, (x + width / 2, baseline), ink(colour), "centre")


class PictureSheet(Graphics):
    """A picture (height, width, 4) BGRX that graphics are drawn on in place. Its fourth byte stays."""

    def __init__(self, pixels: Bytes, palette: Palette = PALETTE) -> None:
        self.pixels = pixels
        self.palette = palette
        self.written = []

    def cover(self, coverage: Bytes, x: int, y: int, colour: Colour, alpha: float = 1.0) -> None:
        height, width = coverage.shape
        inside = clip((x, y, width, height), (self.pixels.shape[1], self.pixels.shape[0]))
        if inside is None:
            return
        left, top, width, height = inside
        part = coverage[top - y : top - y + height, left - x : left - x + width]
        share = (part.astype(np.float32) * np.float32(alpha / 255.0))[..., None]
        patch = self.pixels[top : top + height, left : left + width, :3]
        patch[:] = patch + (np.array(colour[::-1], dtype=np.float32) - patch) * share + 0.5


class Sheet(Graphics):
    """A sheet to draw one panel on, in a style; it becomes a layer.

    Its origin is the panel's corner; a border around it is left for the shadow.
    """

    def __init__(self, style: Style, width: int, height: int, *, border: int | None = None) -> None:
        self.style = style
        self.width, self.height = width, height
        self.border = _shadow_reach(style) if border is None else border
        self.written = []
        self._pixels = np.zeros((height + 2 * self.border, width + 2 * self.border, 4), dtype=np.uint8)

    @classmethod
    def over(cls, style: Style, layer: Layer) -> Sheet:
        """A sheet that begins as a copy of a layer made by another sheet."""
        sheet = cls(style, layer.width, layer.height, border=layer.border)
        sheet._pixels = layer.pixels.copy()
        sheet.written = [(words, moved(rect, -sheet.border, -sheet.border)) for words, rect in layer.words]
        return sheet

    def layer(self, *, origin: tuple[int, int] = (0, 0)) -> Layer:
        """What was drawn, to be placed by that point of the panel. The sheet must not be used after it."""
        left, top = -self.border - origin[0], -self.border - origin[1]
        words = tuple((said, moved(rect, self.border, self.border)) for said, rect in self.written)
        return Layer.of(self._pixels, left=left, top=top, border=self.border, words=words)

    def cover(self, coverage: Bytes, x: int, y: int, colour: Colour, alpha: float = 1.0) -> None:
        tint(self._pixels, coverage, x + self.border, y + self.border, colour, alpha)

    def picture(self, pixels: Bytes, x: int, y: int) -> None:
        """Lay a picture, premultiplied BGRA, with its corner at x, y of the panel; what is outside is left out."""
        lay(self._pixels, Placed(Layer.of(pixels.copy()), x + self.border, y + self.border))

    def plate(self, *, alpha: float | None = None, radius: int | None = None, shadowed: bool = True) -> None:
        """The panel itself: its shadow and its plate."""
        style, palette = self.style, self.style.palette
        corner = style.px(style.sizes.radius) if radius is None else radius
        if shadowed:
            reach = _shadow_reach(style)
            cast = shadow(self.width, self.height, corner, reach, style.sizes.shadow_blur * style.scale / 2)
            drop = style.px(style.sizes.shadow_drop)
            self.cover(cast, -reach, drop - reach, palette.black, palette.shadow_alpha)
        opacity = palette.panel_alpha if alpha is None else alpha
        self.fill((0, 0, self.width, self.height), palette.panel, opacity, radius=corner)

    def bar(self, side: Literal["left", "top", "bottom"]) -> None:
        """The accent bar at one side of the panel."""
        thick = self.style.px(self.style.sizes.bar)
        rects = {
            "left": (0, 0, thick, self.height),
            "top": (0, 0, self.width, thick),
            "bottom": (0, self.height - thick, self.width, thick),
        }
        self.fill(rects[side], self.style.palette.accent)

    def hairline(self, x: int, y: int, width: int) -> None:
        """A thin level line."""
        self.fill((x, y, width, max(round(self.style.scale), 1)), self.style.palette.hair, 0.12)

    def words(
        self,
        words: str,
        kind: Type,
        x: float,
        baseline: float,
        colour: Colour,
        *,
        anchor: Anchor = "left",
        width: float | None = None,
    ) -> float:
        """One line of words, in type of the reference size; fitted to a width if one is given. Returns its width."""
        style = self.style.type(kind)
        if width is not None:
            words, style = text.fit(words, style, width)
        return self.write(words, style, (x, baseline), colour, anchor)

    def chip(self, marker: str, colour: Colour, rect: Rect) -> None:
        """A rider's chip, with the corners of the style; with an edge where it would be lost on the panel."""
        x, y, width, height = rect
        if contrast(colour, self.style.palette.panel) < _LOST:
            edge = max(round(self.style.scale * 2), 1)
            around = (x - edge, y - edge, width + 2 * edge, height + 2 * edge)
            self.fill(around, self.style.palette.second, radius=self.style.px(self.style.sizes.chip_radius) + edge)
        self.draw_chip(marker, colour, rect, self.style.px(self.style.sizes.chip_radius))


def _shadow_reach(style: Style) -> int:
    return style.px(style.sizes.shadow_blur * 1.5 + style.sizes.shadow_drop)
