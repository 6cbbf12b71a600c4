"""Text as coverage: which share of each pixel the letters cover, for any colour to be laid through.

Letters are placed at fractions of a pixel by the font's own measures at 1000 px, so that words scale without drift,
and drawn several times larger, then reduced. Digits stand in cells of one width: a running figure does not jitter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.look import Weight
from replay.draw.pixels.fonts import outline_font, shaped_font

Bytes = NDArray[np.uint8]

_MEASURE_PX = 1000
"""Size at which fonts are measured."""

_ELLIPSIS = "…"
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
FIT_STEPS = (1.0, 0.93, 0.86, 0.8)
"""Sizes tried before words are cut, as shares of the size asked for: 0.8 is one step of the type scale."""


@dataclass(frozen=True, slots=True)
class Type:
    """A weight, a size in px per em, and letter spacing in em."""

    weight: Weight
    size_px: float
    spacing_em: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """Coverage (height, width) uint8, read-only. left and top: of its corner, from the pen on the baseline."""

    coverage: Bytes
    left: int
    top: int
    width: float  # the advance, px


def cap_height(style: Type) -> float:
    """Height of capitals and figures, px."""
    return _glyph_box(style.weight, "H")[3] * style.size_px


def measure(words: str, style: Type) -> float:
    """Width of one line, px, without the spacing after its last letter."""
    return _measure(_spelled(words, style.weight), style)


def fit(words: str, style: Type, width_px: float) -> tuple[str, Type]:
    """Words and type that fit a width: smaller by steps, then cut with an ellipsis."""
    for step in FIT_STEPS:
        smaller = replace(style, size_px=style.size_px * step)
        if measure(words, smaller) <= width_px:
            return words, smaller
    for length in range(len(words) - 1, 0, -1):
        cut = words[:length].rstrip() + _ELLIPSIS
        if measure(cut, smaller) <= width_px:
            return cut, smaller
    return "", smaller


def wrap(words: str, style: Type, width_px: float, *, lines: int) -> tuple[str, ...]:
    """Words in at most that many lines, broken at spaces; what is left over stays on the last line (see `fit`)."""
    done: list[str] = []
    rest = words.split()
    while rest and len(done) < lines - 1:
        count = _words_that_fit(rest, style, width_px)
        done.append(" ".join(rest[:count]))
        rest = rest[count:]
    return (*done, " ".join(rest)) if rest else tuple(done)


@lru_cache(maxsize=1024)
def mask(words: str, style: Type) -> Mask:
    """The coverage of one line of words."""
    spelled = _spelled(words, style.weight)
    factor = 4 if style.size_px < 90 else 2
    left, top, right, bottom = _extent(spelled, style)
    large = np.zeros(((bottom - top) * factor, (right - left) * factor), dtype=np.uint8)
    for letter, pen in _pens(spelled, style):
        _stamp(large, letter, style, (pen - left) * factor, -top * factor, factor)
    coverage = cv2.resize(large, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    coverage.flags.writeable = False
    return Mask(np.asarray(coverage, dtype=np.uint8), left, top, _measure(spelled, style))


def _words_that_fit(words: list[str], style: Type, width_px: float) -> int:
    for count in range(len(words), 1, -1):
        if measure(" ".join(words[:count]), style) <= width_px:
            return count
    return 1


def _measure(spelled: str, style: Type) -> float:
    pen = 0.0
    for letter, start in _pens(spelled, style):
        pen = start + _advance(style.weight, letter) * style.size_px
    return pen


def _pens(spelled: str, style: Type) -> Iterator[tuple[str, float]]:
    """Each letter with the place of its pen, px from the first."""
    pen = 0.0
    before = ""
    for letter in spelled:
        if before:
            pen += (_kerning(style.weight, before + letter) + style.spacing_em) * style.size_px
        yield letter, pen
        pen += _advance(style.weight, letter) * style.size_px
        before = letter


def _extent(spelled: str, style: Type) -> tuple[int, int, int, int]:
    """Whole pixels around the ink: left, top, right, bottom from the pen on the baseline, y down."""
    boxes = [(pen, _glyph_box(style.weight, letter)) for letter, pen in _pens(spelled, style)] or [(0.0, (0, 0, 0, 0))]
    size = style.size_px
    left = min(pen + box[0] * size for pen, box in boxes)
    right = max(pen + box[1] * size for pen, box in boxes)
    top, bottom = -max(box[3] for _, box in boxes) * size, -min(box[2] for _, box in boxes) * size
    return int(np.floor(left)) - 1, int(np.floor(top)) - 1, int(np.ceil(right)) + 1, int(np.ceil(bottom)) + 1


def _stamp(large: Bytes, letter: str, style: Type, pen_x: float, baseline_y: int, factor: int) -> None:
    glyph, left, top = _glyph(style.weight, letter, style.size_px * factor)
    x, y = round(pen_x) + left, baseline_y - top
    x0, y0 = max(x, 0), max(y, 0)
    into = large[y0 : y + glyph.shape[0], x0 : x + glyph.shape[1]]
    np.maximum(into, glyph[y0 - y :, x0 - x :][: into.shape[0], : into.shape[1]], out=into)


@lru_cache(maxsize=1024)
def _glyph(weight: Weight, letter: str, size_px: float) -> tuple[Bytes, int, int]:
    """Coverage of a letter, and its corner: left of the pen's x, height of its top above the baseline."""
    font = outline_font(weight)
    raw, (width, height) = font.render_raw(letter, size=size_px)
    box = font.get_rect(letter, size=size_px)
    return np.frombuffer(raw, dtype=np.uint8).reshape(height, width), box.x, box.y


