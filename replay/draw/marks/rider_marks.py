"""Marks that ride with riders: chips with their tick, side by side where they would touch, and name tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from replay.base.units import Floats
from replay.draw.marks.boards_marks import NEAR_M, RING_RADIUS_M
from replay.draw.marks.mark_layers import chip_layer, name_tag, pacer_tag
from replay.draw.marks.mark_spread import aligned, spread
from replay.draw.pixels.layers import Bytes, Layer, Placed, lay, tint
from replay.draw.pixels.rectangles import Rect, clip, overlap, union
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.theme import Style
from replay.scene.frame.frame import Frame
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Pose, RiderState

HEAD_M = 1.36
"""Top of the helmet of a rider on his bike, from the boards."""

PACER_HEAD_M = 1.75
"""Likewise of the pacer, who sits upright."""

_MIDDLE_M = 0.9
"""Height of a rider's middle, beside which marks of narrow pictures stand."""

_HALF_BODY_M = 0.42
"""Half his width."""

_HALF_BIKE_M = 0.85
"""Half the length of his bicycle."""

_SPACIOUS, _SMALLEST_CHIP = 12, 0.65
"""Chips of more riders than this shrink, as their area is shared out, down to this share of their height."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RiderMark:
    """A chip or name tag where it is drawn.

    tick    the two ends of the line between it and its rider, px
    covers  the mark and the rider it belongs to, px: what a label should leave free
    named   whether it carries the surname
    """

    placed: Placed
    tick: tuple[_Point, _Point]
    covers: Rect
    named: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A mark before it makes room for others: the point of its rider it belongs to, and the middle it would like."""

    layer: Layer
    anchor: _Point
    middle: _Point
    body: Rect
    named: bool = False
    beside: bool = False


def rider_marks(frame: Frame, style: Style, avoid: Sequence[Rect] = ()) -> tuple[RiderMark, ...]:
    """The marks of pacer and riders in the picture, in race order, none over another; names clear of the panels.

    They give way to a card.
    """
    beside = style.sizes.compact
    shown = 1 - max((card.shown for card in (frame.overlay.title, frame.overlay.result) if card), default=0.0)
    states = sorted(frame.riders, key=lambda state: state.place)
    wanted = _all_wanted(frame, states, style, avoid, inwards=True)
    if beside and any(mark.beside and _hidden(mark, avoid) for mark in wanted):
        wanted = _all_wanted(frame, states, style, avoid, inwards=False)
    if not wanted or shown <= 0:
        return ()
    axis = 1 if beside else 0
    sizes = np.array([(mark.layer.width, mark.layer.height) for mark in wanted], dtype=float)
    middles, anchors = np.array([mark.middle for mark in wanted]), np.array([mark.anchor for mark in wanted])
    lined = aligned(middles, anchors, sizes, axis)
    middles = spread(lined, sizes + style.px(3), _way(frame, axis), axis)
    kept = [_kept_inside(middle, mark, style, avoid) for mark, middle in zip(wanted, middles, strict=True)]
    return tuple(_mark(mark, middle, style, shown) for mark, middle in zip(wanted, kept, strict=True))


def draw_rider_marks(canvas: Bytes, marks: Sequence[RiderMark], style: Style) -> tuple[Rect, ...]:
    """Draw marks in place, the leader's last; returns what was touched."""
    ticks = [_tick(canvas, mark.tick, style, mark.placed.opacity) for mark in marks]
    chips = [lay(canvas, mark.placed) for mark in reversed(marks)]
    return tuple(rect for rect in (*ticks, *chips) if rect is not None)


def body_point(pose: Pose, up_m: float, inwards_m: float = 0.0) -> Floats:
    """A point of a rider: metres up his leaning body from the boards, and metres to the inside of the bend."""
    level = max(float(np.hypot(pose.forward[0], pose.forward[1])), 1e-9)
    inside = np.array([-pose.forward[1] / level, pose.forward[0] / level, 0.0])
    lean = np.radians(pose.lean_deg) * (1 - pose.fallen)
    body = np.array([0.0, 0.0, np.cos(lean)]) + np.sin(lean) * inside
    point: Floats = np.asarray(pose.ground_m) + up_m * (1 - 0.6 * pose.fallen) * body + inwards_m * inside
    return point


def _all_wanted(
    frame: Frame, states: Sequence[RiderState], style: Style, avoid: Sequence[Rect], *, inwards: bool
) -> list[_Wanted]:
    """Marks where they would stand alone. inwards: beside their riders towards the infield, the leader's away.

    Names take the other side, or stand over their riders, where a panel is in the way.
    """
    asked = [_pacer_wanted(frame, style), *(_wanted(frame, state, style, avoid, inwards=inwards) for state in states)]
    return [mark for mark in asked if mark is not None]


