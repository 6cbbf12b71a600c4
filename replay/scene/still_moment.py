"""A still of a moment of the race: at live speed, with everything settled that is just coming or going."""

from __future__ import annotations

from dataclasses import replace

from replay.base.errors import UsageError
from replay.scene.camera.wish import Cut, NamedCamera, Wish
from replay.scene.compose import Scene, frame_at, make_scene
from replay.scene.frame.frame import Frame
from replay.scene.words.tower_order import settled_tower

_AROUND_STILL_S = 2.0
"""A still of a moment that the cut leaves out is taken from a shot of so long before and after it."""


def frame_at_race_time(
    scene: Scene, race_time_s: float, camera: NamedCamera | None = None, rider: int | None = None
) -> Frame:
    """The moment of the race at live speed, with the cut's camera or a named one.

    rider: index of the rider whom a named camera that can follows; None: it shows the first
    Raises UsageError for a time outside the motion.
    """
    start, end = scene.motion.start_s, scene.motion.end_s
    if not start <= race_time_s <= end:
        raise UsageError(f"{race_time_s:.2f} s lies outside the race: {start:.2f} to {end:.2f} s")
    shown = [time for time in scene.timeline.video_times(race_time_s) if not scene.timeline.segment_at(time).card]
    if camera is None and shown:
        return _as_live(frame_at(scene, shown[0]))
    between = race_time_s - _AROUND_STILL_S, race_time_s + _AROUND_STILL_S
    near = make_scene(scene.race, scene.motion, _around(replace(scene.wish, rider=rider), camera, between), scene.doubt)
    return _as_live(frame_at(near, near.timeline.video_times(race_time_s)[0]))


def _around(wish: Wish, camera: NamedCamera | None, between: tuple[float, float]) -> Wish:
    """The wish for the race from..to at its own speed."""
    start, end = between
    return replace(wish, cut=Cut.FULL, camera=camera, from_s=start, to_s=end, speed=1.0, length_s=None, hook=False)


def _as_live(frame: Frame) -> Frame:
    """The frame as at live speed and in full light, with what is just coming or changing settled."""
    over = frame.overlay
    settled = replace(
        over,
        slow_motion=1.0,
        counter=replace(over.counter, shown=1.0, roll=1.0) if over.counter else None,
        tower=settled_tower(over.tower) if over.tower else None,
        caption=replace(over.caption, shown=1.0) if over.caption else None,
        lead=replace(over.lead, shown=1.0, drawn=1.0) if over.lead else None,
        ranges=replace(over.ranges, shown=1.0) if over.ranges else None,
        map=replace(over.map, shown=1.0) if over.map else None,
    )
    beside = replace(frame.beside, shown=1.0) if frame.beside else None
    return replace(frame, time_speed=1.0, overlay=settled, dim=0.0, beside=beside, course=None)
