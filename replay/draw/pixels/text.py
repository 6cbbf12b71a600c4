"""Text as coverage: which share of each pixel the letters cover, for any colour to be laid through.

Letters are placed at fractions of a pixel by the font's own measures at 1000 px, so that words scale without drift,
and drawn several times larger, then reduced. Digits stand in cells of one width: a running figure does not jitter.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
import pygame
import pygame.surfarray
from numpy.typing import NDArray

from replay.base.letters.typefaces import Run, drawable, runs
from replay.base.look import Weight
from replay.draw.pixels.fonts import letters_scale, outline_font, run_font, shaped_font
from replay.draw.pixels.kept_pixels import KeptPixels

Bytes = NDArray[np.uint8]

_MEASURE_PX = 1000
"""Size at which fonts are measured."""

_MEASURED_RUN_PX = 128
"""Likewise for runs of other fonts, which are drawn to be measured."""

_ALONE = threading.RLock()
"""FreeType's fonts are no two threads' at a time: plates are drawn by several, and write on the boards."""

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


_MASKS: KeptPixels[Mask] = KeptPixels(lambda mask: mask.coverage.nbytes, most_bytes=4_000_000, least_count=64)
_GLYPHS: KeptPixels[tuple[Bytes, int, int]] = KeptPixels(
    lambda glyph: glyph[0].nbytes, most_bytes=6_000_000, least_count=64
)
"""Letters are drawn larger than they are shown: those of a picture of 1080 lines take 4 MB."""


def cap_height(style: Type) -> float:
    """Height of capitals and figures, px."""
    with _ALONE:
        return _glyph_box(style.weight, "H")[3] * style.size_px


def measure(words: str, style: Type) -> float:
    """Width of one line, px, without the spacing after its last letter."""
    with _ALONE:
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
    """Words in at most that many lines, broken at spaces; what is left over stays on the last line (see `fit`).

    A figure and its unit stay together.
    """
    done: list[str] = []
    rest = _UNBROKEN.findall(words)
    while rest and len(done) < lines - 1:
        count = _words_that_fit(rest, style, width_px)
        done.append(" ".join(rest[:count]))
        rest = rest[count:]
    return (*done, " ".join(rest)) if rest else tuple(done)


_UNBROKEN = re.compile(r"\S*\d (?:s|m|cm|km|km/h|W)\b\S*|\S+")
"""A word; with a figure before it a unit belongs to it."""


def mask(words: str, style: Type) -> Mask:
    """The coverage of one line of words."""
    with _ALONE:
        return _MASKS.get((words, style), lambda: _mask(words, style))


def _mask(words: str, style: Type) -> Mask:
    spelled = _spelled(words, style.weight)
    factor = 4 if style.size_px < 90 else 2
    left, top, right, bottom = _extent(spelled, style)
    large = np.zeros(((bottom - top) * factor, (right - left) * factor), dtype=np.uint8)
    for run, pen in _pens(spelled, style):
        _stamp(large, run, style, (pen - left) * factor, -top * factor, factor)
    coverage = cv2.resize(large, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    coverage.flags.writeable = False
    return Mask(np.asarray(coverage, dtype=np.uint8), left, top, _measure(spelled, style))


def _words_that_fit(words: list[str], style: Type, width_px: float) -> int:
    for count in range(len(words), 1, -1):
        if measure(" ".join(words[:count]), style) <= width_px:
            return count
    return 1


def _measure(spelled: tuple[Run, ...], style: Type) -> float:
    pen = 0.0
    for run, start in _pens(spelled, style):
        pen = start + _run_advance(style.weight, run) * style.size_px
    return pen


def _pens(spelled: tuple[Run, ...], style: Type) -> Iterator[tuple[Run, float]]:
    """Each letter (or run of another font) with the place of its pen, px from the first."""
    pen = 0.0
    before: Run | None = None
    for run in spelled:
        if before is not None:
            own = before.font is None and run.font is None
            kerning = _kerning(style.weight, before.words + run.words) if own else 0.0
            pen += (kerning + style.spacing_em) * style.size_px
        yield run, pen
        pen += _run_advance(style.weight, run) * style.size_px
        before = run


def _extent(spelled: tuple[Run, ...], style: Type) -> tuple[int, int, int, int]:
    """Whole pixels around the ink: left, top, right, bottom from the pen on the baseline, y down."""
    boxes = [(pen, _run_box(style.weight, run)) for run, pen in _pens(spelled, style)] or [(0.0, (0, 0, 0, 0))]
    size = style.size_px
    left = min(pen + box[0] * size for pen, box in boxes)
    right = max(pen + box[1] * size for pen, box in boxes)
    top, bottom = -max(box[3] for _, box in boxes) * size, -min(box[2] for _, box in boxes) * size
    return int(np.floor(left)) - 1, int(np.floor(top)) - 1, int(np.ceil(right)) + 1, int(np.ceil(bottom)) + 1


def _stamp(large: Bytes, run: Run, style: Type, pen_x: float, baseline_y: int, factor: int) -> None:
    if run.font is None:
        size_px = style.size_px * factor * letters_scale(style.weight)
        drawn = style.weight, run.words, size_px
        glyph, left, top = _GLYPHS.get(drawn, lambda: _glyph(*drawn))
    else:
        glyph, left, top = _shaped(run, max(round(style.size_px * factor), 1))
    x, y = round(pen_x) + left, baseline_y - top
    x0, y0 = max(x, 0), max(y, 0)
    into = large[y0 : y + glyph.shape[0], x0 : x + glyph.shape[1]]
    np.maximum(into, glyph[y0 - y :, x0 - x :][: into.shape[0], : into.shape[1]], out=into)


def _run_advance(weight: Weight, run: Run) -> float:
    return _advance(weight, run.words) if run.font is None else _shaped_measures(run)[0]


def _run_box(weight: Weight, run: Run) -> tuple[float, float, float, float]:
    return _glyph_box(weight, run.words) if run.font is None else _shaped_measures(run)[1]


def _glyph(weight: Weight, letter: str, size_px: float) -> tuple[Bytes, int, int]:
    """Coverage of a letter, and its corner: left of the pen's x, height of its top above the baseline."""
    font = outline_font(weight)
    raw, (width, height) = font.render_raw(letter, size=size_px)
    box = font.get_rect(letter, size=size_px)
    return np.frombuffer(raw, dtype=np.uint8).reshape(height, width), box.x, box.y


