"""Chips at the ends of riders' lines: whose line it is, in words beside the colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from replay.base.units import Floats
from replay.charts.canvas import measure
from replay.charts.panel import ChartFacts, Pen
from replay.charts.sheet_layout import Scale, spread

CONNECTOR_PX = 30.0
"""From the end of the lines to their chips: room for the thin lines between them."""

START_PX = 12.0
"""Likewise where lines begin."""

_APART = 4.0
"""Between two chips."""

_TOGETHER_PX = 60.0
"""Lines that end within this of each other ended together."""

_MOST_COLUMNS = 3
"""Of chips: with more, no room is left for the lines."""

_LEAST_SHARE = 0.85
"""Chips may be this much lower than they are meant to be; before they get smaller still they stand in columns."""


def columns_of(pen: Pen, plot_px: float, count: int) -> int:
    """In how many columns the chips of so many riders have to stand beside a plot of that height, to be read."""
    needed = _LEAST_SHARE * pen.chip_size[1] * count / plot_px
    return min(max(math.ceil(needed), 1), _MOST_COLUMNS)


def columns_px(pen: Pen, columns: int) -> float:
    """Width of columns of chips."""
    return columns * pen.chip_size[0] + (columns - 1) * _APART


def end_chips(pen: Pen, facts: ChartFacts, scale: Scale, values: Floats, *, words: Sequence[str] = ()) -> None:
    """Chips right of the plot for whose line reaches its end.

    values: (R, N), the last of them at the plot's end. words: something to stand after each chip, in one column.
    """
    plot = scale.box
    here = [rider for rider in range(len(facts.styles)) if np.isfinite(values[rider, -1])]
    levels = {rider: float(np.clip(scale.y(values[rider, -1]), plot.top, plot.bottom)) for rider in here}
    here.sort(key=lambda rider: (levels[rider], facts.series.passed_s[rider, -1]))
    columns = 1 if words else columns_of(pen, plot.height, len(facts.styles))
    width, height = pen.chip_size
    apart = (height + _APART) / columns
    room = min(apart, (plot.height - 4) / max(len(here) - 1, 1)) * columns - 2
    share = min(1.0, (room + 2) / pen.sizes.text)
    places = spread([levels[rider] for rider in here], apart, plot.top + 2, plot.bottom - 2)
    lefts = [plot.right + CONNECTOR_PX + number % columns * (width + _APART) for number in range(len(here))]
    for rider, x, y in zip(here, lefts, places, strict=True):
        _connector(pen, facts, rider, plot.right, x, levels[rider], y)
    for rider, x, y in zip(here, lefts, places, strict=True):
        pen.chip(x, y, facts.styles[rider], height=room)
        if words:
            strong = facts.ends[rider].timed
            pen.small(x + width + 10, y + 0.33 * share * pen.sizes.text, words[rider], strong=strong, share=share)


def start_chips(pen: Pen, facts: ChartFacts, scale: Scale, values: Floats) -> None:
    """Chips left of the plot of places, where the lines begin."""
    width, height = pen.chip_size
    columns = columns_of(pen, scale.box.height, len(facts.styles))
    row = abs(float(scale.y(2.0)) - float(scale.y(1.0)))
    spots = []
    for rider, place in enumerate(values[:, 0]):
        if np.isfinite(place):
            column = (round(float(place)) - 1) % columns
            spots.append((rider, scale.box.left - START_PX - width - column * (width + _APART), float(scale.y(place))))
    for rider, x, y in spots:
        _connector(pen, facts, rider, x, scale.box.left, y, y)
    for rider, x, y in spots:
        pen.chip(x, y, facts.styles[rider], height=min(row * columns - 3, height))


def early_ends(pen: Pen, facts: ChartFacts, scale: Scale, values: Floats, *, words: Sequence[str] = ()) -> None:
    """Chips beside the ends of lines that end before the plot does. words: something to stand after each chip."""
    width, height = pen.chip_size
    ends = [(rider, facts.series.last(rider)) for rider in range(len(facts.styles))]
    here = [(rider, last) for rider, last in ends if last is not None and last < len(facts.series.distance_m) - 1]
    together = _together(scale, facts, here)
    first = min((last for _, last in here), default=0)
    wanted = [float(scale.y(values[rider, first if together else last])) for rider, last in here]
    lowest = scale.box.bottom - height / 2
    # Who fell together ended at one place: their chips stand one below the other.
    places = spread(wanted, height + _APART, scale.box.top, lowest) if together else wanted
    for (rider, last), place in zip(here, places, strict=True):
        style, x = facts.styles[rider], float(scale.x(facts.series.distance_m[last]))
        y = min(max(place, scale.box.top), lowest)
        after = words[rider] if words else ""
        x = min(x + 16, scale.box.right - width - (measure(after, pen.sizes.text) + 18 if after else 0.0))
        pen.chip(x, y, style)
        pen.small(x + width + 10, y + 0.33 * pen.sizes.text, after)


def _together(scale: Scale, facts: ChartFacts, ends: Sequence[tuple[int, int]]) -> bool:
    """Whether lines that end early do so within a chip's width of each other."""
    places = [float(scale.x(facts.series.distance_m[last])) for _, last in ends]
    return len(places) > 1 and max(places) - min(places) < _TOGETHER_PX


def _connector(pen: Pen, facts: ChartFacts, rider: int, from_x: float, to_x: float, from_y: float, to_y: float) -> None:
    """A thin line from the end of a rider's line to his chip, which may stand higher or lower."""
    bend = min(from_x + CONNECTOR_PX - 14, to_x)
    points = np.array([from_x + 2, bend, to_x]), np.array([from_y, to_y, to_y])
    pen.canvas.line(*points, facts.styles[rider].line, 1.6, alpha=0.8)
