"""From a scene to what can be heard of it."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.camera.timeline import Timeline
from replay.scene.compose import Scene
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BreakawayCue,
    CatchCue,
    Cue,
    FallCue,
    FinishCue,
    Last200Cue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
)
from replay.scene.frame.card import Card
from replay.scene.frame.heard_curves import Heard

_STEP_S = 0.1
"""Between samples."""

_CUT_S = 0.02
"""Before and after a cut there is a sample: sound goes over within twice as long, which is no click."""

_NEAR = 0.16
"""A rider this high in the picture, of its height, is heard in full; who is smaller, in proportion."""

_RIDER_M = 1.5
_WIDEST_PAN = 0.75
"""How far to a side sound goes: who listens with one ear still hears everything."""

_OUTSIDE = 0.35
"""Of the loudness of those who are not in the picture."""

_REST = 0.16
_RISES = {
    PullOffCue: 0.14,
    AttackCue: 0.22,
    BreakawayCue: 0.14,
    CatchCue: 0.24,
    OvertakeCue: 0.20,
    BellCue: 0.20,
    LastBendCue: 0.20,
    Last200Cue: 0.26,
    FallCue: 0.45,
}
"""By how much the crowd gets louder at what happens, of 1."""

_RISE_S, _FADE_S = 0.35, 4.5
"""How fast it does, and how slowly it calms down."""

_LAST_LAP, _FINISH = 0.34, 0.42
"""What the last lap adds until the line, and the finish at once."""

_CLOSE_S, _CLOSER = 0.15, 0.25
"""A finish closer than this is cheered louder, up to that."""

_OVER_S = 14.0
"""From the finish to a crowd that only claps."""


def heard(scene: Scene) -> Heard:
    """What can be heard of a scene."""
    timeline, motion = scene.timeline, scene.motion
    times = _samples(timeline)
    race_s = np.array([timeline.race_time(time) for time in times])
    segments = [timeline.segment_at(time) for time in times]
    rolls = np.array([segment.card in (None, Card.HOOK) for segment in segments])
    speed = np.array([segment.speed(time) for segment, time in zip(segments, times, strict=True)]) * rolls
    state = motion.at(race_s)
    places = motion.velodrome.place(state.distance_m, state.height_m)
    near, side = _as_seen(timeline, times, race_s, places)
    pacer = _pacer(motion, timeline, times, race_s)
    crowd, applause = _crowd(scene, times)
    bells = [first for cue in scene.cues if isinstance(cue, BellCue) if (first := _shown(timeline, cue)) is not None]
    return Heard(
        times, speed, near * rolls, side, np.asarray(state.speed_mps), pacer * rolls, crowd, applause, tuple(bells)
    )


def _samples(timeline: Timeline) -> Floats:
    """Times at which the curves have samples: regular ones, and on both sides of each cut."""
    end = timeline.duration_s
    cuts = [span.video_start_s for span in timeline.spans] + [segment.video_start_s for segment in timeline.segments]
    around = [cut + shift for cut in cuts if 0 < cut < end for shift in (-_CUT_S, _CUT_S)]
    regular = np.arange(0.0, end, _STEP_S)
    return np.unique(np.clip(np.concatenate([regular, around, [end]]), 0.0, end))


def _as_seen(timeline: Timeline, times: Floats, race_s: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Loudness and side (R, T) of what is at places (R, T, 3), by how large and where it is in the picture."""
    near, side = np.zeros(places.shape[:2]), np.zeros(places.shape[:2])
    for k, (time, race_time) in enumerate(zip(times, race_s, strict=True)):
        camera = timeline.span_at(time).track.at(race_time)
        spots, depth = camera.project(places[:, k], (_SCREEN, _SCREEN))
        high = camera.focal_px(_SCREEN) * _RIDER_M / np.maximum(depth, 1.0) / _SCREEN
        across = np.nan_to_num((spots[:, 0] - _SCREEN / 2) / _SCREEN)  # of the picture's height, from its middle
        outside = (np.abs(across) > _HALF_WIDE) | (depth <= 0)
        near[:, k] = np.minimum(high / _NEAR, 1.0) * np.where(outside, _OUTSIDE, 1.0)
        side[:, k] = np.clip(across / _HALF_WIDE, -1.0, 1.0) * _WIDEST_PAN
    return near, side


