"""What a definition of seeing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.watching.ride import Ride, Sight
from replay.race.story.story_fact import StoryFact


@dataclass(frozen=True, slots=True)
class Definition:
    """When a kind of fact is seen. sees: takes a fact of the kind and a ride whose moments come.

    seen_when  the definition, with its numbers
    why        where the numbers come from
    """

    kind: type[StoryFact]
    sees: Callable[[Any, Ride], Sight]
    seen_when: str
    why: str
