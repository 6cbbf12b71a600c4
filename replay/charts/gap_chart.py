"""The gap chart: seconds behind the leader over the distance, with what is told of it."""

from __future__ import annotations

import numpy as np

from replay.charts.canvas import measure
from replay.charts.chart_style import ACCENT, SECOND, TEXT, RiderStyle, Weight
from replay.charts.marks import ToldMark
from replay.charts.panel import (
    PAD,
    ChartFacts,
    Pen,
    distance_axis,
    early_ends,
    end_chips,
    level,
    open_panel,
    plot_box,
    rider_lines,
)
from replay.charts.sheet_layout import Box, Placed, Scale, Words, rows_of, ticks_of
from replay.race.facts import Bound

_SHAPES = {Bound.AT_LEAST: "v", Bound.AT_MOST: "^"}
"""On the chart gaps grow downwards: 'at least' points to the larger ones. Others are diamonds."""

_LANE_ROWS = 4
_SAME_PX = 170.0
_CLEAR = 14.0


def draw_gap(pen: Pen, box: Box, facts: ChartFacts) -> None:
    """The whole gap chart in its panel."""
    text = pen.sizes.text
    open_panel(pen, box, "Gap to the leader", "seconds")
    chip = pen.chip_size[0]
    words = [end.words for end in facts.ends]
    right = 30 + chip + 10 + max(measure(word, text, Weight.BOLD) for word in words)
    lane = [mark for mark in facts.told if mark.gap_s is None]
    rows = _LANE_ROWS if lane else 0
    key = 1.45 * text
    full = plot_box(pen, box, left=2.0 * text, right=right, top=(rows + 0.9) * 1.4 * text).inset(bottom=key)
    scale = _scale(facts, full)
    for value in ticks_of(scale.bottom, 6):
        level(pen, scale, value, f"{value:g}")
    distance_axis(pen, facts, scale)
    _pacer_words(pen, facts, scale)
    _bands(pen, facts, scale)
    _leader_line(pen, scale)
    gaps = facts.series.gap_s
    rider_lines(pen, facts, scale, facts.series.distance_m, gaps)
    _attacks(pen, facts, scale)
    _told_gaps(pen, facts, scale)
    _lane(pen, facts, lane, Box(full.left, box.top + 26 + pen.sizes.heading, full.right, full.top))
    early_ends(pen, facts, scale, gaps)
    end_chips(pen, facts, scale, gaps, words=words)
    _key(pen, facts, Box(box.left + PAD, box.bottom - PAD - text, box.right - PAD, box.bottom - PAD + 2))


def _scale(facts: ChartFacts, plot: Box) -> Scale:
    deepest = deepest_s(facts)
    return Scale(plot, facts.series.from_m, facts.series.event_m, -0.03 * deepest, deepest)


def deepest_s(facts: ChartFacts) -> float:
    """The largest gap that the chart shows, s: of the field, without one or two who are far behind everybody else."""
    tops = sorted(float(np.nanmax(row)) for row in facts.series.gap_s if np.any(np.isfinite(row)))
    while len(tops) > 2 and tops[-1] > 3 * max(tops[-2], 0.5):
        tops.pop()
    largest = max([*tops, 0.3])
    told = [mark.gap_s for mark in facts.told if mark.gap_s is not None and mark.gap_s < 1.35 * largest]
    return 1.07 * max([largest, *told])


