"""Riders in an order, one behind another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field

from replay.base.figure_words import ordinal
from replay.race.story.asked import ConstraintRow, LineAsked
from replay.race.story.claims import Claims
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, order_finding, order_sentence, place_rows
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.written import NAMES_SCHEMA, Name, OrShort, PlaceNumber, Shape


class OrderShape(Shape):
    riders: list[Name] = Field(min_length=1, max_length=30, description="Riders, the first in front.")
    from_: PlaceNumber | None = Field(None, alias="from", description="The place of the first of them, if told.")


def _order(value: object) -> object:
    """`order: [Kenny, Glaetzer]` for `order: {riders: [Kenny, Glaetzer]}`."""
    return {"riders": value} if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFact(StoryFact):
    """Riders in this order, one behind another; the first of them in place `from_place` (None: anywhere)."""

    order: tuple[str, ...]
    from_place: int | None = None

    label: ClassVar[str] = "order"
    says: ClassVar[str] = "riders one behind another; `from` is the place of the first of them"
    examples: ClassVar[tuple[str, ...]] = (
        "order: [Kenny, Glaetzer]",
        "order: {riders: [Kenny, Glaetzer], from: 1}",
    )
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "order": FileKey(
            Annotated[OrderShape, BeforeValidator(_order), OrShort(NAMES_SCHEMA)],
            "Riders in this order, one behind another.",
        )
    }
    chart_weight: ClassVar[int] = 2

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(order=tuple(content.riders), from_place=content.from_, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return tuple(Named(name, ("riders", position)) for position, name in enumerate(self.order))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:
        field = len(outline.starters)
        if len(self.order) < 2 and self.from_place is None:
            yield ContentMistake((), "an order of one rider says nothing", "add riders, or `from:`")
        elif (self.from_place or 1) + len(self.order) - 1 > field:
            yield ContentMistake((), f"an order beyond the last of {field} riders", "check `from:`")

    @property
    def doer(self) -> str | None:
        return None

    @property
    def words(self) -> str:
        place = f" from place {self.from_place} on" if self.from_place else ""
        return " ahead of ".join(self.order) + place

    def statement_among(self, starters: Sequence[str]) -> str:
        """Of one rider the place that he has; in a race of two also who is on the other one."""
        if len(self.order) > 1 or self.from_place is None:
            return self.statement
        others = tuple(name for name in starters if name not in self.order)
        if len(others) == 1:
            both = self.order + others if self.from_place == 1 else others + self.order
            return replace(self, order=both, from_place=None).statement
        return f"{self.order[0]} in {ordinal(self.from_place)} place, {self.when_words}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return " ahead of ".join(map(tag, self.order))

    @property
    def chart_rider(self) -> str | None:
        return self.order[0]

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        time_s = motion.moment(self.when)
        chain = [motion.index(name) for name in self.order]
        rows = tuple(ahead(first, second, time_s) for first, second in pairwise(chain))
        if self.from_place is None:
            return rows
        others = [rider for rider in motion.order(time_s) if rider not in chain]
        first_in_place = place_rows(motion, chain[0], self.from_place, time_s, among=chain)
        return (
            *rows,
            *first_in_place,
            *(ahead(chain[-1], rider, time_s) for rider in others[self.from_place - 1 :]),
        )

    @property
    def line_asked(self) -> LineAsked | None:
        return None if self.from_place is None else LineAsked(self.order, self.from_place)

    @property
    def claims(self) -> Claims:
        places = {} if self.from_place is None else {n: p for p, n in enumerate(self.order, start=self.from_place)}
        return Claims(ahead=frozenset(combinations(self.order, 2)), places=places)

    def finding(self, ride: ObservedRide) -> Finding:
        return order_finding(self.constraints(ride.sampled), ride.sampled)

    def sentence(self, shown: Shown) -> str:
        return order_sentence(shown)
