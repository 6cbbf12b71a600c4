"""Marks of the free camera: dots for riders who are small in the picture, and a chip beside each.

The user turns and zooms this camera at will, so there is no shot over which labels could be laid out. Each stands
towards the infield from its rider, and those of a bunch are pushed apart along the track: how far is a continuous
function of where the riders are, so that no chip ever jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.marks.boards_marks import NEAR_M
from replay.draw.marks.mark_layers import chip_layer, name_tag, pacer_tag
from replay.draw.marks.rider_marks import RiderMark
from replay.draw.marks.rider_spots import HALF_BIKE_M
from replay.draw.pixels.layers import Bytes, Layer, Placed, tint
from replay.draw.pixels.rectangles import Rect, clip, overlap
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.style.theme import Style
from replay.scene.frame.frame import Frame
from replay.scene.frame.riders import Pose
from replay.track.velodrome import Velodrome

_FIGURE_PX, _DOT_PX = 54.0, 34.0
"""Lengths of a bicycle, px of the reference size: from the first on riders are figures, below the second dots."""

_DOT_RADIUS, _DOT_EDGE = 10, 2
"""Of a dot, and of the dark edge around it, px of the reference size."""

_BODY_M = 1.5
"""So far towards the infield a rider reaches who leans."""

_CLEAR, _GAP, _MOST_REACH = 16, 6, 110
"""From a rider to his chip, and between chips; the farthest that a chip of a near rider stands, px of the reference."""

_LEVEL_M = 0.3
"""Riders who are no farther apart along the track change places smoothly: their chips pass each other meanwhile."""

_PUSHES = 160
"""How often chips are pushed apart. Each push is shared among all: larger ones would swing in a bunch."""

_MOST_M = 30.0
"""A chip is never pushed farther than this."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """Who has a mark, in the order of the frame, the pacer last. distance_m, height_m: where he is on the boards."""

    pose: Pose
    layer: Layer
    colour: tuple[int, int, int]
    who: str
    named: bool
    distance_m: float
    height_m: float


def free_dots(canvas: Bytes, frame: Frame, style: Style) -> tuple[Rect, ...]:
    """Draw a dot in the colour of his chip over each rider who is small; returns what was touched."""
    poses = [(state.pose, state.look.kit.chip) for state in frame.riders]
    if frame.pacer is not None:
        poses.append((frame.pacer, style.palette.body))
    touched = []
    for pose, colour in poses:
        place, far = _seen(frame, style, np.array(pose.ground_m))
        long_px = (
            2 * HALF_BIKE_M * style.sizes.figure_scale * frame.camera.focal_px(style.size_px[1]) / max(far, NEAR_M)
        )
        share = 1 - smoothstep((long_px / style.scale - _DOT_PX) / (_FIGURE_PX - _DOT_PX))
        if share > 0:
            touched += [_dot(canvas, place, style, radius, each, share) for radius, each in _rings(style, colour)]
    return tuple(rect for rect in touched if rect is not None)


def free_marks(frame: Frame, style: Style, velodrome: Velodrome, avoid: Sequence[Rect] = ()) -> tuple[RiderMark, ...]:
    """The chips of all who are in the picture. They give way to cards, and to panels that lie over them."""
    shown = 1 - max((card.shown for card in (frame.overlay.title, frame.overlay.result) if card), default=0.0)
    if shown <= 0 or not frame.riders:
        return ()
    marked = tuple(_marked(frame, style, velodrome))
    spots = _Row(frame, style, velodrome, marked).spots()
    found = (_mark(frame, style, each, spot, shown) for each, spot in zip(marked, spots, strict=True))
    return tuple(
        mark
        for mark in found
        if overlap(mark.placed.plate, (0, 0, *style.size_px)) is not None
        and not any(overlap(mark.placed.plate, panel) for panel in avoid)
    )


def _marked(frame: Frame, style: Style, velodrome: Velodrome) -> list[_Marked]:
    """Everybody who has a mark; the leader's chip is the largest, and who is named has his name."""
    found = []
    for state in frame.riders:
        named = state.look.name in frame.overlay.named
        size = style.sizes.leader_chip if state.leader else style.sizes.rider_chip
        layer = chip_layer(style, state.look.marker, state.look.kit.chip, style.px(size))
        if named and not style.sizes.compact:
            layer = name_tag(style, state.look.marker, state.look.kit.chip, state.look.display)
        place = float(state.distance_m) % velodrome.lap_m
        chip = state.look.kit.chip
        found.append(_Marked(state.pose, layer, chip, state.look.name, named, place, float(state.height_m)))
    if frame.pacer is not None:
        distance_m, height_m = _on_boards(velodrome, np.array(frame.pacer.ground_m))
        colour = style.palette.body
        found.append(_Marked(frame.pacer, pacer_tag(style), colour, "", False, distance_m, height_m))
    return found


