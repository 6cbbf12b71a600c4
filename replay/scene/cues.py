"""Cues: moments that others react to, found in the motion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.motion.moments import find_moment
from replay.motion.standings import orders_at
from replay.motion.trajectory import Motion
from replay.race.when import Mark, When

LEAD_M = 8.0
"""A lead longer than this is a breakaway."""

_LEAD_OVER_M = 6.0
_STEP_S = 0.1
_HOLD_S = 0.5
_PASS_HOLD_S = 0.6
_ATTACK_WINDOW_S = 2.5
_ATTACK_OPENS_M = 4.0
_PLACES_WATCHED = 3


class CueKind(StrEnum):
    START = "start"
    PULL_OFF = "pull-off"
    ATTACK = "attack"
    BREAKAWAY = "breakaway"
    BIGGEST_LEAD = "biggest lead"
    CATCH = "catch"
    OVERTAKE = "overtake"
    LAP = "lap"
    BELL = "bell"
    LAST_BEND = "last bend"
    LAST_200 = "last 200 m"
    FALL = "fall"
    STOPPED = "stopped"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens at a race time. Riders are rows of the motion; -1 where there is none.

    rider   who does it
    other   whom it concerns: the one overtaken, the first chaser, who is caught
    amount  place gained (overtake), metres (attack, breakaway, biggest lead), laps to go (lap), else 0
    """

    kind: CueKind
    time_s: float
    rider: int = -1
    other: int = -1
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class LeadSpan:
    """A stretch of race time in which one rider is clear of all others."""

    start_s: float
    end_s: float
    leader: int


def find_cues(motion: Motion) -> tuple[Cue, ...]:
    """All cues of a race in order of time."""
    field = _Field.of(motion)
    cues = [
        *_marks(motion),
        *_attacks(field),
        *_leads(field),
        *_overtakes(field),
        *(Cue(CueKind.FALL, float(t), k) for k, t in enumerate(motion.fall_s) if np.isfinite(t)),
        *([Cue(CueKind.STOPPED, motion.stop_s)] if motion.stopped else []),
        *_finishes(motion),
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.time_s, cue.kind)))


def lead_spans(motion: Motion) -> tuple[LeadSpan, ...]:
    """When one rider leads by more than LEAD_M, until he finishes or is caught up to a few metres.

    Nobody leads behind the pacer.
    """
    return _spans(_Field.of(motion))


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """The race on an even grid, from when it is free.

    order       (N, R) rows of the riders, first to last
    distance_m  (N, R) in that order
    ridden_m    (R, N) by rider
    speed_mps   (R, N) by rider
    """

    motion: Motion
    time_s: Floats
    order: NDArray[np.intp]
    distance_m: Floats
    ridden_m: Floats
    speed_mps: Floats

    @classmethod
    def of(cls, motion: Motion) -> _Field:
        free = motion.start_s if motion.pacer is None else motion.pull_off_s
        time = np.arange(free, max(motion.over_s, free + 2 * _STEP_S), _STEP_S)
        order = orders_at(motion, time)
        state = motion.at(time)
        distance = np.take_along_axis(state.distance_m.T, order, axis=1)
        return cls(motion, time, order, distance, state.distance_m, state.speed_mps)

    @property
    def lead_m(self) -> Floats:
        """Metres from the first to the second, (N,); endless for who rides alone."""
        if self.distance_m.shape[1] < 2:
            return np.zeros(len(self.time_s))
        return np.asarray(self.distance_m[:, 0] - self.distance_m[:, 1])


def _marks(motion: Motion) -> list[Cue]:
    total = int(np.ceil(motion.event_distance_m / motion.velodrome.lap_m - 1e-9))
    found = [(CueKind.START, motion.start_s, 0.0), (CueKind.PULL_OFF, motion.pull_off_s, 0.0)]
    for kind, when in (
        (CueKind.BELL, When(Mark.BELL)),
        (CueKind.LAST_BEND, When(Mark.LAST_BEND)),
        (CueKind.LAST_200, When(Mark.METRES_TO_GO, 200.0)),
        *((CueKind.LAP, When(Mark.LAPS_TO_GO, float(laps))) for laps in range(2, total)),
    ):
        moment = find_moment(motion, when)
        found.append((kind, np.nan if moment is None else moment, when.value))
    return [
        Cue(kind, time, _leader(motion, time), amount=amount)
        for kind, time, amount in found
        if np.isfinite(time) and time <= (motion.stop_s if motion.stopped else motion.end_s)
    ]


