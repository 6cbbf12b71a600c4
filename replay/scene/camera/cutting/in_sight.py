"""Whom a film shows while something is said of him."""

from __future__ import annotations

from collections.abc import Iterable

from replay.motion.trajectory import Motion
from replay.scene.camera.timeline import Timeline
from replay.scene.frame.layout import SIZES_PX, Layout

_MIDDLE_M, _BEHIND_M = 0.9, 0.85
"""Of a rider: up from the boards, and back from the front of his wheel."""


def is_in_sight(timeline: Timeline, motion: Motion, layout: Layout, rider: int, video_times_s: Iterable[float]) -> bool:
    """Whether a rider (index) is in the picture, or in one of two that share it, at all of these video times."""
    return all(_is_seen(timeline, motion, layout, rider, float(time_s)) for time_s in video_times_s)


def _is_seen(timeline: Timeline, motion: Motion, layout: Layout, rider: int, video_time_s: float) -> bool:
    span, race_time_s = timeline.span_at(video_time_s), timeline.race_time(video_time_s)
    state = motion.at(race_time_s)
    middle = motion.velodrome.place(float(state.distance_m[rider]) - _BEHIND_M, float(state.height_m[rider]))
    middle[2] += _MIDDLE_M
    wide, high = SIZES_PX[layout]
    views = [(span.track, (wide, high))]
    if span.beside is not None:
        shot, track = span.beside
        views.append((track, shot.box_px((wide, high))[2:]))
    for track, size_px in views:
        (x, y), depth = track.at(race_time_s).project(middle, size_px)
        if depth > 0 and 0 <= x < size_px[0] and 0 <= y < size_px[1]:
            return True
    return False