class _Row:
    """Chips along the track, towards the infield from their riders."""

    def __init__(self, frame: Frame, style: Style, velodrome: Velodrome, marked: Sequence[_Marked]) -> None:
        self._frame, self._style, self._velodrome = frame, style, velodrome
        self._distance_m = np.array([each.distance_m for each in marked])
        height_m = np.array([each.height_m for each in marked])
        self._size = np.array([(each.layer.width, each.layer.height) for each in marked], dtype=float)
        self._per_m = self._scale_px()
        clear = style.px(_CLEAR) + self._size[:, 1] / 2
        inside = -0.4 - clear / self._per_m
        reach = np.maximum(style.px(_MOST_REACH), clear + _BODY_M * style.sizes.figure_scale * self._per_m)
        self._height_m = np.maximum(inside, height_m - reach / self._per_m)

    def spots(self) -> Floats:
        """The middles of the chips (N, 2), px."""
        return self._px(self._distance_m + self._pushed())

    def _scale_px(self) -> Floats:
        """Pixels a metre at each rider."""
        places = self._velodrome.place(self._distance_m, 0.0)
        depth = (places - self._frame.camera.eye_m) @ self._frame.camera.axes()[2]
        return np.asarray(self._frame.camera.focal_px(self._style.size_px[1]) / np.maximum(depth, NEAR_M))

    def _px(self, distance_m: Floats) -> Floats:
        places = self._velodrome.place(distance_m, self._height_m)
        return self._frame.camera.project(places, self._style.size_px)[0]

    def _pushed(self) -> Floats:
        """How far each chip is pushed along the track, m, so that none lies over another."""
        lap_m, at = self._velodrome.lap_m, self._distance_m
        along = (self._px(at + 0.5) - self._px(at - 0.5)) + 1e-6
        px_per_m = np.hypot(*along.T)
        way = np.abs(along) / px_per_m[:, None]
        # A box is passed where either its width or its height is: how far that is along the way of the track.
        room = (self._size / np.maximum(way, 1e-3)).min(axis=1) + self._style.px(_GAP)
        need = (room[:, None] + room[None, :]) / 2 / ((px_per_m[:, None] + px_per_m[None, :]) / 2)
        apart = (at[:, None] - at[None, :] + lap_m / 2) % lap_m - lap_m / 2
        ahead = np.sign(apart)
        need = need * np.abs(np.tanh(apart / _LEVEL_M))
        pushed = np.zeros(len(at))
        for _ in range(_PUSHES):
            over = need - ahead * (apart + pushed[:, None] - pushed[None, :])
            pushed += (ahead * np.maximum(over, 0.0)).sum(axis=1) / len(at)
        return np.clip(pushed, -_MOST_M, _MOST_M)


def _mark(frame: Frame, style: Style, marked: _Marked, spot: Floats, shown: float) -> RiderMark:
    place, _ = _seen(frame, style, np.array(marked.pose.ground_m))
    x, y = np.rint(spot).astype(int).tolist()
    placed = Placed(marked.layer, x, y, shown)
    half = np.array([marked.layer.width, marked.layer.height]) / 2
    away = place - spot
    edge = spot + away * min(float((half / np.maximum(np.abs(away), 1e-6)).min()), 1.0)
    start = place - away * min(style.px(_DOT_RADIUS) / max(float(np.hypot(*away)), 1e-6), 1.0)
    line = (float(start[0]), float(start[1])), (float(edge[0]), float(edge[1]))
    return RiderMark(placed, line, shown, placed.plate, marked.named, marked.who)


def _seen(frame: Frame, style: Style, place_m: Floats) -> tuple[Floats, float]:
    """Where a place is in the picture, px, and how far it is from the camera, m."""
    spots, depth = frame.camera.project(place_m[None], style.size_px)
    return np.nan_to_num(spots[0], nan=-1e4), float(depth[0])


def _rings(style: Style, colour: tuple[int, int, int]) -> tuple[tuple[float, tuple[int, int, int]], ...]:
    radius, edge = style.scale * _DOT_RADIUS, max(style.scale * _DOT_EDGE, 1.0)
    return (radius + edge, style.palette.panel), (radius, colour)


def _dot(
    canvas: Bytes, place: Floats, style: Style, radius: float, colour: tuple[int, int, int], share: float
) -> Rect | None:
    side = int(np.ceil(radius)) + 2
    x, y = np.floor(place).astype(int).tolist()
    bounds = clip((x - side, y - side, 2 * side + 1, 2 * side + 1), style.size_px)
    if bounds is None:
        return None
    coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
    middle = fixed(place[None], bounds[:2], 1).reshape(-1, 2)[0].tolist()
    cv2.circle(coverage, middle, round(radius * 2**SHIFT_BITS), 255, -1, cv2.LINE_AA, SHIFT_BITS)
    tint(canvas, coverage, bounds[0], bounds[1], colour, share)
    return bounds


def _on_boards(velodrome: Velodrome, place_m: Floats) -> tuple[float, float]:
    """Distance and height of the place on the boards that is nearest to one in space."""
    distance_m = np.arange(0.0, velodrome.lap_m, 0.5)
    far_m = np.linalg.norm(velodrome.place(distance_m)[:, :2] - place_m[:2], axis=1)
    nearest = int(np.argmin(far_m))
    return float(distance_m[nearest]), float(far_m[nearest])
