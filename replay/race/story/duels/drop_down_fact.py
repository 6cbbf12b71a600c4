"""A rider drops down from the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.race.story.asked import HeightRow
from replay.race.story.boards.ride_high_fact import HIGH_M, HIGH_TOLERANCE_M
from replay.race.story.finding import Barrier, Finding, Limit, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import compared
from replay.race.story.story_fact import Common, FileKey, OneRiderFact
from replay.race.written import METRES, NAME_SCHEMA, Name, OrShort, Shape, named

DROP_S = 4.0
"""A drop is over within so long: from the stayers line to the lane at a climb of half a metre a second."""

DROP_M = 1.2
"""Lost up the boards in that time, it is seen from the stands as a drop: from the stayers line to near the lane."""

_TOLERANCE_M = 0.4
"""What may be missing of it: nobody told how far he dropped."""

_ABOUT_S = 1.5
"""He begins to drop within so long of the moment."""

_LOOKS = 31
_HELD_M = 0.01
_CLEAR_S = 1.0


class DropDownShape(Shape):
    rider: Name = Field(description="Who drops down.")
    from_m: Annotated[float, Field(gt=0, le=12, allow_inf_nan=False), METRES] | None = Field(
        None, description="From how far up the boards, metres from the inner edge, if told."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDownFact(OneRiderFact):
    """`rider` is up the boards about `when`, at `from_m` if that is told, and drops down from there."""

    from_m: float | None = None

    label: ClassVar[str] = "drop down"
    says: ClassVar[str] = (
        f"up the boards ({HIGH_M:g} m, or `from_m`) about that time, and {DROP_M:g} m lower within {DROP_S:g} s"
    )
    examples: ClassVar[tuple[str, ...]] = ("drop_down: Awang", "drop_down: {rider: Awang, from_m: 4}")
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "drop_down": FileKey(
            Annotated[DropDownShape, BeforeValidator(named), OrShort(NAME_SCHEMA)],
            "A rider drops down from the boards.",
        )
    }

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content.rider, from_m=content.from_m, **common)

    @property
    def words(self) -> str:
        return f"{self.rider} drops down from the boards"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} drops"

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        rider, time_s = motion.index(self.rider), motion.moment(self.when)
        drop = HeightRow(((rider, -1.0),), time_s + DROP_S, DROP_M + _TOLERANCE_M, since_s=time_s, clear_s=_CLEAR_S)
        return HeightRow(((rider, 1.0),), time_s, self.from_m or HIGH_M, about_s=_ABOUT_S, clear_s=_CLEAR_S), drop

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        if (self.from_m or 0.0) <= race.highest_m + HIGH_TOLERANCE_M:
            return None
        return Reason(ReasonKind.LIMITS, barriers=(Barrier(Limit.BOARDS, race.highest_m),))

    def finding(self, ride: ObservedRide) -> Finding:
        """How far he drops, from where he is highest about the moment; before that, how high that is if it was told."""
        rider, time_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        begins = np.linspace(time_s - _ABOUT_S, time_s + _ABOUT_S, _LOOKS)
        heights = [ride.height(rider, float(moment)) for moment in begins]
        top, top_s = max(heights), float(begins[int(np.argmax(heights))])
        if self.from_m is not None and top < self.from_m - HIGH_TOLERANCE_M:
            return Finding(self.from_m, top, self.from_m - top, "m", HIGH_TOLERANCE_M, _HELD_M, "up the boards")
        lowest = min(ride.height(rider, float(moment)) for moment in np.linspace(top_s, top_s + DROP_S, _LOOKS))
        dropped = top - lowest
        measured = f"lost up the boards within {DROP_S:g} s"
        return Finding(DROP_M, dropped, max(DROP_M - dropped, 0.0), "m", _TOLERANCE_M, _HELD_M, measured)

    def sentence(self, shown: Shown) -> str:
        asked, got = compared(shown)
        if shown.asked == DROP_M:
            return f"A drop is {asked} within {DROP_S:g} s; the replay shows {got}"
        return f"Told: {asked} up the boards; the replay shows {got}"
