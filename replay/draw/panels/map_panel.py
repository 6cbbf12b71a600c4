"""The track map: a sheet with the oval that never changes, the lead as an arc, and dots that move over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from replay.base.colour import Colour
from replay.base.look import BLUE_BAND
from replay.base.units import Floats
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.boxes import boxes_of, nearness, visible
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Bytes, Layer, Placed, coloured
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.style.theme import Style
from replay.scene.frame.track_map import DotKind, MapDot, MapShape, TrackMap

MAP = "map"
"""What its panel is called where somebody points at it."""

_LINE_SHARE = 0.2
"""How far up the boards the arc runs, as a share of their width: where a race is ridden."""

_ARC_STEP_M = 2.0
"""The ends of the arc go by such steps, which the dots over them hide."""

_PHASES = 4
"""Dots are kept at so many places within a pixel each way, so that they glide."""

_FINISH_M = 2.5
"""How far the tick of the finish line reaches beyond the boards on each side."""


_PLATE_ALPHA = 0.62
"""How opaque the map's plate is: who rides under it is seen through it."""


def map_size(style: Style, shape: MapShape) -> tuple[int, int]:
    """Width and height of the map's panel, px: as wide as the layout has it, as tall as the track needs."""
    return _Plan.of(style, shape).size


def map_panels(style: Style, shown: TrackMap, corner: tuple[int, int]) -> Iterator[Placed]:
    """The map with its corner at a place, from below to the top.

    Below the safe area it has no tags: platforms lay their own words there.
    """
    opacity = min(max(shown.shown, 0.0), 1.0)
    x, y = corner[0], corner[1] + round((1 - opacity) * style.px(style.sizes.slide))
    yield Placed(_sheet(style, shown.shape), x, y, opacity, of=MAP)
    if shown.arc_m is not None:
        front, back = (round(end / _ARC_STEP_M) * _ARC_STEP_M for end in shown.arc_m)
        if front > back:
            yield Placed(_arc(style, shown.shape, front, back), x, y, opacity, rests=True)
    places = _Plan.of(style, shown.shape).px(np.array([dot.at_m for dot in shown.dots]).reshape(-1, 2))
    if not style.sizes.map_below_safe:
        yield from _tags(style, shown, places, (x, y), opacity)
    for dot, (at_x, at_y) in zip(shown.dots, places.tolist(), strict=True):
        whole_x, whole_y = int(at_x), int(at_y)
        phase = int((at_x - whole_x) * _PHASES), int((at_y - whole_y) * _PHASES)
        yield Placed(_dot(style, dot.kind, dot.colour, phase), x + whole_x, y + whole_y, opacity, rests=True)


def map_dot_at(style: Style, shown: TrackMap, x: float, y: float) -> MapDot | None:
    """The rider's dot at a place of the map, px from its corner; None where none is near."""
    places = _Plan.of(style, shown.shape).px(np.array([dot.at_m for dot in shown.dots]).reshape(-1, 2))
    far = np.hypot(places[:, 0] - x, places[:, 1] - y)
    near = [k for k in range(len(far)) if far[k] <= 2.5 * style.px(style.sizes.map_dot) and shown.dots[k].tag]
    return shown.dots[min(near, key=lambda k: (float(far[k]), -k))] if near else None


@lru_cache(maxsize=8)
def large_map_style(style: Style, shape: MapShape) -> Style:
    """The style of a map that fills what is below the safe area, with dots to fit: under a card."""
    sizes, (wide, high) = style.sizes, map_size(style, shape)
    _, top, across, down = style.safe
    low = style.size_px[1] - top - down - 2 * style.px(sizes.gap)
    grown = min(across / wide, low / high)
    larger = {name: grown * getattr(sizes, name) for name in ("map_width", "map_dot", "map_margin")}
    return replace(style, sizes=replace(sizes, **larger))


class _Plan:
    """How a track lies on its map: metres to pixels."""

    def __init__(self, style: Style, shape: MapShape) -> None:
        outer = np.array(shape.outer_m)
        self._low, high = outer.min(axis=0), outer.max(axis=0)
        margin = style.px(style.sizes.map_dot + style.sizes.map_margin)
        width = style.px(style.sizes.map_width)
        self._margin, self.scale = margin, (width - 2 * margin) / float(high[0] - self._low[0])
        self.size = width, round(self.scale * float(high[1] - self._low[1])) + 2 * margin
        self.half_m = high[0] - high[1]

    @classmethod
    def of(cls, style: Style, shape: MapShape) -> _Plan:
        """Kept: it is asked for by every picture."""
        return _plan_of(style, shape)

    def px(self, places_m: Floats) -> Floats:
        """Places (..., 2) on the map, px from its corner."""
        across = (places_m - self._low) * self.scale + self._margin
        return np.stack([across[..., 0], self.size[1] - across[..., 1]], axis=-1)


@lru_cache(maxsize=8)
def _plan_of(style: Style, shape: MapShape) -> _Plan:
    return _Plan(style, shape)


