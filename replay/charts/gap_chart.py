"""The gap chart: seconds behind the leader over the distance, with what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from replay.base.look import ACCENT, SECOND, TEXT, Weight
from replay.base.units import Floats
from replay.charts.canvas import measure
from replay.charts.chart_style import CHART_PANEL
from replay.charts.facts_lane import DOT_EM, ROW_EM, draw_lane, lane_of
from replay.charts.line_ends import CONNECTOR_PX, early_ends, end_chips
from replay.charts.panel import (
    PAD,
    ChartFacts,
    Pen,
    distance_axis,
    level,
    open_panel,
    plot_box,
    rider_lines,
)
from replay.charts.sheet_layout import Box, Scale, ticks_of
from replay.race.amounts import Bound

_SHAPES = {Bound.AT_LEAST: "v", Bound.AT_MOST: "^"}
"""On the chart gaps grow downwards: 'at least' points to the larger ones. Others are diamonds."""

_WALK_KMH = 8.0
"""Who passes slower than this stands, or all but stands."""

_KEY_EM = 1.35
_BAND_STEP = 5
_SOFT = (1.0, 0.75, 0.5, 0.25)
_SOFT_ALPHA = 0.045
"""The band of one standard deviation is laid in parts, so that it fades towards its edges."""


def draw_gap(pen: Pen, box: Box, facts: ChartFacts) -> None:
    """The whole gap chart in its panel."""
    text = pen.sizes.text
    open_panel(pen, box, "Gap to the leader", "seconds")
    chip = pen.chip_size[0]
    words = [end.words for end in facts.ends]
    right = CONNECTOR_PX + chip + 10 + max(measure(word, text, Weight.BOLD) for word in words)
    wide = plot_box(pen, box, left=2.0 * text, right=right)
    lane = lane_of(facts, wide, text)
    keys = _key_lines(facts, text, box.width - 2 * PAD)
    full = wide.inset(top=(lane.rows + 0.3) * ROW_EM * text, bottom=_KEY_EM * text * len(keys) + 6)
    scale = _scale(facts, full)
    for value in ticks_of(scale.bottom, 6):
        level(pen, scale, value, f"{value:g}")
    distance_axis(pen, facts, scale)
    _bands(pen, facts, scale)
    _leader_line(pen, scale)
    gaps = facts.series.gap_s
    rider_lines(pen, facts, scale, facts.series.distance_m, gaps)
    _attacks(pen, facts, scale)
    _reported_gaps(pen, facts, scale, _pacer_words(pen, facts, scale))
    draw_lane(pen, facts, lane)
    early_ends(pen, facts, scale, gaps, words=words)
    end_chips(pen, facts, scale, gaps, words=words)
    _draw_key(pen, keys, box)


def _scale(facts: ChartFacts, plot: Box) -> Scale:
    deepest = deepest_s(facts)
    return Scale(plot, facts.series.from_m, facts.series.event_m, -0.03 * deepest, deepest)


def deepest_s(facts: ChartFacts) -> float:
    """The largest gap that the chart shows, s: of the field, without one or two who are far behind everybody else.

    Where somebody all but stands every metre is worth seconds: those gaps leave the chart at its foot.
    """
    gaps = np.where(_rides(facts), facts.series.gap_s, np.nan)
    tops = sorted(float(np.nanmax(row)) for row in gaps if np.any(np.isfinite(row)))
    while len(tops) > 2 and tops[-1] > 3 * max(tops[-2], 0.5):
        tops.pop()
    largest = max([*tops, 0.3])
    reported = [mark.gap_s for mark in facts.reported if mark.gap_s is not None and mark.gap_s < 1.35 * largest]
    return 1.07 * max([largest, *reported])


def _rides(facts: ChartFacts) -> NDArray[np.bool_]:
    """Distances (D,) at which nobody passes slower than at a walk; all of them where that is nowhere so."""
    slowest = np.fmin.reduce(facts.series.speed_kmh, axis=0)
    rides = np.asarray(slowest > _WALK_KMH)
    return rides if rides.any() else np.ones_like(rides)


def _bands(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    series = facts.series
    some = slice(None, None, -_BAND_STEP)
    x = scale.x(series.distance_m[some])
    for rider in facts.drawing_order:
        gap, doubt = series.gap_s[rider, some], series.doubt_s[rider, some]
        for share in _SOFT:
            low, high = (scale.y(gap + sign * share * doubt) for sign in (-1.0, 1.0))
            pen.canvas.band(x, low, high, facts.styles[rider].line, _SOFT_ALPHA, scale.box)


def _leader_line(pen: Pen, scale: Scale) -> None:
    ends = np.array([scale.box.left, scale.box.right]), np.full(2, float(scale.y(0.0)))
    pen.canvas.line(*ends, ACCENT, pen.sizes.line + 13, alpha=0.45, clip=scale.box)


def _pacer_words(pen: Pen, facts: ChartFacts, scale: Scale) -> list[Box]:
    """Says what the broken line is; a mark on it where it is told too. What that covers."""
    if facts.pull_off_m is None:
        return []
    text, words = pen.sizes.text, "Pacer off"
    x, y = float(scale.x(facts.pull_off_m)), scale.box.bottom - 0.5 * text
    wide = measure(words, text)
    left = x - 12 - wide if x - 12 - wide > scale.box.left else x + 12  # where charts begin it stands right of the line
    pen.canvas.text(left, y, words, text, colour=SECOND, cased=True)
    for mark in facts.reported:
        if mark.pacer:
            place = float(scale.x(mark.distance_m)), y - 0.31 * text
            pen.canvas.marker(*place, "o", DOT_EM * text, SECOND, hollow=not mark.stands)
    return [Box(min(left, x - 12), y - 0.8 * text, max(left + wide, x + 12), y + 0.3 * text)]


def _attacks(pen: Pen, facts: ChartFacts, scale: Scale) -> None:
    series = facts.series
    for attack in facts.attacks:
        gap = float(np.interp(attack.distance_m, series.distance_m, series.gap_s[attack.rider]))
        if attack.distance_m >= series.from_m and np.isfinite(gap):
            x, y = float(scale.x(attack.distance_m)), float(scale.y(gap))
            pen.canvas.marker(x, y, ">", 6.4 * pen.sizes.line, TEXT)


def _reported_gaps(pen: Pen, facts: ChartFacts, scale: Scale, taken: Sequence[Box]) -> None:
    """Told gaps where they would lie on the chart; beyond its foot, at the foot with an arrow. taken: keep off that."""
    reported = [(mark, mark.gap_s) for mark in facts.reported if mark.gap_s is not None]
    text, foot = pen.sizes.text, scale.box.bottom - 0.6 * pen.sizes.text
    places = [
        (float(scale.x(mark.distance_m)), float(scale.y(gap)) if gap <= scale.bottom else foot)
        for mark, gap in reported
    ]
    placed = [*taken, *(Box(x - 14, y - 12, x + 14, y + 12) for x, y in places)]
    lines = _line_points(facts, scale)
    for (mark, gap), (x, y) in sorted(zip(reported, places, strict=True), key=lambda item: not item[0][0].stands):
        shape = _SHAPES.get(mark.bound, "D")
        pen.canvas.marker(x, y, shape, 5.4 * pen.sizes.line, TEXT, hollow=not mark.stands)
        beyond = " ↓" if gap > scale.bottom else ""
        wordings = [f"{mark.words} · {mark.status}{beyond}"] if mark.status else []
        words, box = _room_beside(x, y, [*wordings, mark.words + beyond], text, scale.box, placed, lines)
        if box is not None:
            colour = TEXT if mark.stands else SECOND
            pen.canvas.box(box, CHART_PANEL, alpha=0.72, radius=4)
            pen.canvas.text(box.left, box.bottom - 0.25 * text, words, text, colour=colour, cased=True)
            placed.append(box)


def _room_beside(
    x: float, y: float, wordings: Sequence[str], text: float, plot: Box, placed: Sequence[Box], lines: Floats
) -> tuple[str, Box | None]:
    """Which wording stands best beside a mark, and where: over no other words, over few lines, near; None: nowhere."""
    best: tuple[str, Box | None] = ("", None)
    least = np.inf
    for shortened, words in enumerate(wordings):
        for step, box in _spots(x, y, measure(words, text), text):
            inside = box.left > plot.left and box.right < plot.right and plot.top < box.top and box.bottom < plot.bottom
            cost = _points_inside(box, lines) + 9.0 * abs(step) + 4.0 * shortened
            if inside and cost < least and not any(_touch(box, other) for other in placed):
                best, least = (words, box), cost
    return best


def _spots(x: float, y: float, width: float, text: float) -> Iterator[tuple[float, Box]]:
    """Boxes for words of a width right and left of a mark, with how far above or below it they are, em."""
    for step in (0.0, -0.6, 0.6, -1.1, 1.1, -1.7, 1.7):
        for left in (x + 0.8 * text, x - 0.8 * text - width):
            base = y + (0.33 + step) * text
            yield step, Box(left, base - 0.8 * text, left + width, base + 0.25 * text)


def _line_points(facts: ChartFacts, scale: Scale) -> Floats:
    """Points of all lines, (2, N) px, every few metres."""
    series = facts.series
    x = np.broadcast_to(scale.x(series.distance_m), series.gap_s.shape)
    return np.stack([x[:, ::4].ravel(), scale.y(series.gap_s)[:, ::4].ravel()])


def _points_inside(box: Box, points: Floats) -> int:
    x, y = points
    return int(np.sum((x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)))


def _touch(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


_BAND = "band"
_KeyItem = tuple[str, bool, str]


def _key_lines(facts: ChartFacts, text: float, width: float) -> list[list[_KeyItem]]:
    """What the marks mean, in lines that fit: shape, whether hollow, words. Only of marks that are there."""
    items: list[_KeyItem] = [("o", False, "told")] if facts.reported else []
    items += [("o", True, "disputed or impossible")] if any(not m.stands for m in facts.reported) else []
    items += [(">", False, "attack, reconstructed")] if facts.attacks else []
    doubt = np.nanmax(facts.series.doubt_s, initial=0.0) > 0
    items += [(_BAND, False, "doubt: 1 standard deviation")] if doubt else []
    lines: list[list[_KeyItem]] = [[]]
    room = width
    for item in items:
        taken = _key_width(item, text)
        if taken > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].append(item)
        room -= taken
    return lines if items else []


def _key_width(item: _KeyItem, text: float) -> float:
    return (1.9 if item[0] == _BAND else 0.9) * text + measure(item[2], text) + 1.1 * text


def _draw_key(pen: Pen, lines: list[list[_KeyItem]], box: Box) -> None:
    text = pen.sizes.text
    for number, line in enumerate(lines):
        x, y = box.left + PAD, box.bottom - 0.75 * text - (len(lines) - 1 - number) * _KEY_EM * text
        for item in line:
            shape, hollow, words = item
            left = x + (1.9 if shape == _BAND else 0.9) * text
            if shape == _BAND:
                pen.canvas.box(Box(x, y - 0.62 * text, left - 0.4 * text, y + 0.02 * text), SECOND, alpha=0.35)
            else:
                pen.canvas.marker(x + 0.3 * text, y - 0.31 * text, shape, DOT_EM * text, TEXT, hollow=hollow)
            pen.canvas.text(left, y, words, text, colour=SECOND)
            x += _key_width(item, text)
