"""A rider passes the pacer before it leaves, which the rules forbid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import measure
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

_AHEAD_M = 0.5
"""His front wheel is asked to be so far ahead of the pacer's: it can be seen from the stands."""

_TOLERANCE_M = 0.25
"""Who is nearer is level with it to those who watch."""

_FREE_S = 10.0
"""He is out of the line from so long before: coming past takes a rider as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassesPacerFact(OneRiderFact):
    """The front wheel of `rider` is ahead of the pacer's at `when`, and the pacer is still on the track."""

    label: ClassVar[str] = "passes pacer"
    says: ClassVar[str] = "front wheel ahead of the pacer's before it leaves: an infringement, shown as it was"
    examples: ClassVar[tuple[str, ...]] = ("passes_pacer: Kenny",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "passes_pacer": FileKey(Name, "A rider passes the pacer before it leaves.")
    }
    needs_pacer: ClassVar[bool] = True
    chart_weight: ClassVar[int] = 1

    @property
    def words(self) -> str:
        return f"{self.rider} passes the pacer"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} passes the pacer"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s = motion.moment(self.when)
        pacer_m = motion.pacer_distance(time_s)
        if np.isnan(pacer_m):
            return ()
        return (ConstraintRow((Term(motion.index(self.rider), time_s, 1.0),), low=pacer_m + _AHEAD_M),)

    def out_of_line_s(self, motion: ObservedMotion) -> Mapping[str, float]:
        return {self.rider: motion.moment(self.when) - _FREE_S}

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Once it has left, everybody may pass it; and without a pacer nobody can."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) <= 0.0 else None

    def finding(self, ride: ObservedRide) -> Finding:
        motion, time_s = ride.sampled, ride.sampled.moment(self.when)
        pacer_m = motion.pacer_distance(time_s)
        if not time_s < ride.pull_off_s or np.isnan(pacer_m):
            late_s = float(np.nan_to_num(time_s - ride.pull_off_s, nan=1.0))
            return Finding(0.0, late_s, max(late_s, 0.01), "s", 0.0, measured="after the pacer left")
        lead = float(motion.distance(time_s)[motion.index(self.rider)]) - pacer_m
        measured = "front wheel ahead of the pacer's"
        return Finding(0.0, lead, max(-lead, 0.0), "m", _TOLERANCE_M, measured=measured)

    def sentence(self, shown: Shown) -> str:
        if shown.unit == "s":
            return "The pacer is no longer on the track then, and everybody may pass it"
        return f"The replay shows him {measure(abs(shown.got), 'm')} behind the pacer, front wheel to front wheel"
