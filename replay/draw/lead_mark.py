"""The lead's label over the boards: a plate on a stem that stands on the lead line, where there is room beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from replay.draw.boards_marks import NEAR_M, lead_end
from replay.draw.captions import lead_label
from replay.draw.layers import Bytes, Layer, Placed, lay, overlap, tint
from replay.draw.panels import disc
from replay.draw.rectangles import Rect, clip, grow
from replay.draw.theme import Style
from replay.scene.camera import Camera
from replay.scene.frame import Lead
from replay.track.velodrome import Velodrome
from replay.units import Floats

FENCE_M = 1.0
_BAND_EDGE_M = -0.95
_AROUND_M = 25.0
_LONGEST_STEM, _SHORTEST_STEM_PX = 0.34, 64
_TRIES_ACROSS, _TRIES_DOWN = 9, 4


@dataclass(frozen=True, slots=True)
class LeadMark:
    """The label, and the point of the line its stem stands on, px."""

    placed: Placed
    foot: tuple[int, int]


def lead_mark(
    camera: Camera, velodrome: Velodrome, lead: Lead, style: Style, avoid: Sequence[Rect] = ()
) -> LeadMark | None:
    """Where the label stands: over the middle of what is seen of the line, above the boards, clear of the panels."""
    label = lead_label(style, lead.metres, lead.seconds)
    foot = _foot(camera, velodrome, lead, style, [_shade(panel, label, style) for panel in avoid])
    if foot is None or lead.shown <= 0:
        return None
    left, top, width, _ = style.safe
    x = min(max(foot[0], left + label.width / 2), left + width - label.width / 2)
    boards = _boards(camera, velodrome, lead, style)
    over = boards[np.abs(boards[:, 0] - x) < label.width / 2, 1]
    lowest = foot[1] - style.px(_SHORTEST_STEM_PX)
    bottom = _gap_above(over, lowest, label.height + 2 * style.px(14)) - style.px(14)
    bottom = max(min(bottom, lowest), foot[1] - _LONGEST_STEM * style.size_px[1], top + label.height)
    placed = Placed(label, round(x), round(bottom), lead.shown)
    point = round(foot[0]), round(foot[1])
    return LeadMark(_clear_of(placed, point, avoid, style), point)


def draw_lead_mark(canvas: Bytes, mark: LeadMark, style: Style) -> tuple[Rect, ...]:
    """Draw the label with its stem, in place; returns what was touched."""
    palette, shown = style.palette, mark.placed.opacity
    x, y, width, height = mark.placed.plate
    stem_x = min(max(mark.foot[0], x + style.px(8)), x + width - style.px(8))
    wide = style.px(2.5)
    stem = clip((stem_x - wide // 2, y + height, wide, mark.foot[1] - y - height), style.size_px)
    if stem:
        tint(canvas, np.full((stem[3], stem[2]), 255, dtype=np.uint8), stem[0], stem[1], palette.accent, shown)
    rects = [stem, lay(canvas, mark.placed)]
    for diameter, colour in ((17.0, palette.panel), (12.0, palette.white)):
        coverage = disc(diameter * style.scale)
        corner = mark.foot[0] - len(coverage) // 2, mark.foot[1] - len(coverage) // 2
        tint(canvas, coverage, *corner, colour, shown)
        rects.append(clip((*corner, len(coverage), len(coverage)), style.size_px))
    return tuple(rect for rect in rects if rect is not None)


def _foot(
    camera: Camera, velodrome: Velodrome, lead: Lead, style: Style, shades: Sequence[Rect]
) -> tuple[float, float] | None:
    """The middle of the part of the line that lies where text may stand, out of the shades if there is such a part."""
    distance = np.linspace(lead.from_distance_m, lead_end(lead), 121)
    pixels, depth = camera.project(velodrome.place(distance, sum(style.sizes.lead_band_m) / 2), style.size_px)
    inside = (depth > NEAR_M) & _within(pixels, style.safe)
    free = inside.copy()
    for shade in shades:
        free &= ~_within(pixels, shade)
    seen = np.flatnonzero(free if free.any() else inside)
    if not len(seen):
        return None
    middle = np.median(seen)
    low, high = pixels[int(np.floor(middle))], pixels[int(np.ceil(middle))]
    return float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2


def _shade(panel: Rect, label: Layer, style: Style) -> Rect:
    """Where a stem must not stand, lest its label lie under a panel above it."""
    aside = style.px(style.sizes.gap) + label.width // 2
    return panel[0] - aside, panel[1], panel[2] + 2 * aside, style.size_px[1]


def _within(pixels: Floats, rect: Rect) -> NDArray[np.bool_]:
    x, y = pixels[:, 0] - rect[0], pixels[:, 1] - rect[1]
    return np.asarray((x > 0) & (x < rect[2]) & (y > 0) & (y < rect[3]))


def _boards(camera: Camera, velodrome: Velodrome, lead: Lead, style: Style) -> Floats:
    """Points (N, 2) all over the boards and the fence around the line, px."""
    distance = np.linspace(lead.from_distance_m + _AROUND_M, lead.to_distance_m - _AROUND_M, 81)
    inner, outer = velodrome.place(distance, 0.0), velodrome.place(distance, velodrome.width_m)
    across = np.linspace(0.0, 1.0, 7)[:, None, None]
    surface = inner + across * (outer - inner)  # a cross-section of the boards is straight
    edges = np.stack([outer + np.array([0.0, 0.0, FENCE_M]), velodrome.place(distance, _BAND_EDGE_M)])
    pixels, depth = camera.project(np.concatenate([surface, edges]), style.size_px)
    return np.asarray(pixels[depth > NEAR_M])


def _gap_above(heights_px: Floats, start_px: float, room_px: float) -> float:
    """Going up from a height of the picture, the first from which so much room is free of these heights."""
    lowest = start_px
    for height in sorted(heights_px[heights_px < start_px], reverse=True):
        if lowest - height >= room_px:
            break
        lowest = float(height)
    return lowest


def _clear_of(placed: Placed, foot: tuple[int, int], avoid: Sequence[Rect], style: Style) -> Placed:
    """The place that covers least of what is to be avoided, as near as the stem allows to where it would stand.

    It may stand on the stem with any part of its lower edge, and lower than it would.
    """
    blocks = [grow(rect, style.px(style.sizes.gap)) for rect in avoid]
    half, left, right = placed.layer.width // 2, style.safe[0], style.safe[0] + style.safe[2]
    reach = half - style.px(8)
    middles = np.clip(np.linspace(foot[0] - reach, foot[0] + reach, _TRIES_ACROSS), left + half, right - half)
    lowest = max(foot[1] - style.px(_SHORTEST_STEM_PX), placed.y)
    places = [
        replace(placed, x=round(x), y=round(y))
        for x in (placed.x, *middles)
        for y in np.linspace(placed.y, lowest, _TRIES_DOWN)
    ]
    return min(places, key=lambda place: _cost(place, placed, blocks, style.scale))


def _cost(place: Placed, wished: Placed, blocks: Sequence[Rect], scale: float) -> float:
    """Pixels covered that should not be, and a little for every pixel away from the wished place."""
    shared = (overlap(place.plate, block) for block in blocks)
    covered = sum(rect[2] * rect[3] for rect in shared if rect is not None)
    return covered + 4 * scale * (abs(place.x - wished.x) + abs(place.y - wished.y))
