"""The camera that the user turns and zooms by hand: one high place, and what of the track lies in the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.shot import Shot, ShotKind

Spot = tuple[float, float]
"""A place in the picture: shares of its width and height, from the top left corner."""

LEAST_M = 7.0
"""The least height of a picture on the ground: a bicycle is a quarter of it then."""

_INSIDE = 0.8
"""The nearest of the boards lies within this share of the picture's shorter half, so that the track is never lost."""

_ZOOMS = 2**0.5
"""From one size of ground to the next: each is sharp enough for views that are smaller by less than that."""

_STEP = 1 / 3
"""From the middle of one ground to that of the next, as a part of the height of its largest view."""

_TURNS = 6
"""So often the place that a spot shows is asked for and mended: the ground is seen at a slant, but hardly."""


@dataclass(frozen=True, slots=True)
class FreeView:
    """What the free camera shows. x_m, y_m: the place in the middle; tall_m: metres of ground from foot to head."""

    x_m: float
    y_m: float
    tall_m: float


@dataclass(frozen=True, eq=False)
class FreeCamera:
    """Where the free camera stands, and how far it can be turned.

    start   all of the track: the widest view
    line_m  (N, 2) points of the middle of the boards, by which the track is kept in the picture
    aspect  width over height of the picture
    """

    eye_m: Point
    up: Point
    start: FreeView
    line_m: Floats
    aspect: float

    def camera(self, view: FreeView) -> Camera:
        """The camera of a view."""
        target = view.x_m, view.y_m, 0.0
        far_m = float(np.linalg.norm(np.subtract(target, self.eye_m)))
        return Camera(self.eye_m, target, float(np.degrees(2 * np.arctan(view.tall_m / 2 / far_m))), self.up)

    def shot(self, view: FreeView) -> Shot:
        """The shot that a view is of: one for all views of nearly its size and place, so that its ground is kept."""
        step = max(int(np.floor(np.log(self.start.tall_m / view.tall_m) / np.log(_ZOOMS) + 1e-9)), 0)
        tall_m = self.start.tall_m / _ZOOMS**step
        grid_m = tall_m * _STEP
        return self._shot(step, round(view.x_m / grid_m), round(view.y_m / grid_m))

    def ground(self, view: FreeView, spot: Spot) -> Floats:
        """The place (2,) on the ground, m, that a view shows at a spot."""
        camera = self.camera(view)
        reach = np.tan(np.radians(camera.fov_deg) / 2)
        right, down = (2 * spot[0] - 1) * reach * self.aspect, (2 * spot[1] - 1) * reach
        ray = np.array([right, down, 1.0]) @ camera.axes()
        eye = np.array(self.eye_m)
        return np.asarray((eye + ray * (-eye[2] / min(ray[2], -1e-6)))[:2])

    def zoomed(self, view: FreeView, spot: Spot, factor: float) -> FreeView:
        """The view so many times closer, with the same place at a spot. The widest is that of the start, or near it."""
        tall_m = min(max(view.tall_m / factor, LEAST_M), self.start.tall_m)
        return self.showing(replace(view, tall_m=tall_m), spot, self.ground(view, spot))

    def showing(self, view: FreeView, spot: Spot, place_m: Floats) -> FreeView:
        """The view turned so that a spot shows a place on the ground, as far as the track stays in the picture."""
        for _ in range(_TURNS):
            x, y = place_m - self.ground(view, spot)
            view = replace(view, x_m=view.x_m + float(x), y_m=view.y_m + float(y))
        return self.within(view)

    def within(self, view: FreeView) -> FreeView:
        """The view with the track in it: its middle is over the track's ground, and near enough to the boards."""
        tall_m = min(max(view.tall_m, LEAST_M), self.start.tall_m)
        most = np.abs(self.line_m).max(axis=0)
        middle = np.clip((view.x_m, view.y_m), -most, most)
        away = self.line_m - middle
        far_m = np.hypot(*away.T)
        nearest = int(np.argmin(far_m))
        near_m = _INSIDE * tall_m * min(self.aspect, 1.0) / 2
        if far_m[nearest] > near_m:
            middle = middle + away[nearest] * (1 - near_m / far_m[nearest])
        return FreeView(float(middle[0]), float(middle[1]), tall_m)

    @lru_cache(maxsize=64)  # noqa: B019 - there are four in a program: one for each layout
    def _shot(self, step: int, column: int, row: int) -> Shot:
        """The ground around a place: its views reach as far as its neighbours do, and are as close as the next size."""
        tall_m = self.start.tall_m / _ZOOMS**step
        grid_m = tall_m * _STEP
        x_m, y_m, half_m = column * grid_m, row * grid_m, grid_m / 2
        corners = ((-half_m, -half_m), (half_m, -half_m), (half_m, half_m), (-half_m, half_m))
        views = [FreeView(x_m + x, y_m + y, tall_m) for x, y in corners]
        views.append(FreeView(x_m, y_m, tall_m / _ZOOMS))
        return Shot(f"free {step} {column} {row}", ShotKind.FREE, tuple(map(self.camera, views)))
