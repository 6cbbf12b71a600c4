"""The infield seen from straight above: the names of track and meeting, boxes of the teams, rollers, and their people.

It is drawn once, as a sheet that plates lay on the level ground. What stands there is of our own making: no plan of a
meeting's infield is published. Nothing of it hides the track, for nothing stands up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.draw.hall.dress.hall_colours import HallColours
from replay.draw.hall.dress.hall_look import HallLook
from replay.draw.hall.dress.hall_words import word_mask

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

PX_PER_M = 20.0

_LEVELS = 5
"""The sheet, and halves of it: plates take the one whose pixels are as large as theirs."""

_BOXES, _BOX_M, _BOX_APART_M = 9, (4.4, 2.8), 0.5
"""Boxes of teams in a row: how many, length and depth of each, and what lies between them."""

_NAME_M, _MEET_M = 3.3, 1.7
"""Heights of the letters."""


@dataclass(frozen=True, slots=True, eq=False)
class InfieldSheet:
    """What lies on the infield.

    levels    sheets (rows, columns, 4) from fine to coarse: red, green, blue premultiplied, and how much they cover
    corner_m  x and y of the first corner; columns run along x, rows along -y
    """

    levels: tuple[Bytes, ...]
    corner_m: tuple[float, float]


@lru_cache(maxsize=4)
def infield_sheet(look: HallLook, half_long_m: float, half_wide_m: float) -> InfieldSheet:
    """The sheet of an infield that reaches so far from its middle, along the straights and across them."""
    long, wide = round(2 * half_long_m * PX_PER_M), round(2 * half_wide_m * PX_PER_M)
    drawing = _Drawing(np.zeros((wide, long, 4), np.uint8), half_long_m, half_wide_m)
    straight_m = max(min(2 * (half_long_m - half_wide_m), 56.0), 12.0)
    _write_names(drawing, look, straight_m)
    for side in (1.0, -1.0):
        _draw_boxes(drawing, look.colours, side * (half_wide_m - 5.2), straight_m)
    _draw_rollers(drawing, look.colours, half_long_m)
    levels = [drawing.pixels]
    for _ in range(_LEVELS - 1):
        last = levels[-1]
        size = max(last.shape[1] // 2, 1), max(last.shape[0] // 2, 1)
        levels.append(np.asarray(cv2.resize(last, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))
    return InfieldSheet(tuple(levels), (-half_long_m, half_wide_m))


@dataclass(frozen=True, slots=True, eq=False)
class _Drawing:
    """A sheet to be drawn on in metres from the middle: x along the straights, y away from the home straight."""

    pixels: Bytes
    half_long_m: float
    half_wide_m: float

    def at(self, x_m: float, y_m: float) -> tuple[int, int]:
        return round((x_m + self.half_long_m) * PX_PER_M), round((self.half_wide_m - y_m) * PX_PER_M)

    def box(self, x_m: float, y_m: float, size_m: tuple[float, float], colour: Colour, alpha: float) -> None:
        """A filled rectangle about a place."""
        left, top = self.at(x_m - size_m[0] / 2, y_m + size_m[1] / 2)
        right, bottom = self.at(x_m + size_m[0] / 2, y_m - size_m[1] / 2)
        part = self.pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
        self._lay(part, np.full(part.shape[:2], 255, np.uint8), colour, alpha)

    def frame(self, x_m: float, y_m: float, size_m: tuple[float, float], colour: Colour, alpha: float) -> None:
        """The edge of such a rectangle."""
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        first = self.at(x_m - size_m[0] / 2, y_m + size_m[1] / 2)
        cv2.rectangle(mask, first, self.at(x_m + size_m[0] / 2, y_m - size_m[1] / 2), 255, 2, cv2.LINE_AA)
        self._lay(self.pixels, mask, colour, alpha)

    def disc(self, x_m: float, y_m: float, radius_m: tuple[float, float], colour: Colour, alpha: float) -> None:
        """An ellipse."""
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        axes = max(round(radius_m[0] * PX_PER_M), 1), max(round(radius_m[1] * PX_PER_M), 1)
        cv2.ellipse(mask, self.at(x_m, y_m), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
        self._lay(self.pixels, mask, colour, alpha)

    def words(self, words: str, y_m: float, size_m: tuple[float, float], colour: Colour, alpha: float) -> None:
        """Words in the middle of the straights' length, at most so long and so tall; read from the home straight."""
        mask = word_mask(words, round(size_m[1] * PX_PER_M), size_m[0] * PX_PER_M)
        x, y = self.at(0.0, y_m)
        left, top = x - mask.shape[1] // 2, y - mask.shape[0] // 2
        if left < 0 or top < 0 or left + mask.shape[1] > self.pixels.shape[1] or top + mask.shape[0] > len(self.pixels):
            return
        self._lay(self.pixels[top : top + mask.shape[0], left : left + mask.shape[1]], mask, colour, alpha)

    def _lay(self, part: Bytes, mask: Bytes, colour: Colour, alpha: float) -> None:
        left, top, wide, high = cv2.boundingRect(mask)  # most of a sheet is untouched by what is small
        part, mask = part[top : top + high, left : left + wide], mask[top : top + high, left : left + wide]
        share = (mask.astype(np.float32) * (alpha / 255.0))[..., None]
        above = np.array([*colour, 255], np.float32) * share
        part[:] = np.rint(above + part * (1 - share)).astype(np.uint8)


