"""The simulated finish image: riders at the line over time, hairlines, time axis, lens, margin and order.

It says of itself that it is not the official photo finish. Timed gaps are printed as the results give them; metres are
reconstructed and told as 'about'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from replay.base.letters.typefaces import capitals
from replay.base.look import WHITE, Weight
from replay.draw.finish.finish_margin import MarginWords, apart_words, margin_words
from replay.draw.finish.finish_plan import (
    ImageLayout,
    ShownRiders,
    TimeScale,
    choose,
    clear_of,
    layout,
    tick_steps,
    time_scale,
)
from replay.draw.finish.finish_rows import CHIP_RADIUS, paint_rows, row_plan
from replay.draw.finish.finish_strip import draw_strip
from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import PictureSheet
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Rect, Size
from replay.draw.pixels.text import Type, measure
from replay.draw.style.palette import PALETTE, Palette
from replay.scene.frame.card import FinishLine, FinishStrip
from replay.track.markings import Markings

_TITLE, _DISCLAIMER = "SIMULATED FINISH IMAGE", "not the official photo finish"
"""The image says of itself what it is, and what it is not."""

_DARK_FOOT = 0.86
"""How dark the foot of a tall image becomes."""

_DASH_PX = (14, 10)
"""Of a hairline at a time that nobody measured: dashes, and what is between them, on 1080 lines."""

_LENS_POWER = 4.0
"""How many times larger than the strip the lens shows the gap."""


def draw_finish_strip(
    strip: FinishStrip, size_px: Size, painted: Markings, palette: Palette = PALETTE, kept: Rect | None = None
) -> Bytes:
    """The whole finish image (height, width, 4), BGRX, for a picture of (width, height) pixels, on a track so painted.

    kept: a rectangle that is kept clear of words

    How far the image has come in (`strip.shown`) is the painter's affair.
    """
    return finish_sheet(strip, size_px, painted, palette, kept).pixels


def finish_sheet(
    strip: FinishStrip, size_px: Size, painted: Markings, palette: Palette = PALETTE, kept: Rect | None = None
) -> PictureSheet:
    """The image likewise, with what is written on it."""
    plan = clear_of(layout(size_px), kept)
    shown = choose(strip, plan.together_s(strip.speed_mps))
    scale = time_scale(shown, strip.speed_mps, plan)
    canvas = np.empty((size_px[1], size_px[0], 4), dtype=np.uint8)
    canvas[:] = (*palette.deep[::-1], 255)
    x, y, width, height = plan.strip
    strip_px = width, height
    canvas[y : y + height, x : x + width] = draw_strip(
        shown.lines, scale, strip_px, painted, flat=palette.flat, aim=plan.aim
    )
    if plan.lens_foot < y + height:
        _darken_foot(canvas[round(plan.lens_foot) : y + height], palette)
    sheet = PictureSheet(canvas, palette)
    _paint_hairlines(sheet, shown, plan, scale)
    _paint_axis(sheet, plan, scale)
    _paint_title(sheet, plan)
    margin = margin_words(strip, shown)
    if margin is not None:
        _paint_margin(sheet, margin, plan)
    _paint_order(sheet, strip, plan, higher=margin is None or len(margin.lines) == 1)
    if shown.close is not None and shown.with_lens:
        _lay_lens(sheet, _lens(strip, shown, shown.close, plan, painted, palette), plan)
    return sheet


def _darken_foot(rows: Bytes, palette: Palette) -> None:
    """Let the foot of a tall image go dark, in place: platforms lay their words over it."""
    share = (np.linspace(0.0, 1.0, len(rows)) ** 0.8)[:, None, None] * _DARK_FOOT
    deep = np.array(palette.deep[::-1], dtype=float)
    rows[..., :3] = np.rint(rows[..., :3] * (1 - share) + deep * share).astype(np.uint8)


def _paint_title(sheet: PictureSheet, plan: ImageLayout) -> None:
    (x, y), size, apart = plan.title, 37 * plan.unit, 16 * plan.unit
    both = measure(_TITLE, Type(Weight.BOLD, size)) + apart + measure(_DISCLAIMER, Type(Weight.REGULAR, size * 0.9))
    size *= min(1.0, (plan.right - x) / both)
    width = sheet.write(_TITLE, Type(Weight.BOLD, size), plan.title, sheet.palette.text)
    sheet.write(_DISCLAIMER, Type(Weight.REGULAR, size * 0.9), (x + width + apart, y), sheet.palette.second)


def _paint_hairlines(sheet: PictureSheet, shown: ShownRiders, plan: ImageLayout, scale: TimeScale) -> None:
    x, y, _, height = plan.strip
    for line in shown.lines:
        at = x + scale.x(line.lag_s)
        timed = line.lag_s == 0 or bool(line.gap)
        for top, length in ((y, float(height)),) if timed else _dashes(y, height, plan.unit):
            sheet.rule((at, top), length, 4.0 * plan.unit, WHITE, 0.55)
            sheet.rule((at, top), length, 1.6 * plan.unit, line.look.kit.chip)
    taken: list[tuple[float, float, int]] = []
    for index, line in enumerate(shown.lines):
        room = (plan.right if index == 0 else scale.x(line.lag_s)) - (scale.x(line.lag_s) if index == 0 else plan.left)
        if index and index + 1 < len(shown.lines):
            room = scale.x(line.lag_s) - scale.x(shown.lines[index + 1].lag_s)
        taken.append(_paint_tag(sheet, line, plan, scale.x(line.lag_s), room, taken))


def _dashes(top: float, height: float, unit: float) -> Iterator[tuple[float, float]]:
    """The upper ends and lengths of the dashes of a line: whom nobody timed crossed it about there."""
    dash, apart = _DASH_PX[0] * unit, sum(_DASH_PX) * unit
    for number in range(int(height // apart) + 1):
        length = min(dash, height - number * apart)
        if length > 0:
            yield top + number * apart, length


def _paint_tag(
    sheet: PictureSheet,
    line: FinishLine,
    plan: ImageLayout,
    at: float,
    room: float,
    taken: list[tuple[float, float, int]],
) -> tuple[float, float, int]:
    """A rider's name beside his hairline, only his chip where there is no room.

    The first one's stands to the right, others' to the left, in the first free row. A chip for which there is no room
    before the next hairline stands on its own: nobody else's is in its middle. Returns from where to where, and in
    which row.
    """
    u, chip, size = plan.unit, plan.tag, plan.tag * 1.02
    chip_px, name = chip_width((line.look.marker,), chip), line.look.display
    alone = round(chip_px + 16 * u)
    named = round(chip_px + measure(name, Type(Weight.BOLD, size)) + 34 * u) if name else alone
    width = named if named + 16 * u < room else alone
    left = round(at + 8 * u) if not taken else round(at - 8 * u - width)
    if taken and width + 8 * u > room:
        left = round(at - width / 2)
    left = min(max(left, plan.left), max(plan.right - width, plan.left))
    row = next(r for r in range(99) if all(r != k or left + width < a or left > b for a, b, k in taken))
    top = plan.names_foot - round(chip + 16 * u) + row * round(chip + 24 * u)
    sheet.fill((left, top, width, round(chip + 16 * u)), sheet.palette.panel, 0.9, radius=round(4 * u))
    _paint_chip(sheet, line, (left + round(8 * u), top + round(8 * u), chip_px, chip))
    if name and width == named:
        spot = (left + chip_px + 19 * u, top + (chip + 16 * u) / 2 + 0.33 * size)
        sheet.write(name, Type(Weight.BOLD, size), spot, sheet.palette.text)
    return (left - 6 * u, left + width + 6 * u, row)


def _paint_axis(sheet: PictureSheet, plan: ImageLayout, scale: TimeScale) -> None:
    x, y, width, height = plan.axis
    sheet.fill(plan.axis, sheet.palette.raised)
    size = min(0.92 * plan.small, height * 0.66)
    tick_s, label_s = tick_steps(scale, measure("+0.00 s", Type(Weight.SEMIBOLD, size)) * 1.35)
    first, last = scale.lag(x + width), scale.lag(x)
    for index in range(int(np.ceil(first / tick_s)), int(np.floor(last / tick_s)) + 1):
        at = x + scale.x(index * tick_s)
        labelled = index % round(label_s / tick_s) == 0
        sheet.rule((at, y), (14 if labelled else 8) * plan.unit, 1.5 * plan.unit, sheet.palette.second)
        words = f"{index * tick_s:+.2f}".replace("-", "−") if index else "0.00 s"
        half = measure(words, Type(Weight.SEMIBOLD, size)) / 2
        if labelled and plan.left + half < at < plan.right - half:
            sheet.write(
                words, Type(Weight.SEMIBOLD, size), (at, y + height - 0.22 * size), sheet.palette.second, "centre"
            )


def _paint_margin(sheet: PictureSheet, margin: MarginWords, plan: ImageLayout) -> None:
    (x, top), small, large = plan.margin, plan.small, plan.large
    sheet.write(margin.title, Type(Weight.SEMIBOLD, small), (x, top + 1.75 * small), sheet.palette.second)
    base = top + 1.75 * small + 0.90 * large
    room = plan.order[0] - x - small if plan.order[0] > x else plan.right - x
    fitted = large if margin.unit else large * min(1.0, room / measure(margin.figure, Type(Weight.BLACK, large)))
    width = sheet.write(margin.figure, Type(Weight.BLACK, fitted), (x, base), sheet.palette.accent)
    sheet.write(margin.unit, Type(Weight.BOLD, large * 0.5), (x + width + 0.1 * large, base), sheet.palette.accent)
    for row, words in enumerate(margin.lines):
        fitted = small * min(1.0, room / measure(words, Type(Weight.REGULAR, small)))
        sheet.write(words, Type(Weight.REGULAR, fitted), (x, base + (1.4 + 1.25 * row) * small), sheet.palette.second)


def _paint_order(sheet: PictureSheet, strip: FinishStrip, plan: ImageLayout, *, higher: bool) -> None:
    """All who crossed, and then who did not, with places and gaps that the results give.

    higher: whether a list below the margin has the room of that one's last line as well
    """
    (left, top, width, _), small = plan.order, plan.small
    up_px = round(1.25 * small) if higher and left <= plan.margin[0] else 0
    words = capitals(f"{strip.heading} · order at the line")
    fitted = 0.92 * small * min(1.0, 0.98 * width / measure(words, Type(Weight.SEMIBOLD, 0.92 * small)))
    sheet.write(words, Type(Weight.SEMIBOLD, fitted), (left, top - up_px + 1.15 * small), sheet.palette.second)
    paint_rows(sheet, strip.order, row_plan(plan, len(strip.order), up_px=up_px))


def _paint_chip(sheet: PictureSheet, line: FinishLine, rect: Rect) -> None:
    sheet.draw_chip(line.look.marker, line.look.kit.chip, rect, round(CHIP_RADIUS * rect[3]))


def _lay_lens(sheet: PictureSheet, view: Bytes, plan: ImageLayout) -> None:
    """Lay the lens over the strip's lower right corner, in a white frame."""
    u, (left, top, side, tall) = plan.unit, plan.lens_box
    if side < 24 * u:
        return
    frame = max(round(4 * u), 1)
    sheet.fill((left - frame, top - frame, side + 2 * frame, tall + 2 * frame), WHITE, radius=round(6 * u))
    sheet.pixels[top : top + tall, left : left + side] = view