def _hidden(mark: _Wanted, panels: Sequence[Rect]) -> bool:
    return not mark.named and any(overlap(_plate(mark.middle, mark.layer), panel) for panel in panels)


def _wanted(frame: Frame, state: RiderState, style: Style, avoid: Sequence[Rect], *, inwards: bool) -> _Wanted | None:
    scale = style.sizes.figure_scale
    head = _project(frame.camera, body_point(state.pose, HEAD_M * scale), style)
    if head is None or not (0 <= head[0] < style.size_px[0] and 0 <= head[1] < style.size_px[1]):
        return None
    named = state.look.name in frame.overlay.named
    layer = _mark_layer(style, state, len(frame.riders), named=named)
    middle = head[0], head[1] - style.px(26) - layer.height / 2
    over = _Wanted(layer, head, middle, _body_rect(frame.camera, state.pose, head, style), named=named)
    if not style.sizes.compact:
        return over
    beside = _at_side(frame, state, layer, style, inwards=inwards and not state.leader)
    if not named:
        return beside
    others = (_at_side(frame, state, layer, style, inwards=not inwards or state.leader), over)
    places = [mark for mark in (beside, *others) if mark is not None]
    return next((mark for mark in places if _stands_free(mark, style, avoid)), over)


def _stands_free(mark: _Wanted, style: Style, panels: Sequence[Rect]) -> bool:
    """Whether a mark lies whole where text may stand, and under no panel."""
    plate = _plate(mark.middle, mark.layer)
    return overlap(plate, style.safe) == plate and not any(overlap(plate, panel) for panel in panels)


def _at_side(frame: Frame, state: RiderState, layer: Layer, style: Style, *, inwards: bool) -> _Wanted | None:
    """The mark beside its rider: towards the infield, or away from it."""
    scale = style.sizes.figure_scale
    body = body_point(state.pose, _MIDDLE_M * scale)
    side = body_point(state.pose, _MIDDLE_M * scale, (1.0 if inwards else -1.0) * _HALF_BODY_M * scale)
    half_m = RING_RADIUS_M if state.look.name == frame.overlay.ring else _HALF_BIKE_M * scale
    ends = [body + np.asarray(state.pose.forward) * length for length in (half_m, -half_m)]
    seen = [_project(frame.camera, point, style) for point in (body, side, *ends)]
    middle_x, side_x, *end_xs = (spot[0] if spot else float("nan") for spot in seen)
    if seen[0] is None or not np.isfinite([side_x, *end_xs]).all():
        return None
    way = 1.0 if side_x > middle_x else -1.0
    reach = max(abs(x - middle_x) for x in (side_x, *end_xs))
    edge = middle_x + way * reach, seen[0][1]
    middle = edge[0] + way * (style.px(26) + layer.width / 2), edge[1]
    named = state.look.name in frame.overlay.named
    return _Wanted(layer, edge, middle, _body_rect(frame.camera, state.pose, edge, style), named=named, beside=True)


def _pacer_wanted(frame: Frame, style: Style) -> _Wanted | None:
    """A tag over the pacer while he is ahead: he has no number, and looks like a rider from afar."""
    if frame.pacer is None or not _is_ahead(frame.pacer, frame.riders):
        return None
    head = _project(frame.camera, body_point(frame.pacer, PACER_HEAD_M * style.sizes.figure_scale), style)
    if head is None or not (0 <= head[0] < style.size_px[0] and 0 <= head[1] < style.size_px[1]):
        return None
    layer = pacer_tag(style)
    middle = head[0], head[1] - style.px(22) - layer.height / 2
    return _Wanted(layer, head, middle, _body_rect(frame.camera, frame.pacer, head, style))


def _is_ahead(pacer: Pose, riders: Sequence[RiderState]) -> bool:
    """Whether the pacer is ahead of the leader, as the leader rides."""
    leader = next((state.pose for state in riders if state.leader), None)
    if leader is None:
        return True
    return float(np.subtract(pacer.ground_m, leader.ground_m) @ np.asarray(leader.forward)) > 0


def _project(camera: Camera, point: Floats, style: Style) -> _Point | None:
    pixels, depth = camera.project(point, style.size_px)
    return (float(pixels[0]), float(pixels[1])) if depth > NEAR_M else None


def _body_rect(camera: Camera, pose: Pose, top: _Point, style: Style) -> Rect:
    """About where a rider is in the picture, from a point of his upper body: as wide as he is tall."""
    ground = _project(camera, np.asarray(pose.ground_m), style) or top
    tall = max(abs(ground[1] - top[1]), 1.0)
    return round(ground[0] - tall / 2), round(min(top[1], ground[1])), round(tall), round(tall)


