"""Finding cues: every moment of a motion that others may react to."""

from __future__ import annotations

import numpy as np

from replay.motion.moments import find_moment
from replay.motion.trajectory import Motion
from replay.race.when import Mark, When
from replay.scene.cues.breakaways import breakaway_cues
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    Last200Cue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
    StartCue,
    StoppedCue,
)
from replay.scene.cues.free_field import STEP_S, FreeField
from replay.scene.event_questions import begun_laps, crossing_order, pull_off_s

_PLACES_WATCHED = 3
"""Attacks from, and changes of, these first places are cues; what happens behind them decides nothing."""

_ATTACK_WINDOW_S = 2.5
_ATTACK_OPENS_M = 4.0
_ATTACK_GAINS_MPS = 1.0
"""An attack opens a gap of so many metres in such a time, by a rider who gets so much faster: a gap that opens
because the one behind gives up is none."""

_NEXT_ATTACK_S = 8.0
"""Until a rider is said to attack again. A long sprint opens the gap anew in every window, and is one attack."""

_BEFORE_FALL_S = 1.0
"""Who is left behind so shortly before he falls is not attacked."""

_PASS_HOLD_S = 0.6
"""A place counts as taken when it is held for so long: riders who are level swap it at every push of a pedal."""


def find_cues(motion: Motion) -> tuple[Cue, ...]:
    """All cues of a race in order of time."""
    field = FreeField.of(motion)
    cues = [
        *_moment_cues(motion),
        *_attacks(field),
        *breakaway_cues(field),
        *_overtakes(field),
        *(FallCue(float(time), rider) for rider, time in enumerate(motion.fall_s) if np.isfinite(time)),
        *([StoppedCue(motion.stop_s)] if motion.stopped else []),
        *(FinishCue(float(motion.finish_s[k]), k, place) for place, k in enumerate(crossing_order(motion), start=1)),
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.time_s, cue.label)))


def _moment_cues(motion: Motion) -> list[Cue]:
    """Start, pull-off, laps, bell, last bend and 200 m, as far as the race came to them."""
    off_s = pull_off_s(motion)
    found: list[Cue] = [StartCue(motion.start_s), *([] if off_s is None else [PullOffCue(off_s)])]
    if (bell := find_moment(motion, When(Mark.BELL))) is not None:
        found.append(BellCue(bell))
    if (bend := find_moment(motion, When(Mark.LAST_BEND))) is not None:
        found.append(LastBendCue(bend))
    if (last := find_moment(motion, When(Mark.METRES_TO_GO, 200.0))) is not None:
        found.append(Last200Cue(last))
    for laps in range(2, begun_laps(motion)):
        if (crossing := find_moment(motion, When(Mark.LAPS_TO_GO, float(laps)))) is not None:
            found.append(LapCue(crossing, laps))
    until = motion.stop_s if motion.stopped else motion.end_s
    return [cue for cue in found if np.isfinite(cue.time_s) and cue.time_s <= until]


def _attacks(field: FreeField) -> list[Cue]:
    """A rider's gap to the next behind him opens fast: the moment at which it begins to."""
    ahead = round(_ATTACK_WINDOW_S / STEP_S)
    cues: list[Cue] = []
    count = field.order.shape[1]
    last = np.full(count, -np.inf)
    for k in range(len(field.time_s) - ahead):
        for place in range(min(_PLACES_WATCHED, count - 1)):
            rider, next_rider = int(field.order[k, place]), int(field.order[k, place + 1])
            # The gap to one who falls, or is about to, opens by itself.
            if field.motion.fall_s[next_rider] <= field.time_s[k + ahead] + _BEFORE_FALL_S:
                continue
            both = field.ridden_m[rider, [k, k + ahead]] - field.ridden_m[next_rider, [k, k + ahead]]
            opened = float(both[1] - both[0])
            faster = field.speed_mps[rider, k + ahead] > field.speed_mps[rider, k] + _ATTACK_GAINS_MPS
            if opened > _ATTACK_OPENS_M and faster:
                if field.time_s[k] > last[rider] + _NEXT_ATTACK_S:
                    cues.append(AttackCue(float(field.time_s[k]), rider, next_rider, opened))
                last[rider] = field.time_s[k]
    return cues


def _overtakes(field: FreeField) -> list[Cue]:
    """A rider takes one of the first places and keeps it for a while."""
    cues: list[Cue] = []
    hold = round(_PASS_HOLD_S / STEP_S)
    for place in range(min(_PLACES_WATCHED, field.order.shape[1] - 1)):
        column = field.order[:, place]
        for k in np.flatnonzero(column[1:] != column[:-1]) + 1:
            rider, before = int(column[k]), int(column[k - 1])
            was, now = field.order[k - 1].tolist(), field.order[k].tolist()
            passed = was.index(rider) > place and now.index(before) > place  # not: one ahead of both fell
            kept = bool(np.all(column[k : k + hold] == rider))
            if passed and kept and not field.motion.fall_s[before] <= field.time_s[k]:
                cues.append(OvertakeCue(float(field.time_s[k]), rider, before, place + 1))
    return cues
