"""Shots: one station's camera over a stretch of the race, still or turning, framed on those who matter.

The direction and the zoom are worked out for the whole stretch at once and then low-passed, so that the camera at a
moment depends on that moment alone and moves smoothly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.camera import framing
from replay.scene.camera.pacing import late_rider_at
from replay.scene.camera.setups import Who
from replay.scene.camera.stations import Composition, Station, composition
from replay.scene.camera.subjects import (
    PLACES,
    Watched,
    needed_reach_m,
    subject_points,
    watched_past_line_m,
    watched_reach_m,
    whole_reach_m,
)
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.shot import WHOLE, Pane, Shot, ShotKind

RATE_HZ = 10.0
"""Samples a second of a camera's direction; it turns slowly, and a spline joins them."""

_AROUND_S = 2.1
"""A camera is worked out for so long before and after its stretch, too: three standard deviations of the calmest low-
pass, so that it already turns when the cut comes and does not brake before the next."""

_LARGE = 0.18
"""Height of a rider, as a part of the picture's shorter side, below which not everybody is shown but the first of the
field, as far back as the size allows: on a telephone one knows riders by their jerseys from there on. The map shows
where the others are."""

_LARGE_UPRIGHT, _LARGE_BEHIND_PACER, _LARGE_IN_LINE = 0.14, 0.115, 0.15
"""The same for a telephone held upright, whose figures are drawn larger than they are; for the line behind the pacer on
it, of which everybody is to be seen; and for that in a picture as wide as tall, or a little taller."""

_FEW, _FEW_SMALLER = 4, 0.75
"""Of so few riders all are to be seen, though they are so much smaller then: with the last of four half out of it a
picture looks like a mistake."""

_DEPTHS_M = (60.0, 45.0, 34.0, 26.0, 20.0, 16.0, 13.0, 10.5, 8.5, 7.0)
"""So far behind the first a picture may reach; less would show the leader alone, whatever happens behind him."""

_ROOMY = 0.55
"""Width of a window, as a part of the picture's, from which on a camera turns as calmly as its station does."""

_CLOSER, _LEAST_ROOM = (1.0, 0.5, 0.25), 0.75
"""A camera that turns so calmly that its lens had to be shorter than this part of what it could be, so as not to lose
anybody, follows so much closer: else riders would shrink for a moment in the midst of a shot."""

