"""What a finish image shows and at which scale: pure choices, pixels as numbers.

A finish camera sees one line of the track over and over; its picture has time along x. The later a rider crosses, the
further left he stands: x falls by speed times his lag.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from replay.draw.pixels.rectangles import Rect, overlap
from replay.scene.frame.card import FinishLine, FinishStrip

WINDOW_S = 0.25
"""Riders this close together fit one picture."""

LENS_BELOW_S = 0.010
"""A margin smaller than this is shown through a lens."""

_BEHIND_M, _AHEAD_M, _TALL_M = 2.05, 0.75, 1.75
"""Room behind the last front tyre, ahead of the first one, and from the ground up, metres."""

_LARGEST, _LARGEST_NARROW = 0.205, 0.25
"""Pixels per metre are at most this share of the picture's width: the size of two bicycles and a half, or of two."""

_LARGEST_TALL, _LEAST_TALL = 0.285, 0.215
"""The same of a picture for telephones, and the least there: who would make it smaller is left out."""

_AIM, _AIM_TALL = 0.62, 0.42
"""How far down the strip the hubs stand; higher where the strip goes on below what platforms lay over a picture."""


@dataclass(frozen=True, slots=True)
class ShownRiders:
    """The riders of a finish image, in the order in which they crossed.

    lines   those in the picture
    first   place of the first of them among all who crossed, from 0
    total   how many crossed
    close   the two whose margin is told: neighbours at the line
    """

    lines: tuple[FinishLine, ...]
    first: int
    total: int
    close: tuple[FinishLine, FinishLine] | None

    @property
    def margin_s(self) -> float | None:
        """Seconds between the two whose margin is told."""
        return None if self.close is None else self.close[1].lag_s - self.close[0].lag_s

    @property
    def with_lens(self) -> bool:
        return self.margin_s is not None and self.margin_s < LENS_BELOW_S


def choose(strip: FinishStrip, together_s: float = WINDOW_S) -> ShownRiders:
    """Those within the window of the first over the line, if there are any; else the closest finish among the rest.

    together_s: of these only who is so close to the first of them, and the two whose margin is told
    Raises ValueError where nobody crossed the line.
    """
    if not strip.lines:
        raise ValueError("a finish image needs at least one rider who crossed the line")
    lines = tuple(sorted(strip.lines, key=lambda line: line.lag_s))
    gaps = [_timed_gap_s(earlier, later) for earlier, later in pairwise(lines)]
    if not gaps or min(gaps) > WINDOW_S:
        return ShownRiders(lines[:1], 0, len(lines), None)
    shown = 0 if gaps[0] <= WINDOW_S else min(range(len(gaps)), key=lambda index: gaps[index])
    together_s = max(together_s, gaps[shown])
    first = next(i for i, line in enumerate(lines) if lines[shown + 1].lag_s - line.lag_s <= together_s) if shown else 0
    group = tuple(line for line in lines[first:] if line.lag_s - lines[first].lag_s <= together_s)
    return ShownRiders(group, first, len(lines), (lines[shown], lines[shown + 1]))


def _timed_gap_s(earlier: FinishLine, later: FinishLine) -> float:
    """Seconds between two at the line; endless where one of them was not timed, so that no margin is told of them."""
    timed = all(line.gap or line.lag_s == 0.0 for line in (earlier, later))
    return later.lag_s - earlier.lag_s if timed else math.inf


