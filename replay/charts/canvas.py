"""A page to draw on in px, x to the right and y down: the only module that knows matplotlib.

Nothing of pyplot is used, so no state is shared and no display is needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path

import matplotlib as mpl
import matplotlib.ft2font
import numpy as np
from matplotlib import patheffects
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.textpath import TextPath

from replay.base.colour import Colour
from replay.base.letters.typefaces import Run, drawable, runs
from replay.base.look import TEXT, Weight, font_file
from replay.base.units import Floats
from replay.charts.chart_style import CHART_PANEL, shares
from replay.charts.sheet_layout import Box

_DPI = 100
"""Any will do: sizes are px."""

_POINTS = 72 / _DPI
"""Points in a px: matplotlib measures lines and type in points."""

_ELLIPSIS = "…"
_MEASURE_PX = 100
"""Size at which words are measured."""

_JOINS = hasattr(matplotlib.ft2font, "__libraqm_version__")
"""Whether this matplotlib (3.11 or later) joins letters as Arabic and Indic scripts do."""

Dashes = tuple[float, ...]


class Canvas:
    """A page of a size in px. Sizes of type are px per em; what is drawn later lies over what was drawn before."""

    def __init__(self, size: tuple[int, int], ground: Colour) -> None:
        width, height = size
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=shares(ground))
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._depth = 1.0

    def box(self, box: Box, colour: Colour, *, alpha: float = 1.0, radius: float = 0.0) -> None:
        """A filled rectangle with round corners."""
        style = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        patch = FancyBboxPatch(
            (box.left, box.top), box.width, box.height, boxstyle=style, facecolor=(*shares(colour), alpha), linewidth=0
        )
        patch.set_zorder(self._next())
        self._axes.add_patch(patch)

    def line(
        self,
        x: Floats,
        y: Floats,
        colour: Colour,
        width: float,
        *,
        alpha: float = 1.0,
        dashes: Dashes = (),
        clip: Box | None = None,
        cased: bool = False,
    ) -> None:
        """A line through points; it is broken where there is a nan. cased: with a dark edge, so that crossings read."""
        line = Line2D(
            x,
            y,
            color=shares(colour),
            linewidth=width * _POINTS,
            alpha=alpha,
            solid_capstyle="round",
            dash_capstyle="butt",
        )
        if dashes:
            line.set_dashes(dashes)
        if cased:
            edge = patheffects.Stroke(linewidth=(width + 3.0) * _POINTS, foreground=shares(CHART_PANEL))
            line.set_path_effects([edge, patheffects.Normal()])
        self._add_line(line, clip)

    def band(self, x: Floats, low: Floats, high: Floats, colour: Colour, alpha: float, clip: Box) -> None:
        """What lies between two lines, softly filled."""
        here = np.isfinite(low) & np.isfinite(high)
        filled = self._axes.fill_between(
            x, low, high, where=here.tolist(), color=shares(colour), alpha=alpha, linewidth=0, zorder=self._next()
        )
        filled.set_clip_path(self._clip(clip))

    def marker(
        self,
        x: float,
        y: float,
        shape: str,
        size: float,
        colour: Colour,
        *,
        hollow: bool = False,
        edge: Colour = CHART_PANEL,
    ) -> None:
        """One marker; hollow ones are drawn as an outline in their colour."""
        line = Line2D(
            [x],
            [y],
            linestyle="none",
            marker=shape,
            markersize=size * _POINTS,
            markerfacecolor=shares(CHART_PANEL if hollow else colour),
            markeredgecolor=shares(colour if hollow else edge),
            markeredgewidth=(2.4 if hollow else 1.6) * _POINTS,
        )
        self._add_line(line, None)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        colour: Colour = TEXT,
        weight: Weight = Weight.SEMIBOLD,
        align: str = "left",
        cased: bool = False,
    ) -> None:
        """Words with their baseline at y. align: 'left', 'center' or 'right'. cased: with a dark edge, over lines."""
        if not words:
            return
        parts = _parts(words, weight)
        if len(parts) > 1:
            x -= {"left": 0.0, "center": 0.5, "right": 1.0}[align] * measure(words, size, weight)
        for part, shift in zip(parts, _shifts(parts, weight), strict=True):
            drawn = self._axes.text(
                x + shift * size,
                y,
                _plain(part.words),
                fontproperties=_font(part.font or font_file(weight), size * _POINTS),
                color=shares(colour),
                ha=align if len(parts) == 1 else "left",
                va="baseline",
                zorder=self._next(),
            )
            if cased:
                edge = patheffects.Stroke(linewidth=5 * _POINTS, foreground=shares(CHART_PANEL))
                drawn.set_path_effects([edge, patheffects.Normal()])

    def save(self, path: Path, *, facts: Mapping[str, str]) -> None:
        """Write as PNG or SVG by the suffix; equal drawings give equal bytes. facts: 'Title' and 'Description'."""
        svg = path.suffix.lower() == ".svg"
        unsigned = {"Date": None, "Creator": None} if svg else {"Software": None}
        with mpl.rc_context({"svg.hashsalt": "velodrome-replay", "svg.fonttype": "path"}):
            self._figure.savefig(path, format="svg" if svg else "png", dpi=_DPI, metadata={**facts, **unsigned})

    def _add_line(self, line: Line2D, clip: Box | None) -> None:
        line.set_zorder(self._next())
        self._axes.add_line(line)
        if clip is not None:
            line.set_clip_path(self._clip(clip))

    def _clip(self, box: Box) -> Rectangle:
        return Rectangle((box.left, box.top), box.width, box.height, transform=self._axes.transData)

    def _next(self) -> float:
        self._depth += 1.0
        return self._depth


@lru_cache(maxsize=4096)
def measure(words: str, size: float, weight: Weight = Weight.SEMIBOLD) -> float:
    """Width of one line of words, px."""
    if not words.strip():
        return 0.0
    parts = _parts(words, weight)
    return (_shifts(parts, weight)[-1] + _ink_end(parts[-1], weight)) * size if parts else 0.0


def fitted(words: str, size: float, width: float, weight: Weight = Weight.SEMIBOLD) -> str:
    """The words, cut with an ellipsis where they are too wide."""
    if measure(words, size, weight) <= width:
        return words
    most = bisect_right(range(len(words)), width, key=lambda length: measure(_cut(words, length), size, weight))
    return _cut(words, max(most - 1, 0))


def _cut(words: str, length: int) -> str:
    return words[:length].rstrip(" ,·") + _ELLIPSIS


def wrapped(words: str, size: float, width: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """The words in lines that fit a width, broken between words."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitted(line, size, width, weight) for line in lines]


