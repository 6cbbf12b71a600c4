"""The painter: a Frame in, a Picture out.

What it paints depends on the frame alone. What it remembers of the last frame only saves work: while the camera
stands still, the track is mended where something moved, and panels are laid again only where something changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from replay.draw.figures.pacer_figure import draw_pacer, draw_pacer_shadow
from replay.draw.figures.rider_figure import draw_rider, draw_shadow
from replay.draw.finish.finish_image import draw_finish_strip
from replay.draw.graphics.split import draw_divider
from replay.draw.marks.boards_marks import draw_lead_line, draw_ring
from replay.draw.marks.free_marks import free_dots, free_marks
from replay.draw.marks.label_wishes import riders_seen
from replay.draw.marks.lead_mark import draw_lead_mark, lead_mark
from replay.draw.marks.range_stripes import draw_ranges
from replay.draw.marks.rider_marks import RiderMark, draw_rider_marks, rider_marks
from replay.draw.panels.brand_block import brand_rect
from replay.draw.panels.giving_way import picture_panels
from replay.draw.parts import Part, avoided, parts_of
from replay.draw.picture import BackgroundSource, FigurePainter, Picture, Rects
from replay.draw.pixels.layers import Bytes, Placed, lay, shaded
from replay.draw.pixels.rectangles import Rect, Size, moved, tiled
from replay.draw.shot_labels import shot_labels
from replay.draw.style.palette import PALETTE, Palette
from replay.draw.style.theme import DEFAULT_THEME, Style, Theme, style_for
from replay.scene.frame.card import FinishStrip
from replay.scene.frame.frame import Beside, Frame
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.markings import Markings, markings
from replay.track.velodrome import Velodrome


class DrawnFigures:
    """The figures and the finish image of this package, on a track with these lines."""

    def __init__(self, painted: Markings, palette: Palette = PALETTE) -> None:
        self._painted = painted
        self._palette = palette

    def draw_rider(self, canvas: Bytes, camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0) -> Rects:
        return draw_rider(canvas, camera, pose, kit, scale=scale)

    def draw_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects:
        return draw_shadow(canvas, camera, pose, scale=scale)

    def draw_pacer(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects:
        return draw_pacer(canvas, camera, pose, scale=scale)

    def draw_pacer_shadow(self, canvas: Bytes, camera: Camera, pose: Pose, *, scale: float = 1.0) -> Rects:
        return draw_pacer_shadow(canvas, camera, pose, scale=scale)

    def draw_finish_strip(self, strip: FinishStrip, size_px: Size, *, kept: Rect | None = None) -> Bytes:
        return draw_finish_strip(strip, size_px, self._painted, self._palette, kept)


@dataclass(frozen=True, slots=True, eq=False)
class _Painted:
    """What the last picture was made of: only to know what is different in the next.

    scene    what is drawn between background and panels, by value
    touched  where that was drawn
    """

    ground: Bytes
    dim: float
    scene: tuple[object, ...]
    touched: Rects
    panels: tuple[Placed, ...]


class Painter:
    """Paints frames of one velodrome at one size.

    A picture's pixels are the painter's own: they are painted over by the next `paint`.

    figures   those of this package if left out
    """

    def __init__(
        self,
        velodrome: Velodrome,
        size_px: Size,
        *,
        background: BackgroundSource,
        figures: FigurePainter | None = None,
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self._velodrome = velodrome
        self._size_px = size_px
        self._background = background
        self._figures = figures or DrawnFigures(markings(velodrome.shape), theme.palette)
        self._theme = theme
        self._track: Bytes = np.zeros((size_px[1], size_px[0], 4), dtype=np.uint8)
        self._pixels: Bytes = np.zeros_like(self._track)
        self._last: _Painted | None = None
        self._view: tuple[Shot, Camera] | None = None
        self._held: Bytes | None = None
        self._finish: tuple[FinishStrip, Bytes] | None = None

    def paint(self, frame: Frame) -> Picture:
        """The picture of a frame."""
        style = style_for(self._theme, frame.layout, self._size_px)
        panels = picture_panels(frame, style)
        strip = frame.overlay.finish
        if strip is not None:
            return self._paint_finish(frame, strip, panels)
        self._finish = None
        ground, stands = self._ground(frame)
        if frame.beside is not None:
            return self._paint_split(frame, frame.beside, ground.copy() if stands else ground, panels, style)
        if not stands:
            return self._paint_moving(frame, ground, panels)
        last = self._last
        if last is not None and last.ground is ground and last.dim == frame.dim:
            return self._paint_changes(frame, last, panels)
        return self._paint_still(frame, ground, panels)

    def _ground(self, frame: Frame) -> tuple[Bytes, bool]:
        """The empty velodrome, and whether the camera stands; if it does, the same array as long as it stands.

        A camera that moves in its shot stands, too, while it is held, as behind a card.
        """
        view = frame.shot, frame.camera
        if frame.shot.still:
            return self._background.background(*view, self._size_px), True
        if view != self._view:
            self._view, self._held = view, None
            return self._background.background(*view, self._size_px), False
        if self._held is None:
            self._held = self._background.background(*view, self._size_px).copy()  # others are drawn upon
        return self._held, True

    def _paint_moving(self, frame: Frame, ground: Bytes, panels: tuple[Placed, ...]) -> Picture:
        """Everything anew, straight onto the ground, which nobody else looks at."""
        self._draw_track(ground, self._whole(frame, panels))
        self._last = None
        return self._finished(self._dimmed(ground, frame), panels)

    def _paint_split(
        self, frame: Frame, beside: Beside, ground: Bytes, panels: tuple[Placed, ...], style: Style
    ) -> Picture:
        """Two shots: the first on the whole picture, the second over it, as far as it has come into its pane."""
        first, other = parts_of(frame, panels, self._theme, self._size_px)
        self._draw_track(ground, first)
        pane, covered = beside.shot.box_px(self._size_px), other.box
        second = self._background.background(beside.shot, beside.camera, pane[2:])
        second = second if not beside.shot.still else second.copy()
        self._draw_track(second, other)
        _part(ground, covered)[:] = _part(second, moved(covered, -pane[0], -pane[1]))
        draw_divider(ground, covered, style)
        self._last = None
        return self._finished(self._dimmed(ground, frame), panels)

    def _paint_still(self, frame: Frame, ground: Bytes, panels: tuple[Placed, ...]) -> Picture:
        """Everything anew, keeping the track without panels for the frames to come."""
        np.copyto(self._track, ground)
        touched = self._draw_track(self._track, self._whole(frame, panels))
        self._pixels[:] = self._dimmed(self._track, frame)
        self._last = _Painted(ground, frame.dim, _scene(frame, panels), touched, panels)
        return self._finished(self._pixels, panels)

    def _paint_changes(self, frame: Frame, last: _Painted, panels: tuple[Placed, ...]) -> Picture:
        """Only what moved or changed since the last picture of the same camera."""
        scene = _scene(frame, panels)
        touched = last.touched
        moved: Rects = ()
        if scene != last.scene:
            for rect in tiled(last.touched, self._size_px):
                _part(self._track, rect)[:] = _part(last.ground, rect)
            touched = self._draw_track(self._track, self._whole(frame, panels))
            moved = (*last.touched, *touched)
        altered = (placed.rect for placed in set(panels) ^ set(last.panels))
        changed = tiled((*moved, *altered), self._size_px)
        for rect in changed:
            below = _part(self._track, rect)
            _part(self._pixels, rect)[:] = self._dimmed(below, frame)
            for placed in panels:
                lay(self._pixels, placed, rect)
        self._last = replace(last, scene=scene, touched=touched, panels=panels)
        return Picture(self._pixels, changed)

    def _paint_finish(self, frame: Frame, strip: FinishStrip, panels: tuple[Placed, ...]) -> Picture:
        """The finish image instead of the track; the track shines through while it comes or goes."""
        style = style_for(self._theme, frame.layout, self._size_px)
        image = self._finish_image(strip, brand_rect(style))
        last = self._last
        if strip.shown >= 1 and last is not None and last.ground is image and set(last.panels) == set(panels):
            return Picture(self._pixels, ())
        np.copyto(self._pixels, image)
        if strip.shown < 1:
            np.copyto(self._track, self._ground(frame)[0])
            self._draw_track(self._track, self._whole(frame, panels))
            track = self._dimmed(self._track, frame)
            cv2.addWeighted(image, strip.shown, track, 1 - strip.shown, 0, dst=self._pixels)
        self._last = _Painted(image, 0.0, (), (), panels) if strip.shown >= 1 else None
        return self._finished(self._pixels, panels)

    def _finish_image(self, strip: FinishStrip, kept: Rect | None) -> Bytes:
        full = replace(strip, shown=1.0)
        if self._finish is None or self._finish[0] != full:
            self._finish = full, self._figures.draw_finish_strip(full, self._size_px, kept=kept)
        return self._finish[1]

    def _dimmed(self, pixels: Bytes, frame: Frame) -> Bytes:
        """Pixels as far under the veil as those of the frame are; the same ones where there is none."""
        return shaded(pixels, frame.dim, self._theme.palette.veil) if frame.dim > 0 else pixels

    def _finished(self, pixels: Bytes, panels: Sequence[Placed]) -> Picture:
        for placed in panels:
            lay(pixels, placed)
        return Picture(pixels, None)

    def _whole(self, frame: Frame, panels: Sequence[Placed]) -> Part:
        """A picture that one shot has for itself."""
        return parts_of(replace(frame, beside=None), panels, self._theme, self._size_px)[0]

    def _draw_track(self, canvas: Bytes, part: Part) -> Rects:
        """Everything between the empty velodrome and the panels; returns what was touched."""
        frame, style, avoid = part.frame, part.style, part.avoid
        marks = self._marks(part) if frame.overlay.marked else ()
        touched: list[Rect] = []
        touched += self._draw_boards_marks(canvas, frame, style)
        touched += self._draw_figures(canvas, frame, style.sizes.figure_scale)
        touched += free_dots(canvas, frame, style) if frame.shot.kind is ShotKind.FREE else ()
        touched += self._draw_lead_mark(canvas, frame, style, avoid, marks)
        touched += draw_rider_marks(canvas, marks, style)
        return tuple(touched)

    def _marks(self, part: Part) -> tuple[RiderMark, ...]:
        """The labels of a part: as they stand over its shot, where that is known."""
        if part.frame.shot.kind is ShotKind.FREE:
            return free_marks(part.frame, part.style, self._velodrome, part.avoid)
        course = part.frame.course
        labels = None if course is None else shot_labels(course, self._theme, self._size_px, part.number)
        return rider_marks(part.frame, part.style, part.avoid, labels)

    def _draw_boards_marks(self, canvas: Bytes, frame: Frame, style: Style) -> Iterator[Rect]:
        lead, ranges = frame.overlay.lead, frame.overlay.ranges
        if ranges is not None:
            yield from draw_ranges(canvas, frame.camera, self._velodrome, ranges, style)
        if lead is not None:
            height_m = next(
                (state.height_m for state in frame.riders if state.leader), sum(style.sizes.lead_band_m) / 2
            )
            yield from draw_lead_line(canvas, frame.camera, self._velodrome, lead, style, leader_height_m=height_m)
        for state in frame.riders:
            if state.look.name == frame.overlay.ring:
                yield from draw_ring(canvas, frame.camera, state.pose, style)

    def _draw_figures(self, canvas: Bytes, frame: Frame, scale: float) -> Iterator[Rect]:
        """Shadows first, then riders and pacer from far to near."""
        figures, camera = self._figures, frame.camera
        if frame.pacer is not None:
            yield from figures.draw_pacer_shadow(canvas, camera, frame.pacer, scale=scale)
        for state in frame.riders:
            yield from figures.draw_shadow(canvas, camera, state.pose, scale=scale)
        for pose, kit in _far_to_near(frame):
            if kit is None:
                yield from figures.draw_pacer(canvas, camera, pose, scale=scale)
            else:
                yield from figures.draw_rider(canvas, camera, pose, kit, scale=scale)

    def _draw_lead_mark(
        self, canvas: Bytes, frame: Frame, style: Style, avoid: Rects, marks: Sequence[RiderMark]
    ) -> Rects:
        """The label on the line; narrow layouts and shots of one of its ends show the lead in a panel instead."""
        lead = frame.overlay.lead
        if lead is None or style.sizes.compact or not lead.whole:
            return ()
        riders = (*riders_seen(frame, style), *(mark.placed.plate for mark in marks))
        mark = lead_mark(frame.camera, self._velodrome, lead, style, avoid, riders)
        return draw_lead_mark(canvas, mark, style) if mark is not None else ()


def _scene(frame: Frame, panels: Sequence[Placed]) -> tuple[object, ...]:
    """All that the drawing between background and panels depends on, while the camera stands still."""
    overlay = frame.overlay
    cards = tuple(card.shown for card in (overlay.title, overlay.result) if card)
    # Over a shot labels come and go with time, even where all else is held.
    time = None if frame.course is None or any(share >= 1 for share in cards) else frame.video_time_s
    marks = (overlay.lead, overlay.ranges, overlay.named, overlay.ring, cards, avoided(panels), time)
    return frame.layout, frame.camera, frame.riders, frame.pacer, marks


def _far_to_near(frame: Frame) -> list[tuple[Pose, Kit | None]]:
    """Everybody on the track with his kit, None for the pacer, the farthest from the eye first."""
    figures: list[tuple[Pose, Kit | None]] = [(state.pose, state.look.kit) for state in frame.riders]
    if frame.pacer is not None:
        figures.append((frame.pacer, None))
    eye = np.asarray(frame.camera.eye_m)
    return sorted(figures, key=lambda figure: -float(np.linalg.norm(np.asarray(figure[0].ground_m) - eye)))


def _part(canvas: Bytes, rect: Rect) -> Bytes:
    x, y, width, height = rect
    return canvas[y : y + height, x : x + width]
