"""The strip of a finish image: riders from the side over the smeared column of the finish line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.base.look import BLUE_BAND, TRACK_PAINTS
from replay.base.units import Floats
from replay.draw.figures.bones.skeleton import WHEEL_RADIUS_M, WHEELBASE_M
from replay.draw.figures.rider_figure import draw_rider, draw_shadow
from replay.draw.finish.finish_plan import TimeScale
from replay.draw.style.palette import PALETTE
from replay.scene.frame.card import FinishLine
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.riders import Pose
from replay.track.markings import Markings

_ELEVATION_DEG = 24.0
"""How steeply the camera looks down on the line."""

_EYE_M = 20_000.0
"""From so far away the picture is as good as without perspective."""

_FINISH_STRIP: Colour = (220, 214, 202)
"""The white of the finish strip as a finish camera exposes it: darker than its paint."""

_BAND_M, _FAR_M = 0.95, 60.0
"""How far below the inner edge the blue band reaches, more than on the track; where the finish strip ends, unseen."""

_FRONT_M = WHEELBASE_M / 2 + WHEEL_RADIUS_M
"""From the middle of a bicycle to the front of its tyre."""

_AIM = 0.62
"""How far down the strip the riders' hubs stand."""


def draw_strip(
    lines: tuple[FinishLine, ...],
    scale: TimeScale,
    size_px: tuple[int, int],
    painted: Markings,
    *,
    flat: Colour = PALETTE.flat,
    aim: float = _AIM,
) -> NDArray[np.uint8]:
    """The strip (height, width, 4) BGRX: x is time, y is place across the line, no perspective.

    A front tyre's leading edge stands at `scale.x(lag)`.
    flat: colour of the safety zone; aim: how far down the strip the riders' hubs stand, 0 to 1
    """
    banking = float(np.arccos(np.clip(lines[0].pose.normal[2], -1.0, 1.0)))
    camera = _camera(lines, scale, size_px, banking, aim)
    canvas = _smear(camera, size_px, banking, painted, flat)
    poses = [(line, _side_on(line, scale.speed_mps, banking)) for line in sorted(lines, key=lambda line: line.height_m)]
    for _, pose in poses:
        draw_shadow(canvas, camera, pose)
    for line, pose in poses:
        draw_rider(canvas, camera, pose, line.look.kit, rolled=True)
    return canvas


def _boards(height_m: float, banking: float) -> Floats:
    """A place on the finish line, `height_m` up the boards: y towards the infield."""
    slope = banking if height_m > 0 else 0.0
    return np.array([0.0, -height_m * np.cos(slope), height_m * np.sin(slope)])


def _camera(
    lines: tuple[FinishLine, ...], scale: TimeScale, size_px: tuple[int, int], banking: float, aim: float
) -> Camera:
    """A camera outside the track that looks at the line from far away; lag 0 stands at `scale.origin_px`."""
    elevation = np.radians(_ELEVATION_DEG)
    back = np.array([0.0, -np.cos(elevation), np.sin(elevation)])
    down = np.array([0.0, -np.sin(elevation), -np.cos(elevation)])
    middle = np.mean([line.height_m for line in lines])
    hub = _boards(float(middle), banking) + np.array([0.0, 0.0, WHEEL_RADIUS_M])
    right_m = (size_px[0] / 2 - scale.origin_px) / scale.px_per_m
    target = hub + np.array([right_m, 0.0, 0.0]) + down * (0.5 - aim) * size_px[1] / scale.px_per_m
    fov_deg = 2.0 * np.degrees(np.arctan(size_px[1] / 2 / (scale.px_per_m * _EYE_M)))
    eye = target + back * _EYE_M
    return Camera(_point(eye), _point(target), float(fov_deg))


def _point(row: Floats) -> Point:
    return (float(row[0]), float(row[1]), float(row[2]))


def _side_on(line: FinishLine, speed_mps: float, banking: float) -> Pose:
    """The rider's pose on a straight track along x, where time has put him."""
    ground = _boards(line.height_m, banking)
    x = -speed_mps * line.lag_s - _FRONT_M
    normal = (0.0, float(np.sin(banking)), float(np.cos(banking)))
    return replace(line.pose, ground_m=(x, float(ground[1]), float(ground[2])), forward=(1.0, 0.0, 0.0), normal=normal)


def _smear(
    camera: Camera, size_px: tuple[int, int], banking: float, painted: Markings, flat: Colour
) -> NDArray[np.uint8]:
    """The finish column drawn out sideways: level stripes, and the light and dark of one exposure after another."""
    width, height = size_px
    fine = 4
    column = np.empty((height * fine, 3), dtype=np.float32)
    column[:] = flat
    stripes: list[tuple[float, float, Colour]] = [(-_BAND_M, 0.0, BLUE_BAND), (0.0, _FAR_M, _FINISH_STRIP)]
    stripes += [(line.inner_m, line.outer_m, TRACK_PAINTS[line.paint]) for line in painted.lines]
    for low, high, colour in stripes:
        ends, _ = camera.project(np.array([_boards(high_m, banking) for high_m in (low, high)]), size_px)
        top, bottom = (int(np.clip(round(float(y) * fine), 0, height * fine)) for y in sorted(ends[:, 1]))
        column[top:bottom] = colour
    picture = np.empty((height, width, 4), dtype=np.uint8)
    picture[..., 3] = 255
    lit = column.reshape(height, fine, 3).mean(axis=1)[:, None] * _light(width, height)[..., None]
    picture[..., :3] = np.clip(lit[..., ::-1] + 0.5, 0, 255)
    return picture


def _light(width: int, height: int) -> NDArray[np.float32]:
    """Brightness over the strip: darker to the edges, and the faint streaks of a camera that stacks columns."""
    across = np.linspace(-1.0, 1.0, width)
    down = np.linspace(0.0, 1.0, height)
    grain = np.random.default_rng(7).normal(0.0, 0.010, width)
    streaks = np.convolve(grain, (0.2, 0.6, 0.2), mode="same")
    column = 1.0 - 0.30 * np.abs(across) ** 3.2 + streaks
    row = 1.0 - 0.22 * np.exp(-down / 0.10) - 0.10 * np.exp(-(1.0 - down) / 0.06)
    return np.asarray(row[:, None] * column[None], dtype=np.float32)
