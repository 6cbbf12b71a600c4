"""A sheet of charts: title, who rides, the charts, and what of it is measured and what is ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from replay.base.figure_words import timed_gap
from replay.base.look import NIGHT, SECOND, TEXT, Weight
from replay.charts.canvas import Canvas, fitted, measure, wrapped
from replay.charts.chart_style import LABEL_GROUND, RiderStyle, rider_style
from replay.charts.gap_chart import draw_gap
from replay.charts.marks import attack_marks, fact_marks, lap_ticks, pull_off_m
from replay.charts.other_charts import draw_height, draw_order, draw_speed
from replay.charts.panel import NOT_KNOWN, ChartFacts, EndLabel, Pen
from replay.charts.series import series_of
from replay.charts.sheet_layout import Box, Chart, chart_boxes, sizes_of
from replay.events.shown_time import TIME_NOT_KNOWN, shown_winner_time
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.scene.frame.card import TitleCard
from replay.scene.frame.layout import Layout
from replay.scene.frame.riders import RiderLook
from replay.scene.looks import looks_of
from replay.scene.provenance import provenance_of
from replay.scene.words.race_cards import title_card
from replay.track.markings import markings

_DRAW: Mapping[Chart, Callable[[Pen, Box, ChartFacts], None]] = MappingProxyType(
    {Chart.GAP: draw_gap, Chart.SPEED: draw_speed, Chart.ORDER: draw_order, Chart.HEIGHT: draw_height}
)
"""Who draws which chart."""

_ABOVE_OTHERS = (Chart.SPEED, Chart.ORDER)
"""These stand above another chart with the same axis, which says it for them too."""

_MOST_TITLE_LINES = 4
"""Longer titles are cut."""

_RIDES_FOR = 0.18
"""The most that a club or team takes in the legend, as a share of the page's width."""

_LEGEND = 0.21
"""The most that the legend takes, as a share of the page's height."""

_NAME_EM = 1.35
"""From the left edge of a rider's entry to his name, em of its text, without the chip."""


def draw_sheet(
    race: Race, reconstruction: Reconstruction, *, layout: Layout = Layout.LANDSCAPE, only: Chart | None = None
) -> Canvas:
    """All charts of a race on one page, or one of them. layout: landscape or vertical."""
    sizes = sizes_of(layout)
    pen = Pen(Canvas(sizes.size, NIGHT), sizes)
    looks = {look.name: look for look in looks_of(race)}
    facts = chart_facts(race, reconstruction, looks)
    won = shown_winner_time(race, reconstruction.winner_time_s, reconstruction.winner_time_sd_s)
    ended = "Race stopped, no result" if race.stopped else f"Winner’s time {won}" if race.winner else f"Winner {won}"
    if won == TIME_NOT_KNOWN and race.winner:
        ended = f"Winner {race.winner}"
    top = _head(pen, title_card(race, looks), provenance_of(race).label, ended)
    top = _legend(pen, facts, [looks[name] for name in facts.series.riders], top)
    bottom = _foot(pen, race)
    charts = (only,) if only else tuple(Chart)
    page = sizes.page
    for chart, box in chart_boxes(layout, Box(page.left, top, page.right, bottom), charts).items():
        stacked_above = only is None and chart in _ABOVE_OTHERS
        _DRAW[chart](replace(pen, lap_words=not stacked_above), box, facts)
    return pen.canvas


def file_facts(race: Race) -> dict[str, str]:
    """What a file says of itself: the race, and what of it is reconstruction."""
    card, provenance = title_card(race, {look.name: look for look in looks_of(race)}), provenance_of(race)
    title = ", ".join(part for part in (card.meet, card.event, card.round) if part)
    return {"Title": title, "Description": f"{provenance.label}. {provenance.statement} {card.source}".strip()}


