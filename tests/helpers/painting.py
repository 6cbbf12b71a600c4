"""Stand-ins for the painter's two sources: a plain velodrome, and riders made of discs."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.draw.pixels.rectangles import Rect, Size, clip
from replay.scene.frame.body import body_point
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.scene.frame.shot import Shot
from replay.track.velodrome import Velodrome

Bytes = NDArray[np.uint8]
BANDS: tuple[tuple[float, float, Colour], ...] = (
    (0.0, 7.5, (215, 160, 99)),
    (-0.95, 0.0, (27, 120, 204)),
    (0.20, 0.25, (20, 17, 15)),
    (0.85, 0.90, (216, 38, 44)),
    (2.45, 2.50, (31, 79, 196)),
    (7.38, 7.50, (232, 238, 246)),
)


class PlainBackground:
    """The boards and their lines in flat colours. Counts what it draws."""

    def __init__(self, velodrome: Velodrome) -> None:
        self._velodrome = velodrome
        self._kept: dict[tuple[str, Camera, tuple[int, int]], Bytes] = {}
        self._moving: Bytes | None = None
        self.drawn = 0

    def background(self, shot: Shot, camera: Camera, size_px: tuple[int, int]) -> Bytes:
        if not shot.still:
            if self._moving is None:
                self._moving = np.empty((size_px[1], size_px[0], 4), dtype=np.uint8)
            self._moving[:] = self._draw(camera, size_px)  # one buffer for all, as the promise allows
            return self._moving
        key = (shot.id, camera, size_px)
        if key not in self._kept:
            self._kept[key] = self._draw(camera, size_px)
            self._kept[key].flags.writeable = False
        return self._kept[key]

    def _draw(self, camera: Camera, size_px: tuple[int, int]) -> Bytes:
        self.drawn += 1
        canvas = np.empty((size_px[1], size_px[0], 4), dtype=np.uint8)
        canvas[:] = (42, 27, 18, 0)
        distance = np.linspace(0, self._velodrome.lap_m, 501)
        for low, high, (red, green, blue) in BANDS:
            inner, near = camera.project(self._velodrome.place(distance, low), size_px)
            outer, far = camera.project(self._velodrome.place(distance, high), size_px)
            for index in np.flatnonzero((np.minimum(near, far) > 0.5)[:-1] & (np.minimum(near, far) > 0.5)[1:]):
                corners = np.array([inner[index], inner[index + 1], outer[index + 1], outer[index]])
                cv2.fillConvexPoly(canvas, np.rint(corners).astype(np.int32), (blue, green, red, 0))
        return canvas


class DiscFigures:
    """Riders as three discs, with a dark disc for the shadow. Touched rectangles are exact."""

    def draw_rider(
        self, canvas: Bytes, camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0
    ) -> tuple[Rect, ...]:
        parts = ((0.4, 0.34, (30, 32, 40)), (1.0, 0.30, kit.jersey), (1.25, 0.14, kit.helmet))
        return tuple(
            rect
            for up, radius, colour in parts
            for rect in _disc(canvas, camera, body_point(pose, up * scale), radius * scale, colour)
        )

    def draw_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return _disc(canvas, camera, np.asarray(pose.ground_m), 0.5 * scale, (60, 40, 30))

    def draw_pacer(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return _disc(canvas, camera, body_point(pose, 0.8 * scale), 0.5 * scale, (150, 90, 210))

    def draw_pacer_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return self.draw_shadow(canvas, camera, pose, scale=scale)

    def draw_finish_strip(self, strip: FinishStrip, size_px: Size, *, kept: Rect | None = None) -> Bytes:  # noqa: ARG002
        image = np.full((size_px[1], size_px[0], 4), 200, dtype=np.uint8)
        for line in strip.lines:
            image[:, min(int(line.lag_s * 100), size_px[0] - 1)] = 0
        return image


def _disc(canvas: Bytes, camera: Camera, point: object, radius_m: float, colour: Colour) -> tuple[Rect, ...]:
    size = (canvas.shape[1], canvas.shape[0])
    pixels, depth = camera.project(np.asarray(point, dtype=float), size)
    if depth <= 0.5:
        return ()
    radius = max(int(radius_m * camera.focal_px(size[1]) / depth), 1)
    x, y = int(pixels[0]), int(pixels[1])
    cv2.circle(canvas, (x, y), radius, (colour[2], colour[1], colour[0], 0), -1, cv2.LINE_AA)
    reach = radius + 2
    rect = clip((x - reach, y - reach, 2 * reach + 1, 2 * reach + 1), size)
    return (rect,) if rect else ()
