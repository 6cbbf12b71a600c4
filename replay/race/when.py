"""Moments of a race, and the places on the way at which somebody's crossing makes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from replay.base.units import BIKE_LENGTH_M, WHEEL_M
from replay.race.amounts import Quantity, Unit


class Mark(StrEnum):
    """Named moments of a race, each the moment at which somebody is somewhere.

    LAPS_TO_GO and METRES_TO_GO are the leader's crossing; PULL_OFF is the pacer's leaving; BELL is one lap to go;
    LAST_BEND is where the last bend begins; FINISH is the winner's crossing; RACE_TIME is plain seconds. TURN_1 to
    HOME_STRAIGHT are the coming to a place of the track, on the lap that begins with so many to go. It is the leader
    who comes there, or the one rider of whom a fact speaks.
    """

    LAPS_TO_GO = "laps to go"
    METRES_TO_GO = "m to go"
    PULL_OFF = "pull-off"
    BELL = "bell"
    LAST_BEND = "last-bend"
    FINISH = "finish"
    RACE_TIME = "s"
    TURN_1 = "turn 1"
    TURN_2 = "turn 2"
    BACK_STRAIGHT = "back straight"
    TURN_3 = "turn 3"
    TURN_4 = "turn 4"
    HOME_STRAIGHT = "home straight"


@dataclass(frozen=True, slots=True)
class When:
    """A moment: a mark, its value where it has one (laps, metres or seconds), and an offset in seconds.

    rider: whose coming to a place of the track it is; None: the leader's
    """

    mark: Mark
    value: float = 0.0
    offset_s: float = 0.0
    rider: str | None = None

    def of(self, rider: str | None) -> When:
        """The moment at which a rider comes there, of a place of the track; others are nobody's own."""
        return replace(self, rider=rider) if self.mark in PLACES else self

    def __str__(self) -> str:
        words = f"{self.value:g} {self.mark}" if self.mark in _MARKS_WITH_VALUE else str(self.mark)
        if self.mark in ON_TRACK:
            words = f"{words} on the last lap" if self.value == 1 else f"{words} with {self.value:g} laps to go"
        words = "1 lap to go" if words == "1 laps to go" else words
        return words if self.offset_s == 0.0 else f"{words}{self.offset_s:+g}"


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which something was at some moment that is not told: from `start` (None: as racing begins) to `end`."""

    start: When | None
    end: When

    @property
    def moments(self) -> tuple[When, ...]:
        """The moments that bound it."""
        return (self.end,) if self.start is None else (self.start, self.end)

    def of(self, rider: str | None) -> Window:
        """The window between a rider's own moments."""
        return Window(self.start and self.start.of(rider), self.end.of(rider))


_MARKS_WITH_VALUE = (Mark.LAPS_TO_GO, Mark.METRES_TO_GO, Mark.RACE_TIME)


ON_TRACK = (
    Mark.TURN_1, Mark.TURN_2, Mark.BACK_STRAIGHT, Mark.TURN_3, Mark.TURN_4, Mark.HOME_STRAIGHT,
)  # fmt: skip
"""Places of the track in the order in which a lap comes to them from the finish line, which lies in the home straight.

Turns 1 and 2 are the halves of the first bend of a lap, 3 and 4 those of the second, as in reports in English. A bend
is all that is not straight, its transitions as well. The home straight of a lap is the one at its end.
"""

PLACES = (*ON_TRACK, Mark.LAST_BEND)
"""Places at which not all riders are when the leader is."""

WHISKER_M = 0.1
"""What is told as 'a whisker': about two tyres. At the speed of a sprint it is 6 thousandths of a second."""

TO_GO = (Mark.LAPS_TO_GO, Mark.METRES_TO_GO)
"""Marks that say how far it is to the finish."""


@dataclass(frozen=True, slots=True)
class Course:
    """The way of a race in metres along the measurement line: what moments and told amounts are measured by.

    event_m      from the start (distance 0) to the finish
    lap_m        a lap
    straight_m   'the length of a straight'
    last_bend_m  event distance at which the last bend begins
    finish_m     how far past the middle of the home straight the finish line is
    """

    event_m: float
    lap_m: float
    straight_m: float
    last_bend_m: float
    finish_m: float = 0.0

    def distance_m(self, when: When) -> float | None:
        """Event distance at which the leader's (at 0 to go: the winner's; or a rider's own) crossing makes a moment.

        None for the pull-off and for seconds of race time, which are not crossings. Offsets are not counted.
        """
        to_go_m = {
            Mark.LAPS_TO_GO: when.value * self.lap_m,
            Mark.METRES_TO_GO: when.value,
            Mark.BELL: self.lap_m,
            Mark.LAST_BEND: self.event_m - self.last_bend_m,
            Mark.FINISH: 0.0,
        }.get(when.mark)
        if when.mark in ON_TRACK:
            to_go_m = when.value * self.lap_m - self._along_lap_m(when.mark)
        return None if to_go_m is None else self.event_m - to_go_m

    def _along_lap_m(self, place: Mark) -> float:
        """How far from the finish line a lap comes to a place of the track."""
        half_m, half_straight_m = self.lap_m / 2, self.straight_m / 2
        from_middle_m = {
            Mark.TURN_1: half_straight_m,
            Mark.TURN_2: half_m / 2,
            Mark.BACK_STRAIGHT: half_m - half_straight_m,
            Mark.TURN_3: half_m + half_straight_m,
            Mark.TURN_4: half_m + half_m / 2,
            Mark.HOME_STRAIGHT: self.lap_m - half_straight_m,
        }
        return from_middle_m[place] - self.finish_m

    def metres(self, amount: Quantity) -> float:
        """A told amount of way in metres. Raises KeyError for seconds, which are no way."""
        per_unit = {
            Unit.METRES: 1.0,
            Unit.LENGTHS: BIKE_LENGTH_M,
            Unit.LAPS: self.lap_m,
            Unit.STRAIGHTS: self.straight_m,
            Unit.WHEELS: WHEEL_M,
            Unit.WHISKERS: WHISKER_M,
        }
        return amount.value * per_unit[amount.unit]


def is_at_line(when: When) -> bool:
    """Whether a moment is somebody's crossing of the finish line, or so many seconds from it."""
    return when.mark is Mark.FINISH or (when.mark in TO_GO and when.value == 0)


def is_one_moment(one: When, other: When) -> bool:
    """Whether two moments are the same in other words: the bell is one lap to go, the finish 0 m to go."""
    return _in_one_form(one) == _in_one_form(other)


def _in_one_form(when: When) -> When:
    if is_at_line(when):
        return When(Mark.FINISH, 0.0, when.offset_s)
    return When(Mark.LAPS_TO_GO, 1.0, when.offset_s) if when.mark is Mark.BELL else when
