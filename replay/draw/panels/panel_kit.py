"""Panels: rounded plates with shadow, accent bars, hairlines, chips and words, made into layers."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import cv2
import numpy as np

from replay.base.colour import Colour
from replay.draw.pixels import text
from replay.draw.pixels.layers import Bytes, Layer, tint
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type, Weight
from replay.draw.theme import Style

Anchor = Literal["left", "centre", "right"]


class Sheet:
    """A sheet to draw one panel on. Its origin is the panel's corner; a border around it is left for the shadow."""

    def __init__(self, style: Style, width: int, height: int, *, border: int | None = None) -> None:
        self.style = style
        self.width, self.height = width, height
        self.border = _shadow_reach(style) if border is None else border
        self._pixels = np.zeros((height + 2 * self.border, width + 2 * self.border, 4), dtype=np.uint8)

    @classmethod
    def over(cls, style: Style, layer: Layer) -> Sheet:
        """A sheet that begins as a copy of a layer made by another sheet."""
        sheet = cls(style, layer.width, layer.height, border=layer.border)
        sheet._pixels = layer.pixels.copy()
        return sheet

    def layer(self, *, origin: tuple[int, int] = (0, 0)) -> Layer:
        """What was drawn, to be placed by that point of the panel. The sheet must not be used after it."""
        left, top = -self.border - origin[0], -self.border - origin[1]
        return Layer.of(self._pixels, left=left, top=top, border=self.border)

    def cover(self, coverage: Bytes, x: int, y: int, colour: Colour, alpha: float = 1.0) -> None:
        """One colour through a coverage mask."""
        tint(self._pixels, coverage, x + self.border, y + self.border, colour, alpha)

    def fill(self, rect: Rect, colour: Colour, alpha: float = 1.0, *, radius: int = 0) -> None:
        """A rectangle, with rounded corners if asked."""
        x, y, width, height = rect
        self.cover(rounded(width, height, radius), x, y, colour, alpha)

    def plate(self, *, alpha: float | None = None, radius: int | None = None, shadow: bool = True) -> None:
        """The panel itself: its shadow and its plate."""
        style, palette = self.style, self.style.palette
        corner = style.px(style.sizes.radius) if radius is None else radius
        if shadow:
            reach = _shadow_reach(style)
            cast = _shadow(self.width, self.height, corner, reach, style.sizes.shadow_blur * style.scale / 2)
            drop = style.px(style.sizes.shadow_drop)
            self.cover(cast, -reach, drop - reach, palette.black, palette.shadow_alpha)
        opacity = palette.panel_alpha if alpha is None else alpha
        self.fill((0, 0, self.width, self.height), palette.panel, opacity, radius=corner)

    def bar(self, side: Literal["left", "top", "bottom"], colour: Colour | None = None) -> None:
        """The accent bar at one side of the panel."""
        thick = self.style.px(self.style.sizes.bar)
        rects = {
            "left": (0, 0, thick, self.height),
            "top": (0, 0, self.width, thick),
            "bottom": (0, self.height - thick, self.width, thick),
        }
        self.fill(rects[side], colour or self.style.palette.accent)

    def hairline(self, x: int, y: int, width: int) -> None:
        """A thin level line."""
        self.fill((x, y, width, max(round(self.style.scale), 1)), self.style.palette.white, 0.12)

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
        drawn = text.mask(words, style)
        shift = {"left": 0.0, "centre": drawn.width / 2, "right": drawn.width}[anchor]
        self.cover(drawn.coverage, round(x - shift) + drawn.left, round(baseline) + drawn.top, colour)
        return drawn.width

    def chip(self, marker: str, colour: Colour, rect: Rect) -> None:
        """A rider's chip: his colour, and his number or tag in black or white."""
        x, y, width, height = rect
        self.fill(rect, colour, radius=self.style.px(self.style.sizes.chip_radius))
        kind = chip_type(height)
        fitted, kind = text.fit(marker, kind, width - 0.16 * height)
        drawn = text.mask(fitted, kind)
        baseline = round(y + height / 2 + text.cap_height(kind) / 2)
        left = round(x + width / 2 - drawn.width / 2) + drawn.left
        self.cover(drawn.coverage, left, baseline + drawn.top, ink(colour))


def chip_type(height_px: float) -> Type:
    """Type of the marker in a chip of that height, px."""
    return Type(Weight.BOLD, 0.72 * height_px)


def chip_width(markers: tuple[str, ...], height_px: int) -> int:
    """Width of chips of one height that hold the longest of these markers; never narrower than high."""
    widest = max((text.measure(marker, chip_type(height_px)) for marker in markers), default=0.0)
    return max(height_px, round(widest + 0.46 * height_px))


def ink(colour: Colour) -> Colour:
    """Black or white, whichever has more contrast on a colour (relative luminance of WCAG 2.2)."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _unit(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return (10, 14, 24) if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else (255, 255, 255)


@lru_cache(maxsize=512)
def rounded(width: int, height: int, radius: int) -> Bytes:
    """Coverage of a rectangle with rounded corners."""
    if radius <= 0:
        return np.full((height, width), 255, dtype=np.uint8)
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    outside = np.hypot(np.maximum(x, 0)[None], np.maximum(y, 0)[:, None]) - radius
    return np.asarray(np.rint(np.clip(0.5 - outside, 0, 1) * 255), dtype=np.uint8)


@lru_cache(maxsize=128)
def disc(diameter: float) -> Bytes:
    """Coverage of a disc."""
    size = int(np.ceil(diameter)) + 1
    offset = np.arange(size) + 0.5 - size / 2
    distance = np.hypot(offset[None], offset[:, None])
    return np.asarray(np.rint(np.clip(diameter / 2 + 0.5 - distance, 0, 1) * 255), dtype=np.uint8)


@lru_cache(maxsize=128)
def _shadow(width: int, height: int, radius: int, reach: int, blur: float) -> Bytes:
    padded = cv2.copyMakeBorder(rounded(width, height, radius), reach, reach, reach, reach, cv2.BORDER_CONSTANT)
    return np.asarray(cv2.GaussianBlur(padded, (0, 0), max(blur, 0.5)), dtype=np.uint8)


def _shadow_reach(style: Style) -> int:
    return style.px(style.sizes.shadow_blur * 1.5 + style.sizes.shadow_drop)


def _unit(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255
