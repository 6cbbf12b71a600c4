"""The base of facts in which one rider comes past another, or tries to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from replay.race.story.asked import SideAsked
from replay.race.story.observed import ObservedMotion
from replay.race.story.story_fact import Common, Named, StoryFact
from replay.race.written import SECONDS, Name, Shape

PAST_S = 4.0
"""How long passing, or coming up beside, takes where the fact does not say."""

WithinSeconds = Annotated[float, Field(gt=0, le=60, allow_inf_nan=False), SECONDS]


class BesideShape(Shape):
    rider: Name = Field(description="Who comes from behind.")
    side: Literal["inside", "outside"] | None = Field(None, description="On which side of the other, if told.")
    within_s: WithinSeconds | None = Field(None, description="Seconds until he is past, or beside; 4 if not told.")


class PastShape(BesideShape):
    of: Name = Field(description="Past whom.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFact(StoryFact):
    """`rider` comes from behind `of` at `when`, and is past or beside him within `within_s`.

    other_key: the key under which a file names the other
    """

    rider: str
    of: str
    side: str | None = None
    within_s: float = PAST_S

    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1
    other_key: ClassVar[str] = "of"

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        within_s = PAST_S if content.within_s is None else content.within_s
        other = getattr(content, cls.other_key)
        return cls(rider=content.rider, of=other, side=content.side, within_s=within_s, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.of, (self.other_key,))

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return ((self.of, self.rider),)

    @property
    def side_taken(self) -> str | None:
        """The side that is asked for; None for any."""
        return self.side

    @property
    def side_lasts_s(self) -> float:
        """For how long after the moment the side is asked for."""
        return self.within_s

    def inner_outer(self, side: str) -> tuple[str, str]:
        """Who is inside and who outside where `rider` is on a side of the other."""
        return (self.rider, self.of) if side == "inside" else (self.of, self.rider)

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:  # noqa: ARG002
        side = self.side_taken
        early_s = self.within_s if self.is_at_finish else 0.0
        asked = None if side is None else SideAsked(*self.inner_outer(side), self.side_lasts_s, early_s)
        return () if asked is None else (asked,)
