"""The table that `data` writes, read back, and figures taken from it by plain arithmetic.

Nothing here uses the program's own audit: positions in metres, finite differences, and rectangles.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from replay.motion.trajectory import Motion
from replay.track.velodrome import Velodrome

Floats = NDArray[np.float64]

PACER = "pacer"
MASS_KG, DRAG_AREA_M2, AIR_KGPM3, ROLLING, LOAD, DRIVETRAIN, GRAVITY = 98.0, 0.215, 1.14, 0.002, 1.3, 0.976, 9.81
"""The rider of the physical model, written down here a second time."""

_SAMPLED_HZ = 60.0


@dataclass(frozen=True, eq=False)
class Track:
    """One rider's rows: time_s (T,) and each column (T,); gap_s is nan where it is empty."""

    time_s: Floats
    distance_m: Floats
    height_m: Floats
    place_m: Floats
    speed_kmh: Floats
    gap_s: Floats
    sd_m: Floats


def tracks_of(rows: Iterable[Sequence[str]]) -> dict[str, Track]:
    """Rows without their heading, by rider."""
    found: dict[str, list[list[float]]] = {}
    for rider, *values in rows:
        found.setdefault(rider, []).append([float(value) if value else np.nan for value in values])
    tracks = {}
    for rider, numbers in found.items():
        time, distance, height, x, y, z, speed, gap, sd = np.array(numbers).T
        tracks[rider] = Track(time, distance, height, np.stack([x, y, z], axis=1), speed, gap, sd)
    return tracks


def read_table(text: str) -> dict[str, Track]:
    """The whole file with its heading."""
    return tracks_of(list(csv.reader(text.splitlines()))[1:])


def tracks_of_motion(motion: Motion, rate: float) -> dict[str, Track]:
    """The same from a motion, without the way over text."""
    times = np.arange(int(motion.end_s * rate)) / rate
    state, speed = motion.at(times), 3.6 * motion.ground_speed(times)
    none = np.full(len(times), np.nan)
    tracks = {}
    for row, name in enumerate(motion.riders):
        distance, height = state.distance_m[row], state.height_m[row]
        place = _middle(motion.velodrome, distance, height, 0.875)
        tracks[name] = Track(times, distance, height, place, speed[row], none, none)
    if motion.pacer is not None:
        pacer = motion.pacer.at(times)
        distance, height = pacer.distance_m[0], pacer.height_m[0]
        place = _middle(motion.velodrome, distance, height, 0.95)
        tracks[PACER] = Track(times, distance, height, place, 3.6 * pacer.speed_mps[0], none, none)
    return tracks


def _middle(velodrome: Velodrome, distance_m: Floats, height_m: Floats, back_m: float) -> Floats:
    """Points so far behind the front tyre over the ground."""
    return velodrome.place(distance_m - back_m / velodrome.path_ratio(distance_m, height_m), height_m)


def crossing_s(track: Track, distance_m: float) -> float:
    """When a rider passed a distance, nan if he never did."""
    after = int(np.argmax(track.distance_m >= distance_m))
    if track.distance_m[after] < distance_m or after == 0:
        return float("nan")
    ends = slice(after - 1, after + 1)
    return float(np.interp(distance_m, track.distance_m[ends], track.time_s[ends]))


def at(track: Track, time_s: float) -> float:
    """Distance at a time."""
    return float(np.interp(time_s, track.time_s, track.distance_m))


def rate_hz(track: Track) -> float:
    return float(1 / (track.time_s[1] - track.time_s[0]))


def thinned(track: Track, until_s: float = np.inf) -> tuple[Floats, Floats, Floats]:
    """(times, speeds over the ground in m/s, accelerations) at about 60 Hz from the places, to a time."""
    stride = max(round(rate_hz(track) / _SAMPLED_HZ), 1)
    times, place = track.time_s[::stride], track.place_m[::stride]
    velocity = np.gradient(place, times, axis=0)
    speed = np.linalg.norm(velocity, axis=1)
    gain = np.gradient(speed, times)
    keep = times <= until_s
    return times[keep], speed[keep], gain[keep]


def overlaps(tracks: dict[str, Track]) -> dict[tuple[str, str], Floats]:
    """Times at which two bikes share ground, by pair."""
    boxes = {name: _corners(track) for name, track in tracks.items() if name != PACER}
    found = {}
    for first, second in combinations(boxes, 2):
        near = np.hypot(*(tracks[first].place_m - tracks[second].place_m)[:, :2].T) < 2.0
        shared = np.flatnonzero(near)[_share_ground(boxes[first][near], boxes[second][near])]
        if len(shared):
            found[first, second] = tracks[first].time_s[shared]
    return found


