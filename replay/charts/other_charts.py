"""The charts of speed, order and height over the distance."""

from __future__ import annotations

import math

import numpy as np

from replay.base.colour import Colour
from replay.base.look import Weight
from replay.charts.chart_style import SPRINTERS_LINE, STAYERS_LINE
from replay.charts.line_ends import (
    CONNECTOR_PX,
    START_PX,
    columns_of,
    columns_px,
    early_ends,
    end_chips,
    start_chips,
)
from replay.charts.panel import (
    NOT_KNOWN,
    ChartFacts,
    Pen,
    distance_axis,
    level,
    open_panel,
    plot_box,
    rider_lines,
)
from replay.charts.series import bumps
from replay.charts.sheet_layout import Box, Scale, ticks_of


def draw_speed(pen: Pen, box: Box, facts: ChartFacts) -> None:
    """Speed over the boards."""
    series = facts.series
    open_panel(pen, box, "Speed", "km/h over the ground")
    lowest = 10 * math.floor(float(np.nanmin(series.speed_kmh)) / 10)
    highest = 10 * math.ceil((float(np.nanmax(series.speed_kmh)) + 1) / 10)
    scale = _scale(pen, facts, box, highest, lowest)
    step = 10 if highest - lowest <= 50 else 20
    for value in range(lowest, highest + 1, step):
        level(pen, scale, value, f"{value}")
    distance_axis(pen, facts, scale)
    rider_lines(pen, facts, scale, series.distance_m, series.speed_kmh)
    early_ends(pen, facts, scale, series.speed_kmh)
    end_chips(pen, facts, scale, series.speed_kmh)


def draw_order(pen: Pen, box: Box, facts: ChartFacts) -> None:
    """Places, first on top."""
    series, count = facts.series, len(facts.styles)
    unknown = any(end.words == NOT_KNOWN for end in facts.ends)
    words = "as they pass; places at the finish not all known" if unknown else "as they pass each point of the track"
    open_panel(pen, box, "Order", words)
    scale = _scale(pen, facts, box, 0.5, count + 0.5)
    distance_axis(pen, facts, scale)
    distance, places = bumps(series)
    rider_lines(pen, facts, scale, distance, places)
    start_chips(pen, facts, scale, places)
    early_ends(pen, facts, scale, series.place)
    end_chips(pen, facts, scale, places)


def draw_height(pen: Pen, box: Box, facts: ChartFacts) -> None:
    """Height up the boards, with the lines of the track."""
    series = facts.series
    open_panel(pen, box, "Height up the boards", "metres")
    highest = max(math.ceil(float(np.nanmax(series.height_m)) + 0.2), math.ceil(facts.stayers_m))
    scale = _scale(pen, facts, box, highest, min(float(np.nanmin(series.height_m)) - 0.1, 0.0))
    for value in ticks_of(highest, 4):
        level(pen, scale, value, f"{value:g}")
    distance_axis(pen, facts, scale)
    _track_line(pen, scale, facts.sprinters_m, "sprinters line", SPRINTERS_LINE)
    _track_line(pen, scale, facts.stayers_m, "stayers line", STAYERS_LINE)
    rider_lines(pen, facts, scale, series.distance_m, series.height_m)
    early_ends(pen, facts, scale, series.height_m)
    end_chips(pen, facts, scale, series.height_m)


def _scale(pen: Pen, facts: ChartFacts, box: Box, top: float, bottom: float) -> Scale:
    """All these charts have the same room at their sides, so that their axes stand below one another."""
    height = plot_box(pen, box, left=0.0, right=0.0).height
    chips = columns_px(pen, columns_of(pen, height, len(facts.styles)))
    plot = plot_box(pen, box, left=START_PX + chips, right=CONNECTOR_PX + chips)
    return Scale(plot, facts.series.from_m, facts.series.event_m, top, bottom)


def _track_line(pen: Pen, scale: Scale, height_m: float, words: str, colour: Colour) -> None:
    y = float(scale.y(height_m))
    pen.canvas.line(np.array([scale.box.left, scale.box.right]), np.full(2, y), colour, 2.4, alpha=0.85)
    text = pen.sizes.text
    pen.canvas.text(scale.box.left + 8, y - 6, words, 0.92 * text, colour=colour, weight=Weight.SEMIBOLD, cased=True)
