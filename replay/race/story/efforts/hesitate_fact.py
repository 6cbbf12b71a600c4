"""Riders hesitate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import RIDING_ALONG_W, Effort, changing, chase_watts
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import changes, measure
from replay.race.story.story_fact import Common, FileKey, Named, StoryFact
from replay.race.written import FIELD, NAME_SCHEMA, NAMES_SCHEMA, SECONDS, Names, OrShort, Shape, listed

HESITATE_S = 5.0
"""How long a hesitation lasts where no duration is told."""

REACTION_S = 0.4
"""After a hesitation the riders go one after another, each this much later than the wheel ahead."""

_LEADER_AFTER_S = 2.0
"""Where the whole field hesitates, the rider who leads so long after the moment does not: he has gone by then."""

_GAIN_MPS = 0.3
"""Speed that riders who hesitate may gain nevertheless, as they roll off the boards."""

_SHARES = (0.25, 0.5, 0.75, 1.0)
"""Shares of the duration at which the speeds are looked at: who has gone and come back by the end did not hesitate."""

_TOLERANCE_MPS = 0.4
"""So much more is within: it is what the wheel ahead gives to riders who do nothing."""

_HELD_KMH = 0.3
"""A miss up to here counts as none: riders of even effort swing by as much from straight to bend."""


class HesitateShape(Shape):
    riders: Names = Field(description="Who hesitates; `field` means everybody.")
    seconds: Annotated[float, Field(gt=0, le=120, allow_inf_nan=False), SECONDS] | None = Field(
        None, description="For how long, if told."
    )


def _riders(value: object) -> object:
    """`hesitate: Kenny` and `hesitate: [Kenny, Levy]` for `hesitate: {riders: [Kenny, Levy]}`."""
    return {"riders": listed(value)} if isinstance(value, str | list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class HesitateFact(StoryFact):
    """The riders do not react: they ride on without an effort for some seconds. riders empty means the whole field."""

    riders: tuple[str, ...]
    seconds: float | None = None

    label: ClassVar[str] = "hesitate"
    says: ClassVar[str] = "riders do not react for some seconds; `field` for all but the leader"
    examples: ClassVar[tuple[str, ...]] = ("hesitate: {riders: Glaetzer, seconds: 4}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "hesitate": FileKey(
            Annotated[HesitateShape, BeforeValidator(_riders), OrShort(NAME_SCHEMA, NAMES_SCHEMA)],
            "Riders do not react for some seconds; `field` for all.",
        )
    }
    least_riders: ClassVar[int] = 2
    chart_weight: ClassVar[int] = 2

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        riders = () if content.riders == [FIELD] else tuple(content.riders)
        return cls(riders=riders, seconds=content.seconds, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return tuple(Named(name, ("riders", position)) for position, name in enumerate(self.riders))

    @property
    def doer(self) -> str | None:
        return None

    @property
    def words(self) -> str:
        return f"{' and '.join(self.riders) or 'the field'} {'hesitate' if len(self.riders) > 1 else 'hesitates'}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{' '.join(map(tag, self.riders)) or 'field'} hesitates"

    @property
    def chart_rider(self) -> str | None:
        return self.riders[0] if len(self.riders) == 1 else None

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.seconds or HESITATE_S

    def hesitating(self, motion: ObservedMotion) -> tuple[int, ...]:
        """The riders who hesitate: those named, or all but the leader of that moment."""
        if self.riders:
            return tuple(motion.index(name) for name in self.riders)
        return tuple(motion.order(motion.moment(self.when) + _LEADER_AFTER_S)[1:])

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        start_s = motion.moment(self.when)
        return tuple(
            ConstraintRow(
                (Term(rider, start_s + self.duration_s * share, 1.0, 1), Term(rider, start_s, -1.0, 1)),
                high=_GAIN_MPS,
                scale=METRES_A_MPS,
            )
            for rider in self.hesitating(motion)
            for share in _SHARES
        )

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody hesitates: all ride its speed."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) > PACED_S else None

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        """He rides along, and then chases."""
        if rider not in self.hesitating(motion):
            return effort
        start_s = motion.moment(self.when)
        end_s = start_s + self.duration_s + REACTION_S * motion.drawn_place(rider)
        share, since_s = motion.effort_share, time_s - end_s
        along = changing(effort.watts, np.full_like(time_s, share * RIDING_ALONG_W), time_s - start_s)
        return Effort(changing(along, share * chase_watts(since_s), since_s), effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        start_s = ride.sampled.moment(self.when)
        looks = start_s + self.duration_s * np.array([0.0, *_SHARES])
        speeds = [ride.effort_speeds(rider, looks) for rider in self.hesitating(ride.sampled)]
        rise = max((float(own[1:].max() - own[0]) for own in speeds), default=0.0)
        return Finding(
            asked=kmh(_GAIN_MPS),
            got=kmh(rise),
            miss=kmh(max(rise - _GAIN_MPS, 0.0)),
            unit="km/h",
            tolerance=kmh(_TOLERANCE_MPS),
            exact_within=_HELD_KMH,
            measured=f"most speed gained by any of them in {self.duration_s:g} s",
        )

    def sentence(self, shown: Shown) -> str:
        asked, got = changes(shown)
        return f"Who hesitates has at most {asked}; the replay shows {got}, {measure(shown.miss, 'km/h')} too much"
