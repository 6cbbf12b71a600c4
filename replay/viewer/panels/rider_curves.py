"""Curves of two riders below the picture: the gap between them, their speeds and heights, over the time of the race."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.base.colour import Colour, difference
from replay.base.look import PANEL, SECOND, TEXT, readable_on
from replay.base.units import Floats, Mask
from replay.viewer import lettering
from replay.viewer.answers import RaceAnswers, RiderCurves
from replay.viewer.timeline_bar import BELL, MARGIN_PX, RAIL

HEIGHT_SHARE, LEAST_PX, MOST_PX = 0.19, 104, 190
"""Of the height above the bar; at least, and at most."""

LOW_PX, NARROW_PX = 500, 600
"""Lower and narrower than this there is no room for curves beside a picture."""

WORDS_PX, FIGURE_PX, HEAD_PX, PADDING_PX, FIGURES_PX = 13, 11, 22, 6, 52
"""Size of the words and of figures, height of the names' line, room around the lanes, and for figures beside them."""

GAP_LANE, SPEED_LANE = 0.42, 0.33
"""Shares of the lanes' height that the gap and the speeds have; the heights have the rest."""

FINE = 3
"""Lines are drawn so many times as large and made smaller: their edges are smooth."""

LINE_PX, FILLED = 2, 0.28
"""Thickness of a line, and how much of a rider's colour is between the gap's line and nought."""

LEAST_GAP_M, LEAST_SPEED_KMH, LEAST_HEIGHT_M = 2.0, 10.0, 2.0
"""A lane spans at least so much: what is nearly nothing is not drawn large."""

ALIKE = 0.12
"""Colours that differ less are taken for each other: the second rider's line is broken."""

DASH, DASHES = 16, 10
"""Of so many samples of a broken line so many are drawn."""

RECONSTRUCTED = "reconstructed"
MEANING = "the gap, in the colour of who is ahead; the speeds; the heights on the boards"
"""What is said of the curves, and how they are read."""


@dataclass(frozen=True, slots=True)
class CurveLane:
    """Where one quantity is drawn, and which values its foot and its head stand for."""

    box: pygame.Rect
    low: float
    high: float

    def y(self, value: float | Floats) -> Floats:
        share = (np.asarray(value) - self.low) / (self.high - self.low)
        return np.asarray(self.box.bottom - share * self.box.height)


def curves_area(above_bar: pygame.Rect, *, wanted: bool) -> pygame.Rect:
    """The foot of what the bar leaves; nothing of it where curves are not wanted or there is no room."""
    height = min(max(round(HEIGHT_SHARE * above_bar.height), LEAST_PX), MOST_PX)
    if not wanted or above_bar.height < LOW_PX or above_bar.width < NARROW_PX:
        height = 0
    return pygame.Rect(above_bar.left, above_bar.bottom - height, above_bar.width, height)