def _lens(
    strip: FinishStrip,
    shown: ShownRiders,
    close: tuple[FinishLine, FinishLine],
    plan: ImageLayout,
    painted: Markings,
    palette: Palette,
) -> Bytes:
    """The gap between two front tyres, several times as large, with a bracket between the hairlines."""
    ahead, behind = close
    u, (_, _, side, tall) = plan.unit, plan.lens_box
    scale = time_scale(shown, strip.speed_mps, plan)
    large = replace(scale, px_per_m=scale.px_per_m * _LENS_POWER, origin_px=0.0)
    large = replace(large, origin_px=side / 2 - (large.x(ahead.lag_s) + large.x(behind.lag_s)) / 2)
    view = draw_strip(close, large, (side, tall), painted, flat=palette.flat, aim=0.5)
    sheet = PictureSheet(view, palette)
    for line in close:
        sheet.rule((large.x(line.lag_s), 0), tall, 5.0 * u, WHITE, 0.55)
        sheet.rule((large.x(line.lag_s), 0), tall, 2.0 * u, line.look.kit.chip)
    left, right, y = large.x(behind.lag_s), large.x(ahead.lag_s), 0.26 * tall
    sheet.level_rule((left, y), right - left, 9.0 * u, sheet.palette.panel, 0.8)
    sheet.level_rule((left, y), right - left, 4.0 * u, sheet.palette.accent)
    height = round(46 * u)
    sheet.fill((0, 0, side, height), sheet.palette.panel, 0.9)
    power, margin = f"{_LENS_POWER:.0f}×", apart_words(strip, close)
    sheet.write(power, Type(Weight.SEMIBOLD, 24 * u), (16 * u, height * 0.68), sheet.palette.second)
    sheet.write(margin, Type(Weight.BOLD, 28 * u), (side - 16 * u, height * 0.70), sheet.palette.text, "right")
    return view
