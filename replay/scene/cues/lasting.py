"""Whether what a cue tells is still to be seen some time after it."""

from __future__ import annotations

from replay.motion.standings import Standings
from replay.scene.cues.cue import AttackCue, BiggestLeadCue, CatchCue, Cue, OvertakeCue

_CAUGHT_M = 3.5
"""Who is no farther behind has come up to a rider's wheel: it is 2.4 m to the front of one who follows on it."""


def is_so(cue: Cue, standings: Standings, *, level: bool) -> bool:
    """Whether a cue is true of a moment; what only happens, as a fall, stays so. level: nobody can say who leads."""
    match cue:
        case AttackCue(rider=rider, next_behind=other):
            return _is_ahead(standings, rider, other)
        case OvertakeCue(rider=rider, passed=passed, place=place):
            unclear = place == 1 and level
            return standings.place(rider) <= place and _is_ahead(standings, rider, passed) and not unclear
        case CatchCue(rider=rider, caught=caught):
            return float(standings.gap_m[rider] - standings.gap_m[caught]) < _CAUGHT_M
        case BiggestLeadCue(leader=leader):
            return standings.leader == leader and not level
    return True


def _is_ahead(standings: Standings, rider: int, other: int) -> bool:
    return standings.place(rider) < standings.place(other)
