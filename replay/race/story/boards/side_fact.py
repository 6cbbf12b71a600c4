"""A rider is on the inside or outside of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field

from replay.race.story.asked import HeightRow, SideAsked
from replay.race.story.claims import Claims
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name, Shape

SIDE_M = 0.15
"""How much further up the boards counts as outside, where riders are not abreast anyhow."""

_TOLERANCE_M = SIDE_M / 3
"""Who is level by this may be called inside or outside: nobody sees it."""


class SideShape(Shape):
    rider: Name = Field(description="Who is on that side.")
    of: Name = Field(description="Of whom.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFact(StoryFact):
    """`rider` is on the inside or outside of `of` at `when`."""

    rider: str
    of: str
    inside: bool

    label: ClassVar[str] = "side"
    says: ClassVar[str] = "on which side of another"
    examples: ClassVar[tuple[str, ...]] = ("inside: {rider: Levy, of: Awang}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "inside": FileKey(SideShape, "A rider is on the inside of another."),
        "outside": FileKey(SideShape, "A rider is on the outside of another."),
    }
    least_riders: ClassVar[int] = 2

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:
        return cls(rider=content.rider, of=content.of, inside=key == "inside", **common)

    @property
    def file_key(self) -> str:
        return "inside" if self.inside else "outside"

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.of, ("of",))

    @property
    def words(self) -> str:
        return f"{self.rider} {self.file_key} of {self.of}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} {self.file_key} {tag(self.of)}"

    @property
    def _inner_outer(self) -> tuple[str, str]:
        return (self.rider, self.of) if self.inside else (self.of, self.rider)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        """Who is outside is a little further up, also while the two are not abreast."""
        inner, outer = map(motion.index, self._inner_outer)
        return (HeightRow(((outer, 1.0), (inner, -1.0)), motion.moment(self.when), SIDE_M),)

    @property
    def side_asked(self) -> SideAsked | None:
        return SideAsked(*self._inner_outer)

    @property
    def claims(self) -> Claims:
        return Claims(inside=frozenset({self._inner_outer}))

    def finding(self, ride: ObservedRide) -> Finding:
        inner, outer = map(ride.sampled.index, self._inner_outer)
        time_s = ride.sampled.moment(self.when)
        room = ride.height(outer, time_s) - ride.height(inner, time_s)
        return Finding(0.0, room, max(-room, 0.0), "m", _TOLERANCE_M, measured="up the boards, between the two")

    def sentence(self, shown: Shown) -> str:
        return f"The replay shows the other side, by {100 * shown.miss:.0f} cm up the boards"
