"""Marks that lie on the boards: the lead line with its ticks and bars, and the ring around a rider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.pixels.layer_kernels import covered_columns
from replay.draw.pixels.layers import Bytes, tint
from replay.draw.pixels.rectangles import Rect, Size, clip
from replay.draw.pixels.sprite import SHIFT_BITS, fixed
from replay.draw.style.theme import Style
from replay.scene.frame.body import body_point
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Pose
from replay.scene.frame.track_marks import Lead
from replay.track.velodrome import Velodrome

NEAR_M = 0.5
"""What is nearer to the eye than this is not drawn."""

TICK_EVERY_M = 10.0
"""Between the ticks on the lead line, back from the leader."""

_MIDDLE_M, _FARTHEST_M = 0.62, 0.9
"""Height of a rider's middle on his bike, and how far from his wheels the middle of his ring may be."""

RING_RADIUS_M = 1.6
"""Of the ring round a rider."""

_STEP_M = 0.5
"""Length of the pieces by which the band follows the boards."""

_STRIPE_PX = 64
"""Height of the level stripes in which a slanting line is laid."""

_THINNEST_PX = 2.5
"""Bars never look thinner."""


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
    bars = _bars(lead, (low, high), leader_height_m)
    outlines = place.bars(bars, style)
    return _paint(canvas, style, (list(band), outlines[:-1], outlines[-1:]), lead.shown)


def _bars(lead: Lead, band_m: tuple[float, float], leader_height_m: float) -> Floats:
    """Bars across the boards (N, 4) as distance, lower and upper height, width: ticks, ends, and last the join.

    The join is the thin line from the leader's wheel to the lead line.
    """
    front, back = lead.from_distance_m, lead_end(lead)
    (low, high), middle = band_m, sum(band_m) / 2
    ticks = np.arange(front - TICK_EVERY_M, back, -TICK_EVERY_M)
    rows = [(distance, low - 0.25, high + 0.25, 0.09) for distance in ticks]
    rows += [(end, low - 0.45, high + 0.45, 0.16) for end in ((front, back) if lead.drawn >= 1 else (front,))]
    rows.append((front, min(leader_height_m, middle), max(leader_height_m, middle), 0.05))
    return np.array(rows)


def lead_end(lead: Lead) -> float:
    """Distance at which the drawn part of the line ends."""
    return lead.from_distance_m + (lead.to_distance_m - lead.from_distance_m) * min(max(lead.drawn, 0.0), 1.0)


def draw_ring(canvas: Bytes, camera: Camera, pose: Pose, style: Style) -> tuple[Rect, ...]:
    """Draw a ring on the boards around a rider, in place: white on a dark edge."""
    angle = np.linspace(0, 2 * np.pi, 73)[:, None]
    forward, normal = np.asarray(pose.forward), np.asarray(pose.normal)
    circle = _behind_body(camera, pose, style.sizes.figure_scale) + RING_RADIUS_M * (
        np.cos(angle) * forward + np.sin(angle) * np.cross(normal, forward)
    )
    pixels, depth = camera.project(circle, style.size_px)
    bounds = _bounds([pixels], style.size_px, style.px(6)) if (depth > NEAR_M).all() else None
    if bounds is None:
        return ()
    for width, colour, alpha in ((7.0, style.palette.panel, 0.6), (3.2, style.palette.white, 1.0)):
        coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
        points = fixed(pixels, bounds[:2], 1)
        cv2.polylines(coverage, [points], False, 255, max(style.px(width), 1), cv2.LINE_AA, SHIFT_BITS)
        tint(canvas, coverage, bounds[0], bounds[1], colour, alpha)
    return (bounds,)


def _behind_body(camera: Camera, pose: Pose, scale: float) -> Floats:
    """The place (3,) on the boards that is seen behind the middle of a rider, who leans away from where his wheels are.

    So a ring around it is seen around him. A low camera sees it far off: it stays within his ring.
    """
    ground, normal, eye = np.asarray(pose.ground_m), np.asarray(pose.normal), np.asarray(camera.eye_m)
    sight = body_point(pose, _MIDDLE_M * scale) - eye
    falls = float(sight @ normal)
    away = (eye + sight * (float((ground - eye) @ normal) / falls) if falls < -1e-6 else ground) - ground
    return np.asarray(ground + away * min(_FARTHEST_M / max(float(np.linalg.norm(away)), 1e-9), 1.0))


