"""A rider goes up the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.race.story.asked import HeightRow
from replay.race.story.finding import Barrier, Finding, Limit, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import compared, measure
from replay.race.story.story_fact import Common, FileKey, OneRiderFact
from replay.race.written import METRES, NAME_SCHEMA, Name, OrShort, Shape, named

HIGH_M = 2.4
"""How high up 'using the banking' is, where no height is told: at the stayers line."""

HIGH_TOLERANCE_M = 0.3
"""A told height may be missed by so much .."""

_LOOSE_TOLERANCE_M = 0.8
"""..and one that nobody told by this."""

_HELD_M = 0.01
"""A miss up to here counts as none: a centimetre."""

_ABOUT_S = 2.0
"""He is as high within so long of the moment: 'about that time' is what the fact says."""

_LOOKS = 41
"""Moments at which a finding looks: ten in a second, in which nobody climbs more than 15 cm."""

_CLEAR_S = 1.0
"""Nearer to the ends of the motion there is no room to climb and come down."""


class RideHighShape(Shape):
    rider: Name = Field(description="Who goes up the boards.")
    height_m: Annotated[float, Field(gt=0, le=12, allow_inf_nan=False), METRES] | None = Field(
        None, description="Metres from the inner edge."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RideHighFact(OneRiderFact):
    """`rider` goes up the boards about `when` and comes down again; height in metres from the inner edge, if told."""

    height_m: float | None = None

    label: ClassVar[str] = "ride high"
    says: ClassVar[str] = "up the boards and down again"
    examples: ClassVar[tuple[str, ...]] = ("ride_high: {rider: Kenny, height_m: 3}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "ride_high": FileKey(
            Annotated[RideHighShape, BeforeValidator(named), OrShort(NAME_SCHEMA)],
            "A rider goes up the boards and comes down again.",
        )
    }

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, height_m=content.height_m, **common)

    @property
    def words(self) -> str:
        return f"{self.rider} rides high"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} rides high"

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        rider, time_s = motion.index(self.rider), motion.moment(self.when)
        return (HeightRow(((rider, 1.0),), time_s, self.height_m or HIGH_M, about_s=_ABOUT_S, clear_s=_CLEAR_S),)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        if (self.height_m or 0.0) <= race.highest_m + HIGH_TOLERANCE_M:
            return None
        return Reason(ReasonKind.LIMITS, barriers=(Barrier(Limit.BOARDS, race.highest_m),))

    def finding(self, ride: ObservedRide) -> Finding:
        rider, time_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        top = max(ride.height(rider, moment) for moment in np.linspace(time_s - _ABOUT_S, time_s + _ABOUT_S, _LOOKS))
        asked = self.height_m or HIGH_M
        tolerance = HIGH_TOLERANCE_M if self.height_m else _LOOSE_TOLERANCE_M
        return Finding(asked, top, max(asked - top, 0.0), "m", tolerance, _HELD_M, "up the boards")

    def sentence(self, shown: Shown) -> str:
        asked, got = compared(shown)
        return f"Told: {asked} up the boards; the replay shows {got}, {measure(shown.miss, 'm')} lower"
