"""Marks that ride with riders: chips and name tags, each with a line to its rider."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.marks.boards_marks import RING_RADIUS_M
from replay.draw.marks.label_layout import (
    LabelLayout,
    Labels,
    Measures,
    Side,
    Taken,
    best_of,
    lay_out,
    stood,
)
from replay.draw.marks.mark_layers import chip_layer, name_tag, pacer_tag
from replay.draw.marks.rider_spots import HALF_BIKE_M, RiderSpots, rider_spots
from replay.draw.marks.whose_label import seen_whose
from replay.draw.pixels.boxes import boxes_of_rects, visible
from replay.draw.pixels.layers import Bytes, Layer, Placed, lay, tint
from replay.draw.pixels.rectangles import Rect, clip, union
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.theme import Style
from replay.scene.frame.body import HEAD_M, PACER_HEAD_M
from replay.scene.frame.frame import Frame
from replay.scene.frame.riders import RiderState

_SPACIOUS, _SMALLEST_CHIP = 12, 0.65
"""Chips of more riders than this shrink, as their area is shared out, down to this share of their height."""

_LEAVES_M = 1.5
"""The pacer's tag goes while the leader comes up to him, within so much."""

_SIDEWAYS = 0.1
"""Where the inside of the bend lies less to one side of the picture than this, nothing stands beside riders."""

_OTHER_WAY, _OTHER_SIDE, _NO_NAME = 0.5, 0.2, 0.3
"""What it costs, as a share of hidden labels: to stand in line with the riders' way; on the less usual side of them;
without the name that was asked for."""

_FAINTEST = 0.02
"""Labels that are seen less than this are not drawn."""

_FARTHEST = 1.5
"""Riders outside of where text may stand by more than this many times a label's height have none."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RiderMark:
    """A chip or name tag where it is drawn.

    line    from its rider to the mark, px; with a bend where it does not stand straight over or beside him
    drawn   how much of the line is seen, 0 to 1
    covers  the mark and the rider it belongs to, px: what a label should leave free
    named   whether it carries the surname
    """

    placed: Placed
    line: tuple[_Point, ...]
    drawn: float
    covers: Rect
    named: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """What marks are made from.

    states   in race order; spots and places are of them, then of the pacer
    upright  0 they ride across the picture, 1 up or down it
    """

    frame: Frame
    style: Style
    states: tuple[RiderState, ...]
    spots: RiderSpots
    places: Floats
    upright: float

    @classmethod
    def of(cls, frame: Frame, style: Style) -> _Picture:
        order = sorted(range(len(frame.riders)), key=lambda k: frame.riders[k].place)
        states = tuple(frame.riders[k] for k in order)
        spots = _spots(frame, states, style)
        if frame.order is None:
            heads = np.where(spots.in_front[:, None], spots.heads, np.inf)
            places = np.argsort(np.argsort(heads, axis=0), axis=0).astype(float)
            across, down = np.abs(spots.way).mean(axis=0)
            return cls(frame, style, states, spots, places, float(down > across))
        places = np.array([frame.order.across, frame.order.down]).T
        places = places[[*order, *range(len(order), len(places))]]
        return cls(frame, style, states, spots, places, frame.order.upright)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The labels of some riders, in the order of their importance.

    who    their places among the spots
    short  chips alone, for names that find no room
    """

    who: list[int]
    named: tuple[bool, ...]
    layers: tuple[Layer, ...]
    short: tuple[Layer, ...]
    weight: Floats


def rider_marks(frame: Frame, style: Style, avoid: Sequence[Rect] = ()) -> tuple[RiderMark, ...]:
    """The marks of pacer and riders in the picture, none over another, over a head or under a panel.

    They give way to a card. The leader who is away has his by himself; the others' make room for it.
    """
    shown = 1 - max((card.shown for card in (frame.overlay.title, frame.overlay.result) if card), default=0.0)
    if shown <= 0 or not (frame.riders or frame.pacer):
        return ()
    picture = _Picture.of(frame, style)
    spots = picture.spots
    taken = Taken(style.safe, np.concatenate([boxes_of_rects(avoid), spots.faces[spots.in_front]]))
    marks: list[RiderMark] = []
    for asked in _units(picture):
        layers, layout = _laid_out(picture, asked, taken)
        taken = taken.and_also(stood(layout, _sizes(layers)))
        marks += _marks(asked, layers, layout, spots, shown)
    return tuple(marks)