def _bands(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    series = facts.series
    x = scale.x(series.distance_m)
    for rider in facts.drawing_order:
        low, high = (scale.y(series.gap_s[rider] + sign * series.doubt_s[rider]) for sign in (-1.0, 1.0))
        pen.canvas.band(x, low, high, facts.styles[rider].line, 0.13, scale.box)


def _leader_line(pen: Pen, scale: Scale) -> None:
    ends = np.array([scale.box.left, scale.box.right]), np.full(2, float(scale.y(0.0)))
    pen.canvas.line(*ends, ACCENT, 2.4 * pen.sizes.line, alpha=0.9)


def _pacer_words(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    if facts.pull_off_m is None:
        return
    x, y = float(scale.x(facts.pull_off_m)), scale.box.bottom - 0.5 * pen.sizes.text
    pen.canvas.text(x - 10, y, "Pacer off", pen.sizes.text, colour=SECOND, align="right", cased=True)


def _attacks(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    series = facts.series
    for attack in facts.attacks:
        gap = float(np.interp(attack.distance_m, series.distance_m, series.gap_s[attack.rider]))
        if attack.distance_m >= series.from_m and np.isfinite(gap):
            x, y = float(scale.x(attack.distance_m)), float(scale.y(gap))
            pen.canvas.marker(x, y, ">", 6.4 * pen.sizes.line, TEXT)


def _told_gaps(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    """Told gaps where they would lie on the chart; beyond its foot, at the foot with an arrow."""
    placed: list[Box] = []
    for mark in sorted(facts.told, key=lambda mark: (not mark.stands, mark.weight)):
        if mark.gap_s is None:
            continue
        beyond = mark.gap_s > scale.bottom
        x, y = float(scale.x(mark.distance_m)), float(scale.y(min(mark.gap_s, scale.bottom)))
        y -= 0.6 * pen.sizes.text if beyond else 0.0
        shape = _SHAPES.get(mark.bound, "D")
        pen.canvas.marker(x, y, shape, 5.4 * pen.sizes.line, TEXT, hollow=not mark.stands)
        _gap_words(pen, scale.box, x, y, mark, beyond=beyond, placed=placed)


def _gap_words(pen: Pen, plot: Box, x: float, y: float, mark: ToldMark, *, beyond: bool, placed: list[Box]) -> None:
    """The told amount beside its mark, on the side and at the height where nothing stands yet."""
    text = pen.sizes.text
    words = " · ".join(word for word in (mark.words, mark.status) if word) + (" ↓" if beyond else "")
    width = measure(words, text)
    for step in (0, -1, 1, -2, 2, -3):
        for left in (x + 18, x - 18 - width):
            base = y + 0.33 * text + step * 1.15 * text
            box = Box(left, base - 0.8 * text, left + width, base + 0.25 * text)
            inside = box.left > plot.left and box.right < plot.right and plot.top < box.top and box.bottom < plot.bottom
            if inside and not any(_touch(box, other) for other in placed):
                pen.canvas.text(left, base, words, text, colour=TEXT if mark.stands else SECOND, cased=True)
                placed.append(box)
                return


def _touch(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _lane(pen: Pen, facts: ChartFacts, told: list[ToldMark], lane: Box) -> None:
    """Told facts that are no gaps, in rows above the plot at the distance at which they are told."""
    text = pen.sizes.text
    scale = Scale(lane, facts.series.from_m, facts.series.event_m, 0, 1)
    groups = grouped(told, _SAME_PX * facts_per_px(scale))
    radius = 0.34 * text
    spans = [
        Words(
            float(scale.x(group[0].distance_m)) - radius,
            float(scale.x(group[-1].distance_m)) + radius,
            measure(group[0].words, text) + 10,
            min(mark.weight for mark in group),
        )
        for group in groups
    ]
    for group, span, place in zip(
        groups, spans, rows_of(spans, _LANE_ROWS, lane.left, lane.right, _CLEAR), strict=True
    ):
        y = lane.top + (place.row + 0.6) * 1.4 * text
        _group(pen, facts, scale, group, span, place, y)


def _group(
    pen: Pen, facts: ChartFacts, scale: Scale, group: list[ToldMark], span: Words, place: Placed, y: float
) -> None:
    text = pen.sizes.text
    if place.right is not None:
        left = span.to_px + 8 if place.right else span.from_px - span.width_px + 2
        colour = TEXT if any(mark.stands for mark in group) else SECOND
        pen.canvas.text(left, y + 0.33 * text, group[0].words, text, colour=colour)
    for mark in group:
        style: RiderStyle | None = facts.styles[mark.rider] if mark.rider >= 0 else None
        colour = style.line if style else SECOND
        pen.canvas.marker(float(scale.x(mark.distance_m)), y, "o", 0.68 * text, colour, hollow=not mark.stands)


def facts_per_px(scale: Scale) -> float:
    """Metres of the distance axis for a px."""
    return (scale.right - scale.left) / scale.box.width


def grouped(told: list[ToldMark], within_m: float) -> list[list[ToldMark]]:
    """Marks with the same words near one another, together: the words are written once."""
    groups: list[list[ToldMark]] = []
    for mark in sorted(told, key=lambda mark: mark.distance_m):
        same = [g for g in groups if g[0].words == mark.words and mark.distance_m - g[-1].distance_m <= within_m]
        if same:
            same[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _key(pen: Pen, facts: ChartFacts, box: Box) -> None:
    """What the marks mean, in one line at the panel's foot; only of those that are there."""
    text = 0.92 * pen.sizes.text
    items = [("o", False, "told")] if facts.told else []
    items += [("o", True, "told, not possible as told or disputed")] if any(not m.stands for m in facts.told) else []
    items += [(">", False, "attack as reconstructed")] if facts.attacks else []
    items += [("band", False, "one standard deviation")] if np.nanmax(facts.series.doubt_s, initial=0.0) > 0 else []
    x, y = box.left, box.bottom - 4
    for shape, hollow, words in items:
        if shape == "band":
            pen.canvas.box(Box(x - 8, y - 0.7 * text, x + 22, y + 0.06 * text), SECOND, alpha=0.35)
            x += 16
        else:
            pen.canvas.marker(x + 2, y - 0.32 * text, shape, 0.72 * text, TEXT, hollow=hollow)
        pen.canvas.text(x + 16, y, words, text, colour=SECOND)
        x += 16 + measure(words, text) + 36