def chart_facts(race: Race, reconstruction: Reconstruction, looks: Mapping[str, RiderLook]) -> ChartFacts:
    """All that the charts show of a race."""
    motion = reconstruction.motion
    series = series_of(reconstruction)
    tags = {name: look.marker for name, look in looks.items()}
    styles = [rider_style(tags[name], looks[name].kit.chip, k) for k, name in enumerate(motion.riders)]
    painted = markings(motion.velodrome.shape)
    meant_m = motion.event_distance_m if motion.stopped else None
    return ChartFacts(
        series=series,
        styles=tuple(styles),
        ends=tuple(end_label(race, name) for name in motion.riders),
        fallen=frozenset(int(row) for row in np.flatnonzero(np.isfinite(motion.fall_s) & np.isnan(motion.finish_s))),
        laps=lap_ticks(series, motion.velodrome.lap_m, stopped_of_m=meant_m),
        pull_off_m=pull_off_m(motion),
        attacks=attack_marks(motion),
        reported=fact_marks(race, reconstruction, series, tags),
        stayers_m=painted.line("stayers").inner_m,
        sprinters_m=painted.line("sprinters").outer_m,
    )


def end_label(race: Race, rider: str) -> EndLabel:
    """The timed gap of a rider as the file has it, 'winner', or his status; empty where nothing is known."""
    result = race.result(rider)
    if result is None:
        return EndLabel("", timed=False)
    if result.status is not None:
        return EndLabel(str(result.status), timed=False)
    if rider in race.winners:
        return EndLabel("winner", timed=False)
    if rider in race.unplaced and result.gap_s is None:
        return EndLabel(NOT_KNOWN, timed=False)
    return EndLabel("" if result.gap_s is None else timed_gap(result.gap_s, race.gap_decimals), timed=True)


def _head(pen: Pen, card: TitleCard, label: str, time: str) -> float:
    """Title, place and the winner's time, and the label; where the rest may begin, px."""
    sizes, page = pen.sizes, pen.sizes.page
    tag = _label(pen, label)
    width = tag.left - 32 - page.left
    lines, size = _title(card, sizes.title, width)
    base = page.top
    for line in lines:
        base += 0.86 * size
        pen.canvas.text(page.left, base, line, size, weight=Weight.BLACK)
        base += 0.2 * size
    parts = [part for part in (card.place_and_date, time) if part]
    joined = " · ".join(parts)
    for line in [joined] if measure(joined, sizes.place) <= width else parts:
        base += 1.0 * sizes.place
        pen.canvas.text(page.left, base, fitted(line, sizes.place, width), sizes.place, colour=SECOND)
        base += 0.2 * sizes.place
    base -= 0.2 * sizes.place
    return base + 0.9 * sizes.place


def _title(card: TitleCard, size: float, width: float) -> tuple[list[str], float]:
    """The title in one line, else in two, else smaller, else in as many as it takes; and its size."""
    second = " · ".join(part for part in (card.event, card.round) if part)
    meet_apart = [line for line in (card.meet, second) if line]
    for lines, share in (([" · ".join(meet_apart)], 1.0), (meet_apart, 1.0), (meet_apart, 0.82), (meet_apart, 0.66)):
        if all(measure(line, share * size, Weight.BLACK) <= width for line in lines):
            return lines, share * size
    small = 0.66 * size
    lines = [part for line in meet_apart for part in wrapped(line, small, width, Weight.BLACK)]
    if len(lines) > _MOST_TITLE_LINES:
        last = fitted(" ".join(lines[_MOST_TITLE_LINES - 1 :]), small, width, Weight.BLACK)
        lines = [*lines[: _MOST_TITLE_LINES - 1], last]
    return lines, small


def _label(pen: Pen, label: str) -> Box:
    """The label at the top right."""
    sizes, page = pen.sizes, pen.sizes.page
    width, height = measure(label, sizes.foot) + 28, 1.7 * sizes.foot
    box = Box(page.right - width, page.top, page.right, page.top + height)
    pen.canvas.box(box, LABEL_GROUND, radius=4)
    pen.canvas.text((box.left + box.right) / 2, box.top + 1.2 * sizes.foot, label, sizes.foot, align="center")
    return box


