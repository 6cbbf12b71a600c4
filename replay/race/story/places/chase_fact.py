"""A rider leads the chase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow
from replay.race.story.effort_shape import Effort, changing, chase_watts
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, order_finding, order_sentence
from replay.race.story.sentences import measure
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name

_BEGUN_BEFORE_S = 6.0
"""Who is told to lead the chase at a moment has begun it about so long before."""

CHASE_GAP_M = 3.5
"""There is somebody to chase from two bike lengths on, front wheel to front wheel: nearer he is on the wheel .."""

_ASKED_GAP_M = 4.0
"""..and somewhat more is asked, since distances still settle on the heights."""

_TOLERANCE_M = 0.1
"""What nobody sees of it."""

_WAITING_W = 420.0
"""Before that he spends no more than this: he waits for others to chase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseFact(StoryFact):
    """`leader` leads the chase: he is the first behind the rider in front."""

    leader: str

    label: ClassVar[str] = "chase"
    says: ClassVar[str] = "this rider leads the chase"
    examples: ClassVar[tuple[str, ...]] = ("chase: Lavreysen",)
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
        )

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.leader):
            return effort
        since_s = time_s - (motion.moment(self.when) - _BEGUN_BEFORE_S)
        watts = changing(np.minimum(effort.watts, _WAITING_W), chase_watts(since_s), since_s)
        return Effort(watts, effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        """The gap to the rider in front, where it is too small for a chase; else the order."""
        motion, time_s = ride.sampled, ride.sampled.moment(self.when)
        order = order_finding(self.constraints(motion), motion)
        rider = motion.index(self.leader)
        first = next((other for other in motion.order(time_s) if other != rider), rider)
        gap = float(motion.distance(time_s)[first] - motion.distance(time_s)[rider])
        if order.is_missed or gap >= CHASE_GAP_M:
            return order
        return Finding(CHASE_GAP_M, gap, CHASE_GAP_M - gap, "m", _TOLERANCE_M, measured="to the rider in front")

    def sentence(self, shown: Shown) -> str:
        if shown.asked == CHASE_GAP_M:
            return f"There is no chase: the rider in front is {measure(shown.got, 'm')} away, not {CHASE_GAP_M:g} m"
        return order_sentence(shown)
