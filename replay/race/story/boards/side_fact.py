"""A rider is on the inside or outside of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field

from replay.race.story.asked import ConstraintRow, HeightRow, SideAsked, Term
from replay.race.story.claims import Claims
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import apart_at_line
from replay.race.story.places.side_measure import SIDE_M, side_finding, side_sentence
from replay.race.story.sentences import compared
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import Name, Shape

BESIDE_M = 2.5
"""Further apart along the track one rider is behind the other, and nobody would call him inside or outside."""

LEVEL_M = 1.3
"""So near along the track they are asked to be: well within a bike length, so that they need room side by side, and
still do when the heights have moved them by some decimetres."""

_TOLERANCE_M = 0.05
"""What nobody sees along the track."""


class SideShape(Shape):
    rider: Name = Field(description="Who is on that side.")
    of: Name = Field(description="Of whom.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFact(StoryFact):
    """`rider` is beside `of` at `when`, on the inside or outside of him."""

    rider: str
    of: str
    inside: bool

    label: ClassVar[str] = "side"
    says: ClassVar[str] = f"beside another ({BESIDE_M:g} m along the track at most), and on which side"
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

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return ((self.of, self.rider),)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """The two are level along the track, whoever of them has ridden more laps."""
        time_s = motion.moment(self.when)
        inner, outer = map(motion.index, self._inner_outer)
        laps_m = float(motion.distance(time_s)[outer] - motion.distance(time_s)[inner]) - self._apart_m(motion)
        return (
            ConstraintRow((Term(outer, time_s, 1.0), Term(inner, time_s, -1.0)), laps_m - LEVEL_M, laps_m + LEVEL_M),
        )

    def _apart_m(self, motion: ObservedMotion) -> float:
        """How far the outer rider is up the track from the inner one, m; below 0 where he is behind."""
        where, lap_m = motion.distance(motion.moment(self.when)), motion.course.lap_m
        inner, outer = map(motion.index, self._inner_outer)
        lead_m = float(where[outer] - where[inner])
        return lead_m - lap_m * round(lead_m / lap_m)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        """Who is outside is further up, also while there is some decimetres' room between their wheels."""
        inner, outer = map(motion.index, self._inner_outer)
        return (HeightRow(((outer, 1.0), (inner, -1.0)), motion.moment(self.when), SIDE_M),)

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:  # noqa: ARG002
        return (SideAsked(*self._inner_outer),)

    @property
    def claims(self) -> Claims:
        return Claims(inside=frozenset({self._inner_outer}))

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody is beside another: all are in file. At the finish the clock says how far apart."""
        if race.before_pacer_leaves_s(self.when) > PACED_S:
            return Reason(ReasonKind.PACER)
        beside_m = BESIDE_M + _TOLERANCE_M
        return apart_at_line((self.rider, self.of), beside_m, race) if self.is_at_finish else None

    def finding(self, ride: ObservedRide) -> Finding:
        """How far apart they are along the track; of riders who are beside each other, on which side."""
        apart_m = abs(self._apart_m(ride.sampled))
        if apart_m > BESIDE_M:
            measured = "along the track, between the two"
            return Finding(BESIDE_M, apart_m, apart_m - BESIDE_M, "m", _TOLERANCE_M, measured=measured)
        inner, outer = map(ride.sampled.index, self._inner_outer)
        return side_finding(ride, inner, outer, ride.sampled.moment(self.when))

    def sentence(self, shown: Shown) -> str:
        if shown.asked == BESIDE_M:
            limit, got = compared(shown)
            return f"Beside each other is up to {limit}; the replay shows {got} apart"
        return side_sentence(shown)
