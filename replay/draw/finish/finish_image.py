"""The simulated finish image: riders at the line over time, hairlines, time axis, lens, margin and order.

It says of itself that it is not the official photo finish. Timed gaps are printed as the results give them; metres are
reconstructed and told as 'about'.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.figure_words import about_length
from replay.draw.finish.finish_plan import ImageLayout, Shown, TimeScale, choose, layout, tick_steps, time_scale
from replay.draw.finish.finish_strip import draw_strip
from replay.draw.finish.finish_words import chip_width, plate, put_chip, put_text, rule, text_width
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Weight
from replay.scene.frame.card import FinishLine, FinishStrip

_TEXT, _SECOND, _ACCENT = (244, 247, 251), (174, 187, 208), (79, 227, 214)
_GROUND, _PANEL, _AXIS, _WHITE = (6, 10, 20), (10, 17, 32), (13, 23, 41), (255, 255, 255)
_TITLE, _DISCLAIMER = "SIMULATED FINISH IMAGE", "not the official photo finish"
_LENS_POWER = 4.0


def draw_finish_strip(
    strip: FinishStrip, size_px: tuple[int, int], *, track_width_m: float = 7.5, lens_open: float = 1.0
) -> NDArray[np.uint8]:
    """The whole finish image (height, width, 4), BGRX, for a picture of (width, height) pixels.

    track_width_m  says where the stayers line lies (UCI: 2.45 m up, or a third of the width)
    lens_open      0 to 1: how far the lens has opened, where the margin is small enough for one
    """
    settled = replace(strip, shown=1.0)
    canvas = _still_part(settled, size_px, track_width_m).copy()
    view = _lens(settled, size_px, track_width_m)
    if view is not None:
        _paint_lens(canvas, view, layout(size_px), min(lens_open, 1.0))
    return canvas


def hairline_px(strip: FinishStrip, size_px: tuple[int, int]) -> dict[str, float]:
    """Pixels from the left of every rider's hairline, by name, for those in the picture."""
    shown = choose(strip)
    scale = time_scale(shown, strip.speed_mps, layout(size_px))
    return {line.look.name: scale.x(line.lag_s) for line in shown.lines}


@lru_cache(maxsize=2)
def _still_part(strip: FinishStrip, size_px: tuple[int, int], track_width_m: float) -> NDArray[np.uint8]:
    """Everything but the lens."""
    shown, plan = choose(strip), layout(size_px)
    scale = time_scale(shown, strip.speed_mps, plan)
    canvas = np.empty((size_px[1], size_px[0], 4), dtype=np.uint8)
    canvas[:] = (*_GROUND[::-1], 255)
    x, y, width, height = plan.strip
    canvas[y : y + height, x : x + width] = draw_strip(shown.lines, scale, (width, height), track_width_m=track_width_m)
    _paint_hairlines(canvas, shown, plan, scale)
    _paint_axis(canvas, plan, scale)
    _paint_title(canvas, plan)
    _paint_margin(canvas, strip, shown, plan)
    _paint_order(canvas, strip, shown, plan)
    canvas.flags.writeable = False
    return canvas


def _paint_title(canvas: NDArray[np.uint8], plan: ImageLayout) -> None:
    size = 37 * plan.unit
    (x, y), width = plan.title, put_text(canvas, _TITLE, Weight.BOLD, size, plan.title, _TEXT)
    put_text(canvas, _DISCLAIMER, Weight.REGULAR, size * 0.9, (x + width + 16 * plan.unit, y), _SECOND)


