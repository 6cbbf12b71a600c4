"""Stripes on the boards that show where riders may have been, fading away from where they are shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.marks.boards_marks import NEAR_M
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Rect, Size, clip, overlap
from replay.draw.pixels.sprite import Sprite, box_of
from replay.draw.style.theme import Style
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.track_marks import LikelyRange, LikelyRanges
from replay.scene.likely_ranges import REACH_SD
from replay.track.velodrome import Velodrome

_PIECES = 40
"""Along a stripe, each of one colour."""

_STRENGTH, _CASING = 0.80, 0.45
"""How opaque a stripe and its dark casing are at their middle."""

_CASING_M = 0.035
"""How far the casing reaches past the stripe."""

_GAP = 0.12
"""What is left free of each stripe's width, for its neighbour to be told apart."""

_THINNEST_PX, _WIDEST = 3.5, 2.0
"""A stripe that would look thinner than this is drawn wider, by this factor at most."""

_SAMPLES = 2
"""How many times finer than the picture stripes are painted."""

_TILE_PX = 160
"""Length of the pieces of picture in which they are painted."""


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
    away = np.linspace(-REACH_SD, REACH_SD, _PIECES + 1)
    quads, near = _quads(camera, velodrome, ranges.stripes, style, away)
    seen = near & _meets(quads, (0, 0, *style.size_px))
    if not seen.any():
        return ()
    colours = _colours(ranges, style, away)[seen]
    casing = np.broadcast_to(np.arange(2)[:, None, None], seen.shape)[seen]
    order = np.lexsort((colours[:, 3], casing))
    return tuple(_painted(canvas, quads[seen][order], colours[order], style.size_px))


def _painted(canvas: Bytes, quads: Floats, colours: Floats, size_px: Size) -> Iterator[Rect]:
    """Paint polygons one over another, tile by tile: a slanting stripe leaves most of its rectangle free."""
    box = box_of(quads, 1)
    whole = clip(box, size_px) if box else None
    for tile in _tiles(whole) if whole else ():
        inside = _meets(quads, tile)
        part = box_of(quads[inside], 1) if inside.any() else None
        rect = overlap(part, tile) if part else None
        if rect is not None:
            fine = np.zeros((rect[3] * _SAMPLES, rect[2] * _SAMPLES, 4), dtype=np.uint8)
            sprite = Sprite(rect, _SAMPLES, fine)
            sprite.fill_each(list(sprite.place(quads[inside])), colours[inside].tolist())
            yield sprite.composite(canvas)


def _tiles(rect: Rect) -> Iterator[Rect]:
    """A rectangle in pieces along its longer side."""
    x, y, width, height = rect
    if width >= height:
        yield from ((left, y, min(_TILE_PX, x + width - left), height) for left in range(x, x + width, _TILE_PX))
    else:
        yield from ((x, top, width, min(_TILE_PX, y + height - top)) for top in range(y, y + height, _TILE_PX))


def _quads(
    camera: Camera, velodrome: Velodrome, stripes: tuple[LikelyRange, ...], style: Style, away_sd: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """Pieces of the casings and of the stripes in them, px (2, stripes, pieces, 4, 2), and which lie before the eye."""
    middle, sd, line = np.array([(each.distance_m, each.sd_m, each.line_m) for each in stripes]).T[..., None]
    height = np.array([each.height_m for each in stripes])
    wider = _wider(camera, velodrome, stripes, style)
    edges = line + wider * (height - line)
    out = np.array([-1.0, 1.0]) * (edges[:, 1:] - edges[:, :1]) / 2
    heights = np.stack([edges + np.array([-1.0, 1.0]) * wider * _CASING_M, edges - _GAP * out])
    distance = middle + sd * away_sd
    places = velodrome.place(distance[:, None], np.minimum(heights, velodrome.width_m)[..., None])
    pixels, depth = camera.project(places, style.size_px)
    low, high = pixels[..., 0, :, :], pixels[..., 1, :, :]
    quads = np.stack([low[..., :-1, :], low[..., 1:, :], high[..., 1:, :], high[..., :-1, :]], axis=-2)
    return quads, np.minimum(depth[..., :-1], depth[..., 1:]).min(axis=-2) > NEAR_M


def _wider(camera: Camera, velodrome: Velodrome, stripes: tuple[LikelyRange, ...], style: Style) -> float:
    """By how much stripes are drawn wider so that they can be seen from afar: one factor for all."""
    distance = np.array([stripe.distance_m for stripe in stripes])
    heights = np.array([stripe.height_m for stripe in stripes]).T
    pixels, depth = camera.project(velodrome.place(distance, heights), style.size_px)
    thick = np.linalg.norm(pixels[1] - pixels[0], axis=-1)[(depth > NEAR_M).all(axis=0)]
    if not len(thick):
        return 1.0
    return min(max(_THINNEST_PX * style.scale / max(float(thick.mean()), 1e-6), 1.0), _WIDEST)


def _meets(quads: Floats, rect: Rect) -> NDArray[np.bool_]:
    """Which polygons (..., corners, 2) may touch a rectangle."""
    x, y = quads[..., 0], quads[..., 1]
    left, top, width, height = rect
    across = (x.max(axis=-1) > left) & (x.min(axis=-1) < left + width)
    return np.asarray(across & (y.max(axis=-1) > top) & (y.min(axis=-1) < top + height))


def _colours(ranges: LikelyRanges, style: Style, away_sd: Floats) -> Floats:
    """Premultiplied BGRA, 0 to 255, of casings and stripes (2, stripes, pieces, 4)."""
    shown = np.array([[stripe.shown * ranges.shown] for stripe in ranges.stripes])
    share = strength((away_sd[1:] + away_sd[:-1]) / 2) * shown
    rgb = np.array([[style.palette.panel] * len(shown), [stripe.colour for stripe in ranges.stripes]], dtype=float)
    alpha = np.stack([share * _CASING, share * _STRENGTH])[..., None]
    return np.asarray(np.rint(np.concatenate([rgb[:, :, None, ::-1] * alpha, 255 * alpha], axis=-1)))
