"""What facts may ask: of a motion, of a ride that is measured, of what is known before there is any motion.

The solver and the trajectories implement these protocols; the facts know neither. A rider is an index in the order of
`riders`; times are race times in seconds, distances metres along the measurement line.
"""

from __future__ import annotations

from typing import Protocol

from replay.base.units import Floats
from replay.race.when import Course, When

PACED_S = 1.0
"""Until so long before the pacer leaves all ride in file at its speed. Who goes as it swings off attacks."""


class ObservedMotion(Protocol):
    """Where the riders are along the track at any time, in an iterate of the solver or in the finished motion."""

    @property
    def riders(self) -> tuple[str, ...]:
        """Names of those who started."""
        ...

    @property
    def course(self) -> Course:
        """Where moments are, and what told amounts are in metres."""
        ...

    @property
    def start_s(self) -> float:
        """The first time of the motion."""
        ...

    @property
    def end_s(self) -> float:
        """The last time of the motion."""
        ...

    @property
    def racing_from_s(self) -> float:
        """When racing begins: as the pacer leaves, or at the start."""
        ...

    def index(self, name: str) -> int:
        """The index of a rider. Raises ValueError for a name that no starter has."""
        ...

    def drawn_place(self, rider: int) -> int:
        """His place, from 0, in the line in which the race begins."""
        ...

    def moment(self, when: When) -> float:
        """The race time of a moment; inf for one that the motion never comes to."""
        ...

    def distance(self, time_s: float) -> Floats:
        """(R,) distances."""
        ...

    def speed(self, time_s: float) -> Floats:
        """(R,) speeds along the measurement line, m/s."""
        ...

    def pacer_distance(self, time_s: float) -> float:
        """Distance of the pacer's front; nan without one."""
        ...

    def order(self, time_s: float) -> list[int]:
        """Riders, leader first."""
        ...

    def is_down(self, rider: int, time_s: float) -> bool:
        """Whether a rider lies or slides after a fall: he races with nobody then."""
        ...

    def crossing(self, rider: int, distance_m: float) -> float:
        """When a rider first reaches a distance; inf if he never does."""
        ...

    def falling(self, rider: int) -> float:
        """When a rider falls; inf for one who does not."""
        ...

    def full_effort_mps2(self, speed_mps: float) -> float:
        """What a fresh rider gains at a speed when he gives what he has for some seconds, m/s²."""
        ...

    @property
    def effort_share(self) -> float:
        """Power of the efforts of these riders, of that of elite men."""
        ...


class ObservedRide(Protocol):
    """A finished motion, on which facts are measured."""

    @property
    def sampled(self) -> ObservedMotion:
        """The same motion along the track."""
        ...

    @property
    def pull_off_s(self) -> float:
        """When the pacer leaves; nan without one."""
        ...

    def fall_s(self, rider: int) -> float:
        """When a rider falls; nan for one who does not."""
        ...

    def height(self, rider: int, time_s: float) -> float:
        """Metres up the boards from the inner edge."""
        ...

    def effort_speed(self, rider: int, time_s: float) -> float:
        """Speed over the ground with height counted as the speed that it gives back, m/s."""
        ...

    def effort_speeds(self, rider: int, time_s: Floats) -> Floats:
        """(N,) the same at N times."""
        ...


class MeasuredRace(Protocol):
    """What is known exactly before there is a motion: some facts contradict it by arithmetic alone."""

    @property
    def course(self) -> Course:
        """Where moments are, and what told amounts are in metres."""
        ...

    @property
    def width_m(self) -> float:
        """Width of the boards."""
        ...

    @property
    def highest_m(self) -> float:
        """How far up the boards a rider can be."""
        ...

    @property
    def starters(self) -> tuple[str, ...]:
        """Names of those who started."""
        ...

    @property
    def winner(self) -> str | None:
        """Who won; None where that is not known, or the race was stopped."""
        ...

    def after_winner_s(self, rider: str) -> float | None:
        """Seconds by which a rider crosses the line after the winner, nan if untimed; None if he may not do so."""
        ...

    def result_of(self, one: str, other: str) -> str:
        """Id of the fact of the results that says how two riders finish."""
        ...

    def timed_gap_s(self, ahead: str, behind: str) -> float:
        """Seconds between two riders at the finish line; nan where they are not known."""
        ...

    @property
    def line_speeds_mps(self) -> tuple[float, float]:
        """The least and the most that riders may do at the finish line: any speed, as long as there is no motion."""
        ...

    def next_over_line(self, rider: str) -> str | None:
        """Who crosses the finish line next after a rider; None if nobody does."""
        ...

    def has_time_to_fall(self, rider: str) -> bool:
        """Whether the results leave time for a fall of a rider whom the story has fall."""
        ...

    def pacer_off_by_s(self, when: When) -> float:
        """Seconds between a moment and the leaving of the pacer; 0 without one, or where the words do not say."""
        ...

    def before_pacer_leaves_s(self, when: When) -> float:
        """Seconds from a moment to the leaving of the pacer; 0 after it, without one, or where the words do not say."""
        ...
