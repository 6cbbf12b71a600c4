"""A rider passes another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from replay.race.story.asked import ConstraintRow
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, order_finding, order_sentence
from replay.race.story.places.past_fact import PAST_S, PastFact, PastShape
from replay.race.story.story_fact import FileKey

_STILL_BEHIND_M = 0.1
"""At the moment told he is behind by this at least: less than where an order is told, because he is coming past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakeFact(PastFact):
    """`rider` is still behind `of` at `when` and ahead of him within `within_s` (or at the line, if sooner).

    Of the finish it says that he is ahead on the line and was still behind `within_s` before.
    """

    label: ClassVar[str] = "pass"
    says: ClassVar[str] = (
        f"`rider` is still behind at `when` and ahead within `within_s` ({PAST_S:g}), or at the line if that is sooner"
        "; told of the finish he is ahead on the line and was behind so long before"
    )
    examples: ClassVar[tuple[str, ...]] = ("pass: {rider: Awang, of: Lavreysen, side: outside}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"pass": FileKey(PastShape, "A rider overtakes another.")}

    @property
    def words(self) -> str:
        return f"{self.rider} passes {self.of}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} passes {tag(self.of)}"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, other = motion.index(self.rider), motion.index(self.of)
        start_s = motion.moment(self.when)
        if self.is_at_finish:  # a pass at the line is done there, and began before
            start_s -= self.within_s
        end_s = min(start_s + self.within_s, motion.crossing(rider, motion.course.event_m))
        if self.is_at_finish:
            end_s = motion.crossing(rider, motion.course.event_m)
        behind = ahead(other, rider, start_s, by_m=_STILL_BEHIND_M)
        return (behind,) if end_s <= start_s else (behind, ahead(rider, other, end_s, by_m=0.0))

    @property
    def claims(self) -> Claims:
        """At the finish he is ahead; at any other moment he is about to be."""
        return Claims(ahead=frozenset({(self.rider, self.of)})) if self.is_at_finish else NO_CLAIMS

    def finding(self, ride: ObservedRide) -> Finding:
        return order_finding(self.constraints(ride.sampled), ride.sampled)

    def sentence(self, shown: Shown) -> str:
        return order_sentence(shown)