@kept_layer
def _sheet(style: Style, shape: MapShape) -> Layer:
    """The oval on its plate, with the finish line."""
    plan, palette = _plan_of(style, shape), style.palette
    sheet = Sheet(style, *plan.size)
    sheet.plate(alpha=_PLATE_ALPHA)
    inner, outer = plan.px(np.array(shape.inner_m)), plan.px(np.array(shape.outer_m))
    coverage = np.zeros((plan.size[1], plan.size[0]), dtype=np.uint8)
    cv2.fillPoly(coverage, [fixed(inner, (0, 0), 1), fixed(outer, (0, 0), 1)], 255, cv2.LINE_AA, SHIFT_BITS)
    sheet.cover(coverage, 0, 0, palette.map_boards, palette.map_alpha)
    for outline, colour, alpha in ((inner, BLUE_BAND, 1.0), (outer, palette.white, 0.35)):
        sheet.cover(_stroke(outline, plan.size, style.px(1.5), closed=True), 0, 0, colour, alpha)
    across = outer[0] - inner[0]
    reach = across / max(float(np.linalg.norm(across)), 1e-9) * _FINISH_M * plan.scale
    tick = np.array([inner[0] - reach, outer[0] + reach])
    sheet.cover(_stroke(tick, plan.size, style.px(style.sizes.tick), closed=False), 0, 0, palette.white)
    return sheet.layer()


@kept_layer
def _arc(style: Style, shape: MapShape, front_m: float, back_m: float) -> Layer:
    """The lead, from the leader back to the chaser."""
    plan = _plan_of(style, shape)
    inner, outer = np.array(shape.inner_m), np.array(shape.outer_m)
    line = inner + _LINE_SHARE * (outer - inner)
    index = np.linspace(front_m, back_m, max(int(front_m - back_m), 2) + 1) / shape.lap_m * len(line)
    spots = np.stack([np.interp(index, np.arange(len(line)), side, period=len(line)) for side in line.T], axis=-1)
    coverage = _stroke(plan.px(spots), plan.size, style.px(style.sizes.map_dot * 0.7), closed=False)
    return Layer.of(coloured(coverage, style.palette.accent))


def _stroke(points: Floats, size: tuple[int, int], width: int, *, closed: bool) -> Bytes:
    coverage = np.zeros((size[1], size[0]), dtype=np.uint8)
    cv2.polylines(coverage, [fixed(points, (0, 0), 1)], closed, 255, max(width, 1), cv2.LINE_AA, SHIFT_BITS)
    return coverage


@kept_layer
def _dot(style: Style, kind: DotKind, colour: Colour, phase: tuple[int, int]) -> Layer:
    """A dot at a place within its pixel; the leader's in a ring of the accent, hollow who is down."""
    palette, radius = style.palette, style.sizes.map_dot * style.scale
    edge = max(1.5 * style.scale, 1.0)
    rings = {
        DotKind.RIDER: ((radius + edge, palette.panel), (radius, colour)),
        DotKind.LEADER: ((radius + 3 * edge, palette.accent), (radius + edge, palette.panel), (radius, colour)),
        DotKind.DOWN: ((radius + edge, palette.panel), (radius, colour), (radius - 2 * edge, palette.panel)),
        DotKind.PACER: ((radius + edge, palette.panel), (0.8 * radius, colour)),
    }[kind]
    half = int(np.ceil(radius + 3 * edge)) + 1
    offset = np.arange(2 * half + 1) - half + 0.5
    spot = [offset - (part + 0.5) / _PHASES for part in phase]
    distance = np.hypot(spot[0][None], spot[1][:, None])
    sheet = Sheet(style, 2 * half + 1, 2 * half + 1, border=0)
    for reach, tint in rings:
        coverage = np.rint(np.clip(reach + 0.5 - distance, 0, 1) * 255).astype(np.uint8)
        sheet.cover(coverage, 0, 0, tint)
    return sheet.layer(origin=(half, half))


def _tags(style: Style, shown: TrackMap, places: Floats, corner: tuple[int, int], opacity: float) -> Iterator[Placed]:
    """Tags beside the dots, towards the infield, of the leader and of whoever has room; in race order."""
    riders = [k for k in range(len(shown.dots) - 1, -1, -1) if shown.dots[k].tag]
    if not riders:
        return
    layers = [_tag(style, shown.dots[k].tag) for k in riders]
    sizes = np.array([(layer.width, layer.height) for layer in layers], dtype=float)
    plan = _Plan.of(style, shown.shape)
    at_m = np.array([shown.dots[k].at_m for k in riders])
    way = np.stack([np.clip(at_m[:, 0], -plan.half_m, plan.half_m), np.zeros(len(riders))], axis=1) - at_m
    way *= np.array([1, -1]) / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    radius = style.px(style.sizes.map_dot * 1.6)
    middles = places[riders] + way * (radius + (np.abs(way) * sizes / 2).sum(axis=1, keepdims=True))
    boxes = boxes_of(middles, sizes)
    dots = boxes_of(places, np.full((len(places), 2), 2.0 * style.px(style.sizes.map_dot)))
    near = nearness(boxes, np.concatenate([dots, boxes]))
    free = visible((1 - near[:, : len(dots)]).prod(axis=1)).tolist()
    free[0] = 1.0  # the first one's is always there
    places_px, near_tags = middles.tolist(), near[:, len(dots) :].tolist()
    taken: list[int] = []
    for index, layer in enumerate(layers):
        seen = free[index] * min((1 - near_tags[index][other] for other in taken), default=1.0)
        if seen > 0:
            taken.append(index)
            x, y = places_px[index]
            yield Placed(layer, corner[0] + round(x), corner[1] + round(y), seen * opacity, rests=True)


@kept_layer
def _tag(style: Style, tag: str) -> Layer:
    """A tag; the origin is its middle."""
    kind = style.type(style.sizes.map_tag)
    width, high = round(text.measure(tag, kind)) + 2, round(text.cap_height(kind)) + 2
    sheet = Sheet(style, width, high, border=0)
    sheet.words(tag, style.sizes.map_tag, width / 2, high - 1, style.palette.text, anchor="centre")
    return sheet.layer(origin=(width // 2, high // 2))
