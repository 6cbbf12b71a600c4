"""The second shot of a picture that two share: which it is, and how far it has come in."""

from __future__ import annotations

from replay.base.easing import ease_out
from replay.scene.camera.timeline import Timeline
from replay.scene.frame.frame import Beside

_WIPE_S = 0.35
"""Video seconds in which it comes in: short, because it is the picture that is waited for. It goes with the cut that
ends it: a wipe back would open the first shot for a moment, only for the cut to take it away."""


def beside_at(timeline: Timeline, video_time_s: float, open_s: float = 0.0) -> Beside | None:
    """The second shot at a video time, None where one shot has the picture. It comes by a wipe.

    open_s: race time for which the shutter is open
    """
    span, since_s = timeline.span_at(video_time_s), timeline.split_from(video_time_s)
    if span.beside is None or since_s is None:
        return None
    shot, track = span.beside
    shown = ease_out((video_time_s - since_s) / _WIPE_S)
    return Beside(shot, track.at(timeline.race_time(video_time_s), open_s), shown)
