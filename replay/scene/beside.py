"""The second shot of a picture that two share: which it is, and how far it has come in."""

from __future__ import annotations

from replay.base.easing import ease_out
from replay.motion.trajectory import Motion
from replay.scene.camera.timeline import Timeline
from replay.scene.frame.frame import Beside
from replay.scene.frame.layout import Layout
from replay.scene.ordering import seen_order

_WIPE_IN_S, _WIPE_OUT_S = 0.35, 0.25
"""Video seconds in which it comes in and goes: short, because it is the picture that is waited for."""


def beside_at(motion: Motion, timeline: Timeline, layout: Layout, video_time_s: float) -> Beside | None:
    """The second shot at a video time, None where one shot has the picture. It comes and goes by a wipe."""
    span, between = timeline.span_at(video_time_s), timeline.split_between(video_time_s)
    if span.beside is None or between is None:
        return None
    shot, track = span.beside
    start, end = between
    shown = min(ease_out((video_time_s - start) / _WIPE_IN_S), ease_out((end - video_time_s) / _WIPE_OUT_S))
    order = seen_order(motion, timeline, layout, video_time_s, track)
    return Beside(shot, track.at(timeline.race_time(video_time_s)), shown, order)
