"""Riders are level, or one is at the shoulder of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, ClassVar, Self

from pydantic import Field

from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.claims import Claims
from replay.race.story.finding import Finding, Reason, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ORDER_M, apart_at_line
from replay.race.story.sentences import listed, measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, RidersFact, StoryFact
from replay.race.written import Name, Names, Shape

LEVEL_M = 0.3
"""Front wheels that are no further apart, half a wheel, are level to those who watch."""

SHOULDER_M = (0.3, 1.2)
"""Front wheel behind front wheel: the one is then beside the other's front hub, knees or shoulders, and not level. On a
track bicycle the shoulders are about 0.7 m behind the front of the front wheel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFact(RidersFact):
    """The front wheels of `riders` are level at `when`."""

    label: ClassVar[str] = "level"
    says: ClassVar[str] = f"front wheels no more than {100 * LEVEL_M:.0f} cm apart, half a wheel"
    examples: ClassVar[tuple[str, ...]] = ("level: [Kenny, Awang]",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"level": FileKey(Names, "Riders side by side, wheel to wheel.")}
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if len(self.riders) < 2:
            yield ContentMistake((), "one rider is not level with anybody", "name another rider as well: `[A, B]`")

    @property
    def words(self) -> str:
        return f"{listed(self.riders)} are level"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{' '.join(map(tag, self.riders))} level"

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return tuple(pairwise(self.riders))

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s = motion.moment(self.when)
        pairs = combinations([motion.index(name) for name in self.riders], 2)
        leads = ((Term(one, time_s, 1.0), Term(other, time_s, -1.0)) for one, other in pairs)
        return tuple(ConstraintRow(lead, -LEVEL_M, LEVEL_M) for lead in leads)

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Level at the finish, where the timed gaps say otherwise."""
        return apart_at_line(self.riders, LEVEL_M + ORDER_M, race) if self.is_at_finish else None

    def finding(self, ride: ObservedRide) -> Finding:
        motion = ride.sampled
        where = motion.distance(motion.moment(self.when))[[motion.index(name) for name in self.riders]]
        spread = float(where.max() - where.min())
        measured = "from the first front wheel to the last"
        return Finding(LEVEL_M, spread, max(spread - LEVEL_M, 0.0), "m", ORDER_M, 0.01, measured)

    def sentence(self, shown: Shown) -> str:
        return (
            f"Level is up to {measure(LEVEL_M, 'm')} apart; the replay shows {measure(shown.got, 'm', beside=LEVEL_M)}"
        )


class ShoulderShape(Shape):
    rider: Name = Field(description="Who is a little behind.")
    of: Name = Field(description="At whose shoulder.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoulderFact(StoryFact):
    """The front wheel of `rider` is beside the front of `of`, and not level with his."""

    rider: str
    of: str

    label: ClassVar[str] = "at the shoulder"
    says: ClassVar[str] = f"beside another, his front wheel {SHOULDER_M[0]:g} to {SHOULDER_M[1]:g} m behind the other's"
    examples: ClassVar[tuple[str, ...]] = ("at_shoulder: {rider: Awang, of: Kenny}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "at_shoulder": FileKey(ShoulderShape, "A rider beside another, a little behind.")
    }
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, of=content.of, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.of, ("of",))

    @property
    def words(self) -> str:
        return f"{self.rider} at the shoulder of {self.of}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} at {tag(self.of)}'s shoulder"

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return ((self.of, self.rider),)

    @property
    def claims(self) -> Claims:
        return Claims(ahead=frozenset({(self.of, self.rider)}))

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s = motion.moment(self.when)
        lead = (Term(motion.index(self.of), time_s, 1.0), Term(motion.index(self.rider), time_s, -1.0))
        return (ConstraintRow(lead, *SHOULDER_M),)

    def finding(self, ride: ObservedRide) -> Finding:
        motion = ride.sampled
        where = motion.distance(motion.moment(self.when))
        behind = float(where[motion.index(self.of)] - where[motion.index(self.rider)])
        nearest = min(max(behind, SHOULDER_M[0]), SHOULDER_M[1])
        measured = "front wheel behind front wheel"
        return Finding(nearest, behind, abs(behind - nearest), "m", ORDER_M, 0.01, measured, partner=self.of)

    def sentence(self, shown: Shown) -> str:
        where = "behind" if shown.got >= 0 else "ahead"
        asked = f"At the shoulder is {SHOULDER_M[0]:g} to {SHOULDER_M[1]:g} m behind"
        got = measure(abs(shown.got), "m", beside=abs(shown.asked))
        return f"{asked}; the replay shows {got} {where}, {measure(shown.miss, 'm')} off"
