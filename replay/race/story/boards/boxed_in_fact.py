"""A rider is boxed in: behind a wheel, with another outside of him."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Annotated, Any, ClassVar, NamedTuple, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.race.story.asked import ConstraintRow, HeightRow, SideAsked, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.spans import span_s, times_in
from replay.race.story.sentences import listed, measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import When
from replay.race.written import NAME_SCHEMA, Name, Names, OrShort, Shape, WhenWritten, named

BEHIND_M = 2 * BIKE_LENGTH_M
"""Front wheel to front wheel: with more than a length of daylight to the wheel ahead there is room to come out."""

ABREAST_M = 1.2
"""Front wheel to front wheel, up to here the one outside is beside him: half a bicycle overlaps at least."""

ABOVE_M = 0.25
"""How much further up the boards he is: as for who is outside of another."""

IN_LINE_M = 0.6
"""The one ahead is no further up or down than that: else there is room for a bicycle beside him, and a way past."""

SHARE = 0.9
"""Who is boxed in for so much of a time is so for all of it."""

_ROOM_M = 0.3
"""What rows ask beyond that along the track .."""

_HEIGHT_ROOM_M = 0.2
"""..and up the boards, so that a motion that misses a little still is what a viewer takes for it."""

_NOT_NEARER_M = 1.3
"""Who is nearer than this is beside, and not ahead."""

_CLEAR_M = BIKE_LENGTH_M + 0.45
"""So far ahead is asked of the one in front: nearer he would be taken for beside, and sent out of the line."""

_TOLERANCE_M, _HEIGHT_TOLERANCE_M = 0.3, 0.1
"""What nobody sees along the track, and up the boards."""

_ROWS_A_SECOND, _HEIGHTS_A_SECOND, _LOOKS_A_SECOND = 1.0, 2.0, 5.0


class BoxedInShape(Shape):
    rider: Name = Field(description="Who is boxed in.")
    by: Names | None = Field(None, description="By whom, if told: one or both of who is ahead and who is outside.")
    until: WhenWritten | None = Field(None, description="Until when, if told.")


class _Box(NamedTuple):
    """Who is ahead of a rider, and who is outside of him."""

    ahead: int
    outer: int


class _Lack(NamedTuple):
    """One thing that makes a box: what is asked of it, what is shown, and by how much that falls short, m."""

    asked: float
    got: float
    miss: float
    tolerance: float
    measured: str

    @property
    def weight(self) -> float:
        return self.miss / self.tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedInFact(StoryFact):
    """`rider` is close behind one rider and has another abreast on the outside, at `when` or nearly all the time to
    `until`.

    by  riders who do it, one or two; empty: whoever they are
    """

    rider: str
    by: tuple[str, ...] = ()
    until: When | None = None

    label: ClassVar[str] = "boxed in"
    says: ClassVar[str] = (
        f"one ahead on his line, {BEHIND_M:g} m at most from front wheel to front wheel, and one outside of him, "
        f"{ABREAST_M:g} m at most before or behind; `by` one or both of them, `until` a moment"
    )
    examples: ClassVar[tuple[str, ...]] = ("boxed_in: Levy", "boxed_in: {rider: Levy, by: [Kenny, Glaetzer]}")
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "boxed_in": FileKey(
            Annotated[BoxedInShape, BeforeValidator(named), OrShort(NAME_SCHEMA)],
            "A rider has others ahead and outside of him and cannot come out.",
        )
    }
    least_riders: ClassVar[int] = 3

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, by=tuple(content.by or ()), until=content.until, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), *(Named(name, ("by", position)) for position, name in enumerate(self.by))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if len(self.by) > 2:
            message = "a rider is boxed in by two: one ahead and one outside"
            yield ContentMistake(("by",), message, f"write two: `by: [{', '.join(self.by[:2])}]`")

    @property
    def lasts_until(self) -> When | None:
        return self.until

    @property
    def words(self) -> str:
        return f"{self.rider} is boxed in{f' by {listed(self.by)}' if self.by else ''}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} boxed in{''.join(f' {tag(name)}' for name in self.by)}"

    def _times(self, motion: ObservedMotion, rate_hz: float) -> list[float]:
        return times_in(span_s(motion, self.when, self.until, 0.0), rate_hz)

    def _boxes(self, motion: ObservedMotion) -> Iterator[_Box]:
        """All who may make the box."""
        rider, by = motion.index(self.rider), {motion.index(name) for name in self.by}
        others = [other for other in range(len(motion.riders)) if other != rider]
        yield from (_Box(*pair) for pair in permutations(others, 2) if by <= set(pair))

    def _nearest(self, motion: ObservedMotion) -> _Box:
        """Who makes it with the least that is lacking along the track."""
        rider = motion.index(self.rider)
        leads = np.array([where - where[rider] for where in map(motion.distance, self._times(motion, _ROWS_A_SECOND))])
        behind = np.maximum(leads - BEHIND_M, _NOT_NEARER_M - leads).max(axis=0).clip(0.0)
        beside = (np.abs(leads) - ABREAST_M).max(axis=0).clip(0.0)
        return min(self._boxes(motion), key=lambda box: behind[box.ahead] + beside[box.outer])

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        box, rider = self._nearest(motion), motion.index(self.rider)
        rows = []
        for time_s in self._times(motion, _ROWS_A_SECOND):
            ahead, beside = ((Term(other, time_s, 1.0), Term(rider, time_s, -1.0)) for other in box)
            rows.append(ConstraintRow(ahead, _CLEAR_M, BEHIND_M))
            rows.append(ConstraintRow(beside, _ROOM_M - ABREAST_M, ABREAST_M - _ROOM_M))
        return tuple(rows)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        box, rider = self._nearest(motion), motion.index(self.rider)
        in_line = _HEIGHT_ROOM_M - IN_LINE_M
        pairs = ((box.outer, rider, ABOVE_M), (box.ahead, rider, in_line), (rider, box.ahead, in_line))
        return tuple(
            HeightRow(((upper, 1.0), (lower, -1.0)), time_s, low_m)
            for time_s in self._times(motion, _HEIGHTS_A_SECOND)
            for upper, lower, low_m in pairs
        )

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:
        start_s, end_s = span_s(motion, self.when, self.until, 0.0)
        return (SideAsked(self.rider, motion.riders[self._nearest(motion).outer], late_s=end_s - start_s + 2.0),)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody is beside another: all are in file."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) > PACED_S else None

    def finding(self, ride: ObservedRide) -> Finding:
        """What lacks most of the box that is most nearly one."""
        looks = [(time_s, ride.sampled.distance(time_s)) for time_s in self._times(ride.sampled, _LOOKS_A_SECOND)]
        boxes = {box: self._worst(ride, box, looks) for box in self._boxes(ride.sampled)}
        box = min(boxes, key=lambda one: boxes[one].weight)
        asked, got, miss, tolerance, measured = boxes[box]
        return Finding(asked, got, miss, "m", tolerance, measured=measured)

    def _worst(self, ride: ObservedRide, box: _Box, looks: list[tuple[float, Floats]]) -> _Lack:
        """What lacks most at the worst moment, or but for a tenth of a time told. looks: times, and where all are."""
        lacks = [max(self._lacks(ride, box, *look), key=lambda lack: lack.weight) for look in looks]
        return sorted(lacks, key=lambda lack: lack.weight)[int(np.ceil(SHARE * len(lacks))) - 1]

    def _lacks(self, ride: ObservedRide, box: _Box, time_s: float, where: Floats) -> Iterator[_Lack]:
        rider = ride.sampled.index(self.rider)
        lead, apart = float(where[box.ahead] - where[rider]), abs(float(where[box.outer] - where[rider]))
        off = max(lead - BEHIND_M, _NOT_NEARER_M - lead, 0.0)
        yield _Lack(BEHIND_M, lead, off, _TOLERANCE_M, "to the rider ahead, front wheel to front wheel")
        yield _Lack(ABREAST_M, apart, max(apart - ABREAST_M, 0.0), _TOLERANCE_M, "to the rider beside him")
        if off > _TOLERANCE_M or apart > ABREAST_M + _TOLERANCE_M:  # heights of riders elsewhere say nothing
            return
        ahead, own, outer = (ride.height(one, time_s) for one in (box.ahead, rider, box.outer))
        above, beside = outer - own, abs(ahead - own)
        tolerance = _HEIGHT_TOLERANCE_M
        yield _Lack(ABOVE_M, above, max(ABOVE_M - above, 0.0), tolerance, "up the boards to the rider outside")
        yield _Lack(IN_LINE_M, beside, max(beside - IN_LINE_M, 0.0), tolerance, "up the boards to the rider ahead")

    def sentence(self, shown: Shown) -> str:
        got = measure(abs(shown.got), "m", beside=shown.asked)
        if shown.asked == BEHIND_M:
            return f"Boxed in is up to {measure(BEHIND_M, 'm')} behind another; the replay shows {got}"
        if shown.asked == ABREAST_M:
            return f"Boxed in is with another beside him, up to {measure(ABREAST_M, 'm')} apart; the replay shows {got}"
        if shown.asked == IN_LINE_M:
            return f"The replay shows a way past the rider ahead, who is {got} further up or down"
        return f"The replay shows nobody on the outside: the rider beside him is {got} up or down the boards"
