"""The lead's label over the boards: a plate on a stem that stands on the lead line, where there is room beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.graphics.shapes import disc
from replay.draw.hall.strips import FENCE_M
from replay.draw.marks.boards_marks import NEAR_M, lead_end
from replay.draw.marks.mark_layers import lead_label
from replay.draw.pixels.layers import Bytes, Layer, Placed, lay, tint
from replay.draw.pixels.rectangles import Rect, clip, grow
from replay.draw.style.theme import Style
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.track_marks import Lead
from replay.track.velodrome import Velodrome

_AROUND_M = 25.0
"""How far before and behind the lead the boards count as what a label should not cover."""

_LONGEST_STEM, _SHORTEST_STEM_PX = 0.34, 64
"""The stem's length: a share of the picture's height at most, px at least."""

_FAIR_STEM_PX = 120
"""The length that a stem has if nothing speaks against it."""

_FADED = 0.07
"""Over riders or labels that take this share of its area it is not seen at all."""

_SOFTNESS = 0.06
"""Places that cost this share of the label's area more than the best weigh e times less than it."""


@dataclass(frozen=True, slots=True)
class LeadMark:
    """The label, and the point of the line its stem stands on, px."""

    placed: Placed
    foot: tuple[int, int]


def lead_mark(
    camera: Camera,
    velodrome: Velodrome,
    lead: Lead,
    style: Style,
    avoid: Sequence[Rect] = (),
    riders: Sequence[Rect] = (),
) -> LeadMark | None:
    """Where the label stands: over the middle of what is seen of the line, above the boards, clear of the panels.

    riders: boxes around riders and their labels, over which it fades: on its way from one side of them to the other
    """
    label = lead_label(style, lead.length, lead.time)
    foot = _foot(camera, velodrome, lead, style)
    if foot is None or lead.shown <= 0:
        return None
    x, y = _standing(label, foot, _boards(camera, velodrome, lead, style), (*avoid, *riders), style)
    over = float(_covered(np.array([[x, y]]), label, riders, style, around_px=0)[0])
    clear = 1.0 - smoothstep(over / (_FADED * label.width * label.height))
    return LeadMark(Placed(label, round(x), round(y), lead.shown * clear), (round(foot[0]), round(foot[1])))


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


def _foot(camera: Camera, velodrome: Velodrome, lead: Lead, style: Style) -> tuple[float, float] | None:
    """The middle of the part of the line that lies where text may stand."""
    distance = np.linspace(lead.from_distance_m, lead_end(lead), 121)
    pixels, depth = camera.project(velodrome.place(distance, sum(style.sizes.lead_band_m) / 2), style.size_px)
    weight = ((depth > NEAR_M) & _within(pixels, style.safe)).astype(float)
    if not weight.any():
        return None
    middle = float(np.average(np.arange(len(weight)), weights=weight))
    low, high = pixels[int(middle)], pixels[min(int(middle) + 1, len(pixels) - 1)]
    spot = low + (high - low) * (middle - int(middle))
    return float(spot[0]), float(spot[1])


def _within(pixels: Floats, rect: Rect) -> NDArray[np.bool_]:
    x, y = pixels[:, 0] - rect[0], pixels[:, 1] - rect[1]
    return np.asarray((x > 0) & (x < rect[2]) & (y > 0) & (y < rect[3]))


def _boards(camera: Camera, velodrome: Velodrome, lead: Lead, style: Style) -> Floats:
    """Pieces (N, 3) of the boards and the fence around the line: x and y of their middle, and their area, px."""
    distance = np.linspace(lead.from_distance_m + _AROUND_M, lead.to_distance_m - _AROUND_M, 101)
    inner, outer = velodrome.place(distance, [[0.0], [velodrome.width_m]])
    across = np.linspace(0.0, 1.0, 6)[:, None, None]
    surface = inner + across * (outer - inner)  # a cross-section of the boards is straight
    fence = outer + np.array([0.0, 0.0, FENCE_M])
    pixels, depth = camera.project(np.concatenate([surface, fence[None]]), style.size_px)
    corner, along, up = pixels[:-1, :-1], pixels[:-1, 1:] - pixels[:-1, :-1], pixels[1:, :-1] - pixels[:-1, :-1]
    area = np.abs(along[..., 0] * up[..., 1] - along[..., 1] * up[..., 0])
    pieces = np.concatenate([corner + (along + up) / 2, area[..., None]], axis=-1)
    return np.asarray(pieces[(depth[:-1, :-1] > NEAR_M) & np.isfinite(area)])


def _standing(
    label: Layer, foot: tuple[float, float], boards: Floats, avoid: Sequence[Rect], style: Style
) -> tuple[float, float]:
    """Middle of the label's lower edge: where it covers least of panels, riders and boards, on a stem of fair length.

    A mean of many places, each weighing the more the better it is, so that the label glides and never leaps.
    """
    left, top, width, _ = style.safe
    reach, half = label.width / 2 - style.px(8), label.width / 2
    x = np.clip(np.linspace(foot[0] - reach, foot[0] + reach, 13), left + half, left + width - half)
    highest = max(foot[1] - _LONGEST_STEM * style.size_px[1], top + label.height)
    y = np.maximum(np.linspace(foot[1] - style.px(_SHORTEST_STEM_PX), highest, 9), top + label.height)
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    aside = np.abs(places[:, 0] - foot[0])
    stem = np.abs(foot[1] - places[:, 1] - style.px(_FAIR_STEM_PX))
    cost = 3.0 * _covered(places, label, avoid, style) + 0.5 * _on_boards(places, label, boards)
    cost += style.scale * (30 * aside + 40 * stem)
    weight = np.exp((cost.min() - cost) / (_SOFTNESS * label.width * label.height))
    best = weight @ places / weight.sum()
    return float(best[0]), float(best[1])


def _covered(
    places: Floats, label: Layer, avoid: Sequence[Rect], style: Style, *, around_px: int | None = None
) -> Floats:
    """Pixels of the rectangles to avoid, with a gap around them, that a label covers at each place (N,)."""
    gap = style.px(style.sizes.gap) if around_px is None else around_px
    blocks = np.array([grow(rect, gap) for rect in avoid], dtype=float).reshape(-1, 4)
    x, y = places[:, :1], places[:, 1:]
    right = np.minimum(x + label.width / 2, blocks[:, 0] + blocks[:, 2])
    bottom = np.minimum(y, blocks[:, 1] + blocks[:, 3])
    wide = np.maximum(right - np.maximum(x - label.width / 2, blocks[:, 0]), 0)
    high = np.maximum(bottom - np.maximum(y - label.height, blocks[:, 1]), 0)
    return np.asarray((wide * high).sum(axis=1))


def _on_boards(places: Floats, label: Layer, boards: Floats) -> Floats:
    """Pixels of the boards that a label covers at each place (N,), at most all of its own."""
    x, y = places[:, :1], places[:, 1:]
    under = (np.abs(boards[:, 0] - x) < label.width / 2) & (boards[:, 1] < y) & (boards[:, 1] > y - label.height)
    return np.minimum(under @ boards[:, 2], label.width * label.height)
