"""What all charts share: the panel, the axis of distance, and riders' lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.look import SECOND, TEXT, WHITE, Weight
from replay.base.units import Floats
from replay.charts.canvas import Canvas, measure
from replay.charts.chart_style import CHART_PANEL, RiderStyle
from replay.charts.marks import AttackMark, FactMark, LapTick
from replay.charts.series import Series
from replay.charts.sheet_layout import Box, Scale, SheetSizes

PAD = 22.0
"""From the edge of a panel to what is in it."""

_MARKERS_A_CHART = 30
"""About so many markers are shared among the riders."""

_MOST_MARKERS = 5
"""On one line."""


NOT_KNOWN = "place not known"
"""At the end of the line of a rider of whom nobody says in which place he finished."""


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at the end of a rider's line on the gap chart: a timed gap, or why there is none."""

    words: str
    timed: bool


@dataclass(frozen=True, slots=True, eq=False)
class ChartFacts:
    """All that the charts of one race show. styles and ends: one for each rider of the series.

    fallen  rows of riders whose line ends with a fall
    """

    series: Series
    styles: tuple[RiderStyle, ...]
    ends: tuple[EndLabel, ...]
    fallen: frozenset[int]
    laps: tuple[LapTick, ...]
    pull_off_m: float | None
    attacks: tuple[AttackMark, ...]
    reported: tuple[FactMark, ...]
    stayers_m: float
    sprinters_m: float

    @property
    def drawing_order(self) -> list[int]:
        """Rows, those in front at the end drawn last."""
        last = [self.series.place[k, -1] for k in range(len(self.styles))]
        return sorted(range(len(self.styles)), key=lambda k: -np.nan_to_num(last[k], nan=np.inf))


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas with the sizes of its layout. lap_words: whether the axis says what its lap lines are."""

    canvas: Canvas
    sizes: SheetSizes
    lap_words: bool = True

    @property
    def chip_size(self) -> tuple[float, float]:
        """Width and height of a chip for a tag of three letters."""
        return measure("MMM", self.sizes.text * 0.9, Weight.BOLD) + 10, self.sizes.text * 1.18

    def small(
        self, x: float, y: float, words: str, *, strong: bool = False, align: str = "left", share: float = 1.0
    ) -> None:
        """Words of the smallest size. share: of it, where many stand below each other."""
        weight, size = Weight.BOLD if strong else Weight.SEMIBOLD, share * self.sizes.text
        self.canvas.text(x, y, words, size, colour=TEXT if strong else SECOND, weight=weight, align=align)

    def chip(self, x: float, y: float, style: RiderStyle, *, height: float | None = None) -> None:
        """A chip with a rider's tag, its left edge at x and its middle at y."""
        width, full = self.chip_size
        height = full if height is None else min(height, full)
        size = min(
            0.76 * height, 0.9 * self.sizes.text * (width - 6) / max(measure(style.tag, self.sizes.text * 0.9), 1)
        )
        self.canvas.box(Box(x, y - height / 2, x + width, y + height / 2), style.chip, radius=4)
        middle = x + width / 2
        self.canvas.text(
            middle, y + 0.33 * size, style.tag, size, colour=style.on_chip, weight=Weight.BOLD, align="center"
        )


def open_panel(pen: Pen, box: Box, heading: str, unit: str) -> None:
    """The panel's ground and its heading."""
    pen.canvas.box(box, CHART_PANEL, radius=8)
    size = pen.sizes.heading
    base = box.top + 10 + 0.8 * size
    pen.canvas.text(box.left + PAD, base, heading, size, weight=Weight.BOLD)
    pen.small(box.left + PAD + measure(heading, size, Weight.BOLD) + 14, base, unit)


def plot_box(pen: Pen, box: Box, *, left: float, right: float, top: float = 0.0) -> Box:
    """Where lines are drawn in a panel: below the heading, above the axis. top: further room above."""
    sizes = pen.sizes
    bottom = 12 + 1.4 * sizes.text if pen.lap_words else 24.0
    return box.inset(left=PAD + left, top=28 + sizes.heading + top, right=PAD + right, bottom=bottom)


def distance_axis(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    """Lap lines with their words below the plot, and the pacer's leaving."""
    plot, base = scale.box, scale.box.bottom + 1.25 * pen.sizes.text
    free = plot.left - 60.0
    for tick in facts.laps:
        x = float(scale.x(tick.distance_m))
        _upright(pen, plot, x, alpha=0.42 if tick.strong else 0.16)
        half = measure(tick.words, pen.sizes.text, Weight.BOLD if tick.strong else Weight.SEMIBOLD) / 2
        middle = max(x, plot.left - 48 + half)
        if tick is facts.laps[-1] and free < middle + half:
            middle = max(middle, free + half + 1)  # where the lines end is always said
        if pen.lap_words and middle - half > free:
            pen.small(middle, base, tick.words, strong=tick.strong, align="center")
            free = middle + half + 12
    if facts.pull_off_m is not None:
        _upright(pen, plot, float(scale.x(facts.pull_off_m)), alpha=0.6, dashes=(3.0, 3.0))


def level(pen: Pen, scale: Scale, value: float, words: str, *, alpha: float = 0.1) -> None:
    """A line across the plot at a value, with its words left of the plot."""
    y = np.full(2, float(scale.y(value)))
    pen.canvas.line(np.array([scale.box.left, scale.box.right]), y, WHITE, 1.2, alpha=alpha)
    pen.small(scale.box.left - 12, float(y[0]) + 0.33 * pen.sizes.text, words, align="right")


def rider_lines(pen: Pen, facts: ChartFacts, scale: Scale, distance_m: Floats, values: Floats) -> None:
    """A line for each rider with his markers on it, and a cross where he falls. values: (R, N)."""
    for rider in facts.drawing_order:
        style = facts.styles[rider]
        x, y = scale.x(distance_m), scale.y(values[rider])
        pen.canvas.line(x, y, style.line, pen.sizes.line, clip=scale.box, cased=True)
    for rider in facts.drawing_order:
        style = facts.styles[rider]
        x, y = scale.x(distance_m), scale.y(values[rider])
        _markers(pen, facts, rider, scale.box, x, y)
        if rider in facts.fallen and np.any(np.isfinite(y)):
            end = np.flatnonzero(np.isfinite(y))[-1]
            pen.canvas.marker(float(x[end]), float(y[end]), "X", 5.5 * pen.sizes.line, style.line, edge=WHITE)


def _markers(pen: Pen, facts: ChartFacts, rider: int, plot: Box, x: Floats, y: Floats) -> None:
    """Markers at even distances, those of each rider at his own places, so that they do not hide one another."""
    style, count = facts.styles[rider], len(facts.styles)
    markers = min(max(_MARKERS_A_CHART // count, 2), _MOST_MARKERS)
    for step in range(markers):
        at = round((step + (rider + 0.5) / count) / markers * (len(x) - 1))
        if np.isfinite(y[at]) and plot.top <= y[at] <= plot.bottom:
            pen.canvas.marker(float(x[at]), float(y[at]), style.marker, 3.6 * pen.sizes.line, style.line)


def _upright(pen: Pen, plot: Box, x: float, *, alpha: float, dashes: tuple[float, ...] = ()) -> None:
    ends = np.array([x, x]), np.array([plot.top, plot.bottom])
    pen.canvas.line(*ends, WHITE, 1.6, alpha=alpha, dashes=dashes)