def _write_names(drawing: _Drawing, look: HallLook, straight_m: float) -> None:
    ink, words = look.colours.ground_line, look.dressing
    if words.track:
        drawing.words(words.track, 2.1, (straight_m, _NAME_M), ink, 0.42)
    if words.meet:
        drawing.words(words.meet, -2.6 if words.track else 0.0, (straight_m, _MEET_M), ink, 0.36)


def _draw_boxes(drawing: _Drawing, colours: HallColours, y_m: float, straight_m: float) -> None:
    """A row of boxes of teams: floor, edge, a bench, people who sit and stand."""
    length = _BOX_M[0]
    count = max(min(_BOXES, int(straight_m / (length + _BOX_APART_M))), 1)
    chance = np.random.default_rng(17 if y_m > 0 else 23)
    for number in range(count):
        x = (number - (count - 1) / 2) * (length + _BOX_APART_M)
        drawing.box(x, y_m, _BOX_M, colours.safety_zone, 0.75)
        drawing.frame(x, y_m, _BOX_M, colours.ground_line, 0.30)
        drawing.box(x, y_m + 0.9, (length - 1.0, 0.45), colours.fence_cap, 0.22)
        for _ in range(int(chance.integers(3, 7))):
            at = x + float(chance.uniform(-1.8, 1.8)), y_m + float(chance.uniform(-0.8, 0.9))
            tint = colours.clothes[int(chance.integers(len(colours.clothes)))]
            drawing.disc(at[0] + 0.12, at[1] - 0.12, (0.34, 0.22), colours.void, 0.5)
            drawing.disc(*at, (0.27, 0.17), tint, 0.8)
            drawing.disc(at[0], at[1] + 0.02, (0.12, 0.12), colours.skins[int(chance.integers(3))], 0.9)


def _draw_rollers(drawing: _Drawing, colours: HallColours, half_long_m: float) -> None:
    """Riders who warm up on rollers, in two half circles at the ends."""
    for end in (1.0, -1.0):
        for number in range(7):
            turn = np.radians(-66 + 22 * number)
            reach = half_long_m * 0.2
            x = end * (half_long_m * 0.62 + reach * 0.35 * float(np.cos(turn)))
            y = reach * 0.72 * float(np.sin(turn))
            drawing.box(x, y, (1.5, 0.55), colours.fence_cap, 0.25)
            drawing.box(x, y, (1.7, 0.10), colours.void, 0.7)
            drawing.disc(x, y, (0.42, 0.22), colours.clothes[(3 * number + 1) % len(colours.clothes)], 0.8)
            drawing.disc(x + 0.32, y, (0.12, 0.12), colours.fence_cap, 0.7)
