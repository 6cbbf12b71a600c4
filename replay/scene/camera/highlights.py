"""Highlights: the moments that decide a race, and the stretches of race time that show them."""

from __future__ import annotations

from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import (
    LAST_FALLS_S,
    LIVE_END_S,
    PULL_OFF_SPEED,
    Stretch,
    Zone,
    end_zones,
    race_end_s,
    stretch_zones,
)
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
from replay.scene.event_questions import is_stopped_at, pull_off_s

HIGHLIGHTS_S = 45.0
"""Length of the highlights with their cards: a story takes 60 s at most, and its viewer leaves sooner."""

_MAY_BE_LONGER_S = 1.0
"""A moment that makes them longer by less than this is not left out."""

_SHORTEST_LEAP_S = 1.0
"""A leap over less race time than this is not made: it would look like a fault."""

_ATTACKS_SHOWN = 2
"""Attacks that are worth a place of their own; more of them are what every race has."""

_BRISK = 1.5
"""Speed of the line behind the pacer, of which a few seconds are shown: just fast enough not to be waited through."""

_BRISK_BEFORE_S, _BRISK_UNTIL_S = 6.0, 3.4
"""A window that begins so long before the pull-off is brisk, until so long before it."""

_SLOW_AROUND_PULL_OFF_S = 0.8
"""The pull-off is slow for so long before and after it: shorter than in the whole race, because time is dear here."""


def highlight_stretches(motion: Motion, cues: tuple[Cue, ...], *, cards_s: float) -> tuple[Stretch, ...]:
    """The moments that decide the race, most telling first, until they fill HIGHLIGHTS_S together with the cards."""
    end = race_end_s(motion)
    taken: list[tuple[float, float]] = []
    for start, stop in telling_moments(motion, cues):
        candidate = _joined([*taken, (max(start, motion.start_s), min(stop, end))])
        video_s = sum(piece.video_s for window in candidate for piece in _window_stretches(motion, *window))
        if not taken or video_s + cards_s <= HIGHLIGHTS_S + _MAY_BE_LONGER_S:
            taken = candidate
    return tuple(piece for window in taken for piece in _window_stretches(motion, *window))


def telling_moments(motion: Motion, cues: tuple[Cue, ...]) -> list[tuple[float, float]]:
    """Windows of race time, the most telling first.

    The end comes before everything: a film without it says nothing. Then how the last bend was entered, because it
    explains the end; how the race began to be free; the bell. What happened between is taken as it fits. Windows
    begin a little before their cue, so that one sees what changes, and end when the next thing can be told.
    """
    off_s, end_s = pull_off_s(motion), race_end_s(motion)
    found: list[tuple[float, float]] = []
    if finishes := only(cues, FinishCue):
        found.append((finishes[0].time_s - 2.5, end_s))
    for stop in only(cues, StoppedCue):
        falls = [fall.time_s for fall in only(cues, FallCue) if LAST_FALLS_S > stop.time_s - fall.time_s >= 0]
        found.append((min([stop.time_s, *falls]) - 2.5, end_s))
    found += [(bend.time_s - 0.4, bend.time_s + 5.2) for bend in only(cues, LastBendCue)]
    found.append((motion.start_s, motion.start_s + 4.0) if off_s is None else (off_s - 2.0, off_s + 3.6))
    found += [(bell.time_s - 0.8, bell.time_s + 3.2) for bell in only(cues, BellCue)]
    if off_s is not None:
        found.append((off_s - LIVE_END_S, off_s - 2.0))
    found += [(lap.time_s - 0.7, lap.time_s + 3.0) for lap in only(cues, LapCue) if lap.laps_to_go == 2]
    found += [(lead.time_s - 1.8, lead.time_s + 1.8) for lead in only(cues, BiggestLeadCue)[:1]]
    found += [(attack.time_s - 0.8, attack.time_s + 3.2) for attack in only(cues, AttackCue)[:_ATTACKS_SHOWN]]
    found += [(fall.time_s - 1.0, fall.time_s + 3.0) for fall in only(cues, FallCue)]
    found += [(passing.time_s - 1.5, passing.time_s + 1.5) for passing in only(cues, OvertakeCue) if passing.place == 1]
    # Where there is room left, the last lap goes on for as long as there is.
    return found + [(bell.time_s, bell.time_s + 14.0) for bell in only(cues, BellCue)]


def _joined(windows: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows in order, those that touch or leave a gap too short for a cut made one."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + _SHORTEST_LEAP_S:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def _window_stretches(motion: Motion, start: float, end: float) -> tuple[Stretch, ...]:
    """A window of the highlights at its speeds: the line behind the pacer fast, pull-off and finish slow."""
    zones = [Zone(start, 1.0)]
    off_s = pull_off_s(motion)
    if off_s is not None and start < off_s - _BRISK_BEFORE_S and not is_stopped_at(motion, off_s):
        zones = [Zone(start, _BRISK), Zone(min(off_s - _BRISK_UNTIL_S, end), 1.0)]
    if off_s is not None and start < off_s < end:
        slow_s, over_s = off_s - _SLOW_AROUND_PULL_OFF_S, off_s + _SLOW_AROUND_PULL_OFF_S
        zones += [Zone(slow_s, PULL_OFF_SPEED), Zone(over_s, 1.0)]
    zones += [zone for zone in end_zones(motion) if start < zone.race_from_s < end]
    return stretch_zones(tuple(zones), end)
