"""A rider stops racing and rolls on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import RIDING_ALONG_W, Effort, changing
from replay.race.story.efforts.ground_gained import LOST_M, WITHIN_S, loss_rows, lost_m, rivals
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.sentences import changes, compared, measure, speed_change
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

EASE_S = 4.0
"""Over how long easing is judged; as long as an attack."""

_LOSS_MPS = 0.9
"""What he loses by then at least: the drag alone takes a metre a second from one who does not pedal."""

_ASKED_MPS = 1.05
"""What is asked of the motion: somewhat more, since distances still settle on the heights."""

_TOLERANCE_MPS = 0.1
"""How much a rider slows down is told by eye."""

_COMES_BACK_MPS = 0.3
"""Who rolls on does not get faster again than he was, but for what the boards give back to even effort."""

_STAYS_MPS = 0.2
"""What is asked of the motion: that he stays slower than he was, since what he loses up the boards he gets back."""

_LOOKS_S = 1.5
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
    of_riding: ClassVar[bool] = False
    chart_weight: ClassVar[int] = 1

    @property
    def words(self) -> str:
        return f"{self.rider} stops racing"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} eases"

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, start_s = motion.index(self.rider), motion.moment(self.when)
        rolls_on = ((time, -_STAYS_MPS) for time in self._looks(motion, rider, start_s))
        looks = [(self._eased_s(motion, rider, start_s), -_ASKED_MPS), *rolls_on]
        slower = (
            ConstraintRow((Term(rider, time, 1.0, 1), Term(other, start_s, -1.0, 1)), high=high, scale=METRES_A_MPS)
            for other in dict.fromkeys((rider, _pace_setter(motion, rider, start_s)))
            for time, high in looks
        )
        tempo_mps = _pacer_mps(motion, rider, start_s)
        slower_than_pacer = (
            ConstraintRow((Term(rider, time, 1.0, 1),), high=tempo_mps + high, scale=METRES_A_MPS)
            for time, high in (looks if np.isfinite(tempo_mps) else ())
        )
        return (*slower, *slower_than_pacer, *loss_rows(motion, rider, start_s))

    def out_of_line_s(self, motion: ObservedMotion) -> Mapping[str, float]:
        """Behind the pacer he leaves the line: who stays in it races."""
        return {self.rider: motion.moment(self.when)}

    @classmethod
    def _eased_s(cls, motion: ObservedMotion, rider: int, start_s: float) -> float:
        """The race time by which he has slowed down: nobody sees more of it than he rides."""
        return max(min(start_s + EASE_S, cls._rides_until(motion, rider)), start_s)

    @staticmethod
    def _rides_until(motion: ObservedMotion, rider: int) -> float:
        """The race time at which he is at the line, falls, or is seen last."""
        return min(motion.crossing(rider, motion.course.event_m), motion.falling(rider), motion.end_s)

    @classmethod
    def _looks(cls, motion: ObservedMotion, rider: int, start_s: float) -> list[float]:
        """Times at which he still rolls on."""
        until_s = cls._rides_until(motion, rider)
        return [float(time) for time in np.arange(start_s + EASE_S + _LOOKS_S, until_s, _LOOKS_S)]

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        along = np.full_like(time_s, motion.effort_share * RIDING_ALONG_W)
        return Effort(changing(effort.watts, along, time_s - motion.moment(self.when)), effort.scale_sd)

    def finding(self, ride: ObservedRide) -> Finding:
        rider, start_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        eased_s = self._eased_s(ride.sampled, rider, start_s)
        change = ride.effort_speed(rider, eased_s) - _pace_mps(ride, rider, start_s)
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
        later = ride.effort_speeds(rider, np.array(self._looks(ride.sampled, rider, start_s)))
        gained = float(later.max(initial=0.0)) - _pace_mps(ride, rider, start_s) if len(later) else 0.0
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


def _pace_setter(motion: ObservedMotion, rider: int, start_s: float) -> int:
    """The rival of the middling speed around him at a race time; he himself where nobody is near.

    He is held against the field as well, since who speeds up for a moment before it is slower afterwards anyhow.
    """
    others = rivals(motion, rider, start_s)
    speed = motion.speed(start_s)
    return sorted(others, key=lambda other: float(speed[other]))[len(others) // 2] if others else rider


def _pace_mps(ride: ObservedRide, rider: int, start_s: float) -> float:
    """The effort speed that he gives up: his own, and no more than the field's about him, or that of the pacer."""
    other = _pace_setter(ride.sampled, rider, start_s)
    pace_mps = min(ride.effort_speed(rider, start_s), ride.effort_speed(other, start_s))
    return min(pace_mps, _pacer_mps(ride.sampled, rider, start_s))


def _pacer_mps(motion: ObservedMotion, rider: int, time_s: float) -> float:
    """The speed of the pacer that a rider is behind at a race time; inf where there is none."""
    before_m, after_m = motion.pacer_distance(time_s - 0.5), motion.pacer_distance(time_s + 0.5)
    behind = float(motion.distance(time_s)[rider]) < before_m
    return float(after_m - before_m) if behind and np.isfinite(after_m) else np.inf
