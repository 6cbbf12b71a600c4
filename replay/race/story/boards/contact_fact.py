"""Two riders touch, or nearly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from replay.race.story.asked import ConstraintRow, HeightRow, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import apart_at_line
from replay.race.story.sentences import compared, listed
from replay.race.story.story_fact import ContentMistake, FileKey, RaceOutline, RidersFact
from replay.race.written import Names

ALONG_M = 1.2
"""Front wheel to front wheel: shoulders, elbows or hips are beside each other."""

NEAR_M = 1.0
"""Up the boards, between the wheels: the least room that riders side by side leave is about 0.7 m on the straights, and
on the steepest bends as wide in plan (`room.ABREAST_PLAN_M`), which is a metre of the boards."""

_ASKED_ALONG_M, _ASKED_NEAR_M = 0.8, 0.7
"""What rows ask: as near as riders can be without overlapping."""

_TOLERANCE_M = 0.05
"""What nobody sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFact(RidersFact):
    """The two of `riders` touch at `when`: shown as side by side as near as can be, never overlapping."""

    label: ClassVar[str] = "contact"
    says: ClassVar[str] = (
        f"two riders touch, or nearly: side by side, {ALONG_M:g} m at most along the track and {NEAR_M:g} m up the "
        "boards from wheel to wheel; shown without overlapping"
    )
    examples: ClassVar[tuple[str, ...]] = ("contact: [Levy, Awang]",)
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {"contact": FileKey(Names, "Two riders touch, or nearly.")}
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if len(self.riders) != 2:
            yield ContentMistake((), "contact is between two riders", "name two, and write an item for each pair")

    @property
    def words(self) -> str:
        return f"{listed(self.riders)} touch"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{' '.join(map(tag, self.riders))} touch"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s, (one, other) = motion.moment(self.when), map(motion.index, self.riders)
        lead = (Term(one, time_s, 1.0), Term(other, time_s, -1.0))
        return (ConstraintRow(lead, -_ASKED_ALONG_M, _ASKED_ALONG_M),)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        """Neither is further up than the least room."""
        time_s, (one, other) = motion.moment(self.when), map(motion.index, self.riders)
        pairs = ((one, other), (other, one))
        return tuple(HeightRow(((upper, 1.0), (lower, -1.0)), time_s, -_ASKED_NEAR_M) for upper, lower in pairs)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody is beside another: all are in file. At the finish the clock says how far apart."""
        if race.before_pacer_leaves_s(self.when) > PACED_S:
            return Reason(ReasonKind.PACER)
        return apart_at_line(self.riders, ALONG_M + 2 * _TOLERANCE_M, race) if self.is_at_finish else None

    def finding(self, ride: ObservedRide) -> Finding:
        """How far apart they are along the track; of riders who are beside each other, up the boards."""
        time_s, (one, other) = ride.sampled.moment(self.when), map(ride.sampled.index, self.riders)
        where = ride.sampled.distance(time_s)
        along = abs(float(where[one] - where[other]))
        if along > ALONG_M + _TOLERANCE_M:
            measured = "along the track, between the two"
            return Finding(ALONG_M, along, along - ALONG_M, "m", _TOLERANCE_M, measured=measured)
        room = abs(ride.height(one, time_s) - ride.height(other, time_s))
        measured = "up the boards, between the two"
        return Finding(NEAR_M, room, max(room - NEAR_M, 0.0), "m", _TOLERANCE_M, measured=measured)

    def sentence(self, shown: Shown) -> str:
        where = "along the track" if shown.asked == ALONG_M else "up the boards"
        limit, got = compared(shown)
        return f"Near enough to touch is up to {limit} {where}; the replay shows {got}"
