"""Highlights: the moments that decide a race, and the stretches of race time that show them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from replay.events.event import Highlight, Worth
from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import (
    LAST_FALLS_S,
    Stretch,
    Zone,
    end_zones,
    pull_off_zones,
    race_end_s,
    stretch_zones,
    tempered,
)
from replay.scene.camera.selection.decisive import decisive_windows
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    LastBendCue,
    OvertakeCue,
    StoppedCue,
    only,
)
from replay.scene.event_questions import is_stopped_at, opens_s, pull_off_s

HIGHLIGHTS_S = 45.0
"""Length of the highlights with their cards: a story takes 60 s at most, and its viewer leaves sooner."""

_MAY_BE_LONGER_S = 1.0
"""A moment that makes them longer by less than this is not left out."""

_SHORTEST_LEAP_S = 1.0
"""A leap over less race time than this is not made: it would look like a fault."""

_BRISK = 1.5
"""Speed of the line behind the pacer, of which a few seconds are shown: just fast enough not to be waited through."""

_BRISK_BEFORE_S, _BRISK_UNTIL_S = 6.0, 3.4
"""A window that begins so long before the pull-off is brisk, until so long before it."""


def highlight_stretches(
    motion: Motion, cues: tuple[Cue, ...], wanted: tuple[Highlight, ...], *, cards_s: float
) -> tuple[Stretch, ...]:
    """What decides the race in any case, then the moments most telling first, until they fill HIGHLIGHTS_S together
    with the cards."""
    end = race_end_s(motion)
    taken = joined(decisive_windows(motion, cues))
    for start, stop in telling_moments(motion, cues, wanted):
        candidate = joined([*taken, (max(start, motion.start_s), min(stop, end))])
        video_s = sum(piece.video_s for window in candidate for piece in window_stretches(motion, *window))
        if not taken or video_s + cards_s <= HIGHLIGHTS_S + _MAY_BE_LONGER_S:
            taken = candidate
    return tuple(piece for window in taken for piece in window_stretches(motion, *window))


def telling_moments(motion: Motion, cues: tuple[Cue, ...], wanted: tuple[Highlight, ...]) -> list[tuple[float, float]]:
    """Windows of race time around the moments that an event wants shown, in its order."""
    end_s = race_end_s(motion)
    found: list[tuple[float, float]] = []
    for highlight in wanted:
        for time_s in _times(motion, cues, highlight)[: highlight.most]:
            until_s = end_s if np.isinf(highlight.after_s) else time_s + highlight.after_s
            found.append((time_s - highlight.before_s, until_s))
    return found


def _times(motion: Motion, cues: tuple[Cue, ...], highlight: Highlight) -> list[float]:
    """Race times of the moments of one kind."""
    match highlight.worth:
        case Worth.START:
            return [motion.start_s]
        case Worth.PULL_OFF:
            off_s = pull_off_s(motion)
            return [] if off_s is None else [off_s]
        case Worth.FINISH:
            return [cue.time_s for cue in only(cues, FinishCue)][:1]
        case Worth.STOPPED:
            return [_what_stopped_s(cues, stop.time_s) for stop in only(cues, StoppedCue)]
        case Worth.LAP:
            return [cue.time_s for cue in only(cues, LapCue) if cue.laps_to_go == highlight.laps]
        case Worth.LEAD_CHANGE:
            return [cue.time_s for cue in only(cues, OvertakeCue) if cue.place == 1]
        case Worth.BELL:
            return [cue.time_s for cue in only(cues, BellCue)]
        case Worth.LAST_BEND:
            return [cue.time_s for cue in only(cues, LastBendCue)]
        case Worth.BIGGEST_LEAD:
            return [cue.time_s for cue in only(cues, BiggestLeadCue)]
        case Worth.ATTACK:
            return [cue.time_s for cue in only(cues, AttackCue)]
        case Worth.OPENING:
            opening_s = opens_s(motion)
            return [] if opening_s is None else [opening_s]
        case Worth.STANDSTILL:
            return [begin for begin, _ in standstills(motion)]
        case Worth.FALL:
            return [cue.time_s for cue in only(cues, FallCue)]


def _what_stopped_s(cues: tuple[Cue, ...], stop_s: float) -> float:
    """Race time of the first fall for which a race was stopped, else of the stop."""
    return min([stop_s, *(fall.time_s for fall in only(cues, FallCue) if LAST_FALLS_S > stop_s - fall.time_s >= 0)])


def joined(windows: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows in order, those that touch or leave a gap too short for a cut made one."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + _SHORTEST_LEAP_S:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def window_stretches(motion: Motion, start: float, end: float, slowness: float = 1.0) -> tuple[Stretch, ...]:
    """A window of the highlights at its speeds: the line behind the pacer fast, pull-off and finish slow.

    slowness  how much of slow motion is made: 0 none, 1 as usual
    """
    zones = [Zone(start, 1.0)]
    off_s = pull_off_s(motion)
    if off_s is not None and start < off_s - _BRISK_BEFORE_S and not is_stopped_at(motion, off_s):
        zones = [Zone(start, _BRISK), Zone(min(off_s - _BRISK_UNTIL_S, end), 1.0)]
    if off_s is not None and start < off_s < end:
        zones += pull_off_zones(motion)
    zones += [zone for zone in end_zones(motion) if start < zone.race_from_s < end]
    return stretch_zones(tempered(tuple(zones), slowness), end)
