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
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name

_BEGUN_BEFORE_S = 6.0
"""Who is told to lead the chase at a moment has begun it about so long before."""

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
        return (ahead(others[0], rider, time_s), *(ahead(rider, other, time_s) for other in others[1:]))

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.leader):
            return effort
        since_s = time_s - (motion.moment(self.when) - _BEGUN_BEFORE_S)
        share = motion.effort_share
        watts = changing(np.minimum(effort.watts, share * _WAITING_W), share * chase_watts(since_s), since_s)
        return Effort(watts, effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        return order_finding(self.constraints(ride.sampled), ride.sampled)

    def sentence(self, shown: Shown) -> str:
        return order_sentence(shown)
