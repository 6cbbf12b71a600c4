"""A rider jumps: the effort that opens a sprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.story_fact import FileKey
from replay.race.written import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpFact(AttackFact):
    """An attack out of the slow riding before a sprint: what was quiet before it is over."""

    label: ClassVar[str] = "jump"
    says: ClassVar[str] = "an attack that opens the sprint: what was ridden slowly is over"
    examples: ClassVar[tuple[str, ...]] = ("jump: Mitchell",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"jump": FileKey(Name, "A rider opens the sprint.")}

    @property
    def words(self) -> str:
        return f"{self.rider} jumps"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} jumps"
