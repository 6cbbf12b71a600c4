"""A rider passes another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from replay.race.story.asked import ConstraintRow, SideAsked
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, order_finding, order_sentence
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import SECONDS, Name, Shape

PASS_S = 4.0
"""How long passing takes where the fact does not say."""

_STILL_BEHIND_M = 0.1
"""At the moment told he is behind by this at least: less than where an order is told, because he is coming past."""


class PassShape(Shape):
    rider: Name = Field(description="Who overtakes.")
    of: Name = Field(description="Who is overtaken.")
    side: Literal["inside", "outside"] | None = Field(None, description="On which side, if told.")
    within_s: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False), SECONDS] | None = Field(
        None, description="Seconds it takes; 4 if not told."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakeFact(StoryFact):
    """`rider` is still behind `overtaken` at `when` and ahead of him within `within_s` (or at the line, if sooner).

    Of the finish it says that he is ahead on the line and was still behind `within_s` before.
    """

    rider: str
    overtaken: str
    side: str | None = None
    within_s: float = PASS_S

    label: ClassVar[str] = "pass"
    says: ClassVar[str] = (
        f"`rider` is still behind at `when` and ahead within `within_s` ({PASS_S:g}), or at the line if that is sooner"
        "; told of the finish he is ahead on the line and was behind so long before"
    )
    examples: ClassVar[tuple[str, ...]] = ("pass: {rider: Awang, of: Lavreysen, side: outside}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"pass": FileKey(PassShape, "A rider overtakes another.")}
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        within_s = PASS_S if content.within_s is None else content.within_s
        return cls(rider=content.rider, overtaken=content.of, side=content.side, within_s=within_s, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.overtaken, ("of",))

    @property
    def words(self) -> str:
        return f"{self.rider} passes {self.overtaken}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} passes {tag(self.overtaken)}"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, other = motion.index(self.rider), motion.index(self.overtaken)
        start_s = motion.moment(self.when)
        if self.is_at_finish:  # a pass at the line is done there, and began before
            start_s -= self.within_s
        end_s = min(start_s + self.within_s, motion.crossing(rider, motion.course.event_m))
        if self.is_at_finish:
            end_s = motion.crossing(rider, motion.course.event_m)
        behind = ahead(other, rider, start_s, by_m=_STILL_BEHIND_M)
        return (behind,) if end_s <= start_s else (behind, ahead(rider, other, end_s, by_m=0.0))

    @property
    def side_asked(self) -> SideAsked | None:
        if self.side is None:
            return None
        pair = (self.rider, self.overtaken) if self.side == "inside" else (self.overtaken, self.rider)
        return SideAsked(*pair, late_s=self.within_s)

    def finding(self, ride: ObservedRide) -> Finding:
        return order_finding(self.constraints(ride.sampled), ride.sampled)

    def sentence(self, shown: Shown) -> str:
        return order_sentence(shown)