@lru_cache(maxsize=256)
def _shaped(run: Run, size_px: int) -> tuple[Bytes, int, int]:
    """Likewise of a run of another font, as its script shapes it."""
    font = run_font(run, size_px)
    surface = font.render(run.words, True, (255, 255, 255))
    coverage = np.ascontiguousarray(pygame.surfarray.array_alpha(surface).T)
    return coverage, 0, font.get_ascent()


@lru_cache(maxsize=1024)
def _shaped_measures(run: Run) -> tuple[float, tuple[float, float, float, float]]:
    """Advance of a run of another font, and its ink, em: left, right, bottom, top from the pen on the baseline."""
    coverage, _, ascent = _shaped(run, _MEASURED_RUN_PX)
    rows, columns = (np.flatnonzero(coverage.any(axis=axis)) for axis in (1, 0))
    advance = run_font(run, _MEASURED_RUN_PX).size(run.words)[0] / _MEASURED_RUN_PX
    if len(rows) == 0:
        return advance, (0.0, 0.0, 0.0, 0.0)
    left, right = columns[0], columns[-1] + 1
    top, bottom = ascent - rows[0], ascent - rows[-1] - 1
    left, right, bottom, top = (float(edge) / _MEASURED_RUN_PX for edge in (left, right, bottom, top))
    return advance, (left, right, bottom, top)


@lru_cache(maxsize=4096)
def _glyph_box(weight: Weight, letter: str) -> tuple[float, float, float, float]:
    """Ink of a letter, em: left, right, bottom, top from the pen on the baseline, y up."""
    box = outline_font(weight).get_rect(letter, size=_MEASURE_PX)
    em_px = _MEASURE_PX / letters_scale(weight)
    left, top = box.x / em_px, box.y / em_px
    return left, left + box.width / em_px, top - box.height / em_px, top


@lru_cache(maxsize=4096)
def _advance(weight: Weight, letter: str) -> float:
    """How far a letter moves the pen, em. All digits as the widest of them."""
    if letter.isascii() and letter.isdigit():
        return max(_own_advance(weight, digit) for digit in "0123456789")
    return _own_advance(weight, letter)


def _own_advance(weight: Weight, letter: str) -> float:
    metrics = outline_font(weight).get_metrics(letter, size=_MEASURE_PX)[0]
    return float(metrics[4]) / _MEASURE_PX * letters_scale(weight) if metrics else 0.0


@lru_cache(maxsize=4096)
def _kerning(weight: Weight, pair: str) -> float:
    """Change of the pen between two letters, em; none beside a digit."""
    if any(letter.isdigit() for letter in pair):
        return 0.0
    font = shaped_font(weight, _MEASURE_PX)
    together, first, second = (font.size(piece)[0] for piece in (pair, pair[0], pair[1]))
    closer = together - first - second
    return float(closer) / _MEASURE_PX * letters_scale(weight) if abs(closer) > 2 else 0.0


@lru_cache(maxsize=1024)
def _spelled(words: str, weight: Weight) -> tuple[Run, ...]:
    """Words as letters of the family and runs of other fonts, in the order in which they stand on the line."""
    return runs(drawable(words.replace("'", _APOSTROPHE)), weight)