class _Place:
    """Places on the boards as one camera sees them."""

    def __init__(self, velodrome: Velodrome, camera: Camera, size_px: Size) -> None:
        self.velodrome, self.camera, self.size_px = velodrome, camera, size_px

    def strip(self, distance_m: Floats, low_m: float, high_m: float) -> Iterator[Floats]:
        """Outlines (N, 2) of the visible pieces of a band between two heights."""
        (low, high), depth = self._sides(distance_m, low_m, high_m)
        for piece in _runs(np.asarray((depth > NEAR_M).all(axis=0))):
            yield np.concatenate([low[piece], high[piece][::-1]])

    def bars(self, bars: Floats, style: Style) -> list[Floats]:
        """Outlines (4, 2) of bars (N, 4), as wide as asked but never too thin to see; empty for one not in sight."""
        distance, heights, asked = bars[:, 0], bars[:, 1:3], bars[:, 3]
        ends = self.velodrome.place(distance[:, None], heights)
        forward = self.velodrome.directions(distance)[0][:, None]
        pixels, _ = self.camera.project(np.stack([ends - forward / 2, ends + forward / 2]), self.size_px)
        px_per_metre = np.linalg.norm(pixels[1] - pixels[0], axis=-1).mean(axis=-1)
        width = np.maximum(asked, style.px(_THINNEST_PX) / np.maximum(np.nan_to_num(px_per_metre), 1.0))
        half = forward * width[:, None, None] / 2
        corners = np.concatenate([ends - half, (ends + half)[:, ::-1]], axis=1)
        outlines, depth = self.camera.project(corners, self.size_px)
        near = depth.min(axis=-1).tolist()
        return [outline if least > NEAR_M else np.empty((0, 2)) for outline, least in zip(outlines, near, strict=True)]

    def thickness_px(self, distance_m: Floats, low_m: float, high_m: float) -> Floats:
        """How thick a band looks at each distance, px; 0 where it is not seen."""
        (low, high), depth = self._sides(distance_m, low_m, high_m)
        return np.where((depth > NEAR_M).all(axis=0), np.linalg.norm(low - high, axis=-1), 0.0)

    def _sides(self, distance_m: Floats, low_m: float, high_m: float) -> tuple[Floats, Floats]:
        """Both sides of a band in pixels (2, N, 2), and how far away they are (2, N)."""
        return self.camera.project(self.velodrome.place(distance_m, [[low_m], [high_m]]), self.size_px)


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
    margin = int(3 * blur) + 2
    bounds = _bounds([*band, *bars, *join], style.size_px, margin)
    if bounds is None:
        return ()
    masks = _coverage(band, bounds), _coverage(bars, bounds), _coverage(join, bounds)
    cased = np.maximum(masks[0], masks[1])
    touched = np.maximum(cased, masks[2])
    stripes = tuple(_stripes(touched, margin))
    white = style.palette.white
    for x, y, width, height in stripes:
        corner = bounds[0] + x, bounds[1] + y
        part = np.s_[y : y + height, x : x + width]
        tint(canvas, _blurred(cased, (x, y, width, height), blur, margin), *corner, style.palette.panel, 0.55 * shown)
        for mask, colour, alpha in (
            (masks[2], white, 0.55),
            (masks[0], style.palette.accent, 1.0),
            (masks[1], white, 1.0),
        ):
            if cv2.countNonZero(mask[part]):
                tint(canvas, mask[part], *corner, colour, alpha * shown)
    return tuple((bounds[0] + x, bounds[1] + y, width, height) for x, y, width, height in stripes)


def _blurred(coverage: Bytes, rect: Rect, blur: float, margin: int) -> Bytes:
    """A soft edge around what is covered, for one rectangle."""
    x, y, width, height = rect
    left, top = max(x - margin, 0), max(y - margin, 0)
    around = coverage[top : y + height + margin, left : x + width + margin]
    side = 2 * max(round(1.2 * blur), 1) + 1  # two boxes are as soft as a bell of that blur, and quicker
    soft = cv2.blur(cv2.blur(cv2.dilate(around, np.ones((3, 3), np.uint8)), (side, side)), (side, side))
    return np.asarray(soft[y - top : y - top + height, x - left : x - left + width], dtype=np.uint8)


def _stripes(touched: Bytes, margin: int) -> Iterator[Rect]:
    """Level stripes that hold all touched pixels and a margin: a slanting line leaves most of its rectangle free."""
    for top in range(0, len(touched), _STRIPE_PX):
        below = min(top + _STRIPE_PX + margin, len(touched))
        first, end = covered_columns(touched, max(top - margin, 0), below)
        if first < end:
            left, right = max(first - margin, 0), min(end + margin, touched.shape[1])
            yield left, top, right - left, min(_STRIPE_PX, len(touched) - top)


def _coverage(outlines: Iterable[Floats], bounds: Rect) -> Bytes:
    coverage = np.zeros((bounds[3], bounds[2]), dtype=np.uint8)
    for outline in filter(len, outlines):
        cv2.fillPoly(coverage, [fixed(outline, bounds[:2], 1)], 255, cv2.LINE_AA, SHIFT_BITS)
    return coverage


def _bounds(outlines: list[Floats], size_px: Size, margin_px: int) -> Rect | None:
    """Whole pixels around outlines, with a margin, inside the picture."""
    points = np.concatenate([np.empty((0, 2)), *outlines])
    if not len(points):
        return None
    low = np.floor(points.min(axis=0)).astype(int) - margin_px
    high = np.ceil(points.max(axis=0)).astype(int) + margin_px
    return clip((int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])), size_px)


def _runs(seen: NDArray[np.bool_]) -> Iterator[slice]:
    """Runs of at least two neighbours that are seen."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= 2:
            yield slice(int(start), int(end))
