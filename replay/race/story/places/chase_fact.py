"""A rider leads the chase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import Effort, changing, chase_watts
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, order_finding, order_sentence
from replay.race.story.sentences import measure, speed_change
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name

_BEGUN_BEFORE_S = 6.0
"""Who is told to lead the chase at a moment has begun it about so long before."""

CHASE_GAP_M = 3.5
"""There is somebody to chase from two bike lengths on, front wheel to front wheel: nearer he is on the wheel .."""

_ASKED_GAP_M = 4.0
"""..and somewhat more is asked, since distances still settle on the heights."""

_WORKS_S, _SLOWS_MPS = 3.0, 0.5
"""Who leads a chase does not slow down within the next seconds, but for what a bend takes."""

_TOLERANCE_MPS = 0.1
_TOLERANCE_M = 0.1
"""What nobody sees of either."""

_WAITING_W = 420.0
"""Before that he spends no more than this: he waits for others to chase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseFact(StoryFact):
    """`leader` leads the chase: he is the first behind the rider in front."""

    leader: str

    label: ClassVar[str] = "chase"
    says: ClassVar[str] = "this rider leads the chase"
    examples: ClassVar[tuple[str, ...]] = ("chase: Lavreysen",)
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {"chase": FileKey(Name, "This rider leads the chase.")}
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(leader=content, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return (Named(self.leader),)

    @property
    def words(self) -> str:
        return f"{self.leader} leads the chase"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.leader)} chases"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s, rider = motion.moment(self.when), motion.index(self.leader)
        others = [other for other in motion.order(time_s) if other != rider]
        return (
            ahead(others[0], rider, time_s, by_m=_ASKED_GAP_M),
            *(ahead(rider, other, time_s) for other in others[1:]),
            *self._working(motion, rider, time_s),
        )

    @staticmethod
    def _working(motion: ObservedMotion, rider: int, time_s: float) -> tuple[ConstraintRow, ...]:
        """That he keeps his speed for some seconds, or to the line."""
        end_s = min(time_s + _WORKS_S, motion.crossing(rider, motion.course.event_m), motion.end_s)
        terms = (Term(rider, end_s, 1.0, 1), Term(rider, time_s, -1.0, 1))
        return (ConstraintRow(terms, low=-_SLOWS_MPS, scale=METRES_A_MPS),) if end_s > time_s else ()

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.leader):
            return effort
        since_s = time_s - (motion.moment(self.when) - _BEGUN_BEFORE_S)
        share = motion.effort_share
        watts = changing(np.minimum(effort.watts, share * _WAITING_W), share * chase_watts(since_s), since_s)
        return Effort(watts, effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        """The gap to the rider in front, where it is too small for a chase; else the order."""
        motion, time_s = ride.sampled, ride.sampled.moment(self.when)
        rider = motion.index(self.leader)
        works = self._working(motion, rider, time_s)
        order = order_finding((row for row in self.constraints(motion) if row not in works), motion)
        first = next((other for other in motion.order(time_s) if other != rider), rider)
        gap = float(motion.distance(time_s)[first] - motion.distance(time_s)[rider])
        if order.is_missed:
            return order
        if gap < CHASE_GAP_M:
            return Finding(CHASE_GAP_M, gap, CHASE_GAP_M - gap, "m", _TOLERANCE_M, measured="to the rider in front")
        slowing = self._slowing(ride, works)
        return slowing if slowing.is_missed else order

    @staticmethod
    def _slowing(ride: ObservedRide, works: tuple[ConstraintRow, ...]) -> Finding:
        terms = [term for row in works for term in row.terms]
        change = sum(term.factor * ride.effort_speed(term.rider, term.time_s) for term in terms)
        miss = kmh(max(-_SLOWS_MPS - change, 0.0))
        measured = f"change within {_WORKS_S:g} s"
        return Finding(kmh(-_SLOWS_MPS), kmh(change), miss, "km/h", kmh(_TOLERANCE_MPS), measured=measured)

    def sentence(self, shown: Shown) -> str:
        if shown.asked == CHASE_GAP_M:
            away = measure(shown.got, "m", beside=CHASE_GAP_M)
            return f"There is no chase: the rider in front is {away} away, not {CHASE_GAP_M:g} m"
        if shown.unit == "km/h":
            return f"Who leads a chase does not slow down; the replay shows {speed_change(shown.got)} in {_WORKS_S:g} s"
        return order_sentence(shown)
