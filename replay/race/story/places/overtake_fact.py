"""A rider passes another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from replay.race.story.asked import ConstraintRow, HeightRow
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ABREAST_M, ahead, order_finding, order_sentence
from replay.race.story.places.past_fact import PAST_S, PastFact, PastShape
from replay.race.story.places.side_measure import SIDE_M, side_finding, side_sentence
from replay.race.story.places.spans import times_in
from replay.race.story.story_fact import FileKey, StoryFact
from replay.race.when import is_one_moment

_STILL_BEHIND_M = 0.1
"""At the moment told he is behind by this at least: less than where an order is told, because he is coming past."""


_LOOKS_A_SECOND = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakeFact(PastFact):
    """`rider` is still behind `of` at `when` and ahead of him within `within_s` (or at the line, if sooner).

    Of the finish it says that he is ahead on the line and was still behind `within_s` before. A side that is told is
    his where the two are level.
    """

    label: ClassVar[str] = "pass"
    says: ClassVar[str] = (
        f"`rider` is still behind at `when` and ahead within `within_s` ({PAST_S:g}), or at the line if that is sooner"
        "; told of the finish he is ahead on the line and was behind so long before; on `side`, if told, where the two "
        "are level"
    )
    examples: ClassVar[tuple[str, ...]] = ("pass: {rider: Awang, of: Lavreysen, side: outside}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"pass": FileKey(PastShape, "A rider overtakes another.")}

    @property
    def words(self) -> str:
        return f"{self.rider} passes {self.of}{f' on the {self.side}' if self.side else ''}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} passes {tag(self.of)}"

    def _span(self, motion: ObservedMotion) -> tuple[float, float]:
        """Race times between which he comes past; the second is no later than the first if there is no time for it."""
        start_s = motion.moment(self.when)
        at_line_s = motion.crossing(motion.index(self.rider), motion.course.event_m)
        if self.is_at_finish:  # a pass at the line is done there, and began before
            return start_s - self.within_s, at_line_s
        return start_s, min(start_s + self.within_s, at_line_s)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, other = motion.index(self.rider), motion.index(self.of)
        start_s, end_s = self._span(motion)
        behind = ahead(other, rider, start_s, by_m=_STILL_BEHIND_M)
        if end_s <= start_s:
            return (behind,)
        by_m = ABREAST_M if end_s == start_s + self.within_s and not self.is_at_finish else 0.0
        return behind, ahead(rider, other, end_s, by_m=by_m)  # at the line the clock says by how much

    def _level_s(self, motion: ObservedMotion) -> float:
        """The race time at which the two are nearest to level as he comes past."""
        rider, other = motion.index(self.rider), motion.index(self.of)
        start_s, end_s = self._span(motion)
        looks = times_in((start_s, max(min(end_s, motion.end_s), start_s)), _LOOKS_A_SECOND)
        apart = {
            time_s: abs(float(where[rider] - where[other])) for time_s in looks for where in [motion.distance(time_s)]
        }
        return min(looks, key=apart.__getitem__)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        if self.side is None:
            return ()
        inner, outer = map(motion.index, self.inner_outer(self.side))
        return (HeightRow(((outer, 1.0), (inner, -1.0)), self._level_s(motion), SIDE_M),)

    @property
    def claims(self) -> Claims:
        """At the finish he is ahead; at any other moment he is about to be."""
        return Claims(ahead=frozenset({(self.rider, self.of)})) if self.is_at_finish else NO_CLAIMS

    def opposes(self, other: StoryFact) -> bool:
        """Nobody comes past on both sides."""
        if isinstance(other, OvertakeFact) and (self.rider, self.of) == (other.rider, other.of):
            sides = {self.side, other.side}
            return sides == {"inside", "outside"} and is_one_moment(self.when, other.when)
        return PastFact.opposes(self, other)

    def finding(self, ride: ObservedRide) -> Finding:
        """The order, if that is missed or no side is told; else the side."""
        order = order_finding(self.constraints(ride.sampled), ride.sampled)
        if self.side is None or order.is_missed:
            return order
        inner, outer = map(ride.sampled.index, self.inner_outer(self.side))
        return side_finding(ride, inner, outer, self._level_s(ride.sampled))

    def sentence(self, shown: Shown) -> str:
        return side_sentence(shown) if shown.asked == SIDE_M else order_sentence(shown)