def _paint_hairlines(canvas: NDArray[np.uint8], shown: Shown, plan: ImageLayout, scale: TimeScale) -> None:
    x, y, _, height = plan.strip
    for line in shown.lines:
        at = x + scale.x(line.lag_s)
        rule(canvas, (at, y), height, 4.0 * plan.unit, _WHITE, 0.55)
        rule(canvas, (at, y), height, 1.6 * plan.unit, line.look.kit.chip)
    taken: list[tuple[float, float, int]] = []
    for index, line in enumerate(shown.lines):
        room = plan.size_px[0] - scale.x(line.lag_s) if index == 0 else scale.x(line.lag_s)
        if index and index + 1 < len(shown.lines):
            room = scale.x(line.lag_s) - scale.x(shown.lines[index + 1].lag_s)
        taken.append(_paint_tag(canvas, line, plan, scale.x(line.lag_s), room, taken))


def _paint_tag(
    canvas: NDArray[np.uint8],
    line: FinishLine,
    plan: ImageLayout,
    at: float,
    room: float,
    taken: list[tuple[float, float, int]],
) -> tuple[float, float, int]:
    """A rider's name beside his hairline, only his chip where there is no room: the first one's to the right, others'
    to the left, in the first free row. Returns from where to where, and in which row."""
    u, chip, size = plan.unit, plan.tag, plan.tag * 1.02
    chip_px, name = chip_width(line.look.marker, chip), line.look.display.upper()
    named = round(chip_px + text_width(name, Weight.BOLD, size) + 34 * u)
    width = named if named + 16 * u < room else round(chip_px + 16 * u)
    left = round(at + 8 * u) if not taken else max(round(at - 8 * u - width), round(8 * u))
    row = next(r for r in range(99) if all(r != k or left + width < a or left > b for a, b, k in taken))
    top = plan.strip[1] + round(16 * u) + row * round(chip + 24 * u)
    plate(canvas, (left, top, width, round(chip + 16 * u)), _PANEL, 0.9, 4 * u)
    put_chip(canvas, (left + round(8 * u), top + round(8 * u), chip_px, chip), line.look.marker, line.look.kit.chip)
    if width == named:
        spot = (left + chip_px + 19 * u, top + (chip + 16 * u) / 2 + 0.33 * size)
        put_text(canvas, name, Weight.BOLD, size, spot, _TEXT)
    return (left - 6 * u, left + width + 6 * u, row)


def _paint_axis(canvas: NDArray[np.uint8], plan: ImageLayout, scale: TimeScale) -> None:
    x, y, width, height = plan.axis
    plate(canvas, plan.axis, _AXIS)
    size = min(0.92 * plan.small, height * 0.66)
    tick_s, label_s = tick_steps(scale, text_width("+0.00 s", Weight.SEMIBOLD, size) * 1.35)
    first, last = scale.lag(x + width), scale.lag(x)
    for index in range(int(np.ceil(first / tick_s)), int(np.floor(last / tick_s)) + 1):
        at = x + scale.x(index * tick_s)
        labelled = index % round(label_s / tick_s) == 0
        rule(canvas, (at, y), (14 if labelled else 8) * plan.unit, 1.5 * plan.unit, _SECOND)
        words = f"{index * tick_s:+.2f}".replace("-", "−") if index else "0.00 s"
        half = text_width(words, Weight.SEMIBOLD, size) / 2
        if labelled and x + half + 4 < at < x + width - half - 4:
            put_text(canvas, words, Weight.SEMIBOLD, size, (at, y + height - 0.22 * size), _SECOND, "centre")


def _paint_margin(canvas: NDArray[np.uint8], strip: FinishStrip, shown: Shown, plan: ImageLayout) -> None:
    if shown.close is None or shown.margin_s is None:
        return
    (x, top), small, large = plan.margin, plan.small, plan.large
    ahead, behind = shown.close
    title = "MARGIN" if shown.first == 0 else "CLOSEST FINISH"
    put_text(canvas, title, Weight.SEMIBOLD, small, (x, top + 1.75 * small), _SECOND)
    words = behind.gap if _is_winner(ahead) and behind.gap else f"+{shown.margin_s:.3f}"
    base = top + 1.75 * small + 0.90 * large
    width = put_text(canvas, words, Weight.BLACK, large, (x, base), _ACCENT)
    put_text(canvas, "s", Weight.BOLD, large * 0.5, (x + width + 0.1 * large, base), _ACCENT)
    room = plan.order[0] - x - small if plan.order[0] > x else plan.right - x
    for row, words in enumerate(_margin_words(strip, shown, ahead, behind)):
        fitted = small * min(1.0, room / text_width(words, Weight.REGULAR, small))
        put_text(canvas, words, Weight.REGULAR, fitted, (x, base + (1.4 + 1.25 * row) * small), _SECOND)