def _corners(track: Track) -> Floats:
    """(T, 4, 2) corners of a box of 1.75 by 0.50 m that points the way it moves; standing still, as it did before."""
    plan = track.place_m[:, :2]
    moved = np.gradient(plan, axis=0)
    length = np.linalg.norm(moved, axis=1)
    moving = np.flatnonzero(length > 1e-3)
    last = moving[np.clip(np.searchsorted(moving, np.arange(len(plan)), side="right") - 1, 0, None)]
    along = moved[last] / length[last][:, None]
    left = np.stack([-along[:, 1], along[:, 0]], axis=1)
    offsets = [along * a + left * b for a, b in ((0.875, 0.25), (0.875, -0.25), (-0.875, -0.25), (-0.875, 0.25))]
    return np.stack([plan + offset for offset in offsets], axis=1)


def _share_ground(first: Floats, second: Floats) -> NDArray[np.bool_]:
    """(N,) whether two convex boxes (N, 4, 2) share ground: no side of either has the other wholly beyond it."""
    shared = np.ones(len(first), dtype=bool)
    for one, other in ((first, second), (second, first)):
        for corner in range(4):
            side = one[:, (corner + 1) % 4] - one[:, corner]
            out = np.stack([side[:, 1], -side[:, 0]], axis=1)
            inner = ((one - one[:, corner][:, None]) * out[:, None]).sum(axis=2)
            outer = ((other - one[:, corner][:, None]) * out[:, None]).sum(axis=2)
            sign = np.sign(inner.sum(axis=1))
            shared &= (sign[:, None] * outer).max(axis=1) > 0
    return shared


def best_powers(
    tracks: dict[str, Track], rider: str, until_s: float, pull_off_s: float, from_s: float = -np.inf
) -> dict[int, float]:
    """Best mean power of a rider over 1, 5, 15, 30 and 60 s between two times, W, after Martin et al. (1998) with
    drafting."""
    track = tracks[rider]
    times, speed, gain = thinned(track, until_s)
    stride = max(round(rate_hz(track) / _SAMPLED_HZ), 1)
    climb = np.gradient(track.place_m[::stride, 2], track.time_s[::stride])[: len(times)]
    drag = 0.5 * AIR_KGPM3 * DRAG_AREA_M2 * _drafts(tracks, rider, times, pull_off_s)
    force = MASS_KG * gain + drag * speed**2 + ROLLING * LOAD * MASS_KG * GRAVITY
    watts = np.maximum((force * speed + MASS_KG * GRAVITY * climb) / DRIVETRAIN, 0.0)
    watts, times = watts[times >= from_s], times[times >= from_s]
    work = np.concatenate([[0.0], np.cumsum(watts)]) * (times[1] - times[0])
    samples = {window: round(window / (times[1] - times[0])) for window in (1, 5, 15, 30, 60)}
    return {window: float((work[n:] - work[:-n]).max()) / window for window, n in samples.items() if n < len(work)}


def _drafts(tracks: dict[str, Track], rider: str, times: Floats, pull_off_s: float) -> Floats:
    """(N,) share of the air drag left behind whoever is next ahead."""
    own = np.interp(times, tracks[rider].time_s, tracks[rider].distance_m)
    others = [np.interp(times, t.time_s, t.distance_m) for name, t in tracks.items() if name not in (rider, PACER)]
    ahead = np.array([np.where(other > own, other, np.inf) for other in others])
    gap = np.maximum(ahead.min(axis=0) - own - 1.75, 0.0)
    saved = 0.4 * np.exp(-gap / 6.0)
    saved = saved + np.where((np.isfinite(ahead).sum(axis=0) > 1) & (saved > 0.05), 0.04, 0.0)
    if PACER in tracks:
        pacer = np.interp(times, tracks[PACER].time_s, tracks[PACER].distance_m)
        behind = np.maximum(pacer - own - 1.9, 0.0)
        leading = ~np.isfinite(ahead).any(axis=0) & (times < pull_off_s)
        saved = np.where(leading, 0.5 * np.exp(-behind / 8.0), saved)
    return np.asarray(1.0 - saved)
