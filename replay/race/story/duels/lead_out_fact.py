"""A rider leads from the start line on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.race.moment_words import until_words
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.observed import ObservedMotion
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.story_fact import Common, FileKey, Named
from replay.race.when import Course, Mark, When
from replay.race.written import NAME_SCHEMA, Name, OrShort, Shape, WhenWritten, named

LED_FROM_M = 20.0
"""Who leads shows as the riders have left the start line, on which they are level."""


class LeadOutShape(Shape):
    rider: Name = Field(description="Who leads.")
    until: WhenWritten | None = Field(
        None, description="Until when, if told; else to the pursuit line of the back straight, as the rules want it."
    )


def far_pursuit_line(course: Course) -> When:
    """As the leader comes to the pursuit line in the middle of the first back straight: half a lap, all but the way
    from the middle of the home straight to the finish line."""
    return When(Mark.METRES_TO_GO, course.event_m - (course.lap_m / 2 - course.finish_m))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadOutFact(LeadsFact):
    """`riders`, one of them, leads from the start to `until`; None: to the pursuit line of the back straight."""

    label: ClassVar[str] = "lead out"
    says: ClassVar[str] = (
        f"leads from {LED_FROM_M:g} m after the start line to the pursuit line of the back straight, or to `until`"
    )
    examples: ClassVar[tuple[str, ...]] = ("lead_out: Kenny", "lead_out: {rider: Kenny, until: bell}")
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "lead_out": FileKey(
            Annotated[LeadOutShape, BeforeValidator(named), OrShort(NAME_SCHEMA)], "A rider leads from the start."
        )
    }

    instead: ClassVar[str] = "write `leads`, and when"

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(riders=(content.rider,), until=content.until, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return (Named(self.riders[0]),)

    @property
    def words(self) -> str:
        return f"{self.riders[0]} leads out"

    @property
    def statement(self) -> str:
        if self.until is None:
            return f"{self.words}, from the start to the far pursuit line"
        return f"{self.words}, from the start {until_words(self.until)}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.riders[0])} leads out"

    @property
    def claims(self) -> Claims:
        """None for the start itself, where all are level."""
        return NO_CLAIMS

    def _times(self, motion: ObservedMotion, rate_hz: float) -> list[float]:
        """Times from where the riders have left the line to the end, no further apart than 1 / rate."""
        course = motion.course
        first_s = motion.moment(When(Mark.METRES_TO_GO, course.event_m - LED_FROM_M))
        last_s = min(motion.moment(self.until or far_pursuit_line(course)), motion.end_s)
        count = max(int(np.ceil((last_s - first_s) * rate_hz)), 0) + 1
        return [float(time_s) for time_s in np.linspace(first_s, max(first_s, last_s), count)]