@dataclass(frozen=True, slots=True)
class ImageLayout:
    """Where everything stands, pixels. unit is one pixel of a picture of 1920x1080, or one that is 1080 wide.

    margin     left and top of the block that tells the margin
    order      the rectangle of the riders' rows and their heading
    small, large, row  type sizes: labels, the margin, rows
    tag        height of a chip on the strip
    lens       width and height of the lens, where there is room for them, and its distance from the right
    largest    pixels per metre, at most
    aim        how far down the strip the riders' hubs stand, 0 to 1
    lens_foot  what the lens stays above, px from the top
    least      pixels per metre that it is made wide for; 0: as many riders as belong together
    """

    size_px: tuple[int, int]
    unit: float
    left: int
    right: int
    title: tuple[float, float]
    strip: Rect
    axis: Rect
    margin: tuple[int, int]
    order: Rect
    small: float
    large: float
    row: float
    tag: int
    lens: tuple[int, int, int]
    largest: float
    lens_foot: int
    aim: float = _AIM
    least: float = 0.0

    @property
    def names_foot(self) -> int:
        """The lower edge of the first row of names on the strip, px from the top."""
        return self.strip[1] + round(16 * self.unit) + round(self.tag + 16 * self.unit)

    @property
    def lens_box(self) -> Rect:
        """Where the lens lies on the strip: below the name of the first, who has his on the same side."""
        x, y, width, height = self.strip
        side, tall, from_right = self.lens
        foot = min(y + height, self.lens_foot) - round(48 * self.unit)
        top = max(foot - tall, self.names_foot + round(12 * self.unit))
        return x + width - side - from_right, top, side, foot - top

    def together_s(self, speed_mps: float) -> float:
        """Seconds between the first and the last who are shown."""
        if not self.least:
            return WINDOW_S
        return min(WINDOW_S, (self.strip[2] / self.least - _BEHIND_M - _AHEAD_M) / speed_mps)


def layout(size_px: tuple[int, int]) -> ImageLayout:
    """Title above, strip and axis across the whole width, margin and riders below.

    Tall pictures have it the other way round: the words above, and the strip from the riders down to the foot, where
    platforms lay their buttons over nothing but boards.
    """
    width, height = size_px
    if width > height:
        return _wide(size_px, min(width / 1920.0, height / 1080.0))
    if height / width > 1.5:
        return _tall(size_px, width / 1080.0)
    return _square(size_px, width / 1080.0)


def clear_of(plan: ImageLayout, kept: Rect | None) -> ImageLayout:
    """The same with a rectangle that words keep clear of: the list ends before it, title and margin begin behind it."""
    if kept is None:
        return plan
    x, y, width, height = plan.order
    behind = kept[0] + kept[2] + round(plan.small)
    if kept[1] < plan.title[1] < kept[1] + kept[3] + plan.small and kept[0] <= plan.title[0] < behind:
        return replace(plan, title=(behind, plan.title[1]))
    if overlap(plan.order, kept) and kept[0] > x + width / 2:
        return replace(plan, order=(x, y, kept[0] - round(plan.small) - x, height))
    below = plan.margin[1] < kept[1] + kept[3]
    return replace(plan, margin=(behind, plan.margin[1])) if below and kept[0] <= plan.margin[0] < behind else plan


def _wide(size_px: tuple[int, int], u: float) -> ImageLayout:
    rows = _rows(size_px[1], (96, 724, 766, 1026), 1080)
    left, right = round(96 * u), size_px[0] - round(96 * u)
    order = (
        left + round(664 * u),
        rows[2] + round(14 * u),
        right - left - round(664 * u),
        rows[3] - rows[2] - round(14 * u),
    )
    return _layout(size_px, u, (left, right), rows, order, (24, 112, 30), 30, (330, 300, 96))


def _square(size_px: tuple[int, int], u: float) -> ImageLayout:
    taller = size_px[1] > 1.1 * size_px[0]
    lines, of = ((196, 872, 928, 1286), 1350) if taller else ((172, 664, 712, 1026), 1080)
    rows = _rows(size_px[1], lines, of)
    side = round((64 if taller else 54) * u)
    left, right = side, size_px[0] - side
    order = (
        left + round(400 * u),
        rows[2] + round(10 * u),
        right - left - round(400 * u),
        rows[3] - rows[2] - round(10 * u),
    )
    return _layout(size_px, u, (left, right), rows, order, (30, 98, 36), 38, (280, 250, 40))


