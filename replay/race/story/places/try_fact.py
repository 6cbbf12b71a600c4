"""A rider tries to pass another, and fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.effort_shape import RIDING_ALONG_W, Effort, changing
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead
from replay.race.story.places.past_fact import PAST_S, PastFact, PastShape
from replay.race.story.places.spans import times_in
from replay.race.story.sentences import measure
from replay.race.story.story_fact import ContentMistake, FileKey, RaceOutline

BESIDE_M = 1.2
"""Front wheel to front wheel, up to here he has come up beside: as near as the other's shoulder or saddle."""

_NOT_AHEAD_M = 0.1
"""Behind by this at least all the time: he does not pass."""

_CLEAR_M = BIKE_LENGTH_M
"""Behind by a bicycle's length before and after, front wheel to front wheel: no longer beside."""

_ROOM_M = 0.2
"""What rows ask beyond that, so that a motion that misses a little still is what a viewer takes for it."""

_TOLERANCE_M = 0.5
"""Wheels overlap up to here, which to those who watch is beside as well."""

_TRYING_W = 1000.0
"""Power of the try; after it he rides along until he is behind again."""

_LOOKS_A_SECOND = 10.0


class TryTimes(NamedTuple):
    """Race times of a try. clear: whether he has the time to fall back by a length before the line."""

    start_s: float
    beside_s: float
    end_s: float
    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TryFact(PastFact):
    """`rider` is behind `of` at `when`, beside him within `within_s` and behind again as long after, never ahead."""

    label: ClassVar[str] = "tries"
    says: ClassVar[str] = (
        f"an attempt to pass that fails: behind up to `when`, beside within `within_s` ({PAST_S:g}), behind again as "
        "long after or at the line, never ahead"
    )
    examples: ClassVar[tuple[str, ...]] = ("tries: {rider: Glaetzer, of: Kenny, side: outside}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "tries": FileKey(PastShape, "A rider comes up beside another and falls back.")
    }

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if self.is_at_finish:
            yield ContentMistake((), "at the finish there is no time to try to pass", "write when it began")

    @property
    def words(self) -> str:
        return f"{self.rider} tries to pass {self.of}{f' on the {self.side}' if self.side else ''}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} tries {tag(self.of)}"

    def times(self, motion: ObservedMotion) -> TryTimes:
        start_s = motion.moment(self.when)
        at_line_s = motion.crossing(motion.index(self.rider), motion.course.event_m)
        end_s = min(start_s + 2 * self.within_s, max(at_line_s, start_s), motion.end_s)
        return TryTimes(start_s, min(start_s + self.within_s, end_s), end_s, end_s == start_s + 2 * self.within_s)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """Clear behind before and after, beside once, and behind in every second between."""
        rider, other = motion.index(self.rider), motion.index(self.of)
        times = self.times(motion)
        between = np.arange(times.start_s + 1.0, times.end_s, 1.0)
        beside = (Term(other, times.beside_s, 1.0), Term(rider, times.beside_s, -1.0))
        return (
            ahead(other, rider, times.start_s, by_m=_CLEAR_M + _ROOM_M),
            ConstraintRow(beside, _NOT_AHEAD_M, BESIDE_M - _ROOM_M),
            *(ahead(other, rider, float(time_s), by_m=_NOT_AHEAD_M) for time_s in between),
            ahead(other, rider, times.end_s, by_m=_CLEAR_M + _ROOM_M if times.clear else _NOT_AHEAD_M),
        )

    @property
    def side_lasts_s(self) -> float:
        return 2 * self.within_s

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        times = self.times(motion)
        trying = changing(effort.watts, np.full_like(time_s, _TRYING_W), time_s - times.start_s)
        along = changing(trying, np.full_like(time_s, RIDING_ALONG_W), time_s - times.beside_s)
        return Effort(changing(along, effort.watts, time_s - times.end_s), effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        """How near he comes, m; missed by what he lacks of being beside, behind before and after, and on that side."""
        motion = ride.sampled
        times, (looks, leads) = self.times(motion), self.leads(motion)
        nearest = min(leads)
        before, after = _CLEAR_M - self._lead_before(motion), _CLEAR_M - leads[-1] if times.clear else -leads[-1]
        misses = (nearest - BESIDE_M, -nearest, before, after, self._wrong_side_m(ride, looks[leads.index(nearest)]))
        return Finding(
            asked=BESIDE_M,
            got=nearest,
            miss=max(*misses, 0.0),
            unit="m",
            tolerance=_TOLERANCE_M,
            exact_within=_ROOM_M,
            measured="front wheel behind front wheel, where he is nearest",
        )

    def leads(self, motion: ObservedMotion) -> tuple[list[float], list[float]]:
        """Moments of the try, and the leads of the other then, m."""
        rider, other, times = motion.index(self.rider), motion.index(self.of), self.times(motion)
        looks = times_in((times.start_s, times.end_s), _LOOKS_A_SECOND)
        return looks, [float(where[other] - where[rider]) for where in map(motion.distance, looks)]

    def _lead_before(self, motion: ObservedMotion) -> float:
        """The most by which he was behind in the seconds up to the moment, m: the try may be under way at it."""
        rider, other, start_s = motion.index(self.rider), motion.index(self.of), motion.moment(self.when)
        looks = times_in((max(start_s - self.within_s, motion.start_s), start_s), _LOOKS_A_SECOND)
        return max(float(where[other] - where[rider]) for where in map(motion.distance, looks))

    def _wrong_side_m(self, ride: ObservedRide, time_s: float) -> float:
        """How far up the boards he is on the side that is not told; 0 where it is, or no side is told."""
        if self.side is None:
            return 0.0
        inner, outer = map(ride.sampled.index, self.inner_outer(self.side))
        return max(ride.height(inner, time_s) - ride.height(outer, time_s), 0.0)

    def sentence(self, shown: Shown) -> str:
        if shown.got < -_TOLERANCE_M:
            return f"The replay shows him come past: {measure(-shown.got, 'm')} ahead"
        if shown.got > BESIDE_M:
            nearest = measure(shown.got, "m", beside=BESIDE_M)
            return f"The replay shows him come no nearer than {nearest}, front wheel to front wheel"
        return (
            f"The replay shows him beside, but not clear behind before and after, or on the other side: "
            f"{measure(shown.miss, 'm')} off"
        )
