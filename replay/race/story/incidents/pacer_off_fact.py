"""The pacer leaves the track."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedRide
from replay.race.story.sentences import time_sentence
from replay.race.story.story_fact import Common, FileKey, StoryFact
from replay.race.written import Affirmed

PACER_OFF_S = 1.0
"""The pacer takes some seconds to leave: so far apart two accounts may mean the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacerOffFact(StoryFact):
    """The pacer leaves the track at `when`."""

    label: ClassVar[str] = "pacer off"
    says: ClassVar[str] = "the pacer leaves"
    needs_moment: ClassVar[bool] = True
    needs_pacer: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ("pacer_off: true",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"pacer_off": FileKey(Affirmed, "The pacer leaves the track.")}
    chart_weight: ClassVar[int] = 4

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(**common)

    @property
    def words(self) -> str:
        return "the pacer leaves"

    def chart_words(self, tag: Callable[[str], str]) -> str:  # noqa: ARG002
        return "pacer leaves"

    def opposes(self, other: StoryFact) -> bool:
        """There is one leaving: another account of it is denied by the one that is followed."""
        return isinstance(other, PacerOffFact) and self.when != other.when and other.main

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        return Reason(ReasonKind.PACER) if race.pacer_off_by_s(self.when) > PACER_OFF_S else None

    def finding(self, ride: ObservedRide) -> Finding:
        asked, leaves_s = ride.sampled.moment(self.when), ride.pull_off_s
        got = leaves_s if math.isfinite(leaves_s) else 0.0
        return Finding(asked, got, abs(got - asked), "s", PACER_OFF_S, measured="race time")

    def sentence(self, shown: Shown) -> str:
        return time_sentence(shown)