@lru_cache(maxsize=4096)
def _glyph_box(weight: Weight, letter: str) -> tuple[float, float, float, float]:
    """Ink of a letter, em: left, right, bottom, top from the pen on the baseline, y up."""
    box = outline_font(weight).get_rect(letter, size=_MEASURE_PX)
    left, top = box.x / _MEASURE_PX, box.y / _MEASURE_PX
    return left, left + box.width / _MEASURE_PX, top - box.height / _MEASURE_PX, top


@lru_cache(maxsize=4096)
def _advance(weight: Weight, letter: str) -> float:
    """How far a letter moves the pen, em. All digits as the widest of them."""
    if letter.isascii() and letter.isdigit():
        return max(_own_advance(weight, digit) for digit in "0123456789")
    return _own_advance(weight, letter)


def _own_advance(weight: Weight, letter: str) -> float:
    metrics = outline_font(weight).get_metrics(letter, size=_MEASURE_PX)[0]
    return float(metrics[4]) / _MEASURE_PX if metrics else 0.0


@lru_cache(maxsize=4096)
def _kerning(weight: Weight, pair: str) -> float:
    """Change of the pen between two letters, em; none beside a digit."""
    if any(letter.isdigit() for letter in pair):
        return 0.0
    font = shaped_font(weight, _MEASURE_PX)
    together, first, second = (font.size(piece)[0] for piece in (pair, pair[0], pair[1]))
    return float(together - first - second) / _MEASURE_PX if abs(together - first - second) > 2 else 0.0


@lru_cache(maxsize=1024)
def _spelled(words: str, weight: Weight) -> str:
    """Words in letters that the font has: composed, else without their marks, else a question mark."""
    composed = unicodedata.normalize("NFC", words).replace("'", _APOSTROPHE)
    return "".join(_in_font(letter, weight) for letter in composed)


def _in_font(letter: str, weight: Weight) -> str:
    if letter.isspace():
        return " "
    if _has(letter, weight):
        return letter
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cc", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if _has(plain, weight) else "?"


def _has(letter: str, weight: Weight) -> bool:
    return outline_font(weight).get_metrics(letter, size=_MEASURE_PX)[0] is not None
