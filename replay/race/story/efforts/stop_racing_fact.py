"""A rider stops racing and rolls on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import RIDING_ALONG_W, Effort, changing
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.sentences import measure, speed_change
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

EASE_S = 4.0
"""Over how long easing is judged; as long as an attack."""

_LOSS_MPS = 0.5
"""What he loses by then at least: the drag alone takes a metre a second from one who does not pedal."""

_TOLERANCE_MPS = 0.5
"""How much a rider slows down is told by eye: who keeps his speed while all others gain seems to ease, too."""

_HELD_KMH = 0.05
"""A miss up to here counts as none: it is rounded away where speeds are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRacingFact(OneRiderFact):
    """`rider` eases at `when` and rolls on without racing."""

    label: ClassVar[str] = "stops racing"
    says: ClassVar[str] = "eases and rolls on"
    examples: ClassVar[tuple[str, ...]] = ("stops_racing: Levy",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "stops_racing": FileKey(Name, "A rider eases and rolls on without racing.")
    }
    chart_weight: ClassVar[int] = 1

    @property
    def words(self) -> str:
        return f"{self.rider} stops racing"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} eases"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, start_s = motion.index(self.rider), motion.moment(self.when)
        terms = (Term(rider, start_s + EASE_S, 1.0, 1), Term(rider, start_s, -1.0, 1))
        return (ConstraintRow(terms, high=-_LOSS_MPS, scale=METRES_A_MPS),)

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        along = np.full_like(time_s, motion.effort_share * RIDING_ALONG_W)
        return Effort(changing(effort.watts, along, time_s - motion.moment(self.when)), effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        rider, start_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        change = ride.effort_speed(rider, start_s + EASE_S) - ride.effort_speed(rider, start_s)
        return Finding(
            asked=kmh(-_LOSS_MPS),
            got=kmh(change),
            miss=kmh(max(change + _LOSS_MPS, 0.0)),
            unit="km/h",
            tolerance=kmh(_TOLERANCE_MPS),
            exact_within=_HELD_KMH,
            measured=f"change within {EASE_S:g} s",
        )

    def sentence(self, shown: Shown) -> str:
        asked = f"Who stops racing has at least {speed_change(shown.asked)} in {EASE_S:g} s"
        return f"{asked}; the replay shows {speed_change(shown.got)}, {measure(shown.miss, 'km/h')} off"
