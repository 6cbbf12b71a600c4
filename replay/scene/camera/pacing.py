"""How fast a race is shown: stretches of race time with their speeds, for the whole race or for its highlights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.scene.cues import Cue, CueKind

AFTER_FIRST_S, AFTER_LAST_S = 1.15, 0.5
"""The pictures of the race go on for at least so long after the first and the last crossing that is shown."""

AFTER_STOP_S = 7.0
"""And for so long after a race was stopped: riders sit up and roll on."""

HIGHLIGHTS_S = 45.0

LIVE_START_S, LIVE_END_S = 9.6, 9.4
"""Seconds behind the pacer that are shown live, at the start and before he leaves the track."""

_FAST, _BRISK = 8.0, 1.5
_PULL_OFF_SPEED = 0.5
_FINISH_SPEED = 0.4
_CLOSEST_SPEED = 0.12
_FALL_SPEED = 0.4
_LAST_FALLS_S = 20.0
"""Falls so long before the stop belong to the end of the race."""

_CLOSE_S = 0.25
"""Two crossings closer than this are shown slowest."""

_AROUND_CLOSE_S = 0.07
_FAR_BEHIND_S = 0.9
_RAMP_S, _SLOW_RAMP_S = 0.9, 0.5
"""Seconds of video that a change of speed takes; the second between two slow speeds."""

_LATEST_CROSSING_S = 3.0
"""Who crosses later than this after the winner is not waited for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Race time from..to, shown at a speed that goes from `speed_from` to `speed_to` by a smoothstep."""

    race_from_s: float
    race_to_s: float
    speed_from: float = 1.0
    speed_to: float = 1.0

    @property
    def video_s(self) -> float:
        return (self.race_to_s - self.race_from_s) * 2 / (self.speed_from + self.speed_to)

    def clipped(self, start_s: float, end_s: float) -> Stretch | None:
        """The part inside start..end, None if there is none; a ramp that is cut keeps its mean speed."""
        start, end = max(self.race_from_s, start_s), min(self.race_to_s, end_s)
        if end - start < 1e-6:
            return None
        if (start, end) == (self.race_from_s, self.race_to_s):
            return self
        mean = (self.speed_from + self.speed_to) / 2
        return Stretch(start, end, mean, mean)


@dataclass(frozen=True, slots=True)
class Zone:
    """A wish for a speed from a race time on."""

    race_from_s: float
    speed: float


def plain_stretches(start_s: float, end_s: float, speed: float = 1.0) -> tuple[Stretch, ...]:
    """All at one speed."""
    return (Stretch(start_s, end_s, speed, speed),)


def full_stretches(motion: Motion) -> tuple[Stretch, ...]:
    """The whole race: the middle of the paced laps fast, pull-off and finish slow, the rest live."""
    start, end = motion.start_s, race_end_s(motion)
    zones = [Zone(start, 1.0)]
    off = motion.pull_off_s
    if motion.pacer is not None and _stopped_before(motion, off):
        live_s = motion.stop_s - LIVE_END_S
        fast = [Zone(start + LIVE_START_S, _FAST), Zone(live_s, 1.0)] if live_s - start > LIVE_START_S + 10.0 else []
        return stretch_zones((*zones, *fast, *_end_zones(motion)), end)
    if motion.pacer is not None and off - start > 30.0:
        zones += [Zone(start + LIVE_START_S, _FAST), Zone(off - LIVE_END_S, 1.0)]
    if motion.pacer is not None and off - start > 5.0:
        zones += [Zone(off - 0.7, _PULL_OFF_SPEED), Zone(off + 1.6, 1.0)]
    return stretch_zones(tuple(zones) + _end_zones(motion), end)


def _stopped_before(motion: Motion, time_s: float) -> bool:
    return motion.stopped and motion.stop_s < time_s


def highlight_stretches(motion: Motion, cues: tuple[Cue, ...], *, cards_s: float) -> tuple[Stretch, ...]:
    """The moments that decide the race, most telling first, until they fill HIGHLIGHTS_S together with the cards."""
    end = race_end_s(motion)
    taken: list[tuple[float, float]] = []
    for start, stop in _moments(motion, cues):
        candidate = _joined([*taken, (max(start, motion.start_s), min(stop, end))])
        if not taken or _video_s(motion, candidate) + cards_s <= HIGHLIGHTS_S + 1.0:
            taken = candidate
    return tuple(piece for window in taken for piece in _window_stretches(motion, *window))


def race_end_s(motion: Motion) -> float:
    """Race time at which the pictures of the race end: shortly after the last crossing that is waited for, or stop."""
    if motion.stopped:
        return min(motion.stop_s + AFTER_STOP_S, motion.end_s)
    waited = waited_crossings(motion)
    if len(waited) == 0:
        return motion.end_s
    return float(min(max(waited[-1] + AFTER_LAST_S, waited[0] + AFTER_FIRST_S), motion.end_s))


def waited_crossings(motion: Motion) -> Floats:
    """Race times of the crossings that are shown, in order."""
    finish = np.sort(motion.finish_s[np.isfinite(motion.finish_s)])
    return np.asarray(finish[finish <= finish[:1] + _LATEST_CROSSING_S])


def stretch_zones(zones: tuple[Zone, ...], end_s: float) -> tuple[Stretch, ...]:
    """Stretches of even speed with ramps between them; a ramp ends where the new zone begins."""
    stretches: list[Stretch] = []
    for zone, after in zip(zones, (*zones[1:], None), strict=True):
        until = end_s if after is None else min(after.race_from_s, end_s)
        begin = stretches[-1].race_to_s if stretches else zone.race_from_s
        if until <= begin:
            continue
        ramp = 0.0 if after is None else min(_ramp_race_s(zone.speed, after.speed), until - begin)
        if until - ramp > begin + 1e-9:
            stretches.append(Stretch(begin, until - ramp, zone.speed, zone.speed))
        if ramp and after is not None:
            stretches.append(Stretch(until - ramp, until, zone.speed, after.speed))
    return tuple(stretches)


def _ramp_race_s(speed_from: float, speed_to: float) -> float:
    """Race seconds that pass during a change of speed."""
    lasts_s = _RAMP_S if max(speed_from, speed_to) >= 1 else _SLOW_RAMP_S
    return lasts_s * (speed_from + speed_to) / 2


def _end_zones(motion: Motion) -> tuple[Zone, ...]:
    """How the end of a race is shown: slow at the finish, or at the falls for which it was stopped."""
    return _fall_zones(motion) if motion.stopped else _finish_zones(motion)


def _fall_zones(motion: Motion) -> tuple[Zone, ...]:
    """Slow over the falls in the time before the stop; those that come together in one."""
    zones: list[Zone] = []
    for fall in sorted(float(time) for time in motion.fall_s if _LAST_FALLS_S > motion.stop_s - time >= 0):
        if zones and fall - 0.4 < zones[-1].race_from_s + 1.0:
            zones[-1] = Zone(fall + 1.2, 1.0)
        else:
            zones += [Zone(fall - 0.4, _FALL_SPEED), Zone(fall + 1.2, 1.0)]
    return tuple(zones)


def _finish_zones(motion: Motion) -> tuple[Zone, ...]:
    """Slow over the crossings, slowest over the closest two, live again where the rest is far behind."""
    finish = waited_crossings(motion)
    if len(finish) == 0:
        return ()
    gaps = np.diff(finish)
    far = np.flatnonzero(gaps > _FAR_BEHIND_S)
    last = float(finish[far[0]] if len(far) else finish[-1])
    zones = [Zone(float(finish[0]) - 0.4, _FINISH_SPEED)]
    if len(gaps) and gaps.min() <= _CLOSE_S:
        closest = int(np.argmin(gaps))
        zones += _very_slow(zones[0], float(finish[closest]), float(finish[closest + 1]))
    return (*zones, Zone(last + 0.35, 1.0))


def _very_slow(slow: Zone, first_s: float, second_s: float) -> list[Zone]:
    start = max(first_s - _AROUND_CLOSE_S, slow.race_from_s + 0.1)
    over = second_s + _AROUND_CLOSE_S + _ramp_race_s(_CLOSEST_SPEED, slow.speed)
    return [Zone(start, _CLOSEST_SPEED), Zone(over, slow.speed)]


def _moments(motion: Motion, cues: tuple[Cue, ...]) -> list[tuple[float, float]]:
    """Windows of race time, the most telling first."""
    found: list[tuple[float, float]] = []
    finish = _times(cues, CueKind.FINISH)
    if finish:
        found.append((finish[0] - 2.5, race_end_s(motion)))
    for stop in _times(cues, CueKind.STOPPED):
        falls = [time for time in _times(cues, CueKind.FALL) if _LAST_FALLS_S > stop - time >= 0]
        found.append((min([stop, *falls]) - 2.5, race_end_s(motion)))
    found += [(time - 0.4, time + 5.2) for time in _times(cues, CueKind.LAST_BEND)]
    if motion.pacer is not None:
        found.append((motion.pull_off_s - 2.0, motion.pull_off_s + 3.6))
    else:
        found.append((motion.start_s, motion.start_s + 4.0))
    found += [(time - 0.8, time + 3.2) for time in _times(cues, CueKind.BELL)]
    if motion.pacer is not None:
        found.append((motion.pull_off_s - LIVE_END_S, motion.pull_off_s - 2.0))
    found += [(cue.time_s - 0.7, cue.time_s + 3.0) for cue in cues if cue.kind is CueKind.LAP and cue.amount == 2]
    leads = _times(cues, CueKind.BIGGEST_LEAD)
    found += [(time - 1.8, time + 1.8) for time in leads[:1]]
    found += [(cue.time_s - 0.8, cue.time_s + 3.2) for cue in cues if cue.kind is CueKind.ATTACK][:2]
    found += [(time - 1.0, time + 3.0) for time in _times(cues, CueKind.FALL)]
    found += [(cue.time_s - 1.5, cue.time_s + 1.5) for cue in cues if cue.kind is CueKind.OVERTAKE and cue.amount == 1]
    last = _times(cues, CueKind.BELL)
    return found + [(time, time + 14.0) for time in last]


def _times(cues: tuple[Cue, ...], kind: CueKind) -> list[float]:
    return [cue.time_s for cue in cues if cue.kind is kind]


def _joined(windows: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows in order, those that touch or leave a gap too short for a cut made one."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + 1.0:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def _video_s(motion: Motion, windows: list[tuple[float, float]]) -> float:
    return sum(piece.video_s for window in windows for piece in _window_stretches(motion, *window))


def _window_stretches(motion: Motion, start: float, end: float) -> tuple[Stretch, ...]:
    """A window of the highlights at its speeds: the line behind the pacer fast, pull-off and finish slow."""
    zones = [Zone(start, 1.0)]
    off = motion.pull_off_s
    if motion.pacer is not None and start < off - 6.0 and not _stopped_before(motion, off):
        zones = [Zone(start, _BRISK), Zone(min(off - 3.4, end), 1.0)]
    if motion.pacer is not None and start < off < end:
        zones += [Zone(off - 0.8, _PULL_OFF_SPEED), Zone(off + 0.8, 1.0)]
    zones += [zone for zone in _end_zones(motion) if start < zone.race_from_s < end]
    return stretch_zones(tuple(zones), end)