def _tall(size_px: tuple[int, int], u: float) -> ImageLayout:
    axis_top, strip_top, foot = (round(size_px[1] * line / 1920) for line in (1060, 1110, 1920))
    left, right = round(60 * u), size_px[0] - round(130 * u)
    top = round(616 * u)
    order = (left, top, right - left, axis_top - round(12 * u) - top)
    rows = (strip_top, foot, foot, foot)
    plan = _layout(size_px, u, (left, right), rows, order, (40, 118, 52), 40, (300, 270, 60))
    return replace(
        plan,
        title=(left, 318 * u),
        axis=(0, axis_top, size_px[0], strip_top - axis_top),
        margin=(left, round(330 * u)),
        aim=_AIM_TALL,
        largest=_LARGEST_TALL * size_px[0],
        least=_LEAST_TALL * size_px[0],
        lens_foot=round(size_px[1] * 1484 / 1920),
    )


def _rows(height_px: int, lines: tuple[int, int, int, int], of: int) -> tuple[int, int, int, int]:
    top, strip_end, axis_end, foot_end = (round(height_px * line / of) for line in lines)
    return top, strip_end, axis_end, foot_end


def _layout(
    size_px: tuple[int, int],
    u: float,
    sides: tuple[int, int],
    rows: tuple[int, int, int, int],
    order: Rect,
    sizes: tuple[int, int, int],
    tag: int,
    lens: tuple[int, int, int],
) -> ImageLayout:
    small, large, row = sizes
    return ImageLayout(
        size_px=size_px,
        unit=u,
        left=sides[0],
        right=sides[1],
        title=(sides[0], rows[0] - 34 * u),
        strip=(0, rows[0], size_px[0], rows[1] - rows[0]),
        axis=(0, rows[1], size_px[0], rows[2] - rows[1]),
        margin=(sides[0], rows[2]),
        order=order,
        small=small * u,
        large=large * u,
        row=row * u,
        tag=round(tag * u),
        lens=(round(lens[0] * u), round(lens[1] * u), round(lens[2] * u)),
        largest=(_LARGEST if size_px[0] > size_px[1] else _LARGEST_NARROW) * size_px[0],
        lens_foot=size_px[1],
    )


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Time across a strip: where a lag stands and how large a metre is.

    origin_px  x of lag 0
    """

    px_per_m: float
    speed_mps: float
    origin_px: float

    @property
    def px_per_s(self) -> float:
        return self.px_per_m * self.speed_mps

    def x(self, lag_s: float) -> float:
        """Pixels from the left at which a tyre's front edge crosses `lag_s` seconds after the winner's."""
        return self.origin_px - lag_s * self.px_per_s

    def lag(self, x_px: float) -> float:
        """Seconds after the winner at a place on the strip."""
        return (self.origin_px - x_px) / self.px_per_s


def time_scale(shown: ShownRiders, speed_mps: float, plan: ImageLayout) -> TimeScale:
    """The largest scale at which all that is shown fits the strip, with room for the lens where there is one."""
    _, _, width, height = plan.strip
    first, last = shown.lines[0].lag_s, shown.lines[-1].lag_s
    span_m = (last - first) * speed_mps
    lens_px = plan.lens[0] + plan.lens[2] + 40 * plan.unit if shown.with_lens else 0.0
    fit = (width - lens_px) / (span_m + _BEHIND_M) if shown.with_lens else width / (span_m + _BEHIND_M + _AHEAD_M)
    px_per_m = min(fit, plan.largest, height / _TALL_M)
    ahead_px = max(lens_px, _AHEAD_M * px_per_m)
    spare_px = width - ahead_px - px_per_m * (span_m + _BEHIND_M)
    return TimeScale(px_per_m, speed_mps, width - ahead_px - spare_px / 2 + first * speed_mps * px_per_m)


def tick_steps(scale: TimeScale, label_px: float) -> tuple[float, float]:
    """Seconds between ticks, and between labels that are at least `label_px` apart."""
    steps = (0.01, 0.02, 0.05, 0.10, 0.20, 0.50)
    label = next((step for step in steps[1:] if step * scale.px_per_s >= label_px), steps[-1])
    return 0.01, label