def _margin_words(strip: FinishStrip, shown: Shown, ahead: FinishLine, behind: FinishLine) -> tuple[str, ...]:
    """Between whom the margin is, and how far that was; who won, if he is not in the picture."""
    reckoned_m = (behind.lag_s - ahead.lag_s) * strip.speed_mps
    length = about_length(reckoned_m if behind.behind_m is None else behind.behind_m)
    told = f"{ahead.look.display} to {behind.look.display}, {length}"
    winner = next((line for line in strip.lines if _is_winner(line)), None)
    if winner is None or winner in shown.lines:
        return (told,)
    return (told, f"{winner.look.display} won, {shown.lines[0].lag_s:.3f} s before {shown.lines[0].look.display}")


def _paint_order(canvas: NDArray[np.uint8], strip: FinishStrip, shown: Shown, plan: ImageLayout) -> None:
    """The riders in the picture as they crossed, with the gaps that the results give."""
    (left, top, width, height), small = plan.order, plan.small
    below_margin = left <= plan.margin[0]
    if below_margin and (shown.close is None or len(_margin_words(strip, shown, *shown.close)) == 1):
        spare = round(1.25 * small)
        top, height = top - spare, height + spare
    words = _heading(strip, shown)
    fitted = 0.92 * small * min(1.0, 0.98 * width / text_width(words, Weight.SEMIBOLD, 0.92 * small))
    put_text(canvas, words, Weight.SEMIBOLD, fitted, (left, top + 1.15 * small), _SECOND)
    rows_top = round(top + 1.6 * small)
    row = min(round(1.6 * plan.row), (top + height - rows_top - round(8 * plan.unit)) // len(shown.lines))
    side = round(16 * plan.unit)
    size = min(plan.row, 0.74 * row)
    chip_px = max(chip_width(line.look.marker, round(0.9 * size)) for line in shown.lines)
    for index, line in enumerate(shown.lines):
        rect = (left - side, rows_top + index * row, width + side, row)
        _paint_row(canvas, line, shown.first + index + 1, rect, size, chip_px)


def _paint_row(canvas: NDArray[np.uint8], line: FinishLine, place: int, rect: Rect, size: float, chip_px: int) -> None:
    x, y, width, height = rect
    winner = _is_winner(line)
    if winner:
        plate(canvas, rect, _ACCENT, 0.13)
        plate(canvas, (x, y, max(round(0.13 * size), 1), height), _ACCENT)
    else:
        rule(canvas, (x, y), width, 1.0, _WHITE, 0.12, level=True)
    base, colour = y + height / 2 + 0.33 * size, _ACCENT if winner else _TEXT
    chip = round(0.9 * size)
    put_text(canvas, str(place), Weight.BOLD, size, (x + 1.1 * size, base), colour if winner else _SECOND, "centre")
    put_chip(
        canvas, (round(x + 1.9 * size), y + (height - chip) // 2, chip_px, chip), line.look.marker, line.look.kit.chip
    )
    pen = x + 1.9 * size + chip_px + 0.5 * size
    put_text(canvas, line.look.nation, Weight.SEMIBOLD, 0.82 * size, (pen, base), _SECOND)
    name, room = line.look.display.upper(), width - (pen + 2.1 * size - x) - 4.3 * size
    fitted = size * min(1.0, max(room, size) / text_width(name, Weight.BOLD, size))
    put_text(canvas, name, Weight.BOLD, fitted, (pen + 2.1 * size, base), _TEXT)
    gap, large = ("WINNER", 0.82 * size) if winner else (line.gap, size)
    put_text(canvas, gap, Weight.BOLD, large, (x + width - 0.6 * size, base), colour, "right")


def _paint_lens(canvas: NDArray[np.uint8], view: NDArray[np.uint8], plan: ImageLayout, lens_open: float) -> None:
    """Lay the lens, as far as it has opened, over the strip's lower right corner, in a white frame."""
    u, (x, y, width, height) = plan.unit, plan.strip
    side, tall = (round(length * lens_open) for length in plan.lens[:2])
    if side < 24 * u:
        return
    left, top, frame = x + width - side - plan.lens[2], y + height - tall - round(48 * u), max(round(4 * u), 1)
    plate(canvas, (left - frame, top - frame, side + 2 * frame, tall + 2 * frame), _WHITE, 1.0, 6 * u)
    sized = view if lens_open >= 1.0 else cv2.resize(view, (side, tall), interpolation=cv2.INTER_AREA)
    canvas[top : top + tall, left : left + side] = sized


@lru_cache(maxsize=2)
def _lens(strip: FinishStrip, size_px: tuple[int, int], track_width_m: float) -> NDArray[np.uint8] | None:
    """The gap between two front tyres, four times as large, with a bracket between the hairlines."""
    shown, plan = choose(strip), layout(size_px)
    if shown.close is None or shown.margin_s is None or not shown.with_lens:
        return None
    ahead, behind = shown.close
    u, (side, tall, _) = plan.unit, plan.lens
    scale = time_scale(shown, strip.speed_mps, plan)
    large = replace(scale, px_per_m=scale.px_per_m * _LENS_POWER, origin_px=0.0)
    large = replace(large, origin_px=side / 2 - (large.x(ahead.lag_s) + large.x(behind.lag_s)) / 2)
    view = draw_strip(shown.close, large, (side, tall), track_width_m=track_width_m, aim=0.5)
    for line in (ahead, behind):
        rule(view, (large.x(line.lag_s), 0), tall, 5.0 * u, _WHITE, 0.55)
        rule(view, (large.x(line.lag_s), 0), tall, 2.0 * u, line.look.kit.chip)
    _paint_bracket(view, large.x(behind.lag_s), large.x(ahead.lag_s), 0.26 * tall, u)
    _paint_lens_label(view, f"{_LENS_POWER:.0f}×", f"{shown.margin_s:.3f} s", u)
    view.flags.writeable = False
    return view


def _paint_bracket(view: NDArray[np.uint8], left: float, right: float, y: float, u: float) -> None:
    rule(view, (left, y), right - left, 9.0 * u, _PANEL, 0.8, level=True)
    rule(view, (left, y), right - left, 4.0 * u, _ACCENT, level=True)


def _paint_lens_label(view: NDArray[np.uint8], power: str, margin: str, u: float) -> None:
    height = round(46 * u)
    plate(view, (0, 0, view.shape[1], height), _PANEL, 0.9)
    put_text(view, power, Weight.SEMIBOLD, 24 * u, (16 * u, height * 0.68), _SECOND)
    put_text(view, margin, Weight.BOLD, 28 * u, (view.shape[1] - 16 * u, height * 0.70), _TEXT, "right")


def _heading(strip: FinishStrip, shown: Shown) -> str:
    """The race, and which of those who crossed are in the picture."""
    first, last = shown.first + 1, shown.first + len(shown.lines)
    if first == 1 and last == shown.total:
        which = "order at the line"
    elif first == last:
        which = f"{first} of {shown.total} at the line"
    else:
        which = f"{first} to {last} of {shown.total} at the line"
    return f"{strip.heading} · {which}".upper()


def _is_winner(line: FinishLine) -> bool:
    return line.lag_s == 0.0
