"""Marks that lie on the boards: the lead line with its ticks and bars, and the ring around a rider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.layers import Bytes, Size, tint
from replay.draw.rectangles import Rect, clip
from replay.draw.theme import Style
from replay.scene.camera import Camera
from replay.scene.frame import Colour, Lead, Pose
from replay.track.velodrome import Velodrome
from replay.units import Floats

NEAR_M = 0.5
"""What is nearer to the eye than this is not drawn."""

TICK_EVERY_M = 10.0
RING_RADIUS_M = 1.6
_STEP_M = 0.5
_STRIPE_PX = 64
_SUBPIXEL_BITS = 4


def draw_lead_line(
    canvas: Bytes, camera: Camera, velodrome: Velodrome, lead: Lead, style: Style, *, leader_height_m: float
) -> tuple[Rect, ...]:
    """Draw the lead on the boards, in place: band, casing, a tick every 10 m back from the leader, bars at the ends."""
    place = _Place(velodrome, camera, style.size_px)
    front, back = lead.from_distance_m, lead_end(lead)
    if front - back < 0.05 or lead.shown <= 0:
        return ()
    low, high = _band(place, lead, style)
    band = place.strip(np.linspace(front, back, max(int((front - back) / _STEP_M), 2) + 1), low, high)
    ticks = np.arange(front - TICK_EVERY_M, back, -TICK_EVERY_M)
    across = [(float(distance), low - 0.25, high + 0.25, 0.09) for distance in ticks]
    across.append((front, low - 0.45, high + 0.45, 0.16))
    across += [(back, low - 0.45, high + 0.45, 0.16)] if lead.drawn >= 1 else []
    thin = style.px(2.5)
    bars = [bar for at, below, above, width in across for bar in place.bar(at, below, above, width, least_px=thin)]
    ends = sorted((leader_height_m, (low + high) / 2))
    join = list(place.bar(front, ends[0], ends[1], 0.05, least_px=1.5))
    return _paint(canvas, style, (list(band), bars, join), lead.shown)


def lead_end(lead: Lead) -> float:
    """Distance at which the drawn part of the line ends."""
    return lead.from_distance_m + (lead.to_distance_m - lead.from_distance_m) * min(max(lead.drawn, 0.0), 1.0)


def draw_ring(canvas: Bytes, camera: Camera, pose: Pose, style: Style) -> tuple[Rect, ...]:
    """Draw a ring on the boards around a rider, in place: white on a dark edge."""
    angle = np.linspace(0, 2 * np.pi, 73)[:, None]
    forward, normal = np.asarray(pose.forward), np.asarray(pose.normal)
    circle = np.asarray(pose.ground_m) + RING_RADIUS_M * (
        np.cos(angle) * forward + np.sin(angle) * np.cross(normal, forward)
    )
    pixels, depth = camera.project(circle, style.size_px)
    bounds = _bounds([pixels], style.size_px, style.px(6)) if (depth > NEAR_M).all() else None
    if bounds is None:
        return ()
    for width, colour, alpha in ((7.0, style.palette.panel, 0.6), (3.2, style.palette.white, 1.0)):
        coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
        points = _fixed(pixels, bounds)
        cv2.polylines(coverage, [points], False, 255, max(style.px(width), 1), cv2.LINE_AA, _SUBPIXEL_BITS)
        tint(canvas, coverage, bounds[0], bounds[1], colour, alpha)
    return (bounds,)


class _Place:
    """Places on the boards as one camera sees them."""

    def __init__(self, velodrome: Velodrome, camera: Camera, size_px: Size) -> None:
        self.velodrome, self.camera, self.size_px = velodrome, camera, size_px

    def strip(self, distance_m: Floats, low_m: float, high_m: float) -> Iterator[Floats]:
        """Outlines (N, 2) of the visible pieces of a band between two heights."""
        sides = [self.camera.project(self.velodrome.place(distance_m, h), self.size_px) for h in (low_m, high_m)]
        seen = (sides[0][1] > NEAR_M) & (sides[1][1] > NEAR_M)
        for piece in _runs(seen):
            yield np.concatenate([sides[0][0][piece], sides[1][0][piece][::-1]])

    def bar(
        self, distance_m: float, low_m: float, high_m: float, width_m: float, *, least_px: float
    ) -> Iterator[Floats]:
        """Outline of a bar across the boards, never thinner than so many pixels."""
        width = max(width_m, least_px / max(self._px_per_metre(distance_m, (low_m + high_m) / 2), 1e-6))
        yield from self.strip(np.array([distance_m - width / 2, distance_m + width / 2]), low_m, high_m)

    def thickness_px(self, distance_m: Floats, low_m: float, high_m: float) -> Floats:
        """How thick a band looks at each distance, px; 0 where it is not seen."""
        sides = [self.camera.project(self.velodrome.place(distance_m, h), self.size_px) for h in (low_m, high_m)]
        thick = np.linalg.norm(sides[0][0] - sides[1][0], axis=-1)
        return np.where((sides[0][1] > NEAR_M) & (sides[1][1] > NEAR_M), thick, 0.0)

    def _px_per_metre(self, distance_m: float, height_m: float) -> float:
        pixels, depth = self.camera.project(
            self.velodrome.place(np.array([distance_m - 0.25, distance_m + 0.25]), height_m), self.size_px
        )
        return float(np.linalg.norm(pixels[1] - pixels[0])) * 2 if (depth > NEAR_M).all() else 0.0


def _band(place: _Place, lead: Lead, style: Style) -> tuple[float, float]:
    """Heights between which the line lies: wider where it would be too thin to see from the whole shot."""
    low, high = style.sizes.lead_band_m
    thick = float(np.max(place.thickness_px(np.linspace(lead.from_distance_m, lead.to_distance_m, 9), low, high)))
    wanted = style.px(5)
    grow = min(max(wanted / max(thick, 1e-6), 1.0), 3.0)
    middle, half = (low + high) / 2, (high - low) / 2 * grow
    return middle - half, middle + half


def _paint(
    canvas: Bytes, style: Style, shapes: tuple[list[Floats], list[Floats], list[Floats]], shown: float
) -> tuple[Rect, ...]:
    band, bars, join = shapes
    blur = 3.0 * style.scale
    bounds = _bounds([*band, *bars, *join], style.size_px, int(3 * blur) + 2)
    if bounds is None:
        return ()
    casing = _coverage([*band, *bars], bounds)
    casing = np.asarray(cv2.GaussianBlur(cv2.dilate(casing, np.ones((3, 3), np.uint8)), (0, 0), blur), dtype=np.uint8)
    palette = style.palette
    layers: list[tuple[Bytes, Colour, float]] = [
        (casing, palette.panel, 0.55 * shown),
        (_coverage(join, bounds), palette.white, 0.55 * shown),
        (_coverage(band, bounds), palette.accent, shown),
        (_coverage(bars, bounds), palette.white, shown),
    ]
    touched = np.maximum(casing, layers[1][0])
    stripes = tuple(_stripes(touched))
    for x, y, width, height in stripes:
        for coverage, colour, alpha in layers:
            tint(canvas, coverage[y : y + height, x : x + width], bounds[0] + x, bounds[1] + y, colour, alpha)
    return tuple((bounds[0] + x, bounds[1] + y, width, height) for x, y, width, height in stripes)


def _stripes(touched: Bytes) -> Iterator[Rect]:
    """Level stripes that hold all touched pixels: a slanting line touches little of the rectangle around it."""
    for top in range(0, len(touched), _STRIPE_PX):
        columns = np.flatnonzero(touched[top : top + _STRIPE_PX].any(axis=0))
        if len(columns):
            height = min(_STRIPE_PX, len(touched) - top)
            yield int(columns[0]), top, int(columns[-1] - columns[0]) + 1, height


def _coverage(outlines: Iterable[Floats], bounds: Rect) -> Bytes:
    coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
    for outline in outlines:
        cv2.fillPoly(coverage, [_fixed(outline, bounds)], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    return coverage


def _fixed(outline: Floats, bounds: Rect) -> NDArray[np.int32]:
    """Points in OpenCV's fixed-point pixels, whose whole numbers are the middles of pixels."""
    inside = outline - (bounds[0] + 0.5, bounds[1] + 0.5)
    return np.rint(inside * (1 << _SUBPIXEL_BITS)).astype(np.int32)


def _bounds(outlines: list[Floats], size_px: Size, margin_px: int) -> Rect | None:
    """Whole pixels around outlines, with a margin, inside the picture."""
    if not outlines:
        return None
    points = np.concatenate(outlines)
    low = np.floor(points.min(axis=0)).astype(int) - margin_px
    high = np.ceil(points.max(axis=0)).astype(int) + margin_px
    return clip((int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])), size_px)


def _runs(seen: NDArray[np.bool_]) -> Iterator[slice]:
    """Runs of at least two neighbours that are seen."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= 2:
            yield slice(int(start), int(end))
