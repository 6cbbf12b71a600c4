"""Riders stand still on the track."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field

from replay.base.mistakes import WrittenError, shown
from replay.base.units import Floats, Mask
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import compared, listed
from replay.race.story.story_fact import Common, ContentMistake, FileKey, Named, RaceOutline, StoryFact
from replay.race.when import Course, Mark, When
from replay.race.written import NAME_SCHEMA, NAMES_SCHEMA, SECONDS, Names, OrShort, Shape

LONGEST_S = 30.0
"""The longest standstill that the rules of a sprint allow (UCI regulations, part 3, chapter sprint)."""

USUAL_S = 3.0
"""Where nobody told how long it was: less nobody would call a standstill."""

STILL_MPS = 0.35
"""Slower than this, a quarter of a walking pace, a rider stands to those who watch."""

_ASKED_MPS = 0.1
"""So slow he is asked to be at most, all the time."""

_AROUND_S = 6.0
"""A standstill begins or ends within so long of the moment that is told."""

ABOUT_M = 25.0
"""Nor further from it: to the nearest straight, where the boards are flat enough to stand."""

_ASKED_M = ABOUT_M - 3.0
"""So far from the place it is asked for at most: distances still settle on the heights."""

_SOUGHT_M, _AWAY_SHARE = 120.0, 0.3
"""So far from the place a standstill of the motion found so far is sought, and moved from there; of several, and of
slow riding, that which is near, as if each metre away were a share of one ridden."""

_GOES_MPS, _ROOM_SHARE, _ROOM_S = 0.7, 0.05, 1.5
"""Told seconds are over when they roll at half a walking pace, a share of them and so many seconds later."""

_STEP_S = 0.25
_ROWS_S = 0.5
"""Between moments at which speeds are looked at, and at which they are asked for: a knot of the motion's splines."""

_TOLERANCE_SHARE, _TOLERANCE_S = 0.2, 1.0
"""Seconds are counted by a voice or by eye: so much of them may be missing."""


class StandstillShape(Shape):
    seconds: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False), SECONDS] | None = Field(
        None, description="How long, if told."
    )
    rider: Names | None = Field(None, description="Who stands, if not all of them.")


