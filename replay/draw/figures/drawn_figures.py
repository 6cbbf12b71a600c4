"""Figures as the painter asks for them: riders, the pacer, their shadows, and the finish image."""

from __future__ import annotations

from replay.draw.figures.pacer_figure import draw_pacer, draw_pacer_shadow
from replay.draw.figures.rider_figure import draw_rider, draw_shadow
from replay.draw.finish.finish_image import draw_finish_strip
from replay.draw.pixels.layers import Bytes, Size
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose


class DrawnFigures:
    """The figures of this package on a track of a given width (it says where the stayers line lies at the finish)."""

    def __init__(self, *, track_width_m: float) -> None:
        self._track_width_m = track_width_m

    def draw_rider(
        self, canvas: Bytes, camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0
    ) -> tuple[Rect, ...]:
        return draw_rider(canvas, camera, pose, kit, scale=scale)

    def draw_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return draw_shadow(canvas, camera, pose, scale=scale)

    def draw_pacer(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return draw_pacer(canvas, camera, pose, scale=scale)

    def draw_pacer_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
        return draw_pacer_shadow(canvas, camera, pose, scale=scale)

    def draw_finish_strip(self, strip: FinishStrip, size_px: Size) -> Bytes:
        return draw_finish_strip(strip, size_px, track_width_m=self._track_width_m)
