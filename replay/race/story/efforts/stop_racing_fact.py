"""A rider stops racing and rolls on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import RIDING_ALONG_W, Effort, changing
from replay.race.story.efforts.ground_gained import LOST_M, WITHIN_S, loss_rows, lost_m
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.sentences import changes, compared, measure, speed_change
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

EASE_S = 4.0
"""Over how long easing is judged; as long as an attack."""

_LOSS_MPS = 0.9
"""What he loses by then at least: the drag alone takes a metre a second from one who does not pedal."""

_TOLERANCE_MPS = 0.1
"""How much a rider slows down is told by eye."""

_COMES_BACK_MPS = 0.3
"""Who rolls on does not get faster again than he was, but for what the boards give back to even effort."""

_LOOKS_S = 3.0
"""So often he is looked at, from easing to the line: who comes again half a minute later has not stopped either."""

_TOLERANCE_M = 0.1
"""What nobody sees of the metres that he drops back."""

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
        rolling = (
            ConstraintRow((Term(rider, time, 1.0, 1), Term(rider, start_s, -1.0, 1)), high=0.0, scale=METRES_A_MPS)
            for time in self._looks(motion, rider, start_s)
        )
        easing = ConstraintRow(terms, high=-_LOSS_MPS, scale=METRES_A_MPS)
        return (easing, *rolling, *loss_rows(motion, rider, start_s))

    @staticmethod
    def _looks(motion: ObservedMotion, rider: int, start_s: float) -> list[float]:
        """Times at which he still rolls on: until the line."""
        until_s = min(motion.crossing(rider, motion.course.event_m), motion.end_s)
        return [float(time) for time in np.arange(start_s + EASE_S + _LOOKS_S, until_s, _LOOKS_S)]

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        along = np.full_like(time_s, motion.effort_share * RIDING_ALONG_W)
        return Effort(changing(effort.watts, along, time_s - motion.moment(self.when)), effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        rider, start_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        change = ride.effort_speed(rider, start_s + EASE_S) - ride.effort_speed(rider, start_s)
        slower = Finding(
            asked=kmh(-_LOSS_MPS),
            got=kmh(change),
            miss=kmh(max(change + _LOSS_MPS, 0.0)),
            unit="km/h",
            tolerance=kmh(_TOLERANCE_MPS),
            exact_within=_HELD_KMH,
            measured=f"change within {EASE_S:g} s",
        )
        dropped = lost_m(ride, rider, start_s)
        measured = f"lost within {WITHIN_S:g} s on the rival in the middle of those around him"
        ground = Finding(LOST_M, dropped, max(LOST_M - dropped, 0.0), "m", _TOLERANCE_M, measured=measured)
        if slower.is_missed or ground.is_missed:
            return slower if slower.is_missed else ground
        again = self._coming_back(ride, rider, start_s)
        return again if again.is_missed else slower

    def _coming_back(self, ride: ObservedRide, rider: int, start_s: float) -> Finding:
        before, *later = ride.effort_speeds(rider, np.array([start_s, *self._looks(ride.sampled, rider, start_s)]))
        gained = max((float(speed - before) for speed in later), default=0.0)
        return Finding(
            asked=kmh(_COMES_BACK_MPS),
            got=kmh(gained),
            miss=kmh(max(gained - _COMES_BACK_MPS, 0.0)),
            unit="km/h",
            tolerance=kmh(_TOLERANCE_MPS),
            exact_within=_HELD_KMH,
            measured="most speed gained again later",
        )

    def sentence(self, shown: Shown) -> str:
        if shown.unit == "m":
            asked, got = compared(shown)
            return f"Who stops racing loses {asked} on those around him within {WITHIN_S:g} s; the replay shows {got}"
        if shown.asked > 0:
            return f"Who stops racing does not come again; the replay shows {speed_change(shown.got)} later on"
        asked, got = changes(shown)
        off = measure(shown.miss, "km/h")
        return f"Who stops racing has at least {asked} in {EASE_S:g} s; the replay shows {got}, {off} off"
