"""A rider comes up to another from behind, and is level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field

from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.finding import Finding, Reason, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.level_fact import LEVEL_M
from replay.race.story.places.order_rows import ORDER_M, apart_at_line
from replay.race.story.sentences import measure
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name, Shape

FROM_S = 3.0
"""So long before he is level he is behind: a straight of a sprint, in which he is seen to come up."""

BEHIND_M = 0.9
"""Half a bike length behind: nobody calls it level."""


class DrawLevelShape(Shape):
    rider: Name = Field(description="Who comes up.")
    of: Name = Field(description="With whom he is level then.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawLevelFact(StoryFact):
    """The front wheel of `rider` is level with that of `of` at `when`, and was behind it before."""

    rider: str
    of: str

    label: ClassVar[str] = "draw level"
    says: ClassVar[str] = (
        f"level ({100 * LEVEL_M:.0f} cm at most) with another, behind whom he was {FROM_S:g} s before by "
        f"{BEHIND_M:g} m at least"
    )
    examples: ClassVar[tuple[str, ...]] = ("draw_level: {rider: Awang, of: Kenny}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "draw_level": FileKey(DrawLevelShape, "A rider comes up to another and is level.")
    }
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, of=content.of, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.of, ("of",))

    @property
    def words(self) -> str:
        return f"{self.rider} draws level with {self.of}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} level with {tag(self.of)}"

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return ((self.of, self.rider),)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        level_s = motion.moment(self.when)
        before_s = max(level_s - FROM_S, motion.start_s)
        return (
            ConstraintRow(self._lead(motion, level_s), -LEVEL_M, LEVEL_M),
            ConstraintRow(self._lead(motion, before_s), low=BEHIND_M),
        )

    def _lead(self, motion: ObservedMotion, time_s: float) -> tuple[Term, Term]:
        """The lead of the one to whom he comes up."""
        return Term(motion.index(self.of), time_s, 1.0), Term(motion.index(self.rider), time_s, -1.0)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Level at the finish, where the timed gaps say otherwise."""
        return apart_at_line((self.rider, self.of), LEVEL_M + ORDER_M, race) if self.is_at_finish else None

    def finding(self, ride: ObservedRide) -> Finding:
        """How far apart they are; of riders who are level, how far behind he was before."""
        motion, level_s = ride.sampled, ride.sampled.moment(self.when)
        rider, other = motion.index(self.rider), motion.index(self.of)
        now = motion.distance(level_s)
        apart_m = abs(float(now[other] - now[rider]))
        if apart_m > LEVEL_M + ORDER_M:
            measured = "between the two front wheels"
            return Finding(LEVEL_M, apart_m, apart_m - LEVEL_M, "m", ORDER_M, 0.01, measured, partner=self.of)
        before = motion.distance(max(level_s - FROM_S, motion.start_s))
        behind_m = float(before[other] - before[rider])
        measured = f"behind him {FROM_S:g} s before"
        return Finding(BEHIND_M, behind_m, max(BEHIND_M - behind_m, 0.0), "m", ORDER_M, 0.01, measured, partner=self.of)

    def sentence(self, shown: Shown) -> str:
        if shown.asked == LEVEL_M:
            return f"Level is up to {measure(LEVEL_M, 'm')} apart; the replay shows {measure(shown.got, 'm')}"
        behind = measure(max(shown.got, 0.0), "m")
        return f"Who draws level was behind before; the replay shows {behind} behind, {FROM_S:g} s before"