class CurveSheet:
    """The curves of the riders who are compared: asked for once, drawn once for a size; only the playhead moves."""

    def __init__(self) -> None:
        self._riders: tuple[str, ...] = ()
        self._curves: RiderCurves | None = None
        self._drawn: tuple[object, pygame.Surface] | None = None

    def of(self, answers: RaceAnswers[Any], riders: tuple[str, ...]) -> RiderCurves | None:
        """The curves of two riders; None if they have none."""
        if riders != self._riders:
            self._riders, self._curves, self._drawn = riders, answers.curves(riders), None
        return self._curves

    def race_time_at(self, area: pygame.Rect, x_px: int) -> float | None:
        """The race time of a place, that of the nearest end beside the curves; None while there are no curves."""
        if self._curves is None:
            return None
        plot = _plot(area)
        share = min(max((x_px - plot.left) / max(plot.width, 1), 0.0), 1.0)
        first, last = self._curves.race_s[[0, -1]]
        return float(first + share * (last - first))

    def draw(
        self, surface: pygame.Surface, area: pygame.Rect, race_s: float, marks: Sequence[tuple[float, bool]]
    ) -> None:
        """Draw the curves with the playhead at a race time.

        marks: race times with so many laps to go, and whether that is the bell
        """
        curves = self._curves
        if curves is None:
            return
        key = area.size, tuple(marks)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, _sheet(curves, pygame.Rect((0, 0), area.size), marks)
        surface.blit(self._drawn[1], area)
        first, last = curves.race_s[[0, -1]]
        shown_s = min(max(race_s, float(first)), float(last))
        now = int(np.argmin(np.abs(curves.race_s - shown_s)))
        plot = _plot(area)
        x = round(plot.left + (shown_s - first) / (last - first) * plot.width)
        surface.fill(TEXT, pygame.Rect(x, plot.top, 1, plot.height))
        gap, *lanes = curve_lanes(curves, area)
        gap_m = float(curves.gap_m[now])
        colours = _colours(curves)
        spots = [(float(gap.y(gap_m)), colours[int(gap_m < 0)])]
        for lane, values in zip(lanes, (curves.speed_kmh, curves.height_m), strict=True):
            spots += [(float(lane.y(values[rider, now])), colours[rider]) for rider in (1, 0)]
        for y, colour in spots:
            if np.isfinite(y):
                pygame.draw.aacircle(surface, PANEL, (x, round(y)), 5)
                pygame.draw.aacircle(surface, colour, (x, round(y)), 4)


def _plot(area: pygame.Rect) -> pygame.Rect:
    left, right = area.left + MARGIN_PX + FIGURES_PX, area.right - MARGIN_PX
    top = area.top + HEAD_PX
    return pygame.Rect(left, top, max(right - left, 1), max(area.bottom - PADDING_PX - top, 1))


def curve_lanes(curves: RiderCurves, area: pygame.Rect) -> tuple[CurveLane, CurveLane, CurveLane]:
    """The lane of the gap, below it that of the speeds, and that of the heights."""
    plot = _plot(area)
    room = plot.height - 2 * PADDING_PX
    above = pygame.Rect(plot.left, plot.top, plot.width, round(GAP_LANE * room))
    amid = pygame.Rect(plot.left, above.bottom + PADDING_PX, plot.width, round(SPEED_LANE * room))
    top = amid.bottom + PADDING_PX
    below = pygame.Rect(plot.left, top, plot.width, plot.bottom - top)
    gap, speed, height = (values[np.isfinite(values)] for values in (curves.gap_m, curves.speed_kmh, curves.height_m))
    low, high = min(gap.min(initial=0.0), 0.0), max(gap.max(initial=0.0), 0.0)
    missing = max(LEAST_GAP_M - (high - low), 0.0)
    slowest, fastest = (speed.min(), speed.max()) if len(speed) else (0.0, 0.0)
    return (
        CurveLane(above, float(low), float(high + missing)),
        CurveLane(amid, float(slowest), float(max(fastest, slowest + LEAST_SPEED_KMH))),
        CurveLane(below, 0.0, float(max(height.max(initial=0.0), LEAST_HEIGHT_M))),
    )


def _colours(curves: RiderCurves) -> tuple[Colour, Colour]:
    """The riders' colours, as light as a line on the panel has to be."""
    one, other = (readable_on(PANEL, chip, 4.5) for chip in curves.chips)
    return one, other


def _sheet(curves: RiderCurves, area: pygame.Rect, marks: Sequence[tuple[float, bool]]) -> pygame.Surface:
    """All that stays while the playhead moves."""
    sheet = pygame.Surface(area.size, depth=32)
    sheet.fill(PANEL)
    plot, lanes = _plot(area), curve_lanes(curves, area)
    gap = lanes[0]
    first, last = curves.race_s[[0, -1]]
    for race_s, bell in marks:
        if first <= race_s <= last:
            x = round(plot.left + (race_s - first) / (last - first) * plot.width)
            sheet.fill(BELL if bell else RAIL, pygame.Rect(x, plot.top, 1, plot.height))
    sheet.fill(SECOND, pygame.Rect(plot.left, round(float(gap.y(0.0))), plot.width, 1))
    sheet.blit(_lines(curves, plot, lanes), plot)
    _write_words(sheet, curves, lanes)
    return sheet


