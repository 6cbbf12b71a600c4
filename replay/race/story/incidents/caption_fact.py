"""Words to be shown, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from replay.race.story.finding import NOTHING_ASKED, Finding
from replay.race.story.observed import ObservedRide
from replay.race.story.story_fact import Common, StoryFact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionFact(StoryFact):
    """Words to be shown at `when` and nothing else: an item of the story with a caption and no key of a kind."""

    label: ClassVar[str] = "caption"
    shown_only: ClassVar[bool] = True
    says_place: ClassVar[bool] = False

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(**common)

    @property
    def file_key(self) -> str:
        return "caption"

    @property
    def words(self) -> str:
        return self.caption or ""

    def finding(self, ride: ObservedRide) -> Finding:  # noqa: ARG002
        return NOTHING_ASKED
