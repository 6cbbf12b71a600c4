"""The lane above the gap chart: what is told that is no gap, at the distance at which it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from replay.base.look import SECOND, TEXT
from replay.charts.canvas import measure
from replay.charts.marks import FactMark
from replay.charts.panel import ChartFacts, Pen
from replay.charts.sheet_layout import Box, LanePlace, LaneWords, Scale, rows_of

ROW_EM = 1.36
DOT_EM = 0.68
_ROWS = 5
_SAME_PX = 170.0
_CLEAR = 14.0
_BESIDE = 10.0


@dataclass(frozen=True, slots=True)
class Lane:
    """Told facts that are no gaps, in rows above the plot: marks with the same words are one group."""

    scale: Scale
    groups: tuple[tuple[FactMark, ...], ...]
    spans: tuple[LaneWords, ...]
    places: tuple[LanePlace, ...]

    @property
    def rows(self) -> int:
        return max((place.row + 1 for place in self.places), default=0)


def lane_of(facts: ChartFacts, plot: Box, text: float) -> Lane:
    scale = Scale(plot, facts.series.from_m, facts.series.event_m, 0, 1)
    within_m = _SAME_PX * (scale.right - scale.left) / plot.width
    groups = grouped([mark for mark in facts.reported if mark.gap_s is None and not mark.pacer], within_m)
    radius = DOT_EM * text / 2
    spans = [
        LaneWords(
            float(scale.x(group[0].distance_m)) - radius,
            float(scale.x(group[-1].distance_m)) + radius,
            measure(group[0].words, text) + _BESIDE,
            min(mark.weight for mark in group),
        )
        for group in groups
    ]
    places = rows_of(spans, _ROWS, plot.left - radius, plot.right + radius, _CLEAR)
    return Lane(scale, tuple(groups), tuple(spans), tuple(places))


def draw_lane(pen: Pen, facts: ChartFacts, lane: Lane) -> None:
    text = pen.sizes.text
    for group, span, place in zip(lane.groups, lane.spans, lane.places, strict=True):
        y = lane.scale.box.top + (place.row + 0.5) * ROW_EM * text
        if place.right is not None:
            left = span.to_px + _BESIDE - 2 if place.right else span.from_px - span.width_px + 2
            colour = TEXT if any(mark.stands for mark in group) else SECOND
            pen.canvas.text(left, y + 0.33 * text, group[0].words, text, colour=colour)
        for mark in group:
            colour = facts.styles[mark.rider].line if mark.rider >= 0 else SECOND
            x = float(lane.scale.x(mark.distance_m))
            pen.canvas.marker(x, y, "o", DOT_EM * text, colour, hollow=not mark.stands)


def grouped(reported: Sequence[FactMark], within_m: float) -> list[tuple[FactMark, ...]]:
    """Marks with the same words near one another, together: the words are written once."""
    groups: list[list[FactMark]] = []
    for mark in sorted(reported, key=lambda mark: mark.distance_m):
        same = [g for g in groups if g[0].words == mark.words and mark.distance_m - g[-1].distance_m <= within_m]
        if same:
            same[-1].append(mark)
        else:
            groups.append([mark])
    return [tuple(group) for group in groups]
