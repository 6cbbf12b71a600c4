"""A rider comes through between two others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import Field

from replay.base.units import BIKE_LENGTH_M
from replay.race.story.asked import ConstraintRow, HeightRow, SideAsked, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ORDER_M, ahead
from replay.race.story.places.past_fact import PAST_S, WithinSeconds
from replay.race.story.places.spans import times_in
from replay.race.story.sentences import listed, measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import is_at_line
from replay.race.written import Name, Names, Shape

BETWEEN_M = BIKE_LENGTH_M
"""Along the track: at one moment his bicycle overlaps those of both .."""

ROOM_M = 0.25
"""..and one is so much below him, the other so much above: as for who is inside or outside of another."""

_ASKED_M = 0.8
"""So near along the track both are asked to be then."""

_PAST_M = 0.6
"""So far ahead he is asked to be at the end, so that he is not passed again in the same moment."""

_TOLERANCE_M = 0.05
"""What nobody sees up the boards."""

_LOOKS_A_SECOND = 10.0


class ThroughShape(Shape):
    rider: Name = Field(description="Who comes through.")
    between: Names = Field(description="The two between whom he comes.")
    within_s: WithinSeconds | None = Field(None, description="Seconds it takes; 4 if not told.")


class _Hole(NamedTuple):
    """At one moment: how far along the track he is from the further of the two, and the lesser room to either side."""

    apart_m: float
    room_m: float

    @property
    def miss_m(self) -> float:
        return max(self.apart_m - BETWEEN_M, ROOM_M - self.room_m, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThroughFact(StoryFact):
    """`rider` is behind both of `between` at `when`, ahead of both within `within_s`, and between them on the way.

    Asked for is the first of them below and the second above; the other way round is as true.
    """

    rider: str
    between: tuple[str, ...]
    within_s: float = PAST_S

    label: ClassVar[str] = "through"
    says: ClassVar[str] = (
        f"comes past two riders between them: behind both at `when`, ahead of both within `within_s` ({PAST_S:g}) or "
        f"at the line, and at one moment beside both ({BETWEEN_M:g} m at most), one below and one above him"
    )
    examples: ClassVar[tuple[str, ...]] = ("through: {rider: Levy, between: [Kenny, Awang]}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "through": FileKey(ThroughShape, "A rider comes through a hole between two others.")
    }
    least_riders: ClassVar[int] = 3
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        within_s = PAST_S if content.within_s is None else content.within_s
        return cls(rider=content.rider, between=tuple(content.between), within_s=within_s, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), *(Named(name, ("between", position)) for position, name in enumerate(self.between))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if len(self.between) != 2:
            yield ContentMistake(("between",), "a rider comes through between two", "name both: `between: [A, B]`")
        if is_at_line(self.when) and self.when.offset_s >= 0 and not self.during:
            yield ContentMistake((), "at the finish there is no time to come through", "write when it began")

    @property
    def words(self) -> str:
        return f"{self.rider} comes through between {listed(self.between)}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} between {' '.join(map(tag, self.between))}"

    def _span(self, motion: ObservedMotion) -> tuple[float, float]:
        start_s = motion.moment(self.when)
        at_line_s = motion.crossing(motion.index(self.rider), motion.course.event_m)
        return start_s, max(min(start_s + self.within_s, at_line_s, motion.end_s), start_s)

    def _middle_s(self, motion: ObservedMotion) -> float:
        return sum(self._span(motion)) / 2

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, pair = motion.index(self.rider), [motion.index(name) for name in self.between]
        start_s, end_s = self._span(motion)
        middle_s = self._middle_s(motion)
        beside = ((Term(other, middle_s, 1.0), Term(rider, middle_s, -1.0)) for other in pair)
        return (
            *(ahead(other, rider, start_s) for other in pair),
            *(ConstraintRow(terms, -_ASKED_M, _ASKED_M) for terms in beside),
            *(ahead(rider, other, end_s, by_m=_PAST_M if end_s == start_s + self.within_s else 0.0) for other in pair),
        )

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        rider, (inner, outer) = motion.index(self.rider), (motion.index(name) for name in self.between)
        middle_s = self._middle_s(motion)
        pairs = ((rider, inner), (outer, rider))
        return tuple(HeightRow(((upper, 1.0), (lower, -1.0)), middle_s, ROOM_M) for upper, lower in pairs)

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:  # noqa: ARG002
        inner, outer = self.between
        pairs = ((inner, self.rider), (self.rider, outer), (inner, outer))
        return tuple(SideAsked(*pair, late_s=self.within_s) for pair in pairs)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody is beside another: all are in file."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) > PACED_S else None

    def finding(self, ride: ObservedRide) -> Finding:
        """The order before and after, if that is missed; else how nearly he is between the two."""
        motion = ride.sampled
        rider, pair = motion.index(self.rider), [motion.index(name) for name in self.between]
        before, after = map(motion.distance, self._span(motion))
        least = min(float(min(before[other] - before[rider], after[rider] - after[other])) for other in pair)
        if least < -ORDER_M:
            measured = "least lead, of both at first and of him at the end"
            return Finding(0.0, least, -least, "m", ORDER_M, measured=measured)
        holes = [self._hole(ride, time_s) for time_s in times_in(self._span(motion), _LOOKS_A_SECOND)]
        hole = min(holes, key=lambda one: one.miss_m)
        if hole.apart_m - BETWEEN_M > ROOM_M - hole.room_m:
            return Finding(BETWEEN_M, hole.apart_m, hole.miss_m, "m", ORDER_M, measured="to the further of the two")
        return Finding(ROOM_M, hole.room_m, hole.miss_m, "m", _TOLERANCE_M, measured="up the boards to the nearer side")

    def _hole(self, ride: ObservedRide, time_s: float) -> _Hole:
        where, rider = ride.sampled.distance(time_s), ride.sampled.index(self.rider)
        pair = [ride.sampled.index(name) for name in self.between]
        apart_m = max(abs(float(where[other] - where[rider])) for other in pair)
        low, high = sorted(ride.height(other, time_s) for other in pair)
        own = ride.height(rider, time_s)
        return _Hole(apart_m, min(own - low, high - own))

    def sentence(self, shown: Shown) -> str:
        if shown.asked == BETWEEN_M:
            return f"The replay never shows him beside both: one is {measure(shown.got, 'm')} away at best"
        if shown.asked == ROOM_M:
            return "The replay shows him come past, and not between the two"
        return f"The replay does not show him behind both and then ahead of both: {measure(shown.miss, 'm')} off"
