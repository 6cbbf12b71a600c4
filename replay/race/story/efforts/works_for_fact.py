"""A rider works for another, who is on his wheel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field

from replay.base.units import kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.hold_wheel_fact import HOLD_S, HoldWheelFact
from replay.race.story.places.spans import span_s
from replay.race.story.sentences import measure, speed_change
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.when import When
from replay.race.written import Name, Shape, WhenWritten

EASES_MPS = 0.8
"""Who is slower by this at the end than at the beginning, 3 km/h, has let up and has not worked."""

_ROOM_MPS = 0.3
"""What rows ask beyond that."""


class WorksForShape(Shape):
    rider: Name = Field(description="Who rides in front.")
    for_: Name = Field(alias="for", description="For whom: who is on his wheel.")
    until: WhenWritten | None = Field(None, description="Until when, if told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksForFact(StoryFact):
    """`rider` rides in front of `other`, who is on his wheel, from `when` to `until`, and does not let up."""

    rider: str
    other: str
    until: When | None = None

    label: ClassVar[str] = "works for"
    says: ClassVar[str] = (
        f"rides in front of another, who is on his wheel, and does not lose {kmh(EASES_MPS):.0f} km/h; `until` a "
        f"moment or for {HOLD_S:g} s"
    )
    examples: ClassVar[tuple[str, ...]] = ("works_for: {rider: Levy, for: Glaetzer, until: bell}",)
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "works_for": FileKey(WorksForShape, "A rider rides in front of a teammate, who is on his wheel.")
    }
    least_riders: ClassVar[int] = 2

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, other=content.for_, until=content.until, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.other, ("for",))

    @property
    def lasts_until(self) -> When | None:
        return self.until

    @property
    def words(self) -> str:
        return f"{self.rider} works for {self.other}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} for {tag(self.other)}"

    @property
    def _wheel(self) -> HoldWheelFact:
        """The same as told of the one who is on the wheel."""
        return HoldWheelFact(
            id=self.id, when=self.when, during=self.during, rider=self.other, wheel=self.rider, until=self.until
        )

    def _span(self, motion: ObservedMotion) -> tuple[float, float]:
        """To his finish at the latest: over the line everybody eases."""
        start_s, end_s = span_s(motion, self.when, self.until, HOLD_S)
        return start_s, max(min(end_s, motion.crossing(motion.index(self.rider), motion.course.event_m)), start_s)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, (start_s, end_s) = motion.index(self.rider), self._span(motion)
        terms = (Term(rider, end_s, 1.0, 1), Term(rider, start_s, -1.0, 1))
        works = ConstraintRow(terms, low=_ROOM_MPS - EASES_MPS, scale=METRES_A_MPS)
        return (*self._wheel.constraints(motion), *((works,) if end_s > start_s else ()))

    def finding(self, ride: ObservedRide) -> Finding:
        """The wheel that the other holds, if that is missed; else the speed that he loses."""
        wheel = self._wheel.finding(ride)
        rider, (start_s, end_s) = ride.sampled.index(self.rider), self._span(ride.sampled)
        gain = ride.effort_speed(rider, end_s) - ride.effort_speed(rider, start_s)
        if wheel.is_missed or gain >= -EASES_MPS:
            return wheel
        measured = "gained from the beginning to the end"
        return Finding(kmh(-EASES_MPS), kmh(gain), kmh(-EASES_MPS - gain), "km/h", 0.2, measured=measured)

    def sentence(self, shown: Shown) -> str:
        if shown.unit == "km/h":
            return f"Who works for another does not let up; the replay shows {speed_change(shown.got)}"
        where = "behind" if shown.got >= 0 else "ahead of"
        return f"The replay shows {self.other} {measure(abs(shown.got), 'm')} {where} him, and not on his wheel"
