"""In which order riders are seen: as it is four times a second, and eased from one such moment to the next.

What stands with riders in that order then changes places at most so often, and takes so long to do it, however fast
they pass one another in the picture.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.camera.shots import CameraTrack
from replay.scene.camera.timeline import Timeline
from replay.scene.frame.body import HEAD_M, Bodies
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.seen_order import SeenOrder
from replay.scene.riding.poses import pacer_pose, rider_poses

CHANGES_PER_S = 4
"""The order changes at most this often, in video time: an eye cannot follow it faster."""

_WIDE = 1.3
"""In a wide picture riders ride upright if they ride so many times as much down it as across."""

_SIZE_PX = (1000, 1000)
"""Of a picture for the order alone."""


def seen_order(
    motion: Motion, timeline: Timeline, layout: Layout, video_time_s: float, track: CameraTrack | None = None
) -> SeenOrder:
    """The order at a video time. Moments are counted from each shot's beginning: a cut takes the new order at once.

    track: another camera than that of the whole picture, such as of the second shot in it
    """
    span = timeline.span_at(video_time_s)
    ends = [other.video_start_s for other in timeline.spans if other.video_start_s > span.video_start_s]
    end_s = min([timeline.duration_s, *ends])
    number = math.floor((video_time_s - span.video_start_s) * CHANGES_PER_S)
    moments = (span.video_start_s + (number + step) / CHANGES_PER_S for step in (0, 1))
    races = [timeline.race_time(min(moment, math.nextafter(end_s, 0.0))) for moment in moments]
    before, after = (_places(motion, (track or span.track).at(race), race, layout) for race in races)
    share = smoothstep((video_time_s - span.video_start_s) * CHANGES_PER_S - number)
    count = len(motion.riders) + (motion.pacer_at(timeline.race_time(video_time_s)) is not None)
    across, down, upright = (before + share * (after - before)).tolist()
    return SeenOrder(tuple(across[:count]), tuple(down[:count]), upright[0])


@lru_cache(maxsize=64)
def _places(motion: Motion, camera: Camera, race_time_s: float, layout: Layout) -> Floats:
    """Places across and down the picture, of the riders and the pacer, and whether they ride upright (3, N + 1).

    Kept for the frames between.

    A pacer who is not there, and who is behind the camera, have the last ones.
    """
    pacer = pacer_pose(motion, race_time_s)
    poses = rider_poses(motion, race_time_s)
    bodies = Bodies.of((*poses, pacer or poses[0]))
    pixels, depth = camera.project(bodies.heads(np.full(len(poses) + 1, HEAD_M)), _SIZE_PX)
    pixels[depth <= 0] = np.inf
    if pacer is None:
        pixels[-1] = np.inf
    order = np.argsort(np.argsort(pixels, axis=0, kind="stable"), axis=0).T
    across, down = np.abs(bodies.forward @ camera.axes()[:2].T).mean(axis=0)
    upright = down > across * (_WIDE if layout is Layout.LANDSCAPE else 1.0)
    places = np.vstack([order, np.full(order.shape[1], upright)]).astype(float)
    places.flags.writeable = False
    return places
