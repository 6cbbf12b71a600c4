"""A rider stays in the sprinters' lane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field

from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.spans import span_s, times_in
from replay.race.story.sentences import measure
from replay.race.story.story_fact import Common, FileKey, OneRiderFact
from replay.race.when import When
from replay.race.written import NAME_SCHEMA, Name, OrShort, Shape, WhenWritten, named

LANE_M = 0.90
"""The outer edge of the sprinters' line, m up the boards, as `track.markings` paints it."""

KEEPS_S = 5.0
"""How long he stays in it where no end is told."""

_ASKED_M = 0.80
"""So high at most he is asked to be, at each of the rows."""

_TOLERANCE_M = 0.05
"""The width of the line: on it he has not left the lane."""

_ROWS_A_SECOND, _LOOKS_A_SECOND = 2.0, 10.0


class KeepsLaneShape(Shape):
    rider: Name = Field(description="Who stays in the lane.")
    until: WhenWritten | None = Field(None, description="Until when, if told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepsLaneFact(OneRiderFact):
    """`rider` is no higher than the sprinters' line from `when` to `until` (None: for some seconds)."""

    until: When | None = None

    label: ClassVar[str] = "keeps lane"
    says: ClassVar[str] = (
        f"stays in the sprinters' lane, {LANE_M:g} m up the boards at most, `until` a moment or for {KEEPS_S:g} s"
    )
    examples: ClassVar[tuple[str, ...]] = ("keeps_lane: Kenny", "keeps_lane: {rider: Kenny, until: finish}")
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "keeps_lane": FileKey(
            Annotated[KeepsLaneShape, BeforeValidator(named), OrShort(NAME_SCHEMA)],
            "A rider stays in the sprinters' lane.",
        )
    }

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, until=content.until, **common)

    @property
    def lasts_until(self) -> When | None:
        return self.until

    @property
    def words(self) -> str:
        return f"{self.rider} stays in the sprinters' lane"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} in the lane"

    def _span(self, motion: ObservedMotion) -> tuple[float, float]:
        return span_s(motion, self.when, self.until, KEEPS_S)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        rider = motion.index(self.rider)
        times = times_in(self._span(motion), _ROWS_A_SECOND)
        return tuple(HeightRow(((rider, -1.0),), time_s, -_ASKED_M) for time_s in times)

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:
        """Whoever is beside him is outside: two have no room in the lane."""
        start_s, end_s = self._span(motion)
        others = (name for name in motion.riders if name != self.rider)
        return tuple(SideAsked(self.rider, other, late_s=end_s - start_s) for other in others)

    def finding(self, ride: ObservedRide) -> Finding:
        rider = ride.sampled.index(self.rider)
        highest = max(ride.height(rider, time_s) for time_s in times_in(self._span(ride.sampled), _LOOKS_A_SECOND))
        measured = "up the boards, where he is highest"
        return Finding(LANE_M, highest, max(highest - LANE_M, 0.0), "m", _TOLERANCE_M, measured=measured)

    def sentence(self, shown: Shown) -> str:
        return f"The lane ends {measure(LANE_M, 'm')} up the boards; the replay shows him at {shown.got:.2f} m"