_SCREEN, _HALF_WIDE = 1000, 0.89
"""A picture of that height, and half the width of a wide one: sides are the same in every format."""


def _pacer(motion: Motion, timeline: Timeline, times: Floats, race_s: Floats) -> Floats:
    """Loudness, side and speed (3, T) of the pacer; silent where there is none."""
    heard_of = np.zeros((3, len(times)))
    if motion.pacer is None:
        return heard_of
    state = motion.pacer.at(race_s)
    near, side = _as_seen(timeline, times, race_s, motion.velodrome.place(state.distance_m, state.height_m))
    gone = race_s > motion.pacer_gone_s
    # As it comes off the track it is throttled down.
    leaving = np.clip((motion.pacer_gone_s - race_s) / _THROTTLE_S, 0.0, 1.0)
    heard_of[:] = near[0] * leaving * ~gone, side[0], np.asarray(state.speed_mps)[0]
    return heard_of


_THROTTLE_S = 2.5


def _shown(timeline: Timeline, cue: Cue) -> float | None:
    """Video time at which a cue is shown, None where the cut leaves it out."""
    return next(iter(timeline.video_times(cue.time_s)), None)


def _crowd(scene: Scene, times: Floats) -> tuple[Floats, Floats]:
    """How loud the crowd is (T,), and how much it claps (T,)."""
    timeline, motion = scene.timeline, scene.motion
    loud = np.full(len(times), _REST)
    for cue in scene.cues:
        rise = _RISES.get(type(cue), 0.0)
        shown = _shown(timeline, cue) if rise else None
        if shown is not None:
            loud += rise * _bump(times - shown)
    race_s = np.array([timeline.race_time(time) for time in times])
    finish = next((cue for cue in scene.cues if isinstance(cue, FinishCue) and cue.place == 1), None)
    applause = np.zeros(len(times))
    if finish is not None:
        lap_s = motion.velodrome.lap_m / _LAP_MPS
        loud += _LAST_LAP * np.clip(1 - (finish.time_s - race_s) / lap_s, 0.0, 1.0) ** 2
        over_s = times - _first_after(timeline, times, race_s, finish.time_s)
        after, over_s = over_s >= 0, np.maximum(over_s, 0.0)
        close = np.nanmin(np.append(_gaps_s(motion), np.inf))
        cheer = _FINISH + _CLOSER * float(np.clip(1 - close / _CLOSE_S, 0.0, 1.0))
        loud += np.where(after, cheer * np.exp(-over_s / (_OVER_S / 3)), 0.0)
        loud -= np.where(after, _LAST_LAP * (1 - np.exp(-over_s / (_OVER_S / 3))), 0.0)
        applause = np.where(after, np.minimum(over_s / 1.5, 1.0) * np.exp(-over_s / _OVER_S), 0.0)
    carded = np.array([timeline.segment_at(time).card in (Card.TITLE,) for time in times])
    return np.clip(np.where(carded, _REST, loud), 0.0, 1.0), np.clip(applause, 0.0, 1.0)


_LAP_MPS = 17.0


def _first_after(timeline: Timeline, times: Floats, race_s: Floats, finish_s: float) -> float:
    """Video time from which the race is over, outside of what a hook shows beforehand."""
    hooked = np.array([timeline.segment_at(time).card is Card.HOOK for time in times])
    after = np.flatnonzero((race_s >= finish_s) & ~hooked)
    return float(times[after[0]]) if len(after) else np.inf


def _gaps_s(motion: Motion) -> Floats:
    """Seconds between the first two over the line; none where fewer came."""
    crossed = np.sort(motion.finish_s[np.isfinite(motion.finish_s)])
    return np.diff(crossed[:2])


def _bump(since_s: Floats) -> Floats:
    """0 before something happens, then up to 1 and slowly down."""
    rising = np.clip(since_s / _RISE_S, 0.0, 1.0)
    return np.where(since_s < 0, 0.0, rising * np.exp(-np.maximum(since_s - _RISE_S, 0.0) / _FADE_S))