def _parts(words: str, weight: Weight) -> tuple[Run, ...]:
    """Words as stretches of one font each, from left to right."""
    found = runs(drawable(words, joined=_JOINS), weight)
    return tuple(
        Run("".join(run.words for run in group), font) for font, group in groupby(found, key=lambda run: run.font)
    )


def _shifts(parts: tuple[Run, ...], weight: Weight) -> list[float]:
    """Where each part begins, em from the first."""
    widths = [_advance(part, weight) for part in parts[:-1]]
    return [0.0, *accumulate(widths)][: len(parts)]


def _advance(part: Run, weight: Weight) -> float:
    """Width of a part with the spaces at its ends, em: that of it between two strokes, less that of the strokes."""
    return _ink_end(Run(f"|{part.words}|", part.font), weight) - _ink_end(Run("||", part.font), weight)


@lru_cache(maxsize=4096)
def _ink_end(part: Run, weight: Weight) -> float:
    """The right end of the ink of a part, em."""
    font = _font(part.font or font_file(weight), _MEASURE_PX)
    path = TextPath((0, 0), _plain(part.words), size=_MEASURE_PX, prop=font)
    return float(path.get_extents().x1) / _MEASURE_PX if len(path.vertices) else 0.0


@lru_cache(maxsize=512)
def _font(file: str, points: float) -> FontProperties:
    return FontProperties(fname=file, size=points)


def _plain(words: str) -> str:
    """Words as they are: a dollar sign begins no formula."""
    return words.replace("$", r"\$")