def draw_rider_marks(canvas: Bytes, marks: Sequence[RiderMark], style: Style) -> tuple[Rect, ...]:
    """Draw marks in place; returns what was touched."""
    lines = [_line(canvas, mark.line, style, mark.drawn) for mark in marks if mark.drawn > 0]
    chips = [lay(canvas, mark.placed) for mark in reversed(marks)]
    return tuple(rect for rect in (*lines, *chips) if rect is not None)


def _spots(frame: Frame, states: Sequence[RiderState], style: Style) -> RiderSpots:
    """Where they are: riders in race order, then the pacer."""
    scale, pacer = style.sizes.figure_scale, [frame.pacer] if frame.pacer else []
    poses = [*(state.pose for state in states), *pacer]
    ringed = [state.look.name == frame.overlay.ring for state in states] + [False] * len(pacer)
    around = np.where(ringed, RING_RADIUS_M, HALF_BIKE_M * scale)
    heads = np.array([HEAD_M] * len(states) + [PACER_HEAD_M] * len(pacer))
    return rider_spots(frame.camera, poses, style.size_px, scale=scale, head_m=heads, around_m=around)


def _units(picture: _Picture) -> list[_Asked]:
    """Who has labels together: everybody, or the leader who is away and the others."""
    frame, states = picture.frame, picture.states
    weight = _weights(picture)
    riders = [k for k in range(len(states)) if weight[k] > 0]
    riders.sort(key=lambda k: (not states[k].leader, states[k].look.name not in frame.overlay.named, k))
    away = [k for k in riders if states[k].leader and frame.overlay.lead is not None]
    others = [k for k in riders if k not in away]
    others += [len(states)] if frame.pacer is not None and weight[-1] > 0 else []
    return [_asked(picture, unit, weight) for unit in (away, others) if unit]


def _asked(picture: _Picture, who: list[int], weight: Floats) -> _Asked:
    frame, style = picture.frame, picture.style
    riders = [picture.states[k] if k < len(picture.states) else None for k in who]
    named = tuple(state is not None and state.look.name in frame.overlay.named for state in riders)
    count = len(frame.riders)
    short = tuple(pacer_tag(style) if state is None else _chip(style, state, count) for state in riders)
    layers = tuple(
        name_tag(style, state.look.marker, state.look.kit.chip, state.look.display) if name and state else chip
        for state, name, chip in zip(riders, named, short, strict=True)
    )
    return _Asked(who, named, layers, short, weight[who])


def _weights(picture: _Picture) -> Floats:
    """How much each has a label: not who is out of the picture, nor a pacer behind the leader.

    A pacer has one because he has no number, and looks like a rider from afar.
    """
    frame, style, spots = picture.frame, picture.style, picture.spots
    left, top, width, height = style.safe
    middle = (spots.bodies[:, :2] + spots.bodies[:, 2:]) / 2
    beyond = np.abs(middle - (left + width / 2, top + height / 2)) - (width / 2, height / 2)
    high = _FARTHEST * style.px(style.sizes.rider_chip)
    weight = np.where(spots.in_front, np.clip(1 - beyond.max(axis=1) / high, 0, 1), 0.0)
    leader = next((state.pose for state in picture.states if state.leader), None)
    if frame.pacer is not None and leader is not None:
        ahead = np.subtract(frame.pacer.ground_m, leader.ground_m) @ np.asarray(leader.forward)
        weight[-1] *= smoothstep(float(ahead) / _LEAVES_M)
    return weight


def _laid_out(picture: _Picture, asked: _Asked, taken: Taken) -> tuple[tuple[Layer, ...], LabelLayout]:
    """The labels on the side where most of them are seen; names give way to chips before they stand badly."""
    sides = _sides(picture, asked)
    variants = (asked.layers, asked.short) if any(asked.named) else (asked.layers,)
    choices = [(layers, side) for layers in variants for side in sides]
    options: list[tuple[float, Callable[[], LabelLayout]]] = [
        (
            sides[side][0] + (0.0 if layers is asked.layers else _NO_NAME),
            partial(_option, picture, asked, layers, side, taken, sides[side][1]),
        )
        for layers, side in choices
    ]
    number, layout = best_of(options)
    return choices[number][0], layout


