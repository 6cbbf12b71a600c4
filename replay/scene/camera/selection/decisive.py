"""What decides a race: moments that no cut leaves out or shows faster than they were, and the one it opens with."""

from __future__ import annotations

import numpy as np

from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import LAST_FALLS_S, race_end_s
from replay.scene.cues.cue import AttackCue, Cue, FallCue, FinishCue, OvertakeCue, PullOffCue, StoppedCue, only
from replay.scene.event_questions import is_stopped_at

Window = tuple[float, float]
"""From..to of race time."""

_BEFORE_S, _AFTER_S = 0.9, 0.9
"""Of every decisive moment so much before and after it is shown: together longer than the shortest shot."""

_ATTACK_AFTER_S = 1.6
"""An attack takes so long to be seen as one."""

_FINISH_BEFORE_S = 1.4
"""The first comes at the line for so long."""

_CLEAR_S = 0.25
"""Who wins by more than this has won before the line: his attack is the picture of the race."""

_SEEN_ATTACK_S = 1.1
"""So long after it begins, an attack has opened a gap that a picture shows."""

_SEEN_FALL_S = 0.45
"""So long after it begins, a fall is seen to be one."""

_AT_LINE_S = 0.12
"""So long before the first crossing the riders are in the picture, and the line before them."""


def decisive_windows(motion: Motion, cues: tuple[Cue, ...]) -> tuple[Window, ...]:
    """Windows of race time around pull-off, attack, changes of the lead and finish, or the falls that stopped the race.

    In order of time. They may overlap.
    """
    end_s = race_end_s(motion)
    found = [(cue.time_s - _BEFORE_S, cue.time_s + _AFTER_S) for cue in _turns(motion, cues)]
    attack = winning_attack(cues)
    if attack is not None:
        found.append((attack.time_s - _BEFORE_S / 2, attack.time_s + _ATTACK_AFTER_S))
    finishes = only(cues, FinishCue)
    if finishes:
        found.append((finishes[0].time_s - _FINISH_BEFORE_S, end_s))
    inside = [(max(start, motion.start_s), min(stop, end_s)) for start, stop in found]
    return tuple(sorted((start, stop) for start, stop in inside if stop > start))


def _turns(motion: Motion, cues: tuple[Cue, ...]) -> list[Cue]:
    """Moments of which a little before and after is enough."""
    off = [cue for cue in only(cues, PullOffCue) if not is_stopped_at(motion, cue.time_s)]
    leads = [cue for cue in only(cues, OvertakeCue) if cue.place == 1]
    stops = only(cues, StoppedCue)
    falls = [fall for fall in only(cues, FallCue) for stop in stops if LAST_FALLS_S > stop.time_s - fall.time_s >= 0]
    return [*off, *leads, *falls, *stops]


def winning_attack(cues: tuple[Cue, ...]) -> AttackCue | None:
    """The last attack of who is first over the line; where he made none, the one that opened the longest gap."""
    attacks = only(cues, AttackCue)
    if not attacks:
        return None
    first = [finish.rider for finish in only(cues, FinishCue)[:1]]
    own = [attack for attack in attacks if attack.rider in first]
    return own[-1] if own else max(attacks, key=lambda attack: attack.opened_m)


def hook_s(motion: Motion, cues: tuple[Cue, ...]) -> float:
    """Race time of the picture that a film opens with: the attack of a clear winner, else the line.

    Of a race that was stopped the last fall before that, if there was one.
    """
    crossed = np.sort(motion.finish_s[np.isfinite(motion.finish_s)])
    if len(crossed) == 0:
        stops = only(cues, StoppedCue)
        if not stops:
            return motion.end_s - _BEFORE_S
        falls = [fall.time_s for fall in only(cues, FallCue) if fall.time_s <= stops[0].time_s]
        return max(falls) + _SEEN_FALL_S if falls else stops[0].time_s
    attack = winning_attack(cues)
    own = attack is not None and np.isclose(motion.finish_s[attack.rider], crossed[0])
    if attack is not None and own and len(crossed) > 1 and crossed[1] - crossed[0] > _CLEAR_S:
        return attack.time_s + _SEEN_ATTACK_S
    return float(crossed[0]) - _AT_LINE_S
