"""A rider leads another, or the field, by an amount."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from replay.base.mistakes import WrittenError
from replay.race.amounts import Amount, Bound, Quantity, Unit, quantity, short_amount, spoken_amount
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.gap_words import GAP_PATTERN, parse_gap
from replay.race.story.places.order_rows import turned_at_line
from replay.race.story.sentences import listed, measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import Course
from replay.race.written import FIELD, AmountWritten, Name, Names, Shape

LARGEST_GAP_S = 60.0
"""No gap that is told of a race on the track is larger in seconds."""

_SHARE = 0.1
_LEAST_M, _LEAST_S = 1.0, 0.1
_EXACT_M, _EXACT_S = 0.5, 0.02
"""A told amount leaves a tenth of itself open, and no less than a metre or 0.1 s, which is what eyes can tell; an exact
one what its last digit leaves open."""

_PLACE_BEHIND_PACER_M = 3.5
"""From one rider to the next behind the pacer, and some room: who is to leave a larger hole there leaves the line."""

_FASTEST_PACED_MPS = 15.0
"""About as fast as pacers ride."""

_HELD_M, _HELD_S = 0.01, 0.0005
"""A miss up to here counts as none: a centimetre, and what timing can tell."""


_WHEEL_TOLERANCE_M, _WHISKER_TOLERANCE_M = 0.3, 0.08
"""Of what is told in wheels: less than half of one, which is 15 ms at the line, as reports call 0.02 to 0.035 s half a
wheel and 0.03 to 0.05 s a wheel. It was 0.15 m. And of a whisker: who is ahead by it is not level."""

_KEYS = (Unit.SECONDS, Unit.METRES, Unit.LENGTHS, Unit.LAPS, Unit.STRAIGHTS, Unit.WHEELS)
"""Units that have a key of their own; the keys are the values."""


def _one_unit(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [key]} for key in (*_KEYS, "by")]


GapWritten = Annotated[
    Quantity,
    PlainValidator(parse_gap),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": GAP_PATTERN,
            "examples": ["half a wheel", "a few lengths", "almost half a lap", "at least 2 lengths", "a whisker"],
        }
    ),
]


class GapShape(Shape):
    """`ahead` leads `of` by an amount, in exactly one unit or as it is said."""

    model_config = ConfigDict(json_schema_extra=_one_unit)

    ahead: Name = Field(description="The rider in front.")
    of: Names = Field(
        description="The rider behind, the riders of a group, or `field`: whoever of them comes first.",
        examples=["field"],
    )
    s: AmountWritten | None = Field(None, description="The gap in seconds.")
    m: AmountWritten | None = Field(None, description="The gap in metres.")
    lengths: AmountWritten | None = Field(None, description="The gap in bike lengths.")
    laps: AmountWritten | None = Field(None, description="The gap in laps, such as `about 0.25`.")
    straights: AmountWritten | None = Field(None, description="The gap in lengths of a straight.")

    wheels: AmountWritten | None = Field(None, description="The gap in wheels.")
    by: GapWritten | None = Field(None, description="The gap as it is said, such as `half a wheel`.")

    @property
    def amounts(self) -> dict[str, Quantity]:
        """The amounts that are written, by their keys: one, once the shape is right."""
        written: dict[str, Amount | None] = dict(self)
        found = {str(unit): quantity(amount, unit) for unit in _KEYS if (amount := written[unit.value]) is not None}
        return found if self.by is None else {**found, "by": self.by}

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        if len(self.amounts) != 1:
            message = f"a gap has one amount, this one has {' and '.join(self.amounts) or 'none'}"
            raise WrittenError(message, "write one of `s`, `m`, `lengths`, `laps`, `straights`, `wheels`, `by`")
        return self


def tolerance_of(amount: Quantity, metres: float) -> float:
    """How far from a told amount still agrees with it, in seconds or metres. metres: the amount, where it is a way."""
    exact = amount.bound is Bound.EXACTLY
    if amount.unit in (Unit.WHEELS, Unit.WHISKERS):
        return _WHEEL_TOLERANCE_M if amount.unit is Unit.WHEELS else _WHISKER_TOLERANCE_M
    if amount.bound in (Bound.ALMOST, Bound.A_FEW):  # what they leave open is said by the amount itself
        return _LEAST_S if amount.unit is Unit.SECONDS else _LEAST_M
    if amount.unit is Unit.SECONDS:
        return _EXACT_S if exact else max(_SHARE * amount.value, _LEAST_S)
    return _EXACT_M if exact else max(_SHARE * metres, _LEAST_M)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFact(StoryFact):
    """`ahead` leads `behind` by an amount.

    behind  several riders are a group, None is the field: whoever of them comes first after `ahead`
    """

    ahead: str
    behind: str | tuple[str, ...] | None
    amount: Quantity

    label: ClassVar[str] = "gap"
    says: ClassVar[str] = (
        "one leads another, a group, or the `field` (whoever of them comes first after him), by an amount"
    )
    examples: ClassVar[tuple[str, ...]] = (
        "gap: {ahead: Kenny, of: field, laps: about 0.25}",
        "gap: {ahead: Kenny, of: [Awang, Levy], by: a few lengths}",
    )
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "gap": FileKey(GapShape, "One rider leads another, or the field, by an amount.")
    }
    chart_weight: ClassVar[int] = 0

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        (amount,) = content.amounts.values()
        one = content.of[0] if len(content.of) == 1 else None
        behind = None if one == FIELD else one or tuple(content.of)
        return cls(ahead=content.ahead, behind=behind, amount=amount, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        ahead = Named(self.ahead, ("ahead",))
        if isinstance(self.behind, tuple):
            return (ahead, *(Named(name, ("of", place)) for place, name in enumerate(self.behind)))
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
        return f"{self.ahead} {spoken_amount(self.amount)} ahead of {self._behind_words}"

    def statement_among(self, starters: Sequence[str]) -> str:
        others = [name for name in starters if name != self.ahead]
        alone = self.behind is None and len(others) == 1
        return replace(self, behind=others[0]).statement if alone else self.statement

    @property
    def _behind_words(self) -> str:
        if isinstance(self.behind, tuple):
            return listed(self.behind)
        return self.behind or "the field"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        names = (self.behind,) if isinstance(self.behind, str) else self.behind or ()
        behind = f"–{' '.join(map(tag, names))}" if names else ""
        return f"{tag(self.ahead)}{behind} {short_amount(self.amount)}"

    def partner(self, motion: ObservedMotion, time_s: float) -> int:
        """The rider to whom the gap is: the one named, or whoever is first of the group or of all but `ahead`."""
        rivals = self._rivals(motion)
        return next(rider for rider in motion.order(time_s) if rider in rivals)

    def _rivals(self, motion: ObservedMotion) -> list[int]:
        """The riders none of whom is nearer than the amount."""
        if self.behind is None:
            return [rider for rider in range(len(motion.riders)) if rider != motion.index(self.ahead)]
        names = (self.behind,) if isinstance(self.behind, str) else self.behind
        return [motion.index(name) for name in names]

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """The gap to the partner; of a gap to a group or the field also that nobody else of it is nearer."""
        ahead, time_s = motion.index(self.ahead), motion.moment(self.when)
        partner = self.partner(motion, time_s)
        others = [rider for rider in self._rivals(motion) if rider != partner]
        rows = []
        for later_s, low, high in self._bounds(motion.course):
            leads = [(Term(ahead, time_s, 1.0), Term(rider, time_s + later_s, -1.0)) for rider in (partner, *others)]
            rows += [ConstraintRow(leads[0], low, high), *(ConstraintRow(lead, low) for lead in leads[1:])]
        return tuple(rows)

    def _bounds(self, course: Course) -> list[tuple[float, float, float]]:
        """(seconds later, least lead, most lead) of the one ahead now on the one behind then, m.

        Gone g seconds ahead: at that time the one behind is where the one ahead was at the moment.
        """
        least, most = self._meant(course)
        if self.amount.unit is not Unit.SECONDS:
            return [(0.0, least, most)]
        if least == most:
            return [(least, 0.0, 0.0)]
        bounds = [(least, 0.0, math.inf), (most, -math.inf, 0.0)]
        return [bound for bound in bounds if math.isfinite(bound[0])]

    def _meant(self, course: Course) -> tuple[float, float]:
        """The least and the most that is meant, in seconds or metres."""
        least, most = self.amount.agreeing
        unit_m = 1.0 if self.amount.unit is Unit.SECONDS else course.metres(Quantity(1.0, self.amount.unit))
        return least * unit_m, most * unit_m

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
        """A gap reported at the finish that the timed gap excludes, or one that no line behind a pacer has."""
        if race.before_pacer_leaves_s(self.when) > PACED_S and self._is_out_of_line(race):
            return Reason(ReasonKind.PACER)
        behind = self._next_over_line(race)
        if not self.is_at_finish or behind is None:
            return None
        if behind == race.winner and (turned := turned_at_line([(self.ahead, behind)], self.when, race)):
            return turned
        timed_s = race.timed_gap_s(self.ahead, behind)
        seconds = self.amount.unit is Unit.SECONDS
        slowest, fastest = (1.0, 1.0) if seconds else race.line_speeds_mps
        low, high = self._agreeing(race.course)
        if math.isnan(timed_s) or (low <= timed_s * fastest and high >= timed_s * slowest):
            return None
        return Reason(ReasonKind.TIMED_GAP, (race.result_of(self.ahead, behind),))

    def _is_out_of_line(self, race: MeasuredRace) -> bool:
        """Whether the gap is more than there is in the line behind a pacer: from its first to its last, at most."""
        metres = self._agreeing(race.course)[0] * (_FASTEST_PACED_MPS if self.amount.unit is Unit.SECONDS else 1.0)
        places = 1 if self.behind is None else len(race.starters) - 1
        return self.during is None and metres > _PLACE_BEHIND_PACER_M * (places + 1)

    def _next_over_line(self, race: MeasuredRace) -> str | None:
        """To whom a gap at the finish is; None where that is not known."""
        if not isinstance(self.behind, tuple):
            return self.behind or race.next_over_line(self.ahead)
        timed_s = {name: race.timed_gap_s(self.ahead, name) for name in self.behind}
        known = all(map(math.isfinite, timed_s.values()))
        return min(timed_s, key=timed_s.__getitem__) if known else None

    def _agreeing(self, course: Course) -> tuple[float, float]:
        """Amounts that agree with the gap, in metres or seconds."""
        amount = self.amount
        value = amount.value if amount.unit is Unit.SECONDS else course.metres(amount)
        tolerance = tolerance_of(amount, value)
        least, most = self._meant(course)
        return least - tolerance, most + tolerance

    def finding(self, ride: ObservedRide) -> Finding:
        motion, ahead = ride.sampled, ride.sampled.index(self.ahead)
        time_s = motion.moment(self.when)
        partner, where = self.partner(motion, time_s), motion.distance(time_s)
        seconds = self.amount.unit is Unit.SECONDS
        value = self.amount.value if seconds else motion.course.metres(self.amount)
        if seconds:
            got = motion.crossing(partner, float(where[ahead])) - time_s
        else:
            got = float(where[ahead] - where[partner])
        got = got if math.isfinite(got) else motion.end_s - time_s
        least, most = self._meant(motion.course)
        spread = self.amount.bound in (Bound.ALMOST, Bound.A_FEW)
        return Finding(
            asked=min(max(got, least), most) if spread else value,
            got=got,
            miss=max(least - got, got - most, 0.0),
            unit="s" if seconds else "m",
            tolerance=tolerance_of(self.amount, value),
            exact_within=_HELD_S if seconds else _HELD_M,
            partner=motion.riders[partner],
        )

    def sentence(self, shown: Shown) -> str:
        asked, miss = measure(shown.asked, shown.unit, beside=shown.got), measure(shown.miss, shown.unit)
        if shown.got < 0:
            whom = f" {shown.partner}" if shown.partner else ""
            return f"Told: {asked} ahead; the replay shows {measure(-shown.got, shown.unit)} behind{whom}, {miss} off"
        whom = f" of {shown.partner}" if shown.partner else ""
        got = measure(shown.got, shown.unit, beside=shown.asked)
        by = "less" if shown.got < shown.asked else "more"
        return f"Told: {asked}; the replay shows {got} ahead{whom}, {miss} {by}"