def _sides(picture: _Picture, asked: _Asked) -> dict[Side, tuple[float, float]]:
    """Sides on which labels may stand: what each costs at least, and whether it is a side of the riders, 0 to 1.

    Over those who ride across the picture, beside those who ride up or down: towards the infield, but the leader's who
    is away on the other side. While that changes labels go out on the one side, and come in on the other.
    """
    inside = float(picture.spots.inside[asked.who].mean())
    inner, outer = (Side.RIGHT, Side.LEFT) if inside >= 0 else (Side.LEFT, Side.RIGHT)
    first, second = (outer, inner) if len(asked.who) == 1 and asked.named[0] else (inner, outer)
    upright = picture.upright >= 0.5
    sure = abs(2 * picture.upright - 1)
    beside = 0.0 if upright else _OTHER_WAY
    side = sure * min(abs(inside) / _SIDEWAYS, 1.0)
    return {
        Side.ABOVE: (_OTHER_WAY - beside, sure),
        first: (beside, side),
        second: (beside + _OTHER_SIDE, side),
    }


def _option(
    picture: _Picture, asked: _Asked, layers: Sequence[Layer], side: Side, taken: Taken, sure: float
) -> LabelLayout:
    """The labels on one side. sure: whether that side is one side of the riders at all, 0 to 1."""
    spots, style, who = picture.spots, picture.style, asked.who
    bodies = spots.bodies[who]
    if side is Side.ABOVE:
        anchors, reach = spots.heads[who], (spots.faces[who, 2] - spots.faces[who, 0]) / 2
    else:
        edge = -spots.left if side is Side.LEFT else spots.right
        anchors = spots.middles[who] + np.stack([edge[who], np.zeros(len(who))], axis=1)
        reach = (bodies[:, 3] - bodies[:, 1]) / 4
    measures = Measures(style.px(26), max(style.px(4), 4), style.px(14), style.px(8))
    group = Labels(anchors, picture.places[who], reach, _sizes(layers), asked.weight)
    layout = lay_out(group, side, taken, measures)
    if sure == 1:
        return layout
    return replace(layout, shown=layout.shown * sure, drawn=layout.drawn * sure)


def _sizes(layers: Sequence[Layer]) -> Floats:
    return np.array([(layer.width, layer.height) for layer in layers], dtype=float)


def _marks(
    asked: _Asked, layers: Sequence[Layer], layout: LabelLayout, spots: RiderSpots, shown: float
) -> Iterator[RiderMark]:
    """The labels of a layout that are seen."""
    opacity, drawn = (shown * visible(layout.shown)).tolist(), (shown * visible(layout.drawn)).tolist()
    middles, lines = np.rint(layout.middles).astype(int).tolist(), layout.lines.tolist()
    bodies = np.rint(spots.bodies[asked.who]).astype(int).tolist()
    for index, layer in enumerate(layers):
        if opacity[index] > 0:
            x, y = middles[index]
            own, others = spots.bodies[asked.who[index]], np.delete(spots.bodies, asked.who[index], axis=0)
            plate = Placed(layer, x, y).plate
            whose = seen_whose(plate, own, layout.lines[index], drawn[index], others[np.isfinite(others).all(axis=1)])
            if whose < _FAINTEST:
                continue
            placed = Placed(layer, x, y, opacity[index] * whose)
            left, top, right, bottom = bodies[index]
            covers = union(placed.plate, (left, top, right - left, bottom - top))
            named = asked.named[index] and layer is asked.layers[index]
            yield RiderMark(placed, tuple(map(tuple, lines[index])), drawn[index] * whose, covers, named)


def _chip(style: Style, state: RiderState, count: int) -> Layer:
    """A rider's chip. count: riders of the race; the chips of many are smaller, but not the leader's."""
    sizes = style.sizes
    share = max(min((_SPACIOUS / count) ** 0.5, 1.0), _SMALLEST_CHIP)
    high = style.px(sizes.leader_chip if state.leader else sizes.rider_chip * share)
    return chip_layer(style, state.look.marker, state.look.kit.chip, high)


def _line(canvas: Bytes, line: Sequence[_Point], style: Style, shown: float) -> Rect | None:
    """A thin white line on a dark edge."""
    wide = style.px(style.sizes.tick)
    points = np.array(line)
    low, high = np.floor(points.min(axis=0)).astype(int) - wide - 3, np.ceil(points.max(axis=0)).astype(int) + wide + 3
    bounds = clip((int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])), style.size_px)
    if bounds is None:
        return None
    drawn = fixed(points, bounds[:2], 1)
    for width, colour, alpha in ((wide + 2, style.palette.panel, 0.5), (wide, style.palette.white, 1.0)):
        coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
        cv2.polylines(coverage, [drawn], False, 255, width, cv2.LINE_AA, SHIFT_BITS)
        tint(canvas, coverage, bounds[0], bounds[1], colour, alpha * shown)
    return bounds
