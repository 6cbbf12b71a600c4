"""The second shot of a picture that two share: which it is, and how far it has come in."""

from __future__ import annotations

from replay.base.easing import ease_out
from replay.scene.camera.timeline import Timeline
from replay.scene.frame.frame import Beside

_WIPE_IN_S, _WIPE_OUT_S = 0.35, 0.25
"""Video seconds in which it comes in and goes: short, because it is the picture that is waited for."""


def beside_at(timeline: Timeline, video_time_s: float, race_time_s: float) -> Beside | None:
    """The second shot at a video time, None where one shot has the picture. It comes and goes by a wipe."""
    span, between = timeline.span_at(video_time_s), timeline.split_between(video_time_s)
    if span.beside is None or between is None:
        return None
    shot, track = span.beside
    start, end = between
    shown = min(ease_out((video_time_s - start) / _WIPE_IN_S), ease_out((end - video_time_s) / _WIPE_OUT_S))
    return Beside(shot, track.at(race_time_s), shown)