def _lines(curves: RiderCurves, plot: pygame.Rect, lanes: tuple[CurveLane, CurveLane, CurveLane]) -> pygame.Surface:
    """The curves alone, on nothing."""
    gap, *others = lanes
    fine = pygame.Surface((plot.width * FINE, plot.height * FINE), pygame.SRCALPHA)
    first, last = curves.race_s[[0, -1]]
    x = (curves.race_s - first) / (last - first) * plot.width * FINE
    colours = _colours(curves)
    nought = (float(gap.y(0.0)) - plot.top) * FINE
    for colour, values in zip(colours, (np.maximum(curves.gap_m, 0), np.minimum(curves.gap_m, 0)), strict=True):
        y = (gap.y(values) - plot.top) * FINE
        for part in _stretches(np.isfinite(y) & (np.nan_to_num(values) != 0)):
            spots = [*_spots(x[part], y[part]), (float(x[part][-1]), nought), (float(x[part][0]), nought)]
            pygame.draw.polygon(fine, (*colour, round(255 * FILLED)), spots)
            pygame.draw.lines(fine, colour, False, spots[:-2], LINE_PX * FINE)
    broken = difference(*colours) < ALIKE
    both = [
        (lane, values[rider], rider)
        for lane, values in zip(others, (curves.speed_kmh, curves.height_m), strict=True)
        for rider in (1, 0)
    ]
    for lane, values, rider in both:
        y = (lane.y(values) - plot.top) * FINE
        drawn = np.isfinite(y)
        if rider == 1 and broken:
            drawn &= np.arange(len(y)) % DASH < DASHES
        for part in _stretches(drawn):
            pygame.draw.lines(fine, colours[rider], False, _spots(x[part], y[part]), LINE_PX * FINE)
    return pygame.transform.smoothscale(fine, plot.size)


def _stretches(drawn: Mask) -> Iterator[slice]:
    """Where samples are drawn one after another, two at least."""
    edges: NDArray[np.intp] = np.flatnonzero(np.diff(np.concatenate([[False], drawn, [False]])))
    yield from (slice(begin, end) for begin, end in edges.reshape(-1, 2).tolist() if end - begin > 1)


def _spots(x: Floats, y: Floats) -> list[tuple[float, float]]:
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _write_words(sheet: pygame.Surface, curves: RiderCurves, lanes: tuple[CurveLane, CurveLane, CurveLane]) -> None:
    """Whose lines they are and what all of it is, above; beside the lanes what they reach."""
    y, x = HEAD_PX // 2, MARGIN_PX
    right = sheet.get_width() - MARGIN_PX
    end = lettering.write(sheet, RECONSTRUCTED, (right, y), WORDS_PX, SECOND, "midright").left - MARGIN_PX
    for called, colour in zip(curves.called, _colours(curves), strict=True):
        pygame.draw.rect(sheet, colour, pygame.Rect(x, y - 4, 12, 8), border_radius=2)
        x = lettering.write(sheet, called, (x + 18, y), WORDS_PX, TEXT).right + MARGIN_PX
    if x + lettering.width_of(MEANING, WORDS_PX) <= end:
        lettering.write(sheet, MEANING, (x, y), WORDS_PX, SECOND)
    gap, speed, height = lanes
    beside = gap.box.left - 8
    most, at = max((gap.high, gap.box.top + 5), (-gap.low, gap.box.bottom - 5))
    figures = (
        (f"{most:.0f} m", at),
        (f"{speed.high:.0f}", speed.box.top + 5),
        (f"{speed.low:.0f}", speed.box.bottom - 5),
        (f"{height.high:.1f} m", height.box.top + 5),
    )
    for words, middle in figures:
        lettering.write(sheet, words, (beside, middle), FIGURE_PX, SECOND, "midright")
    lettering.write(sheet, "km/h", (MARGIN_PX, speed.box.centery), FIGURE_PX, SECOND)
