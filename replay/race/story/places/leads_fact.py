"""A rider, or several of them, leads: from a moment on, or at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.race.moment_words import until_words
from replay.race.story.asked import ConstraintRow, LineAsked
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.finding import Finding, Reason, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ORDER_M, ahead, turned_at_line
from replay.race.story.sentences import listed, measure
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import When
from replay.race.written import NAME_SCHEMA, NAMES_SCHEMA, Names, OrShort, Shape, WhenWritten

_ROWS_A_SECOND = 1.0
"""Between two rows a second apart a rider who gains on the leader as hard as he can (2 m/s² of difference) bulges by a
quarter of a metre: less than `ABREAST_M`, so nobody leads in between."""

_NEAR_M = 20.0
"""Who is further behind than this needs no row: nobody gains so much from one program to the next."""

_LOOKS_A_SECOND = 10.0
"""Moments at which a finding looks: riders who close at 3 m/s are then 0.3 m apart from one look to the next."""


class LeadsShape(Shape):
    rider: Names = Field(description="Who leads; several are the first ones, in any order.")
    until: WhenWritten | None = Field(None, description="Until when, if told: nobody else leads before.")


def _leaders(value: object) -> object:
    """`leads: Kenny` and `leads: [Kenny, Levy]` for `leads: {rider: [Kenny, Levy]}`."""
    return {"rider": value} if isinstance(value, str | list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsFact(StoryFact):
    """The front wheels of `riders`, in any order, are ahead of everybody else's at `when`, and at all times to `until`.

    until None: the fact speaks of one moment.
    """

    riders: tuple[str, ...]
    until: When | None = None

    label: ClassVar[str] = "leads"
    says: ClassVar[str] = (
        "front wheels ahead of everybody else's, of several in any order; with `until` nobody else leads in between"
    )
    examples: ClassVar[tuple[str, ...]] = ("leads: {rider: Kenny, until: bell}", "leads: [Kenny, Levy]")
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "leads": FileKey(
            Annotated[LeadsShape, BeforeValidator(_leaders), OrShort(NAME_SCHEMA, NAMES_SCHEMA)],
            "A rider leads, or several are the first ones.",
        )
    }
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 1

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(riders=tuple(content.rider), until=content.until, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return tuple(Named(name, ("rider", position)) for position, name in enumerate(self.riders))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:
        if len(set(self.riders)) >= len(outline.starters):
            message = f"all {len(outline.starters)} riders lead: that says nothing"
            yield ContentMistake(("rider",), message, "leave out who does not lead")

    @property
    def lasts_until(self) -> When | None:
        return self.until

    @property
    def doer(self) -> str | None:
        return self.riders[0] if len(self.riders) == 1 else None

    @property
    def words(self) -> str:
        return f"{listed(self.riders)} {'lead' if len(self.riders) > 1 else 'leads'}"

    @property
    def statement(self) -> str:
        words = f"{self.words}, {self.when_words}"
        return words if self.until is None else f"{words}, {until_words(self.until)}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{' '.join(map(tag, self.riders))} {'lead' if len(self.riders) > 1 else 'leads'}"

    @property
    def chart_rider(self) -> str | None:
        return self.riders[0]

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """At each time all leaders ahead of the first of the others, and the last of them ahead of all who are near."""
        return tuple(row for time_s in self._times(motion, _ROWS_A_SECOND) for row in self._rows(motion, time_s))

    def _times(self, motion: ObservedMotion, rate_hz: float) -> list[float]:
        """The moment, or times from it to the end, no further apart than 1 / rate."""
        start_s = motion.moment(self.when)
        end_s = start_s if self.until is None else min(motion.moment(self.until), motion.end_s)
        count = max(int(np.ceil((end_s - start_s) * rate_hz)), 0) + 1
        return [float(time_s) for time_s in np.linspace(start_s, max(start_s, end_s), count)]

    def _rows(self, motion: ObservedMotion, time_s: float) -> Iterator[ConstraintRow]:
        leaders, others = self._leaders_and_others(motion, time_s)
        where = motion.distance(time_s)
        near = [rider for rider in others[1:] if where[leaders[-1]] - where[rider] < _NEAR_M]
        for one, other in (*product(leaders, others[:1]), *product(leaders[-1:], near)):
            yield ahead(one, other, time_s)

    def _leaders_and_others(self, motion: ObservedMotion, time_s: float) -> tuple[list[int], list[int]]:
        """Those who are told to lead and those who are not, each in the order that they have at a time."""
        named = {motion.index(name) for name in self.riders}
        order = motion.order(time_s)
        return [rider for rider in order if rider in named], [rider for rider in order if rider not in named]

    @property
    def line_asked(self) -> LineAsked | None:
        return LineAsked(self.riders, 1, in_any_order=True)

    @property
    def claims(self) -> Claims:
        return Claims(places={self.riders[0]: 1}) if len(self.riders) == 1 else NO_CLAIMS

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Of the finish: who won is not among those who lead."""
        others = [name for name in race.starters if name not in self.riders]
        return turned_at_line(product(self.riders, others), self.when, race)

    def finding(self, ride: ObservedRide) -> Finding:
        """The lead of the last of the leaders on the first of the others, where it is least, m."""
        motion = ride.sampled
        times = self._times(motion, _LOOKS_A_SECOND)
        leads = [self._lead(motion, time_s) for time_s in times]
        worst = min(range(len(leads)), key=lambda look: leads[look][0])
        least, partner = leads[worst]
        return Finding(
            asked=0.0,
            got=least,
            miss=max(-least, 0.0),
            unit="m",
            tolerance=ORDER_M,
            measured="least lead over anybody else",
            partner=motion.riders[partner],
        )

    def _lead(self, motion: ObservedMotion, time_s: float) -> tuple[float, int]:
        """(lead of the last of the leaders, the first of the others) at a time."""
        leaders, others = self._leaders_and_others(motion, time_s)
        where = motion.distance(time_s)
        return float(where[leaders[-1]] - where[others[0]]), others[0]

    def sentence(self, shown: Shown) -> str:
        once = "then" if self.until is None else "at the worst moment"
        return f"The replay shows {shown.partner or 'another'} {measure(shown.miss, 'm')} ahead {once}"
