"""A rider looks back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from replay.race.story.finding import NOTHING_ASKED, Finding
from replay.race.story.observed import ObservedRide
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackFact(OneRiderFact):
    """`rider` turns his head to look behind. Shown, never a constraint on the motion."""

    label: ClassVar[str] = "look back"
    says: ClassVar[str] = "turns his head; shown, asks nothing of the motion"
    examples: ClassVar[tuple[str, ...]] = ("look_back: Glaetzer",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "look_back": FileKey(Name, "A rider looks behind. Shown; it does not bind the motion.")
    }
    shown_only: ClassVar[bool] = True
    says_place: ClassVar[bool] = False

    @property
    def words(self) -> str:
        return f"{self.rider} looks back"

    def finding(self, ride: ObservedRide) -> Finding:  # noqa: ARG002
        return NOTHING_ASKED
