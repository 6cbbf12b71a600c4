"""Stripes on the boards that show where riders may have been, fading away from where they are shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.boards_marks import NEAR_M
from replay.draw.hulls import sprite_for
from replay.draw.layers import Bytes, Size
from replay.draw.rectangles import Rect
from replay.draw.theme import Style
from replay.scene.camera import Camera
from replay.scene.frame import LikelyRange, LikelyRanges
from replay.scene.likely_ranges import REACH_SD
from replay.track.velodrome import Velodrome
from replay.units import Floats

_PIECES = 44
_STRENGTH, _CASING = 0.80, 0.45
_CASING_M = 0.035
_GAP = 0.12
"""What is left free of each stripe's width, for its neighbour to be told apart."""

_THINNEST_PX, _WIDEST = 3.5, 2.0
"""A stripe that would look thinner than this is drawn wider, by this factor at most."""

_SAMPLES = 2


def strength(away_sd: Floats) -> Floats:
    """How strong a stripe is so many standard deviations from its middle: a bell, less its height where it ends."""
    end = np.exp(-(REACH_SD**2) / 2)
    return np.asarray(np.clip((np.exp(-np.square(away_sd) / 2) - end) / (1 - end), 0.0, 1.0))


def draw_ranges(
    canvas: Bytes, camera: Camera, velodrome: Velodrome, ranges: LikelyRanges, style: Style
) -> tuple[Rect, ...]:
    """Draw the stripes on the boards, in place; returns what was touched.

    Where stripes lie over each other the stronger is on top: it belongs to whoever is more likely to be there.
    """
    if not ranges.stripes or ranges.shown <= 0:
        return ()
    quads, near = _quads(camera, velodrome, ranges.stripes, style)
    seen = near & _meets(quads, style.size_px)
    if not seen.any():
        return ()
    colours = _colours(ranges, style)[seen]
    casing = np.broadcast_to(np.arange(2)[:, None, None], seen.shape)[seen]
    order = np.lexsort((colours[:, 3], casing))
    shapes = quads[seen][order]
    sprite = sprite_for(shapes, style.size_px, _SAMPLES)
    if sprite is None:
        return ()
    sprite.fill_each(list(sprite.place(shapes)), colours[order].tolist())
    return (sprite.composite(canvas),)


def _quads(
    camera: Camera, velodrome: Velodrome, stripes: tuple[LikelyRange, ...], style: Style
) -> tuple[Floats, NDArray[np.bool_]]:
    """Pieces of the casings and of the stripes in them, px (2, stripes, pieces, 4, 2), and which lie before the eye."""
    away = np.linspace(-REACH_SD, REACH_SD, _PIECES + 1)
    wider = _wider(camera, velodrome, stripes, style)
    edges = np.array(
        [
            [_edges(stripe, away, velodrome, wider, free=free, more_m=more) for stripe in stripes]
            for free, more in ((0.0, _CASING_M), (_GAP, 0.0))
        ]
    )
    pixels, depth = camera.project(edges, style.size_px)
    low, high = pixels[..., 0, :, :], pixels[..., 1, :, :]
    quads = np.stack([low[..., :-1, :], low[..., 1:, :], high[..., 1:, :], high[..., :-1, :]], axis=-2)
    return quads, np.minimum(depth[..., :-1], depth[..., 1:]).min(axis=-2) > NEAR_M


def _edges(
    stripe: LikelyRange, away_sd: Floats, velodrome: Velodrome, wider: float, *, free: float, more_m: float
) -> Floats:
    """Both edges (2, N, 3) of a stripe, metres in space; free: the part of its width that is left to its neighbours."""
    low, high = (stripe.line_m + wider * (edge - stripe.line_m) for edge in stripe.height_m)
    out = wider * more_m - free * (high - low) / 2
    distance = stripe.distance_m + away_sd * stripe.sd_m
    heights = np.minimum([[low - out], [high + out]], velodrome.width_m)
    return velodrome.place(distance, heights)


def _wider(camera: Camera, velodrome: Velodrome, stripes: tuple[LikelyRange, ...], style: Style) -> float:
    """By how much stripes are drawn wider so that they can be seen from afar: one factor for all."""
    distance = np.array([stripe.distance_m for stripe in stripes])
    heights = np.array([stripe.height_m for stripe in stripes]).T
    pixels, depth = camera.project(velodrome.place(distance, heights), style.size_px)
    thick = np.linalg.norm(pixels[1] - pixels[0], axis=-1)[(depth > NEAR_M).all(axis=0)]
    if not len(thick):
        return 1.0
    return min(max(_THINNEST_PX * style.scale / max(float(thick.mean()), 1e-6), 1.0), _WIDEST)


def _meets(quads: Floats, size_px: Size) -> NDArray[np.bool_]:
    """Which polygons (..., corners, 2) may touch the picture."""
    low, high = quads.min(axis=-2), quads.max(axis=-2)
    return np.asarray(((high > 0) & (low < np.array(size_px))).all(axis=-1))


def _colours(ranges: LikelyRanges, style: Style) -> Floats:
    """Premultiplied BGRA, 0 to 255, of casings and stripes (2, stripes, pieces, 4)."""
    edges = np.linspace(-REACH_SD, REACH_SD, _PIECES + 1)
    shown = np.array([[stripe.shown * ranges.shown] for stripe in ranges.stripes])
    share = strength((edges[1:] + edges[:-1]) / 2) * shown
    rgb = np.array([[style.palette.panel] * len(shown), [stripe.colour for stripe in ranges.stripes]], dtype=float)
    alpha = np.stack([share * _CASING, share * _STRENGTH])[..., None]
    return np.asarray(np.rint(np.concatenate([rgb[:, :, None, ::-1] * alpha, 255 * alpha], axis=-1)))
