"""Frames as they are wished: with nothing laid over them, or calm."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from replay.base.easing import smoothstep
from replay.scene.camera.timeline import Timeline
from replay.scene.camera.wish import Wish
from replay.scene.frame.frame import Frame, Overlay

FADE_S = 0.35
"""Video seconds in which a calm picture goes dark before a cut, and comes back after it."""


def as_wished(frame: Frame, wish: Wish, timeline: Timeline, time_s: float) -> Frame:
    """The frame of a video time without an overlay or names on the track, or with a cut faded, where that is wished."""
    if wish.calm:
        dark = 1.0 - smoothstep(_to_cut_s(timeline, time_s) / FADE_S)
        frame = replace(frame, dim=max(frame.dim, dark), overlay=replace(frame.overlay, slides=False))
    if not wish.names:
        frame = replace(frame, overlay=replace(frame.overlay, named=()))
    return replace(frame, overlay=Overlay(label="", marked=False)) if wish.clean else frame


def _to_cut_s(timeline: Timeline, time_s: float) -> float:
    """Video seconds to the nearest cut, before or after; inf where there is none."""
    cuts = [after.video_start_s for _, after in pairwise(timeline.spans)]
    return min((abs(cut - time_s) for cut in cuts), default=math.inf)
