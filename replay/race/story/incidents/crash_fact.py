"""A rider falls, and brings others down."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field

from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedRide
from replay.race.story.sentences import listed, time_sentence
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import NAME_SCHEMA, Name, Names, OrShort, Shape, named

_TOLERANCE_S = 0.5
"""The moment of a fall is told by eye."""


class CrashShape(Shape):
    rider: Name = Field(description="Who falls.")
    down: Names | None = Field(None, description="Others whom he brings down.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashFact(StoryFact):
    """`rider` falls at `when`; `down` are others brought down with him."""

    rider: str
    down: tuple[str, ...] = ()

    label: ClassVar[str] = "crash"
    says: ClassVar[str] = "a rider falls, and whom he brings `down`"
    needs_moment: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ("crash: {rider: Buchli, down: Paul}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "crash": FileKey(Annotated[CrashShape, BeforeValidator(named), OrShort(NAME_SCHEMA)], "A rider falls.")
    }
    says_place: ClassVar[bool] = False
    chart_weight: ClassVar[int] = 0

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, down=tuple(content.down or ()), **common)

    @property
    def all_down(self) -> tuple[str, ...]:
        """Everybody who falls, first who falls first."""
        return self.rider, *self.down

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), *(Named(name, ("down", position)) for position, name in enumerate(self.down))

    @property
    def words(self) -> str:
        return f"{' and '.join(self.all_down)} {'crash' if self.down else 'crashes'}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{listed([*map(tag, self.all_down)])} {'fall' if self.down else 'falls'}"

    def opposes(self, other: StoryFact) -> bool:
        """Nobody falls twice."""
        return (
            isinstance(other, CrashFact)
            and self.when != other.when
            and not set(self.all_down).isdisjoint(other.all_down)
        )

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        hurried = [name for name in self.all_down if not race.has_time_to_fall(name)]
        if not hurried:
            return None
        remark = f"{listed(hurried)} could not fall, get up again and cross the line as the results have it"
        others = [name for name in self.all_down if name not in hurried]
        if others:
            remark += f", and only {listed(others)} {'fall' if len(others) > 1 else 'falls'} in the replay"
        return Reason(ReasonKind.NO_TIME, remark=remark)

    def finding(self, ride: ObservedRide) -> Finding:
        asked, falls_s = ride.sampled.moment(self.when), ride.fall_s(ride.sampled.index(self.rider))
        all_fall = all(math.isfinite(ride.fall_s(ride.sampled.index(name))) for name in self.all_down)
        got = falls_s if math.isfinite(falls_s) and all_fall else 0.0
        return Finding(asked, got, abs(got - asked), "s", _TOLERANCE_S, measured="race time")

    def sentence(self, shown: Shown) -> str:
        return time_sentence(shown)