def _written(value: object) -> object:
    """`standstill: 12`, `standstill: Hinze` and `standstill: [Hinze, Mitchell]` for the group of keys."""
    if isinstance(value, bool | dict):
        return value
    if isinstance(value, str) and value.split()[-1:] in (["s"], ["sec"], ["seconds"], ["second"]):
        message = f"a standstill is told in seconds, as a number, not {shown(value)}"
        raise WrittenError(message, "write `standstill: 12`, or take the seconds out")
    return {"seconds": value} if isinstance(value, int | float) else {"rider": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandstillFact(StoryFact):
    """`riders`, or all where none is named, stand still about `when`, for `seconds` if that is told."""

    riders: tuple[str, ...] = ()
    seconds: float | None = None

    label: ClassVar[str] = "standstill"
    says: ClassVar[str] = (
        f"stands still about that time (slower than {STILL_MPS:g} m/s), for so many seconds, or {USUAL_S:g} where none "
        "are told; all do where no rider is named"
    )
    examples: ClassVar[tuple[str, ...]] = ("standstill: 12", "standstill: {rider: Levy, seconds: 8}")
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "standstill": FileKey(
            Annotated[
                StandstillShape,
                BeforeValidator(_written),
                OrShort({"type": "number", "exclusiveMinimum": 0, "maximum": 600}, NAME_SCHEMA, NAMES_SCHEMA),
            ],
            "Riders stand still, for so many seconds.",
        )
    }
    chart_weight: ClassVar[int] = 1
    instead: ClassVar[str] = "write `hesitate`, or tell it as a caption"

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(riders=tuple(content.rider or ()), seconds=content.seconds, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return tuple(Named(name, ("rider", position)) for position, name in enumerate(self.riders))

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        if self.seconds is not None and self.seconds > LONGEST_S:
            message = f"a standstill of {self.seconds:g} s, and the rules end one after {LONGEST_S:g} s"
            yield ContentMistake(("seconds",), message, f"write {LONGEST_S:g} at most, or leave the seconds out")

    @property
    def doer(self) -> str | None:
        return self.riders[0] if len(self.riders) == 1 else None

    @property
    def lasts_s(self) -> float:
        """How long it lasts at least."""
        return USUAL_S if self.seconds is None else self.seconds

    @property
    def words(self) -> str:
        who = listed(self.riders) if self.riders else "all"
        verb = "stands" if len(self.riders) == 1 else "stand"
        return f"{who} {verb} still" + ("" if self.seconds is None else f" for {self.seconds:g} s")

    def chart_words(self, tag: Callable[[str], str]) -> str:
        seconds = "" if self.seconds is None else f" {self.seconds:g} s"
        return f"{' '.join(map(tag, self.riders)) or 'all'} still{seconds}"

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Where the boards are steep nobody can stand."""
        if self.during is not None or off_straight_m(race.course, self.when) <= ABOUT_M:
            return None
        return Reason(ReasonKind.LIMITS, remark="nobody stands on the slope of a bend")

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """Nobody of them moves from where the motion found so far is slowest for so long, nor far from the place."""
        riders = self._riders(motion)
        begin_s = self._slowest_from_s(motion, riders)
        if begin_s is None or off_straight_m(motion.course, self.when) > ABOUT_M:
            return ()
        times = np.arange(begin_s, begin_s + self.lasts_s + 1e-6, _ROWS_S)
        still = tuple(
            ConstraintRow((Term(rider, float(time_s), 1.0, 1),), high=_ASKED_MPS, scale=METRES_A_MPS)
            for rider in riders
            for time_s in times
        )
        still = (*still, *self._goes(motion, riders, begin_s))
        at_m = motion.course.distance_m(self.when)
        if at_m is None or self.when.offset_s:
            return still
        first = riders[int(np.argmax(motion.distance(begin_s)[riders]))]
        place = ConstraintRow((Term(first, begin_s, 1.0),), low=at_m - _ASKED_M, high=at_m + _ASKED_M)
        return (*still, place)

    def _goes(self, motion: ObservedMotion, riders: list[int], begin_s: float) -> tuple[ConstraintRow, ...]:
        """That they move before and after it: seconds that are told are no more than those."""
        if self.seconds is None:
            return ()
        room_s = _ROOM_SHARE * self.seconds + _ROOM_S
        times = (begin_s - room_s, begin_s + self.lasts_s + room_s)
        return tuple(
            ConstraintRow((Term(rider, time_s, 1.0, 1),), low=_GOES_MPS, scale=METRES_A_MPS)
            for rider in riders
            for time_s in times
            if motion.start_s < time_s < motion.end_s
        )

    def _riders(self, motion: ObservedMotion) -> list[int]:
        return [motion.index(name) for name in self.riders or motion.riders]

    def _around(self, motion: ObservedMotion, about_m: float = ABOUT_M) -> Floats:
        """Times about the moment at which speeds are looked at: seconds about it, or so far from its place."""
        about_s = motion.moment(self.when)
        if not np.isfinite(about_s):
            return np.zeros(0)
        first_s, last_s = about_s - _AROUND_S, about_s + self.lasts_s + _AROUND_S
        at_m = motion.course.distance_m(self.when)
        if at_m is not None:  # who all but stands takes long for the way to the next straight
            to_go_m = motion.course.event_m - at_m
            first_s = min(first_s, motion.moment(When(Mark.METRES_TO_GO, to_go_m + about_m)))
            last_s = max(last_s, motion.moment(When(Mark.METRES_TO_GO, max(to_go_m - about_m, 0.0))))
        first_s, last_s = max(first_s, motion.start_s), min(last_s, motion.end_s)
        return np.arange(first_s, max(last_s, first_s) + 1e-6, _STEP_S)

    def _slowest_from_s(self, motion: ObservedMotion, riders: list[int]) -> float | None:
        """When the stretch of `lasts_s` begins in which all of them go the least way; None before or after the race."""
        times = self._around(motion, _SOUGHT_M)
        span = int(np.ceil(self.lasts_s / _STEP_S))
        if len(times) <= span:
            return None
        where = np.array([motion.distance(float(time_s))[riders] for time_s in times])
        way_m = (where[span:] - where[:-span]).sum(axis=1)
        at_m = motion.course.distance_m(self.when)
        if at_m is not None:
            off_m = np.abs(where[:-span].max(axis=1) - at_m)
            way_m += _AWAY_SHARE * np.maximum(off_m - _ASKED_M, 0.0)
        return float(times[int(np.argmin(way_m))])

    def finding(self, ride: ObservedRide) -> Finding:
        """The longest time near the place in which all of them stand, s, and when it begins.

        Where seconds are told, what is seen is no longer: from the first of them who stands to the last.
        """
        motion = ride.sampled
        riders, times, near = self._riders(motion), self._around(motion, _SOUGHT_M), self._around(motion)
        speeds = np.array([motion.speed(float(time_s))[riders] for time_s in times]).reshape(len(times), -1)
        at_all, at_any = speeds.max(axis=1, initial=0.0) < STILL_MPS, speeds.min(axis=1, initial=np.inf) < STILL_MPS
        first, steps = _longest_run(at_all, (times >= near[0]) & (times <= near[-1]) if len(near) else at_all)
        longest, asked = steps * _STEP_S, self.lasts_s
        tolerance = max(_TOLERANCE_SHARE * asked, _TOLERANCE_S)
        seen = _run_around(at_any, first) * _STEP_S if steps else 0.0
        if self.seconds is not None and seen > asked + tolerance:
            longest = seen
        return Finding(
            asked=asked,
            got=longest,
            miss=max(asked - longest, 0.0) if longest <= asked + tolerance or self.seconds is None else longest - asked,
            unit="s",
            tolerance=tolerance,
            exact_within=_STEP_S,
            measured="the longest time in which they stand",
            at_s=float(times[first]) if steps else None,
        )

    def sentence(self, shown: Shown) -> str:
        asked, got = compared(shown)
        if shown.got == 0:
            return f"Told: a standstill of {asked}; in the replay nobody stands there"
        return f"Told: a standstill of {asked}; the replay shows {got}"


def off_straight_m(course: Course, when: When) -> float:
    """How far from a straight a moment's place is, m; 0 on one, and for moments that are no places."""
    at_m = course.distance_m(when)
    if at_m is None:
        return 0.0
    half_m = course.lap_m / 2
    from_middle_m = abs((at_m + course.finish_m + half_m / 2) % half_m - half_m / 2)
    return max(from_middle_m - course.straight_m / 2, 0.0)


def _longest_run(mask: Mask, near: Mask) -> tuple[int, int]:
    """Where the longest run of True that touches `near` begins, and steps in it; 0, 0 without one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    runs = [run for run in zip(edges[::2], edges[1::2], strict=True) if near[run[0] : run[1]].any()]
    begin, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 1))
    return int(begin), int(end - begin) - 1


def _run_around(mask: Mask, place: int) -> int:
    """Steps of the run of True to which a place belongs."""
    before, after = np.flatnonzero(~mask[:place]), np.flatnonzero(~mask[place:])
    begin = int(before[-1]) + 1 if len(before) else 0
    return (place + int(after[0]) if len(after) else len(mask)) - begin - 1
