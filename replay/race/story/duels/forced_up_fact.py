"""A rider is forced up the boards by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field

from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.sentences import compared, measure
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name, Shape

FORCED_M = 2.0
"""So far up a rider is out of the way of one who rides in the lane, by more than a bicycle's width on any boards."""

_TOLERANCE_M = 0.6
"""How far up was not told."""

_ABOUT_S, _LOOKS = 2.0, 41
_HELD_M = 0.01
_CLEAR_S = 1.0


class ForcedUpShape(Shape):
    rider: Name = Field(description="Who is forced up.")
    by: Name = Field(description="By whom.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedUpFact(StoryFact):
    """`rider` goes up the boards about `when`, above `by`, who drives him there."""

    rider: str
    by: str

    label: ClassVar[str] = "forced up"
    says: ClassVar[str] = f"{FORCED_M:g} m up the boards about that time, higher than who drives him there"
    examples: ClassVar[tuple[str, ...]] = ("forced_up: {rider: Levy, by: Awang}",)
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "forced_up": FileKey(ForcedUpShape, "A rider is forced up the boards by another.")
    }
    least_riders: ClassVar[int] = 2

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, by=content.by, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.by, ("by",))

    @property
    def words(self) -> str:
        return f"{self.by} forces {self.rider} up the boards"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.by)} forces {tag(self.rider)} up"

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        time_s, (rider, other) = motion.moment(self.when), map(motion.index, (self.rider, self.by))
        return (
            HeightRow(((rider, 1.0),), time_s, FORCED_M, about_s=_ABOUT_S, clear_s=_CLEAR_S),
            HeightRow(((rider, 1.0), (other, -1.0)), time_s, 0.3, about_s=_ABOUT_S, clear_s=_CLEAR_S),
        )

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:  # noqa: ARG002
        return (SideAsked(self.by, self.rider),)

    def finding(self, ride: ObservedRide) -> Finding:
        """How high he is about the moment, where he is above the other."""
        time_s = ride.sampled.moment(self.when)
        rider, other = ride.sampled.index(self.rider), ride.sampled.index(self.by)
        looks = [float(moment) for moment in np.linspace(time_s - _ABOUT_S, time_s + _ABOUT_S, _LOOKS)]
        heights = [(ride.height(rider, moment), ride.height(other, moment)) for moment in looks]
        top = max((own for own, others in heights if own > others), default=0.0)
        measured = f"up the boards, above {self.by}"
        return Finding(FORCED_M, top, max(FORCED_M - top, 0.0), "m", _TOLERANCE_M, _HELD_M, measured)

    def sentence(self, shown: Shown) -> str:
        asked, got = compared(shown)
        return f"Forced up is {asked} up the boards; the replay shows {got}, {measure(shown.miss, 'm')} lower"
