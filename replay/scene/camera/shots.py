"""Shots: one station's camera over a stretch of the race, still or turning, framed on those who matter.

The direction and the zoom are worked out for the whole stretch at once and then low-passed, so that the camera at a
moment depends on that moment alone and moves smoothly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.camera import framing
from replay.scene.camera.pacing import waited_crossings
from replay.scene.camera.pinhole import Camera, Point
from replay.scene.camera.setups import Who
from replay.scene.camera.stations import ASPECTS, Station, safe_window, window
from replay.scene.frame import Layout, Shot

RATE_HZ = 10.0
_HEAD_M = 1.9
_BIKE_M = 1.75
_AROUND_S = 2.1
_SMALLEST = 0.03
_SMALLEST_STILL = 0.08
_PACER_STAYS_S = 1.2
_FALLEN_STAYS_S = 1.5
_GROUP_M = 17.0
_PAST_LINE_M = 4.0
_LINE_AHEAD_M, _LINE_BEHIND_M = 7.0, 8.0
_STRAGGLER_S, _STRAGGLER_M = 0.6, 12.0
_WIDEST_STEP_DEG = 3.0


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
        return len(self.time_s) == 1

    def at(self, race_time_s: float) -> Camera:
        """The camera at a race time; outside the samples it holds the nearest."""
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
    kind: str | None = None,
    who: Who = Who.EVERYBODY,
    pacer: bool = False,
    line: bool = False,
) -> tuple[Shot, CameraTrack]:
    """One station's shot of a stretch of the race.

    who    whom to keep in the picture; everybody: as long as they are large enough, else the leader and the first two
           behind him at each moment
    pacer  keep the pacer in the picture, too
    line   keep the finish line in the picture
    """
    aspect, lens, room = ASPECTS[layout], station.lens_for(layout), window(station, layout, kind)
    times = sample_times(race_from_s, race_to_s)
    if station.whole:
        whole = _still_on(station, _fence(motion), room, aspect, lens)
        return Shot(id, kind or station.kind, whole.views()), whole
    cloud = subject_points(motion, times, _PLACES[who], pacer=pacer, line_m=station.behind_m if line else None)
    still = _still(station, cloud, room, aspect, lens) if who is Who.EVERYBODY else None
    track = still or _turning(station, times, cloud, layout, kind)
    if who is Who.EVERYBODY and not track.still and not line and not _large_enough(track, cloud, _SMALLEST):
        first = subject_points(motion, times, slice(0, 3), pacer=False)
        track = _turning(station, times, first, layout, kind)
    track = _only(track, race_from_s, race_to_s)
    return Shot(id, kind or station.kind, track.views()), track


def sample_times(race_from_s: float, race_to_s: float) -> Floats:
    """Even samples of a stretch and of some seconds around it, so that the low-pass knows what comes."""
    count = int(np.ceil((race_to_s - race_from_s + 2 * _AROUND_S) * RATE_HZ)) + 1
    return race_from_s - _AROUND_S + np.arange(count) / RATE_HZ


_PLACES = {
    Who.EVERYBODY: slice(None),
    Who.LEADER: slice(0, 1),
    Who.CHASE: slice(1, None),
    Who.FRONT: slice(0, 2),
}


def subject_points(
    motion: Motion, times_s: Floats, places: slice, *, pacer: bool, line_m: float | None = None
) -> Floats:
    """Points (N, P, 3) that the picture must hold: wheels and heads of the riders, the pacer's, the line's ends.

    places  which riders, counted from the front at each moment; of those behind the leader, who is close to the first
    line_m  the finish line is in the picture, and who is no farther than this behind the leader; None: it need not be
    A fallen rider is left behind after some seconds. Who has crossed the finish line may ride out of the picture; with
    the line in it, so may who is far behind.
    """
    distance, height = _placed(motion, times_s, places)
    if line_m is not None:
        near = np.minimum(distance.max(axis=0), motion.event_distance_m + _PAST_LINE_M) - line_m
        distance = np.clip(distance, near, motion.event_distance_m + _past_line_m(motion, times_s))
    else:
        distance = np.minimum(distance, motion.event_distance_m + _PAST_LINE_M)
    if pacer and motion.pacer is not None:
        ahead = motion.pacer.at(times_s)
        gone = times_s > motion.pull_off_s + _PACER_STAYS_S
        distance = np.vstack([distance, np.where(gone, distance.max(axis=0), ahead.distance_m.reshape(-1) + 0.4)])
        height = np.vstack([height, np.where(gone, height[0], ahead.height_m.reshape(-1))])
    cloud = _cloud(motion, distance.T, height.T)
    return cloud if line_m is None else np.concatenate([cloud, _line(motion, distance.max(axis=0))], axis=1)


def _past_line_m(motion: Motion, times_s: Floats) -> Floats:
    """How far past the line riders are kept in the picture, (N,): farther once all or all but a straggler are over."""
    crossed = waited_crossings(motion)
    if len(crossed) == 0:
        return np.full(len(times_s), _PAST_LINE_M)
    straggler = len(crossed) > 1 and crossed[-1] - crossed[-2] > _STRAGGLER_S
    over = float(crossed[-2] if straggler else crossed[-1] + 0.1)
    late = np.clip((times_s - over) / _STRAGGLER_S, 0, 1)
    return np.asarray(_PAST_LINE_M + _STRAGGLER_M * late * late * (3 - 2 * late))


def _placed(motion: Motion, times_s: Floats, places: slice) -> tuple[Floats, Floats]:
    """Distances and heights (P, N) of those who matter; who lies on the boards counts as being with the leader."""
    state = motion.at(times_s)
    lying = times_s > motion.fall_s[:, None] + _FALLEN_STAYS_S
    distance = np.where(lying, state.distance_m.max(axis=0), state.distance_m)
    if places == slice(None) or len(distance) <= (places.start or 0):
        return distance, state.height_m
    order = np.argsort(-distance, axis=0, kind="stable")[places]
    distance, height = np.take_along_axis(distance, order, 0), np.take_along_axis(state.height_m, order, 0)
    return np.maximum(distance, distance[0] - _GROUP_M) if places.start else distance, height


def _cloud(motion: Motion, distance_m: Floats, height_m: Floats) -> Floats:
    """Points (N, P, 3) of bikes at distances and heights (N, R)."""
    place = motion.velodrome.place
    front, back = place(distance_m, height_m), place(distance_m - _BIKE_M, height_m)
    return np.concatenate([front, back, front + np.array([0.0, 0.0, _HEAD_M])], axis=1)


def _line(motion: Motion, leader_m: Floats) -> Floats:
    """Two points (N, 2, 3) across the track: the finish line, or nearer to the leader while he is far from it."""
    line = np.clip(motion.event_distance_m, leader_m - _LINE_BEHIND_M, leader_m + _LINE_AHEAD_M)
    return motion.velodrome.place(line[:, None], np.array([[0.0, motion.velodrome.width_m * 0.6]]))


def _still(
    station: Station, cloud: Floats, room: framing.Window, aspect: float, lens: framing.Lens
) -> CameraTrack | None:
    """A still camera that holds everything that happens, None where riders would be too small in it."""
    reach = round(0.8 * _AROUND_S * RATE_HZ)
    inner = cloud[reach : len(cloud) - reach]
    track = _still_on(station, inner, room, aspect, lens)
    return track if _large_enough(track, inner, _SMALLEST_STILL) and _holds(track, inner, room, aspect) else None


def _still_on(
    station: Station, points_m: Floats, room: framing.Window, aspect: float, lens: framing.Lens
) -> CameraTrack:
    """A still camera that fits points (..., 3) into its window as well as its lens can."""
    eye, up = np.array(station.eye_m), np.array(station.up)
    forward, focal = framing.fit(eye, up, points_m.reshape(1, -1, 3), room, aspect, lens)
    return CameraTrack(station.eye_m, station.up, np.zeros(1), forward, framing.fov_deg(focal))


def _fence(motion: Motion) -> Floats:
    velodrome = motion.velodrome
    return velodrome.place(np.arange(0.0, velodrome.lap_m, 2.0), velodrome.width_m)


def _turning(station: Station, times: Floats, cloud: Floats, layout: Layout, kind: str | None) -> CameraTrack:
    """A camera that turns and zooms with the points, calmly, and never so that one leaves the safe window."""
    eye, up, aspect = np.array(station.eye_m), np.array(station.up), ASPECTS[layout]
    lens = station.lens_for(layout)
    forward, focal = framing.fit(eye, up, cloud, window(station, layout, kind), aspect, lens)
    sigma = station.calm_s * RATE_HZ
    forward = framing.smooth(forward, sigma)
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    most = framing.room(eye, up, forward, cloud, safe_window(station, layout, kind), aspect)
    focal = np.maximum(np.minimum(focal, most), framing.focal_of(lens.widest_deg))
    focal = np.exp(framing.smooth(framing.lowest(np.log(focal), round(0.9 * sigma)), sigma))
    return CameraTrack(station.eye_m, station.up, times, forward, framing.fov_deg(focal))


def _holds(track: CameraTrack, cloud: Floats, room: framing.Window, aspect: float) -> bool:
    focal = np.array([framing.focal_of(float(track.fov_deg[0]))])
    eye, up = np.array(track.eye_m), np.array(track.up)
    flat = cloud.reshape(1, -1, 3)
    loose = (room[0] - 0.01, room[1] - 0.01, room[2] + 0.01, room[3] + 0.01)
    return bool(framing.held(eye, up, track.forward, focal, flat, loose, aspect)[0] == 1.0)


def _large_enough(track: CameraTrack, cloud: Floats, smallest: float) -> bool:
    """Whether riders stay readable: their mean size in the picture."""
    far = np.linalg.norm(cloud - np.array(track.eye_m), axis=-1).mean(axis=1)
    focal = 0.5 / np.tan(np.radians(track.fov_deg) / 2)
    size = framing.RIDER_TALL_M * focal / far
    return bool(size.mean() >= smallest)


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
