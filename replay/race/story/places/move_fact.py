"""A rider moves up or drops back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field

from replay.race.story.asked import ConstraintRow, LineAsked
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead, place_rows
from replay.race.story.story_fact import Common, ContentMistake, FileKey, OneRiderFact, RaceOutline
from replay.race.written import NAME_SCHEMA, Name, OrShort, PlaceNumber, Shape, named

MOVE_S = 8.0
"""Within this time before the moment that is told a rider moves up or drops back."""

_LOOKS = (0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875)
"""Shares of these seconds at which his place is looked at, a second from each other."""


class MoveShape(Shape):
    rider: Name = Field(description="Who changes places.")
    to: PlaceNumber | None = Field(None, description="The place in which he arrives, if told.")


_MOVE = Annotated[MoveShape, BeforeValidator(named), OrShort(NAME_SCHEMA)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFact(OneRiderFact):
    """`rider` moves up or drops back; at `when` he has arrived in place `to` (None: some place gained or lost).

    Who was there all the time has not moved: within the seconds before he was further back, or further in front.
    """

    up: bool
    to: int | None = None

    label: ClassVar[str] = "move"
    says: ClassVar[str] = "places gained or lost, and arrived at by `when`"
    examples: ClassVar[tuple[str, ...]] = ("move_up: {rider: Awang, to: 3}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "move_up": FileKey(_MOVE, "A rider gains places, and has gained them at `when`."),
        "drop_back": FileKey(_MOVE, "A rider loses places, and has lost them at `when`."),
    }

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:
        return cls(rider=content.rider, up=key == "move_up", to=content.to, **common)

    @property
    def file_key(self) -> str:
        return "move_up" if self.up else "drop_back"

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:
        field = len(outline.starters)
        if self.to is not None and self.to > field:
            yield ContentMistake(("to",), f"place {self.to} in a race of {field} riders")

    @property
    def words(self) -> str:
        place = f" to place {self.to}" if self.to else ""
        return f"{self.rider} {'moves up' if self.up else 'drops back'}{place}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} {'moves up' if self.up else 'drops back'}"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, time_s = motion.index(self.rider), motion.moment(self.when)
        before_s = max(time_s - MOVE_S, motion.start_s)
        before = motion.order(before_s)
        if self.to is not None:
            arrived = place_rows(motion, rider, self.to, time_s, among=[rider])
            passed = self._passed(before, rider)
            return arrived if passed is None else (*arrived, self._better(passed, rider, before_s))
        place = before.index(rider)
        towards, away = (place - 1, place + 1) if self.up else (place + 1, place - 1)
        # Who is first (or last) already was not so before: then he passed his other neighbour.
        partner = next((other for other in (towards, away) if 0 <= other < len(before)), None)
        if partner is None:
            return ()
        # Who is passed by others at the same time has not gained a place: on the other side of him all stay there.
        staying = before[place + 1 :] if self.up else before[:place]
        return (
            self._better(before[partner], rider, before_s),
            self._better(rider, before[partner], time_s),
            *(self._better(rider, other, time_s) for other in staying),
        )

    def _passed(self, before: list[int], rider: int) -> int | None:
        """Of the order before, the rider whose place shows that this one was not in place `to` yet; None if nobody's.

        There is nobody behind the last place to come from, nor before the first.
        """
        arrived = (self.to or 0) - 1
        comes = before.index(rider) > arrived if self.up else before.index(rider) < arrived
        place = arrived if comes else arrived + 1 if self.up else arrived - 1
        return before[place] if 0 <= place < len(before) else None

    def _better(self, one: int, other: int, time_s: float) -> ConstraintRow:
        """One rider is on the side of another to which the move goes: ahead where it is up."""
        return ahead(one, other, time_s) if self.up else ahead(other, one, time_s)

    @property
    def line_asked(self) -> LineAsked | None:
        """A rider who drops back without a place keeps his in the line: there is no telling behind whom he goes."""
        return LineAsked((self.rider,), self.to) if self.up or self.to is not None else None

    @property
    def claims(self) -> Claims:
        return NO_CLAIMS if self.to is None else Claims(places={self.rider: self.to})

    def finding(self, ride: ObservedRide) -> Finding:
        motion = ride.sampled
        rider, time_s = motion.index(self.rider), motion.moment(self.when)
        place = motion.order(time_s).index(rider) + 1
        if self.to is not None:
            missed = abs(place - self.to) or float(self._was_there(motion, rider, time_s))
            return Finding(self.to, place, missed, "places", 0.0, measured="place at that moment")
        before = motion.order(max(time_s - MOVE_S, motion.start_s)).index(rider) + 1
        gained = before - place if self.up else place - before
        return Finding(1.0, gained, max(1.0 - gained, 0.0), "places", 0.0, measured=f"places within {MOVE_S:g} s")

    def _was_there(self, motion: ObservedMotion, rider: int, time_s: float) -> bool:
        """Whether he was in place `to`, or past it, for all of the seconds before, and could have been elsewhere."""
        begin_s = max(time_s - MOVE_S, motion.start_s)
        orders = [motion.order(begin_s + share * (time_s - begin_s)) for share in _LOOKS]
        if self._passed(orders[0], rider) is None:
            return False
        places = [order.index(rider) + 1 for order in orders]
        return max(places) <= (self.to or 0) if self.up else min(places) >= (self.to or 0)

    def sentence(self, shown: Shown) -> str:
        if self.to is not None and shown.got == shown.asked:
            return f"The replay shows him there for all of the {MOVE_S:g} s before"
        if self.to is not None:
            return f"Told: place {shown.asked:.0f}; the replay shows place {shown.got:.0f}"
        return f"The replay shows no place won or lost in the {MOVE_S:g} s before"
