"""Who is under a pointer: the rider of a figure, of a row of the tower, or of a dot on the map."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from replay.draw.graphics.split import come_in
from replay.draw.panels.giving_way import picture_panels
from replay.draw.panels.map_panel import MAP, map_dot_at
from replay.draw.panels.tower import TOWER, tower_row_at
from replay.draw.panels.tower_strip import STRIP, strip_row_at
from replay.draw.pixels.layers import Placed
from replay.draw.pixels.rectangles import Size
from replay.draw.style.theme import Style, Theme, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.pinhole import Camera

_TALL_M = 1.5
"""A rider on his bike: from the boards to the helmet."""

_WIDE = 0.4
"""So far from the line between boards and helmet a pointer still means the rider, as a part of its length."""

_LEAST_PX = 9.0
"""And so far at least, px of a picture 720 px high."""

Spot = tuple[float, float]


def rider_at(frame: Frame, theme: Theme, size_px: Size, spot: Spot) -> str | None:
    """The name of the rider under a place of a frame's picture, px; None where nobody is. Panels lie over figures."""
    style = style_for(theme, frame.layout, size_px)
    for placed in reversed(picture_panels(frame, style)):
        left, top, width, height = placed.plate
        if placed.of and placed.opacity > 0.5 and left <= spot[0] < left + width and top <= spot[1] < top + height:
            return _in_panel(placed, frame, style, spot)
    if frame.beside is not None:
        box = frame.beside.shot.box_px(size_px)
        left, top, width, height = come_in(box, frame.beside.shown, size_px)
        if left <= spot[0] < left + width and top <= spot[1] < top + height:
            inside = spot[0] - box[0], spot[1] - box[1]
            return _figure_at(frame, frame.beside.camera, box[2:], inside, size_px[1])
    return _figure_at(frame, frame.camera, size_px, spot, size_px[1])


def _in_panel(placed: Placed, frame: Frame, style: Style, spot: Spot) -> str | None:
    left, top, width, height = placed.plate
    x, y, overlay = spot[0] - left, spot[1] - top, frame.overlay
    row = None
    if placed.of == MAP and overlay.map is not None:
        dot = map_dot_at(style, overlay.map, x, y)
        riders = (state.look for state in frame.riders if dot is not None and state.look.marker == dot.tag)
        return next((look.name for look in riders), None)
    if placed.of == TOWER and overlay.tower is not None:
        row = tower_row_at(style, overlay.tower, y, height)
    elif placed.of == STRIP and overlay.tower is not None:
        row = strip_row_at(overlay.tower, x, y, (width, height))
    return None if row is None else row.look.name


def _figure_at(frame: Frame, camera: Camera, size_px: Size, spot: Spot, whole_px: int) -> str | None:
    """The nearest figure whose body is under a place."""
    found = sorted(_distances(frame, camera, size_px, spot, _LEAST_PX * whole_px / 720))
    return found[0][1] if found else None


def _distances(frame: Frame, camera: Camera, size_px: Size, spot: Spot, least_px: float) -> Iterator[tuple[float, str]]:
    """How far the line through each body is, as a part of what is near enough."""
    for state in frame.riders:
        foot = np.asarray(state.pose.ground_m)
        ends, depth = camera.project(np.array([foot, foot + np.array([0.0, 0.0, _TALL_M])]), size_px)
        if not (depth > 0).all():
            continue
        along = ends[1] - ends[0]
        share = float(np.clip((np.asarray(spot) - ends[0]) @ along / max(float(along @ along), 1e-9), 0.0, 1.0))
        far = float(np.hypot(*(np.asarray(spot) - ends[0] - share * along)))
        near = max(_WIDE * float(np.hypot(*along)), least_px)
        if far <= near:
            yield far / near, state.look.name
