"""A rider stays on the wheel of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field

from replay.base.units import BIKE_LENGTH_M
from replay.race.story.asked import ConstraintRow, HeightRow, Term
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.spans import times_in
from replay.race.story.sentences import measure
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.when import When
from replay.race.written import Name, Shape, WhenWritten

HOLD_S = 5.0
"""How long a wheel is held where no end is told."""

ON_WHEEL_M = 3.5
"""Front wheel to front wheel: up to here, twice a bicycle's length, a rider is on the wheel."""

_LEAST_S = 0.5
"""A wheel is held so long at least, also where `until` comes as soon as `when` in the motion."""

_TOLERANCE_M = 1.0
"""A metre more is still on the wheel to those who watch .."""

BESIDE_M = 1.3
"""..but who is nearer than this is beside him: his front wheel is past the other's bottom bracket."""

_NEARER_M = 0.1
"""What nobody sees of it."""

IN_LINE_M = 1.0
"""Up the boards from wheel to wheel, no more than this is in one line: who is further up or down rides beside the
other's way, as if to pass him."""

_IN_LINE_ASKED_M = 0.6
"""What rows ask of it."""

_IN_LINE_TOLERANCE_M = 0.3
"""Nobody calls that off the wheel where the boards are steep: it is 20 cm in plan."""

_IN_LINE_SHARE = 0.9
"""Who is in line for so much of the time is so for all of it: lines meet as riders come out of a pass."""

_HEIGHTS_A_SECOND = 1.0
"""Rows of heights. Nobody goes up and down the boards by a metre between two of them."""

_LOOKS = 21
"""Moments at which a finding looks: four in a second of the usual duration."""


class HoldWheelShape(Shape):
    rider: Name = Field(description="Who follows.")
    of: Name = Field(description="Whose wheel he holds.")
    until: WhenWritten | None = Field(None, description="Until when, if told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldWheelFact(StoryFact):
    """`rider` stays directly behind `wheel` from `when` to `until` (None: for some seconds)."""

    rider: str
    wheel: str
    until: When | None = None

    label: ClassVar[str] = "hold wheel"
    says: ClassVar[str] = "directly behind another, `until` a moment"
    examples: ClassVar[tuple[str, ...]] = ("hold_wheel: {rider: Levy, of: Glaetzer, until: bell}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "hold_wheel": FileKey(HoldWheelShape, "A rider stays directly behind another.")
    }

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, wheel=content.of, until=content.until, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return Named(self.rider), Named(self.wheel, ("of",))

    @property
    def lasts_until(self) -> When | None:
        return self.until

    @property
    def words(self) -> str:
        return f"{self.rider} on the wheel of {self.wheel}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} on {tag(self.wheel)}'s wheel"

    def _from_to_s(self, motion: ObservedMotion) -> tuple[float, float]:
        start_s = motion.moment(self.when)
        end_s = motion.moment(self.until) if self.until else start_s + HOLD_S
        return start_s, max(end_s, start_s + _LEAST_S)

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        return ((self.wheel, self.rider),)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """A row for each second: between them nobody gets further away than his speed allows."""
        rider, wheel = motion.index(self.rider), motion.index(self.wheel)
        start_s, end_s = self._from_to_s(motion)
        times = [float(time) for time in np.linspace(start_s, end_s, max(int(end_s - start_s), 1) + 1)]
        leads = ((Term(wheel, time, 1.0), Term(rider, time, -1.0)) for time in times)
        return tuple(ConstraintRow(lead, BIKE_LENGTH_M, ON_WHEEL_M) for lead in leads)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        """Neither is far up the boards from the other."""
        rider, wheel = motion.index(self.rider), motion.index(self.wheel)
        pairs = ((rider, wheel), (wheel, rider))
        return tuple(
            HeightRow(((upper, 1.0), (lower, -1.0)), time_s, -_IN_LINE_ASKED_M)
            for time_s in times_in(self._from_to_s(motion), _HEIGHTS_A_SECOND)
            for upper, lower in pairs
        )

    def finding(self, ride: ObservedRide) -> Finding:
        """How far behind he is, if that is missed; else how far up or down the boards, if that is."""
        along = self._along(ride.sampled)
        if along.is_missed:
            return along
        off_m = self._off_line_m(ride)
        miss = max(off_m - IN_LINE_M, 0.0)
        measured = "up the boards from the wheel, but for a tenth of the time"
        beside = Finding(IN_LINE_M, off_m, miss, "m", _IN_LINE_TOLERANCE_M, measured=measured)
        return beside if miss > beside.exact_within and miss > along.miss else along

    def _off_line_m(self, ride: ObservedRide) -> float:
        """How far up or down the boards from the wheel he is at the worst moment, but for a tenth of the time, m."""
        rider, wheel = map(ride.sampled.index, (self.rider, self.wheel))
        looks = np.linspace(*self._from_to_s(ride.sampled), _LOOKS)
        off = sorted(abs(ride.height(rider, time_s) - ride.height(wheel, time_s)) for time_s in looks)
        return off[int(np.ceil(_IN_LINE_SHARE * len(off))) - 1]

    def _along(self, motion: ObservedMotion) -> Finding:
        """How far behind the wheel he is along the track at the worst moment."""
        rider, wheel = motion.index(self.rider), motion.index(self.wheel)
        gaps = [
            float(where[wheel] - where[rider])
            for where in map(motion.distance, np.linspace(*self._from_to_s(motion), _LOOKS))
        ]
        measured = "front wheel to front wheel, at the worst moment"
        if min(gaps) < BESIDE_M:
            nearest = min(gaps)
            return Finding(BESIDE_M, nearest, BESIDE_M - nearest, "m", _NEARER_M, measured=measured)
        miss = max(max(gaps) - ON_WHEEL_M, 0.0)
        return Finding(ON_WHEEL_M, max(gaps), miss, "m", _TOLERANCE_M, measured=measured)

    def sentence(self, shown: Shown) -> str:
        if shown.asked == IN_LINE_M:
            off = measure(shown.got, "m")
            return f"The replay shows him behind, and {off} up or down the boards from the wheel: beside its line"
        where = "behind" if shown.got >= 0 else "ahead of"
        return (
            f"On the wheel is {BESIDE_M:g} to {ON_WHEEL_M:g} m behind, front wheel to front wheel; the replay shows "
            f"{measure(abs(shown.got), 'm', beside=abs(shown.asked))} {where} it, {measure(shown.miss, 'm')} off"
        )