def _leader(motion: Motion, time_s: float) -> int:
    return int(orders_at(motion, time_s)[0, 0])


def _attacks(field: _Field) -> list[Cue]:
    """A rider's gap to the next behind him opens fast: the moment at which it begins to."""
    ahead = round(_ATTACK_WINDOW_S / _STEP_S)
    cues: list[Cue] = []
    count = field.order.shape[1]
    last = np.full(count, -np.inf)
    for k in range(len(field.time_s) - ahead):
        for place in range(min(_PLACES_WATCHED, count - 1)):
            rider, next_rider = int(field.order[k, place]), int(field.order[k, place + 1])
            if np.isfinite(field.motion.fall_s[next_rider]):
                continue
            both = field.ridden_m[rider, [k, k + ahead]] - field.ridden_m[next_rider, [k, k + ahead]]
            opened = float(both[1] - both[0])
            faster = field.speed_mps[rider, k + ahead] > field.speed_mps[rider, k] + 1.0
            if opened > _ATTACK_OPENS_M and faster and field.time_s[k] > last[rider] + 8.0:
                cues.append(Cue(CueKind.ATTACK, float(field.time_s[k]), rider, next_rider, opened))
            if opened > _ATTACK_OPENS_M and faster:
                last[rider] = field.time_s[k]
    return cues


def _spans(field: _Field) -> tuple[LeadSpan, ...]:
    spans: list[LeadSpan] = []
    begun: int | None = None
    lead, first = field.lead_m, field.order[:, 0]
    finished = np.nanmin(field.motion.finish_s) if np.any(np.isfinite(field.motion.finish_s)) else np.inf
    for k in range(len(field.time_s)):
        riding = field.time_s[k] < finished
        if begun is None and riding and lead[k] > LEAD_M:
            begun = k
        elif begun is not None and (not riding or lead[k] < _LEAD_OVER_M or first[k] != first[begun]):
            spans.append(LeadSpan(float(field.time_s[begun]), float(field.time_s[k]), int(first[begun])))
            begun = None
    if begun is not None:
        spans.append(LeadSpan(float(field.time_s[begun]), float(min(field.time_s[-1], finished)), int(first[begun])))
    return tuple(span for span in spans if span.end_s - span.start_s >= _HOLD_S)


def _leads(field: _Field) -> list[Cue]:
    cues: list[Cue] = []
    finished = np.nanmin(field.motion.finish_s) if np.any(np.isfinite(field.motion.finish_s)) else np.inf
    for span in _spans(field):
        inside = np.flatnonzero((field.time_s >= span.start_s) & (field.time_s <= span.end_s))
        most = int(inside[np.argmax(field.lead_m[inside])])
        start = int(inside[0])
        cues.append(Cue(CueKind.BREAKAWAY, span.start_s, span.leader, int(field.order[start, 1]), LEAD_M))
        biggest = float(field.lead_m[most])
        if biggest > 1.5 * LEAD_M:
            when = float(field.time_s[most])
            cues.append(Cue(CueKind.BIGGEST_LEAD, when, span.leader, int(field.order[most, 1]), biggest))
        if span.end_s < finished - _STEP_S:
            end = int(inside[-1])
            chaser = int(field.order[end, 1] if field.order[end, 0] == span.leader else field.order[end, 0])
            cues.append(Cue(CueKind.CATCH, span.end_s, chaser, span.leader))
    return cues


def _overtakes(field: _Field) -> list[Cue]:
    """A rider takes one of the first places and keeps it for a while."""
    cues: list[Cue] = []
    hold = round(_PASS_HOLD_S / _STEP_S)
    for place in range(min(_PLACES_WATCHED, field.order.shape[1] - 1)):
        column = field.order[:, place]
        for k in np.flatnonzero(column[1:] != column[:-1]) + 1:
            rider, before = int(column[k]), int(column[k - 1])
            was_behind = field.order[k - 1].tolist().index(rider) > place
            kept = bool(np.all(column[k : k + hold] == rider))
            if was_behind and kept and np.isnan(field.motion.fall_s[before]):
                cues.append(Cue(CueKind.OVERTAKE, float(field.time_s[k]), rider, before, place + 1.0))
    return cues


def _finishes(motion: Motion) -> list[Cue]:
    order = np.argsort(motion.finish_s, kind="stable")
    return [
        Cue(CueKind.FINISH, float(motion.finish_s[k]), int(k), amount=place + 1.0)
        for place, k in enumerate(order)
        if np.isfinite(motion.finish_s[k])
    ]
