"""The frames that a window shows: with the parts that are on, seen by the free camera or by another."""

from __future__ import annotations

from dataclasses import replace

from replay.scene.camera.stations import free_camera
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.free_camera import FreeView
from replay.scene.frame.shot import Shot
from replay.viewer.picture_parts import Parts

_MAP_BELOW = 0.6
"""The free camera shows a map beside where its picture is lower than this part of the widest."""


def frame_of(scene: Scene, video_time_s: float, shown: Parts) -> Frame:
    """The frame of a video time with the parts that are shown, as the free camera sees it where that is on."""
    frame = frame_at(scene, video_time_s)
    if shown.view is not None:
        frame = seen_freely(frame, scene, shown.view)
    return frame_shown(frame, shown)


def shots_shown(scene: Scene, video_time_s: float, shown: Parts) -> tuple[Shot, ...]:
    """The shots of the picture of a video time: one, or two beside each other."""
    if shown.view is not None:
        return (free_camera(scene.motion.velodrome.shape, scene.layout).shot(shown.view),)
    span = scene.timeline.span_at(video_time_s)
    return (span.shot,) if span.beside is None else (span.shot, span.beside[0])


def frame_shown(frame: Frame, shown: Parts) -> Frame:
    """The frame with the parts that are shown, and the riders pointed out."""
    return replace(frame, overlay=_with_picked(_with_parts(frame.overlay, shown), shown.picked))


def seen_freely(frame: Frame, scene: Scene, view: FreeView) -> Frame:
    """The frame as the free camera sees it: without a map where nearly all of the track is in the picture."""
    free = free_camera(scene.motion.velodrome.shape, scene.layout)
    wide = view.tall_m >= _MAP_BELOW * free.start.tall_m
    overlay = replace(frame.overlay, map=None) if wide else frame.overlay
    return replace(frame, shot=free.shot(view), camera=free.camera(view), beside=None, course=None, overlay=overlay)


def _with_parts(overlay: Overlay, shown: Parts) -> Overlay:
    """The overlay with the parts that are shown."""
    if not shown.overlay:
        return Overlay(label=overlay.label, marked=False)
    return replace(
        overlay,
        tower=overlay.tower if shown.tower else None,
        caption=overlay.caption if shown.captions else None,
        named=overlay.named if shown.names else (),
    )


def _with_picked(overlay: Overlay, picked: tuple[str, ...]) -> Overlay:
    """The overlay with the riders pointed out: by name, and the first by a ring on the boards."""
    if not picked or not overlay.marked:
        return overlay
    return replace(overlay, ring=picked[0], named=tuple(dict.fromkeys((*picked, *overlay.named))))