def _way(frame: Frame, axis: int) -> float:
    """Which way along the axis of the picture the race goes: 1 to the right or down, -1 to the left or up."""
    poses = [*(state.pose for state in frame.riders), *((frame.pacer,) if frame.pacer else ())]
    forward = np.mean([pose.forward for pose in poses], axis=0)
    return 1.0 if float(frame.camera.axes()[axis] @ forward) >= 0 else -1.0


def _mark(wanted: _Wanted, middle: _Point, style: Style, shown: float) -> RiderMark:
    x, y = middle
    layer, (to_x, to_y) = wanted.layer, wanted.anchor
    placed = Placed(layer, round(x), round(y), shown)
    covers = union(placed.plate, wanted.body)
    if wanted.beside:
        way = 1.0 if x > to_x else -1.0
        start = (x - way * (layer.width / 2 + style.px(2)), y)
        return RiderMark(placed, (start, (to_x + way * style.px(8), to_y)), covers, wanted.named)
    start = (min(max(to_x, x - layer.width / 3), x + layer.width / 3), y + layer.height / 2 + style.px(2))
    return RiderMark(placed, (start, (to_x, to_y - style.px(10))), covers, wanted.named)


def _kept_inside(middle: Floats, wanted: _Wanted, style: Style, avoid: Sequence[Rect]) -> _Point:
    """Names stay where text may stand and beside the panels; chips only have to be in the picture."""
    layer, named = wanted.layer, wanted.named
    left, top, width, height = style.safe if named else (0, 0, *style.size_px)
    x = min(max(float(middle[0]), left + layer.width / 2), left + width - layer.width / 2)
    y = min(max(float(middle[1]), top + layer.height / 2), top + height - layer.height / 2)
    for panel in avoid if named else ():
        x, y = _moved_off(panel, (x, y), layer, style)
    return x, y


def _moved_off(panel: Rect, middle: _Point, layer: Layer, style: Style) -> _Point:
    """The nearest middle at which a layer is clear of a panel and where text may stand; the same if there is none."""
    if not overlap(_plate(middle, layer), panel):
        return middle
    x, y = middle
    across, down = layer.width / 2 + style.px(8), layer.height / 2 + style.px(8)
    left, top, width, height = style.safe
    free = [
        (to_x, to_y)
        for to_x, to_y in (
            (panel[0] + panel[2] + across, y),
            (panel[0] - across, y),
            (x, panel[1] + panel[3] + down),
            (x, panel[1] - down),
        )
        if abs(to_x - left - width / 2) <= (width - layer.width) / 2
        and abs(to_y - top - height / 2) <= (height - layer.height) / 2
    ]
    return min(free, key=lambda spot: abs(spot[0] - x) + abs(spot[1] - y), default=middle)


def _plate(middle: _Point, layer: Layer) -> Rect:
    return round(middle[0] - layer.width / 2), round(middle[1] - layer.height / 2), layer.width, layer.height


def _mark_layer(style: Style, state: RiderState, count: int, *, named: bool) -> Layer:
    """A rider's chip or name tag. count: riders of the race; the chips of many are smaller, but not the leader's."""
    sizes = style.sizes
    share = max(min((_SPACIOUS / count) ** 0.5, 1.0), _SMALLEST_CHIP)
    high = style.px(sizes.leader_chip if state.leader else sizes.rider_chip * share)
    marker, colour = state.look.marker, state.look.kit.chip
    return name_tag(style, marker, colour, state.look.display) if named else chip_layer(style, marker, colour, high)


def _tick(canvas: Bytes, ends: tuple[_Point, _Point], style: Style, shown: float) -> Rect | None:
    """A short white line on a dark edge."""
    (x0, y0), (x1, y1) = ends
    wide = style.px(style.sizes.tick)
    reach = wide + 3
    low_x, low_y = int(min(x0, x1)) - reach, int(min(y0, y1)) - reach
    high_x, high_y = int(max(x0, x1)) + reach, int(max(y0, y1)) + reach
    bounds = clip((low_x, low_y, high_x - low_x, high_y - low_y), style.size_px)
    if bounds is None:
        return None
    points = fixed(np.array(ends), bounds[:2], 1)
    for width, colour, alpha in ((wide + 2, style.palette.panel, 0.5), (wide, style.palette.white, 1.0)):
        coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
        cv2.polylines(coverage, [points], False, 255, width, cv2.LINE_AA, SHIFT_BITS)
        tint(canvas, coverage, bounds[0], bounds[1], colour, alpha * shown)
    return bounds