def _legend(pen: Pen, facts: ChartFacts, looks: list[RiderLook], top: float) -> float:
    """Who rides: marker, chip, name and nation, first at the line first. Where the rest may begin, px.

    Of large fields it is written smaller, then without nations and clubs, until it leaves room for the charts.
    """
    sizes = pen.sizes
    order = sorted(range(len(looks)), key=lambda k: (np.nan_to_num(facts.series.passed_s[k, -1], nan=np.inf), k))
    entries: list[LegendEntry] = []
    for share, whole in ((1.0, True), (0.85, True), (0.72, True), (0.72, False)):
        small = replace(pen, sizes=replace(sizes, text=share * sizes.text))
        entries = _entries(small, order, looks, whole=whole)
        row = 1.75 * small.sizes.text
        if (entries[-1].row + 1) * row <= _LEGEND * sizes.page.height:
            break
    first = top + 0.45 * row
    for entry in entries:
        _legend_entry(small, facts.styles[entry.rider], entry, first + entry.row * row)
    return first + entries[-1].row * row + 0.55 * row + 8


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One rider of the legend: his words, his row, and where he begins in it, px."""

    rider: int
    name: str
    rides_for: str
    row: int
    x: float


def _entries(pen: Pen, order: list[int], looks: list[RiderLook], *, whole: bool) -> list[LegendEntry]:
    """The entries in rows of the page's width. whole: with whom somebody rides for."""
    text, page = pen.sizes.text, pen.sizes.page
    entries, x, row = [], page.left, 0
    for rider in order:
        name = fitted(looks[rider].display, text, 0.3 * page.width, Weight.BOLD)
        rides_for = fitted(looks[rider].rides_for, text, _RIDES_FOR * page.width) if whole else ""
        width = _entry_width(pen, name, rides_for)
        if x > page.left and x + width > page.right:
            x, row = page.left, row + 1
        entries.append(LegendEntry(rider, name, rides_for, row, x))
        x += width + 1.5 * text
    return entries


def _entry_width(pen: Pen, name: str, nation: str) -> float:
    text = pen.sizes.text
    return _NAME_EM * text + pen.chip_size[0] + measure(name, text, Weight.BOLD) + 0.35 * text + measure(nation, text)


def _legend_entry(pen: Pen, style: RiderStyle, entry: LegendEntry, y: float) -> None:
    text, base, x = pen.sizes.text, y + 0.33 * pen.sizes.text, entry.x
    pen.canvas.marker(x + 0.35 * text, y, style.marker, 0.66 * text, style.line)
    pen.chip(x + 0.95 * text, y, style)
    left = x + _NAME_EM * text + pen.chip_size[0]
    pen.canvas.text(left, base, entry.name, text, colour=TEXT, weight=Weight.BOLD)
    behind = left + measure(entry.name, text, Weight.BOLD) + 0.35 * text
    pen.canvas.text(behind, base, entry.rides_for, text, colour=SECOND)


def _foot(pen: Pen, race: Race) -> float:
    """What is measured, what is ours, and the sources; where the charts must end, px."""
    sizes, page = pen.sizes, pen.sizes.page
    provenance = provenance_of(race)
    sources = f"Sources: {', '.join(provenance.sources)}" if provenance.sources else ""
    lines = [line for part in (provenance.statement, sources) for line in wrapped(part, sizes.foot, page.width) if line]
    height = 1.35 * sizes.foot
    for number, line in enumerate(lines):
        base = page.bottom - (len(lines) - 1 - number) * height
        pen.canvas.text(page.left, base, line, sizes.foot, colour=SECOND, weight=Weight.REGULAR)
    return page.bottom - len(lines) * height - 0.5 * sizes.foot
