"""A rider feints: he comes down from the boards as if he jumped, and is up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.race.story.asked import HeightRow
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import compared
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

FEINT_M = 0.6
"""So far down and up again a rider is seen to have done something: more than he wanders over the boards anyway."""

FEINT_S = 3.0
"""Down within so long, and up again within so long after that."""

_ASKED_M = 0.9
_TOLERANCE_M = 0.25
"""Nobody told how far."""

_ABOUT_S, _LOOKS = 2.0, 17
_HELD_M = 0.01
_CLEAR_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeintFact(OneRiderFact):
    """`rider` comes down the boards about `when`, and goes up again: a jump that is none."""

    label: ClassVar[str] = "feint"
    says: ClassVar[str] = (
        f"about that time {FEINT_M:g} m down the boards within {FEINT_S:g} s, and up again within as long"
    )
    examples: ClassVar[tuple[str, ...]] = ("feint: Levy",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"feint": FileKey(Name, "A rider makes as if to jump.")}

    is_own_caption: ClassVar[bool] = True

    @property
    def words(self) -> str:
        return f"{self.rider} feints"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} feints"

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody makes as if to jump."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) > PACED_S else None

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        rider, from_s = motion.index(self.rider), motion.moment(self.when)
        low_s = from_s + FEINT_S
        return (
            HeightRow(((rider, -1.0),), low_s, _ASKED_M, since_s=from_s, clear_s=_CLEAR_S),
            HeightRow(((rider, 1.0),), low_s + FEINT_S, _ASKED_M, since_s=low_s, clear_s=_CLEAR_S),
        )

    def finding(self, ride: ObservedRide) -> Finding:
        """The lesser of how far he comes down about the moment, and how far he is up again after that."""
        rider, time_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        best_m, best_s = 0.0, time_s
        for low_s in np.linspace(time_s - _ABOUT_S, time_s + FEINT_S + _ABOUT_S, 2 * _LOOKS):
            low_m = ride.height(rider, float(low_s))
            before = max(ride.height(rider, float(t)) for t in np.linspace(low_s - FEINT_S, low_s, _LOOKS))
            after = max(ride.height(rider, float(t)) for t in np.linspace(low_s, low_s + FEINT_S, _LOOKS))
            moved_m = min(before, after) - low_m
            best_m, best_s = max((best_m, best_s), (moved_m, float(low_s) - FEINT_S / 2))
        miss_m = max(FEINT_M - best_m, 0.0)
        measured = f"down the boards and up again, within {FEINT_S:g} s each"
        return Finding(FEINT_M, best_m, miss_m, "m", _TOLERANCE_M, _HELD_M, measured, at_s=best_s)

    def sentence(self, shown: Shown) -> str:
        asked, got = compared(shown)
        return f"A feint is {asked} down the boards and up again; the replay shows {got}"
