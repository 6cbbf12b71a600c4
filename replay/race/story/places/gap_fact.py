"""A rider leads another, or the field, by an amount."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from replay.base.mistakes import WrittenError
from replay.base.units import mps
from replay.race.amounts import Amount, Bound, Quantity, Unit, quantity, short_amount, spoken_amount
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import Course
from replay.race.written import FIELD, AmountWritten, Name, Shape

LARGEST_GAP_S = 60.0
"""No gap that is told of a race on the track is larger in seconds."""

SLOWEST_AT_LINE_MPS = 8.0
FASTEST_AT_LINE_MPS = mps(80.0)
"""Speeds at the finish line between which metres and seconds of a gap are held against each other: wider than any
sprint, so that only what cannot be true of any is called a contradiction."""

_SHARE = 0.1
_LEAST_M, _LEAST_S = 1.0, 0.1
_EXACT_M, _EXACT_S = 0.5, 0.02
"""A told amount leaves a tenth of itself open, and no less than a metre or 0.1 s, which is what eyes can tell; an exact
one what its last digit leaves open."""

_HELD_M, _HELD_S = 0.01, 0.0005
"""A miss up to here counts as none: a centimetre, and what timing can tell."""


def _one_unit(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [unit.value]} for unit in Unit]


class GapShape(Shape):
    """`ahead` leads `of` by an amount in exactly one unit. The keys of the units are the values of facts.Unit."""

    model_config = ConfigDict(json_schema_extra=_one_unit)

    ahead: Name = Field(description="The rider in front.")
    of: Name = Field(description="The rider behind, or `field`: whoever comes first after him.", examples=["field"])
    s: AmountWritten | None = Field(None, description="The gap in seconds.")
    m: AmountWritten | None = Field(None, description="The gap in metres.")
    lengths: AmountWritten | None = Field(None, description="The gap in bike lengths.")
    laps: AmountWritten | None = Field(None, description="The gap in laps, such as `about 0.25`.")
    straights: AmountWritten | None = Field(None, description="The gap in lengths of a straight.")

    @property
    def amounts(self) -> dict[Unit, Amount]:
        """The amounts that are written: one, once the shape is right."""
        written = dict(self)
        return {unit: written[unit.value] for unit in Unit if written[unit.value] is not None}

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        if len(self.amounts) != 1:
            message = f"a gap has one amount, this one has {' and '.join(self.amounts) or 'none'}"
            raise WrittenError(message, "write one of `s`, `m`, `lengths`, `laps`, `straights`")
        return self


def tolerance_of(amount: Quantity, metres: float) -> float:
    """How far from a told amount still agrees with it, in seconds or metres. metres: the amount, where it is a way."""
    exact = amount.bound is Bound.EXACTLY
    if amount.unit is Unit.SECONDS:
        return _EXACT_S if exact else max(_SHARE * amount.value, _LEAST_S)
    return _EXACT_M if exact else max(_SHARE * metres, _LEAST_M)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFact(StoryFact):
    """`ahead` leads `behind` by an amount; behind None means the field: whoever comes first after `ahead`."""

    ahead: str
    behind: str | None
    amount: Quantity

    label: ClassVar[str] = "gap"
    says: ClassVar[str] = "one leads another, or the `field` (whoever comes first after him), by an amount"
    examples: ClassVar[tuple[str, ...]] = ("gap: {ahead: Kenny, of: field, laps: about 0.25}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "gap": FileKey(GapShape, "One rider leads another, or the field, by an amount.")
    }
    chart_weight: ClassVar[int] = 0

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        ((unit, amount),) = content.amounts.items()
        behind = None if content.of == FIELD else content.of
        return cls(ahead=content.ahead, behind=behind, amount=quantity(amount, unit), **common)

    @property
    def named(self) -> tuple[Named, ...]:
        ahead = Named(self.ahead, ("ahead",))
        return (ahead,) if self.behind is None else (ahead, Named(self.behind, ("of",)))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:
        amount = self.amount
        path = (str(amount.unit),)
        if amount.unit is Unit.SECONDS:
            if amount.value > LARGEST_GAP_S:
                yield ContentMistake(path, f"a gap of {amount.value:g} s", f"was {amount.value / 1000:.3f} meant?")
        elif outline.course and outline.course.metres(amount) > outline.event_m:
            yield ContentMistake(path, f"a gap of {amount.value:g} {amount.unit} is longer than the race")

    @property
    def words(self) -> str:
        return f"{self.ahead} {spoken_amount(self.amount)} ahead of {self.behind or 'the field'}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        behind = f"–{tag(self.behind)}" if self.behind else ""
        return f"{tag(self.ahead)}{behind} {short_amount(self.amount)}"

    def partner(self, motion: ObservedMotion, time_s: float) -> int:
        """The rider to whom the gap is: the one named, or whoever is first behind `ahead`."""
        if self.behind is not None:
            return motion.index(self.behind)
        ahead = motion.index(self.ahead)
        return next(rider for rider in motion.order(time_s) if rider != ahead)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """The gap to the partner; of a gap to the field also that nobody else is nearer."""
        ahead, time_s = motion.index(self.ahead), motion.moment(self.when)
        partner = self.partner(motion, time_s)
        others = [] if self.behind else [r for r in range(len(motion.riders)) if r not in (ahead, partner)]
        seconds = self.amount.unit is Unit.SECONDS
        # Gone g seconds ahead: at that time the one behind is where the one ahead was at the moment.
        then_s = time_s + self.amount.value if seconds else time_s
        value_m = 0.0 if seconds else motion.course.metres(self.amount)
        # Who leads by an amount at most still leads.
        low = 0.0 if self.amount.bound is Bound.AT_MOST else value_m
        high = math.inf if self.amount.bound is Bound.AT_LEAST else value_m
        leads = [(Term(ahead, time_s, 1.0), Term(rider, then_s, -1.0)) for rider in (partner, *others)]
        return (ConstraintRow(leads[0], low, high), *(ConstraintRow(lead, low) for lead in leads[1:]))

    def excludes(self, other: StoryFact, course: Course) -> bool:
        """Two gaps of the same riders and moment that leave no value on which both agree."""
        if not isinstance(other, GapFact):
            return False
        if (self.when, self.ahead, self.behind) != (other.when, other.ahead, other.behind):
            return False
        if (self.amount.unit is Unit.SECONDS) != (other.amount.unit is Unit.SECONDS):
            return False
        low, high = self._agreeing(course)
        other_low, other_high = other._agreeing(course)
        return high < other_low or other_high < low

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """A gap reported at the finish that the timed gap excludes."""
        behind = self.behind or race.next_over_line(self.ahead)
        if not self.is_at_finish or behind is None:
            return None
        timed_s = race.timed_gap_s(self.ahead, behind)
        seconds = self.amount.unit is Unit.SECONDS
        slowest, fastest = (1.0, 1.0) if seconds else (SLOWEST_AT_LINE_MPS, FASTEST_AT_LINE_MPS)
        low, high = self._agreeing(race.course)
        if math.isnan(timed_s) or (low <= timed_s * fastest and high >= timed_s * slowest):
            return None
        return Reason(ReasonKind.TIMED_GAP, (f"result {behind}",))

    def _agreeing(self, course: Course) -> tuple[float, float]:
        """Amounts that agree with the gap, in metres or seconds."""
        amount = self.amount
        value = amount.value if amount.unit is Unit.SECONDS else course.metres(amount)
        tolerance = tolerance_of(amount, value)
        low = (0.0 if amount.bound is Bound.AT_MOST else value) - tolerance
        high = math.inf if amount.bound is Bound.AT_LEAST else value + tolerance
        return low, high

    def finding(self, ride: ObservedRide) -> Finding:
        motion, ahead = ride.sampled, ride.sampled.index(self.ahead)
        time_s = motion.moment(self.when)
        partner, where = self.partner(motion, time_s), motion.distance(time_s)
        seconds = self.amount.unit is Unit.SECONDS
        if seconds:
            asked = self.amount.value
            got = motion.crossing(partner, float(where[ahead])) - time_s
        else:
            asked = motion.course.metres(self.amount)
            got = float(where[ahead] - where[partner])
        got = got if math.isfinite(got) else motion.end_s - time_s
        miss = {Bound.AT_LEAST: max(asked - got, 0.0), Bound.AT_MOST: max(got - asked, -got, 0.0)}
        return Finding(
            asked=asked,
            got=got,
            miss=miss.get(self.amount.bound, abs(got - asked)),
            unit="s" if seconds else "m",
            tolerance=tolerance_of(self.amount, asked),
            exact_within=_HELD_S if seconds else _HELD_M,
            partner=motion.riders[partner],
        )

    def sentence(self, shown: Shown) -> str:
        asked, miss = measure(shown.asked, shown.unit), measure(shown.miss, shown.unit)
        if shown.got < 0:
            whom = f" {shown.partner}" if shown.partner else ""
            return f"Told: {asked} ahead; the replay shows {measure(-shown.got, shown.unit)} behind{whom}, {miss} off"
        whom = f" of {shown.partner}" if shown.partner else ""
        by = "less" if shown.got < shown.asked else "more"
        return f"Told: {asked}; the replay shows {measure(shown.got, shown.unit)} ahead{whom}, {miss} {by}"
