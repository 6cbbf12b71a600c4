"""A rider falls, and brings others down."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field

from replay.race.story.asked import HeightRow
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import listed, measure, time_sentence
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import NAME_SCHEMA, Name, Names, OrShort, Shape, named

_TOLERANCE_S = 0.5
"""The moment of a fall is told by eye."""


FALLS_APART_S = 0.3
"""Those who are brought down fall so long one after another."""

SLIDES_M = 0.5
"""So far up or down the boards a fallen rider is seen to slide .."""

SLIDING_S = 1.8
"""..within so long. After it who slid up comes down the banking again, as everybody does who lies on it."""

_ROOM_M = 0.3
"""What rows ask beyond that."""

_SLIDES_TOLERANCE_M = 0.1
"""What nobody sees of it."""


class CrashShape(Shape):
    rider: Name = Field(description="Who falls.")
    down: Names | None = Field(None, description="Others whom he brings down.")
    slides: Literal["up", "down"] | None = Field(None, description="Which way they slide on the boards, if told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashFact(StoryFact):
    """`rider` falls at `when`; `down` are others brought down with him.

    slides  which way all of them slide on the boards; None: not told, and shown as down the banking
    """

    rider: str
    down: tuple[str, ...] = ()
    slides: Literal["up", "down"] | None = None

    label: ClassVar[str] = "crash"
    says: ClassVar[str] = (
        f"a rider falls, and whom he brings `down`; `slides` up or down the boards, {SLIDES_M:g} m at least within "
        f"{SLIDING_S:g} s (down if not told); while he lies he leads nobody and is no reference"
    )
    needs_moment: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        "crash: {rider: Buchli, down: Paul}",
        "crash: {rider: Buchli, slides: up}",
    )
    at_own_place: ClassVar[bool] = True
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "crash": FileKey(Annotated[CrashShape, BeforeValidator(named), OrShort(NAME_SCHEMA)], "A rider falls.")
    }
    of_riding: ClassVar[bool] = False
    says_place: ClassVar[bool] = False
    chart_weight: ClassVar[int] = 0

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, down=tuple(content.down or ()), slides=content.slides, **common)

    @property
    def all_down(self) -> tuple[str, ...]:
        """Everybody who falls, first who falls first."""
        return self.rider, *self.down

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), *(Named(name, ("down", position)) for position, name in enumerate(self.down))

    @property
    def words(self) -> str:
        crash, slide = ("crash", "slide") if self.down else ("crashes", "slides")
        way = f" and {slide} {self.slides} the boards" if self.slides else ""
        return f"{' and '.join(self.all_down)} {crash}{way}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{listed([*map(tag, self.all_down)])} {'fall' if self.down else 'falls'}"

    def opposes(self, other: StoryFact) -> bool:
        """Nobody falls twice."""
        return (
            isinstance(other, CrashFact)
            and self.when.of(None) != other.when.of(None)
            and not set(self.all_down).isdisjoint(other.all_down)
        )

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        hurried = [name for name in self.all_down if not race.has_time_to_fall(name)]
        if not hurried:
            return None
        remark = f"{listed(hurried)} could not fall, get up again and cross the line as the results have it"
        others = [name for name in self.all_down if name not in hurried]
        if others:
            remark += f", and only {listed(others)} {'fall' if len(others) > 1 else 'falls'} in the replay"
        return Reason(ReasonKind.NO_TIME, remark=remark)

    def finding(self, ride: ObservedRide) -> Finding:
        asked, falls_s = ride.sampled.moment(self.when), ride.fall_s(ride.sampled.index(self.rider))
        all_fall = all(math.isfinite(ride.fall_s(ride.sampled.index(name))) for name in self.all_down)
        got = falls_s if math.isfinite(falls_s) and all_fall else 0.0
        falls = Finding(asked, got, abs(got - asked), "s", _TOLERANCE_S, measured="race time")
        if self.slides is None or falls.is_missed:
            return falls
        slid_m = min(self._slid_m(ride, ride.sampled.index(name)) for name in self.all_down)
        measured = f"{self.slides} the boards within {SLIDING_S:g} s of the fall"
        miss = max(SLIDES_M - slid_m, 0.0)
        return Finding(SLIDES_M, slid_m, miss, "m", _SLIDES_TOLERANCE_M, measured=measured)

    def _slid_m(self, ride: ObservedRide, rider: int) -> float:
        """How far he slides in the direction that is told, m."""
        fall_s = ride.fall_s(rider)
        risen_m = ride.height(rider, fall_s + SLIDING_S) - ride.height(rider, fall_s)
        return risen_m if self.slides == "up" else -risen_m

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        if self.slides is None:
            return ()
        way, fall_s = 1.0 if self.slides == "up" else -1.0, motion.moment(self.when)
        low_m = SLIDES_M + _ROOM_M
        rows = ((motion.index(name), fall_s + FALLS_APART_S * place) for place, name in enumerate(self.all_down))
        return tuple(HeightRow(((one, way),), time_s + SLIDING_S, low_m, since_s=time_s) for one, time_s in rows)

    def sentence(self, shown: Shown) -> str:
        if shown.unit == "m":
            other = "down" if self.slides == "up" else "up"
            way = self.slides if shown.got >= 0 else other
            return f"The replay shows a slide of {measure(abs(shown.got), 'm')} {way} the boards"
        return time_sentence(shown)