_WIDEST_STEP_DEG = 0.75
"""Between two views that a shot hands to the plates the camera turns or zooms by no more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class CameraTrack:
    """A standing camera's direction and lens over race time.

    time_s   (N,) race time of the samples, evenly spaced; one sample for a still camera
    forward  (N, 3) unit vectors
    fov_deg  (N,)
    """

    eye_m: Point
    up: Point
    time_s: Floats
    forward: Floats
    fov_deg: Floats

    @property
    def still(self) -> bool:
        """Whether the camera neither turns nor zooms."""
        return len(self.time_s) == 1

    def at(self, race_time_s: float, open_s: float = 0.0) -> Camera:
        """The camera at a race time; outside the samples it holds the nearest.

        open_s: race time for which its shutter is open, half of it after that
        """
        if open_s > 0 and not self.still:
            return replace(self.at(race_time_s), closes=self.at(race_time_s + open_s / 2))
        x = 0.0 if self.still else (race_time_s - self.time_s[0]) / (self.time_s[1] - self.time_s[0])
        x = min(max(float(x), 0.0), len(self.time_s) - 1.0)
        return self._camera(_curve(self.forward, x), float(_curve(self.fov_deg[:, None], x)[0]))

    def views(self) -> tuple[Camera, ...]:
        """Samples that cover the turning closely enough to know all that the camera sees."""
        kept = [0]
        for k in range(1, len(self.time_s)):
            turned = float(np.degrees(np.arccos(np.clip(self.forward[k] @ self.forward[kept[-1]], -1, 1))))
            if turned > _WIDEST_STEP_DEG or abs(self.fov_deg[k] - self.fov_deg[kept[-1]]) > _WIDEST_STEP_DEG:
                kept.append(k)
        if kept[-1] != len(self.time_s) - 1:
            kept.append(len(self.time_s) - 1)
        return tuple(self._camera(self.forward[k], float(self.fov_deg[k])) for k in kept)

    def _camera(self, forward: Floats, fov_deg: float) -> Camera:
        x, y, z = (e + 50.0 * float(f) for e, f in zip(self.eye_m, forward, strict=True))
        return Camera(self.eye_m, (x, y, z), fov_deg, self.up)


def make_shot(
    motion: Motion,
    station: Station,
    layout: Layout,
    race_from_s: float,
    race_to_s: float,
    *,
    id: str,  # noqa: A002
    kind: ShotKind,
    who: Who = Who.EVERYBODY,
    rider: int | None = None,
    pacer: bool = False,
    line: bool = False,
    pane: Pane = WHOLE,
    split: bool = False,
    watched: Sequence[Watched] = (),
    calm: bool = False,
    clean: bool = False,
) -> tuple[Shot, CameraTrack]:
    """One station's shot of a stretch of the race.

    who    whom to keep in the picture; of everybody, and of those who chase: as far behind the first of them as they
           are large enough, and who leads next
    rider  the one whom a shot of Who.RIDER is about
    pacer  keep the pacer in the picture, too
    line   keep the finish line in the picture
    pane   the part of the picture that it fills
    split  whether the picture is shared with another shot
    watched  whom the words of the pictures are about
    calm   stand still, however small riders are then
    clean  nothing is laid over the picture
    """
    close = who is Who.FRONT and layout is not Layout.LANDSCAPE
    composed = composition(station, layout, kind, pane, split=split, close=close, clean=clean)
    # In a tall picture those who follow the first two stand below or above them: they are in it, too, or cut off.
    who = Who.EVERYBODY if close else who
    times = sample_times(race_from_s, race_to_s)
    if station.whole:
        whole = _still_on(station, _fence(motion), composed)
        return Shot(id, kind, whole.views(), pane), whole
    upright = _LARGE_BEHIND_PACER if close else _LARGE_UPRIGHT
    large = upright if layout is Layout.VERTICAL else _LARGE_IN_LINE if close else _LARGE
    large *= _FEW_SMALLER if len(motion.riders) <= _FEW else 1.0
    alone = _alone(motion, who, rider, race_from_s, race_to_s)
    line_m = np.maximum(station.behind_m, watched_reach_m(motion, times, watched)) if line else None
    past_m = (
        np.maximum(station.past_line_m, watched_past_line_m(motion, times, watched)) if line else station.past_line_m
    )
    cloud = subject_points(motion, times, PLACES[who], pacer=pacer, line_m=line_m, alone=alone, past_line_m=past_m)
    if calm:
        held = _still_on(station, _inner(cloud), composed)
        return Shot(id, kind, held.views(), pane), held
    still = _still(station, cloud, composed, large) if who is Who.EVERYBODY else None
    track = still or _turning(station, times, cloud, composed)
    as_far = line or station.far
    if who in (Who.EVERYBODY, Who.CHASE) and not as_far and _size(track, cloud, composed) < large:
        needed_m = needed_reach_m(motion, times, watched) if who is Who.EVERYBODY else np.zeros(len(times))
        track = _on_the_front(motion, station, times, who, composed, needed_m, large, pacer=pacer)
    track = _only(track, race_from_s, race_to_s)
    return Shot(id, kind, track.views(), pane), track


def _alone(motion: Motion, who: Who, rider: int | None, race_from_s: float, race_to_s: float) -> tuple[int, ...]:
    """The riders whom a shot of some is about, wherever they are in the race; none of them: those in their places."""
    if who is Who.REMOUNTED:
        late = late_rider_at(motion, (race_from_s + race_to_s) / 2)
        return () if late is None else (late,)
    if who is Who.FALLEN:
        return tuple(np.flatnonzero((motion.fall_s >= race_from_s) & (motion.fall_s <= race_to_s)).tolist())
    return () if rider is None else (rider,)


def sample_times(race_from_s: float, race_to_s: float) -> Floats:
    """Even samples of a stretch and of some seconds around it, so that the low-pass knows what comes."""
    count = int(np.ceil((race_to_s - race_from_s + 2 * _AROUND_S) * RATE_HZ)) + 1
    return race_from_s - _AROUND_S + np.arange(count) / RATE_HZ


def _still(station: Station, cloud: Floats, composed: Composition, large: float) -> CameraTrack | None:
    """A still camera that holds everything that happens, None where riders would be too small in it."""
    inner = _inner(cloud)
    track = _still_on(station, inner, composed)
    return track if _size(track, inner, composed) >= large and _holds(track, inner, composed) else None


def _inner(cloud: Floats) -> Floats:
    """The points of the stretch itself, with a little of what lies before and after it."""
    reach = round(0.8 * _AROUND_S * RATE_HZ)
    return cloud[reach : len(cloud) - reach]


def _still_on(station: Station, points_m: Floats, composed: Composition) -> CameraTrack:
    """A still camera that fits points (..., 3) into its window as well as its lens can."""
    eye, up = np.array(station.eye_m), np.array(station.up)
    points = points_m.reshape(1, -1, 3)
    forward, focal = framing.fit(eye, up, points, composed.window, composed.aspect, composed.lens)
    return CameraTrack(station.eye_m, station.up, np.zeros(1), forward, framing.fov_deg(focal))


def _fence(motion: Motion) -> Floats:
    velodrome = motion.velodrome
    return velodrome.place(np.arange(0.0, velodrome.lap_m, 2.0), velodrome.width_m)


def _turning(station: Station, times: Floats, cloud: Floats, composed: Composition) -> CameraTrack:
    """A camera that turns and zooms with the points, calmly, and never so that one leaves the safe window."""
    eye, up, aspect, lens = np.array(station.eye_m), np.array(station.up), composed.aspect, composed.lens
    forward, focal = framing.fit(eye, up, cloud, composed.window, aspect, lens)
    # A camera that lags behind loses who has little room: the narrower the window, the closer it follows.
    wide = composed.window[2] - composed.window[0]
    sigma = station.calm_s * min(wide / _ROOMY, 1.0) * RATE_HZ
    for share in _CLOSER:
        turned = framing.smooth(forward, share * sigma)
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
        most = framing.room(eye, up, turned, cloud, composed.safe, aspect)
        if float(_inner(most / focal).min(initial=1.0)) >= _LEAST_ROOM:
            break
    focal = _wide_inside(np.maximum(np.minimum(focal, most), framing.focal_of(lens.widest_deg)))
    focal = np.exp(framing.smooth(framing.lowest(np.log(focal), round(0.9 * sigma)), sigma))
    return CameraTrack(station.eye_m, station.up, times, turned, framing.fov_deg(focal))


def _wide_inside(focal: Floats) -> Floats:
    """Focal lengths (N,) that are no shorter before and after a stretch than at its ends: a lens that is wide for what
    nobody sees would show riders small at first, and zoom in on them."""
    reach = min(round(_AROUND_S * RATE_HZ), (len(focal) - 1) // 2)
    held = focal.copy()
    held[:reach] = np.maximum(held[:reach], focal[reach])
    held[len(held) - reach :] = np.maximum(held[len(held) - reach :], focal[len(focal) - 1 - reach])
    return held


def _holds(track: CameraTrack, cloud: Floats, composed: Composition) -> bool:
    focal = np.array([framing.focal_of(float(track.fov_deg[0]))])
    eye, up = np.array(track.eye_m), np.array(track.up)
    flat, room = cloud.reshape(1, -1, 3), composed.window
    loose = (room[0] - 0.01, room[1] - 0.01, room[2] + 0.01, room[3] + 0.01)
    return bool(framing.held(eye, up, track.forward, focal, flat, loose, composed.aspect)[0] == 1.0)


def _on_the_front(
    motion: Motion,
    station: Station,
    times: Floats,
    who: Who,
    composed: Composition,
    needed_m: Floats,
    large: float,
    *,
    pacer: bool,
) -> CameraTrack:
    """A camera on the first of those it shows: as far back as riders are large, and always as far as is needed."""
    for depth_m in _DEPTHS_M:
        reach_m = np.maximum(depth_m, needed_m)
        reach_m = whole_reach_m(motion, times, reach_m) if who is Who.EVERYBODY else reach_m
        cloud = subject_points(motion, times, PLACES[who], pacer=pacer, depth_m=reach_m)
        track = _turning(station, times, cloud, composed)
        if _size(track, cloud, composed) >= large:
            break
    return track


def _size(track: CameraTrack, cloud: Floats, composed: Composition) -> float:
    """How large riders are in a track's pictures: their mean height, as a part of the whole picture's shorter side."""
    far = np.linalg.norm(cloud - np.array(track.eye_m), axis=-1).mean(axis=1)
    focal = 0.5 / np.tan(np.radians(track.fov_deg) / 2)
    return float((framing.RIDER_TALL_M * focal / far).mean() / composed.shorter)


def _only(track: CameraTrack, race_from_s: float, race_to_s: float) -> CameraTrack:
    """The track without the samples that lie well outside its stretch."""
    if track.still:
        return track
    kept = (track.time_s >= race_from_s - 2.5 / RATE_HZ) & (track.time_s <= race_to_s + 2.5 / RATE_HZ)
    return replace(track, time_s=track.time_s[kept], forward=track.forward[kept], fov_deg=track.fov_deg[kept])


def _curve(values: Floats, x: float) -> Floats:
    """Values (N, K) at a fractional index, by a Catmull-Rom spline: (K,)."""
    last = len(values) - 1
    cell = min(int(x), max(last - 1, 0))
    u = x - cell
    before, start, end, after = (values[min(max(k, 0), last)] for k in range(cell - 1, cell + 3))
    cubic = 3 * (start - end) + after - before
    square = 2 * before - 5 * start + 4 * end - after
    return np.asarray(start + u / 2 * (end - before + u * (square + u * cubic)))
